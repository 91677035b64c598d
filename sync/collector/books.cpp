#include "sync/collector/books.h"

#include <algorithm>
#include <utility>

#include "shared/core/limits.h"
#include "shared/event/form.h"
#include "shared/event/timeline.h"
#include "shared/wire/schedule.h"
#include "sync/collector/zone_offsets.h"

namespace lintel::collector {
namespace {

constexpr int asked_again_max = 3;  // the answer to a ledger may be lost on its way

void add_to(LedgerEntry& entry, const Uuid& id) {
  ++entry.taken;
  add_to_digest(entry.digest, id);
}

// What the tablet's ledger says of a topic, beside what is here of it.
void compare_with_ledger(Contribution& contribution, const Tablet& tablet, const Topic& topic,
                         const LedgerEntry& here) {
  contribution.complete = false;
  if (!tablet.ledger) {
    return;
  }
  const auto said = tablet.ledger->topics.find(topic);
  if (said == tablet.ledger->topics.end()) {
    return;
  }
  contribution.bursts = said->second.bursts;
  // What was refused here never comes; the rest is told by its number then.
  const int refused = said->second.quarantined;
  contribution.complete = said->second.answers == here ||
                          (refused > 0 && said->second.answers.taken - refused == here.taken);
}

}  // namespace

const Session* Schedule::find_session(const SessionId& id) const {
  const auto found = places.find(id);
  return found == places.end() ? nullptr : &event.sessions[found->second];
}

bool StrangeTopics::take(const Topic& topic) {
  auto event = topics_.find(topic.event);
  if (event == topics_.end()) {
    if (topics_.size() >= events_max) {
      return false;
    }
    event = topics_.emplace(topic.event, std::set<Topic>{}).first;
  }
  std::set<Topic>& topics = event->second;
  if (topics.size() >= sessions_max) {
    return topics.contains(topic);
  }
  topics.insert(topic);
  return true;
}

Result<Schedule> make_schedule(std::string loaded, const ServedWith& served_with) {
  Schedule schedule;
  TRY(schedule.event, wire::decode_schedule(loaded));
  schedule.event.notes_key = served_with.notes_key;
  schedule.event.days_over = served_with.days_over;
  schedule.event.zone_offsets = offsets_around(schedule.event);
  for (std::size_t place = 0; place < schedule.event.sessions.size(); ++place) {
    schedule.places.emplace(schedule.event.sessions[place].id, place);
  }
  schedule.plan = exit_plan(schedule.event);
  schedule.loaded = std::move(loaded);
  schedule.document = wire::encode(schedule.event);
  schedule.etag = wire::schedule_etag(schedule.document);
  return schedule;
}

void Books::add(const Row& row) {
  const Topic topic = row.topic();
  Tablet& tablet = tablets[row.device];
  if (!tablet.received.contains(topic) && !is_known(topic) && !tablet.strange.take(topic)) {
    ++tablet.beyond;
    return;
  }
  Received& received = tablet.received[topic];
  tablet.unreadable.erase(row.id);
  Holding& holding = holdings[topic];
  const Response* response = std::get_if<Response>(&row.record);
  if (response == nullptr) {
    add_to(received.notes, row.id);
    ++holding.notes_came;
    return;
  }
  add_to(received.answers, row.id);
  holding.notes_came += row.plain_note ? 1 : 0;
  if (find_form(response->form) == nullptr) {
    ++unread;
    return;
  }
  holding.came[row.device].tally.add(*response);
}

void Books::add_note(const Topic& topic, const NoteOrigin& origin) {
  Tablet* const tablet = origin.device.is_nil() ? nullptr : &tablets[origin.device];
  const bool is_kept = is_known(topic) || (tablet == nullptr ? holdings.contains(topic)
                                                             : tablet->received.contains(topic) ||
                                                                   tablet->strange.take(topic));
  if (!is_kept) {
    ++(tablet == nullptr ? unread : tablet->beyond);
    return;
  }
  Holding& holding = holdings[topic];
  ++holding.notes_came;
  holding.notes_listed += origin.listed ? 1 : 0;
  if (tablet != nullptr) {
    add_to(tablet->received[topic].notes, origin.id);
  }
}

bool Books::is_known(const Topic& topic) const {
  if (!schedule || schedule->event.id != topic.event) {
    return false;
  }
  return topic.session.empty() ? topic.purpose != Purpose::exit
                               : schedule->find_session(topic.session) != nullptr;
}

bool Books::knows(const EventId& event) const {
  const auto found = holdings.lower_bound({event, Purpose::exit, {}});
  return (found != holdings.end() && found->first.event == event) ||
         (schedule && schedule->event.id == event);
}

std::set<Topic> Books::set_ledger(Ledger ledger, UtcTime seen) {
  const Uuid device = ledger.device;
  Tablet& tablet = tablets[device];
  std::set<Topic> touched;
  for (const auto& [topic, said] : ledger.topics) {
    const auto before = tablet.ledger ? tablet.ledger->topics.find(topic) : ledger.topics.end();
    const bool is_news =
        !tablet.ledger || before == tablet.ledger->topics.end() || before->second != said;
    if (is_news) {
      touched.insert(topic);
    }
  }
  tablet.ledger = std::move(ledger);
  tablet.asked_again += tablet.unreadable.empty() ? 0 : 1;
  tablet.seen = std::chrono::floor<minutes>(seen);
  for (const Topic& topic : touched) {
    refresh(topic, device);
  }
  return touched;
}

void Books::refresh(const Topic& topic, const Uuid& device) {
  const auto known = tablets.find(device);
  if (known == tablets.end()) {
    return;
  }
  // What a ledger alone speaks of is counted nowhere, unless it is a session of the day.
  if (!holdings.contains(topic) && !is_known(topic)) {
    return;
  }
  const auto received = known->second.received.find(topic);
  const LedgerEntry here =
      received == known->second.received.end() ? LedgerEntry{} : received->second.answers;
  compare_with_ledger(holdings[topic].came[device], known->second, topic, here);
}

bool Books::forgot(const Topic& topic) const {
  if (!forgot_before) {
    return false;
  }
  const bool is_served = schedule && schedule->event.id == topic.event;
  const Session* session = is_served ? schedule->find_session(topic.session) : nullptr;
  return session == nullptr || session->start.utc <= *forgot_before;
}

bool Books::is_over(const EventId& event, UtcTime now) const {
  const auto is_to_come = [&](const Session& session) {
    return session.status == SessionStatus::scheduled &&
           !days_over.contains(day_of(session.start.local())) &&
           exit_window(schedule->event, session, {}).closes > now;
  };
  const bool is_served = schedule && schedule->event.id == event;
  if (is_served && std::ranges::any_of(schedule->event.sessions, is_to_come)) {
    return false;
  }
  return std::all_of(holdings.begin(), holdings.end(), [&](const auto& held) {
    const auto& [topic, holding] = held;
    const bool is_empty = holding.notes_came == 0 && cut_of(holding.came, {}).tally.answers == 0;
    return topic.event != event || is_empty || holding.kept.close != TopicClose::open;
  });
}

int Books::min_answers() const {
  return schedule ? schedule->event.rules.min_answers : limits::min_answers_default;
}

int Books::min_notes() const {
  return schedule ? schedule->event.rules.min_notes : limits::min_notes_default;
}

LedgerOrder order_of(const Ledger& ledger, const Tablet& tablet) {
  // Another start of it may know less: its storage was put back. That is said, not refused.
  if (!tablet.ledger || tablet.ledger->run != ledger.run) {
    return LedgerOrder::follows;
  }
  const auto& known = tablet.ledger->topics;
  const bool goes_back = std::any_of(known.begin(), known.end(), [&](const auto& entry) {
    const auto now = ledger.topics.find(entry.first);
    const auto& [answers, notes] = std::pair(entry.second.answers, entry.second.notes);
    return now == ledger.topics.end()
               ? answers.taken + notes.taken > 0
               : now->second.answers.taken < answers.taken || now->second.notes.taken < notes.taken;
  });
  if (!goes_back) {
    return LedgerOrder::follows;
  }
  // Whatever time it claimed, it was made by the time it came.
  const UtcTime known_made = std::min(tablet.ledger->as_of, tablet.seen.value_or(UtcTime::max()));
  return ledger.as_of > known_made ? LedgerOrder::of_another : LedgerOrder::older;
}

std::vector<Topic> to_resend(const Ledger& ledger, const Tablet& tablet) {
  const TabletStanding standing = reconcile(ledger, tablet.received);
  const int missing = standing.waiting - ledger.pending;
  const bool is_lost =
      missing <= static_cast<int>(tablet.unreadable.size()) && tablet.asked_again > asked_again_max;
  if (missing <= 0 || is_lost) {
    return {};
  }
  std::vector<Topic> differing = standing.differing;
  if (tablet.beyond > 0) {
    // Those that are only counted are here, and would be asked for again for ever.
    std::erase_if(differing, [&](const Topic& topic) { return !tablet.received.contains(topic); });
  }
  return differing;
}

}  // namespace lintel::collector
