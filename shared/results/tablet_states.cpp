#include "shared/results/tablet_states.h"

#include <algorithm>
#include <set>

#include "shared/core/limits.h"
#include "shared/event/timeline.h"
#include "shared/results/day_plan.h"

namespace lintel {
namespace {

// Ledgers come with each close, and else in this rhythm: what closes in another room is known
// later.
constexpr milliseconds other_room_slack = limits::ledger_refresh + release_slack;

const TopicLedger* entry_of(const TabletFacts& tablet, const Topic& topic) {
  if (tablet.ledger == nullptr) {
    return nullptr;
  }
  const auto found = tablet.ledger->topics.find(topic);
  return found == tablet.ledger->topics.end() ? nullptr : &found->second;
}

const Received* received_of(const TabletFacts& tablet, const Topic& topic) {
  if (tablet.received == nullptr) {
    return nullptr;
  }
  const auto found = tablet.received->find(topic);
  return found == tablet.received->end() ? nullptr : &found->second;
}

// A clock that is far off tells nothing; one that is near may still be ahead.
std::optional<UtcTime> made_at(const TabletFacts& tablet) {
  if (tablet.ledger == nullptr) {
    return std::nullopt;
  }
  if (!tablet.seen) {
    return tablet.ledger->as_of;
  }
  const milliseconds apart = std::chrono::abs(tablet.ledger->as_of - *tablet.seen);
  return apart > ledger_clock_difference_max ? *tablet.seen
                                             : std::min(tablet.ledger->as_of, *tablet.seen);
}

// Until when it has closed what was over: what a topic without an entry means. Its clock may be
// behind, and then it has; or ahead of the last word of it, and then it had not. One that came
// later than now came while the collector's clock was ahead: when, nobody knows.
std::optional<UtcTime> closed_until(const TabletFacts& tablet, UtcTime now) {
  const bool came_later = tablet.seen && *tablet.seen > now + ledger_clock_difference_max;
  if (tablet.ledger == nullptr || !tablet.ledger->closed || came_later) {
    return std::nullopt;
  }
  const UtcTime until = tablet.ledger->closed->until;
  return tablet.seen ? std::min(until, *tablet.seen) : until;
}

const Session* session_of(const DayFacts& day, const Topic& topic) {
  return day.event != nullptr && topic.event == day.event->id && topic.purpose == Purpose::exit
             ? day.event->find_session(topic.session)
             : nullptr;
}

UtcTime scheduled_close(const DayFacts& day, const Session& session) {
  const UtcTime closes = exit_window(*day.event, session, {}).closes;
  return std::min(closes, ended_by_hand(day, day_of(session.start.local())).value_or(closes));
}

// Of a topic without an entry: whatever plan it goes by, its window had closed.
bool had_closed(const TabletFacts& tablet, const Topic& topic, UtcTime closes, UtcTime now) {
  const auto until = closed_until(tablet, now);
  if (tablet.plan != nullptr && tablet.plan->event == topic.event) {
    const auto window = tablet.plan->windows.find(topic.session);
    closes =
        window == tablet.plan->windows.end() ? closes : std::max(closes, window->second.closes);
  }
  return until && *until >= closes && !tablet.plan_unknown;
}

UtcTime believed_close(UtcTime said, UtcTime planned) {
  return std::min<UtcTime>(said, planned + window_overrun_max);
}

// An adult ended the day there: nothing more can come of it.
bool is_over_there(const TabletFacts& tablet, const EventId& event, LocalDay day) {
  if (tablet.ledger == nullptr || !tablet.ledger->closed) {
    return false;
  }
  const auto& over = tablet.ledger->closed->day_over;
  return over && over->event == event && over->day >= day;
}

// It closed before its window was made longer: what was given since is late, and stays until the
// day is over.
bool may_hold_late(const TopicLedger* entry, const Planned* planned) {
  return entry != nullptr && entry->closed && entry->closes && planned != nullptr &&
         planned->closes_served &&
         *entry->closes < std::chrono::floor<minutes>(*planned->closes_served);
}

// As this tablet keeps it, else as the schedule says; nothing when neither knows.
std::optional<UtcTime> close_of(const TopicLedger* entry, const Planned* planned) {
  if (may_hold_late(entry, planned)) {
    return planned->day_closes;
  }
  if (entry != nullptr && entry->closes) {
    return planned == nullptr ? *entry->closes : believed_close(*entry->closes, planned->closes);
  }
  return planned == nullptr ? std::nullopt : std::optional(planned->closes);
}

const Room* room_called(const Event* event, const std::string& name) {
  if (event == nullptr || name.empty()) {
    return nullptr;
  }
  const Room* by_id = event->find_room(RoomId{name});
  return by_id == nullptr ? event->find_room_by_name(name) : by_id;
}

// The room an adult gave it wins over what the tablet was started with.
RoomId room_of(const Event* event, const TabletFacts& tablet) {
  const std::string said = tablet.ledger == nullptr ? std::string{} : tablet.ledger->room;
  const std::string& name = tablet.room.empty() ? said : tablet.room.value;
  const Room* room = room_called(event, name);
  return room == nullptr ? RoomId{name} : room->id;
}

std::string other_room_said(const Event* event, const TabletFacts& tablet) {
  if (tablet.room.empty() || tablet.ledger == nullptr || tablet.ledger->room.empty()) {
    return {};
  }
  const std::string& said = tablet.ledger->room;
  const Room* room = room_called(event, said);
  const RoomId meant = room == nullptr ? RoomId{said} : room->id;
  return meant == room_of(event, tablet) ? std::string{} : said;
}

TabletReason count_difference(const TopicLedger* entry, const Received* received) {
  const LedgerEntry none;
  const LedgerEntry& answers = entry == nullptr ? none : entry->answers;
  const LedgerEntry& notes = entry == nullptr ? none : entry->notes;
  const LedgerEntry& answers_here = received == nullptr ? none : received->answers;
  const LedgerEntry& notes_here = received == nullptr ? none : received->notes;
  if (answers == answers_here && notes == notes_here) {
    return TabletReason::none;
  }
  const int missing =
      std::max(0, answers.taken - answers_here.taken) + std::max(0, notes.taken - notes_here.taken);
  if (missing > 0) {
    return entry->quarantined >= missing ? TabletReason::refused : TabletReason::holds;
  }
  const bool more = answers.taken < answers_here.taken || notes.taken < notes_here.taken;
  return more ? TabletReason::more_than_taken : TabletReason::other_answers;
}

// How one tablet stands in one topic. closes: the window's end when it is known.
struct TopicState {
  TabletState state = TabletState::in;
  TabletReason reason = TabletReason::none;
  std::optional<UtcTime> closes;
};

// Has the tablet said what it took until this window closed?
TabletReason unheard(const TabletFacts& tablet, const TopicLedger* entry, const Planned* planned,
                     std::optional<UtcTime> closes, UtcTime now) {
  if (tablet.ledger == nullptr) {
    return TabletReason::no_ledger;
  }
  if (!closes || (entry != nullptr && entry->closed && !may_hold_late(entry, planned))) {
    return TabletReason::none;
  }
  const auto until = closed_until(tablet, now);
  if (!until || *until < *closes) {
    return TabletReason::old_ledger;
  }
  if (entry == nullptr) {
    return tablet.plan_unknown ? TabletReason::old_ledger : TabletReason::none;
  }
  return entry->closed ? TabletReason::none : TabletReason::still_open;
}

// A tablet tells at once of a close that its own plan has; of others with its next ledger.
bool tells_of(const TabletFacts& tablet, const Topic& topic, const Planned* planned,
              const TopicLedger* entry, const std::optional<UtcTime>& closes) {
  if (planned == nullptr || (entry != nullptr && entry->closes)) {
    return true;
  }
  if (tablet.plan == nullptr) {
    return planned->closes_served == closes;
  }
  const auto window = tablet.plan->windows.find(topic.session);
  return tablet.plan->event == topic.event && window != tablet.plan->windows.end() &&
         window->second.closes == closes;
}

// planned: null for what is of no session of the plan.
TopicState state_in(const DayFacts& day, const TabletFacts& tablet, const RoomId& room,
                    const Topic& topic, const Planned* planned) {
  const TopicLedger* entry = entry_of(tablet, topic);
  const Received* received = received_of(tablet, topic);
  const bool gave = entry != nullptr && entry->answers.taken + entry->notes.taken > 0;
  const bool own = planned == nullptr || planned->rooms.contains(room) || gave;
  TopicState found;
  found.closes = close_of(entry, planned);
  const bool over = planned != nullptr && is_over_there(tablet, topic.event, planned->day);
  const bool closed_there = entry != nullptr && entry->closed && !may_hold_late(entry, planned);
  if (found.closes && *found.closes > day.now && !closed_there && !over) {
    const bool begun = planned == nullptr || planned->starts <= day.now || gave;
    if (own && begun) {
      found.state = TabletState::waiting;
      found.reason = TabletReason::window_open;
    }
    return found;
  }
  found.reason = over ? TabletReason::none : unheard(tablet, entry, planned, found.closes, day.now);
  if (found.reason == TabletReason::none) {
    found.reason = count_difference(entry, received);
  }
  if (found.reason == TabletReason::none) {
    return found;
  }
  // What it counts and what came are compared anew with each batch; where no window is known, since
  // the tablet was last heard of.
  const UtcTime due = found.closes.value_or(tablet.seen.value_or(UtcTime{}));
  const bool tells = own && tells_of(tablet, topic, planned, entry, found.closes);
  const bool late = day.now > due + (tells ? milliseconds{release_slack} : other_room_slack);
  found.state = late ? TabletState::overdue : TabletState::waiting;
  found.reason = late ? found.reason : TabletReason::on_its_way;
  found.closes = found.closes ? found.closes : tablet.seen;
  return found;
}

// Those of the plan, and what else either side knows of; those are of no session of the plan.
void add_strays(const TabletFacts& tablet, const DayPlan& plan, std::set<Topic>& strays) {
  const auto add = [&](const auto& topics) {
    for (const auto& [topic, entry] : topics) {
      if (!plan.contains(topic)) {
        strays.insert(topic);
      }
    }
  };
  if (tablet.ledger != nullptr) {
    add(tablet.ledger->topics);
  }
  if (tablet.received != nullptr) {
    add(*tablet.received);
  }
}

void take_earlier(std::optional<UtcTime>& time, const std::optional<UtcTime>& other) {
  if (other && (!time || *other < *time)) {
    time = other;
  }
}

bool gave_anything(const TabletFacts& tablet) {
  if (tablet.received != nullptr && !tablet.received->empty()) {
    return true;
  }
  return tablet.ledger != nullptr &&
         std::any_of(tablet.ledger->topics.begin(), tablet.ledger->topics.end(),
                     [](const auto& entry) {
                       return entry.second.answers.taken + entry.second.notes.taken > 0;
                     });
}

// Whether a window of the day is over already.
bool anything_closed(const DayFacts& day, const DayPlan& plan) {
  return std::any_of(plan.begin(), plan.end(),
                     [&](const auto& one) { return one.second.closes <= day.now; });
}

std::optional<UtcTime> next_close(const DayFacts& day, const DayPlan& plan, const RoomId* room) {
  std::optional<UtcTime> next;
  for (const auto& [topic, planned] : plan) {
    if (planned.closes > day.now && (room == nullptr || planned.rooms.contains(*room))) {
      take_earlier(next, planned.closes);
    }
  }
  return next;
}

void join_topic(const Topic& topic, const TopicState& one, TabletStatus& status,
                std::optional<UtcTime>& on_its_way) {
  if (one.state == TabletState::overdue && status.state != TabletState::overdue) {
    status.state = TabletState::overdue;
    status.reason = one.reason;
    status.behind.clear();
  } else if (one.state == TabletState::waiting && status.state == TabletState::in) {
    status.state = TabletState::waiting;
    status.reason = one.reason;
  }
  if (one.state == TabletState::in || one.state != status.state) {
    return;
  }
  status.behind.push_back(topic);
  if (one.state == TabletState::overdue) {
    take_earlier(status.since, one.closes);
  } else if (one.reason == TabletReason::window_open) {
    take_earlier(status.until, one.closes);
  } else {
    on_its_way = std::max(on_its_way, one.closes);
  }
}

void join_topics(const DayFacts& day, const TabletFacts& tablet, const DayPlan& windows,
                 TabletStatus& status) {
  status.state = TabletState::in;
  std::optional<UtcTime> on_its_way;
  DayPlan joined;
  if (tablet.plan != nullptr) {
    joined = windows;
    add(*tablet.plan, joined);
  }
  const DayPlan& plan = tablet.plan == nullptr ? windows : joined;
  for (const auto& [topic, planned] : plan) {
    join_topic(topic, state_in(day, tablet, status.room, topic, &planned), status, on_its_way);
  }
  std::set<Topic> strays;
  add_strays(tablet, plan, strays);
  for (const Topic& topic : strays) {
    join_topic(topic, state_in(day, tablet, status.room, topic, nullptr), status, on_its_way);
  }
  if (status.state == TabletState::waiting) {
    status.reason = status.until ? TabletReason::window_open : TabletReason::on_its_way;
    status.until = status.until ? status.until : on_its_way;
  }
}

TabletStatus status_of(const DayFacts& day, const TabletFacts& tablet, const DayPlan& plan,
                       const DayPlan& windows) {
  TabletStatus status;
  status.device = tablet.device;
  status.room = room_of(day.event, tablet);
  status.says_room = other_room_said(day.event, tablet);
  if (tablet.written_off) {
    status.state = TabletState::written_off;
    status.since = tablet.written_off;
    return status;
  }
  join_topics(day, tablet, windows, status);
  if (tablet.identity_shared) {
    // Two ledgers take turns under this name: neither says what both hold.
    status.state = TabletState::overdue;
    status.reason = TabletReason::identity_shared;
    status.since = status.since ? status.since : tablet.seen;
    return status;
  }
  // It has taken nothing and owes nothing yet.
  if (status.state == TabletState::in && !gave_anything(tablet) && !anything_closed(day, plan)) {
    status.state = TabletState::waiting;
    status.until = next_close(day, plan, &status.room);
    status.reason = TabletReason::nothing_due;
  }
  return status;
}

}  // namespace

std::vector<TabletStatus> tablet_states(const DayFacts& day,
                                        const std::vector<TabletFacts>& tablets) {
  std::vector<TabletStatus> states;
  states.reserve(tablets.size());
  const DayPlan plan = plan_of(day);
  const DayPlan windows = windows_of(day);
  for (const TabletFacts& tablet : tablets) {
    states.push_back(status_of(day, tablet, plan, windows));
  }
  return states;
}

DayStanding day_standing(const DayFacts& day, const std::vector<TabletStatus>& states) {
  const DayPlan plan = plan_of(day);
  DayStanding found;
  found.expected = static_cast<int>(states.size());
  found.next_close = next_close(day, plan, nullptr);
  bool waits = false;
  bool fails = false;
  bool anything_due = anything_closed(day, plan);
  std::set<RoomId> covered;
  for (const TabletStatus& status : states) {
    covered.insert(status.room);
    found.in += status.state == TabletState::in ? 1 : 0;
    waits = waits || status.state == TabletState::waiting;
    fails =
        fails || status.state == TabletState::overdue || status.state == TabletState::written_off;
    anything_due = anything_due || status.reason != TabletReason::nothing_due;
  }
  std::set<RoomId> with_sessions;
  for (const auto& [topic, planned] : plan) {
    const bool begun = planned.starts <= day.now;
    const bool closed = planned.closes <= day.now;
    with_sessions.insert(planned.rooms.begin(), planned.rooms.end());
    found.more_to_come = found.more_to_come || (!begun && !closed);
    waits = waits || (begun && !closed);
  }
  if (day.event != nullptr) {
    for (const Room& room : day.event->rooms) {
      if (with_sessions.contains(room.id) && !covered.contains(room.id)) {
        found.rooms_without.push_back(room.id);
      }
    }
  }
  found.standing = fails                                            ? Standing::incomplete
                   : !anything_due                                  ? Standing::nothing_due
                   : !found.rooms_without.empty() || states.empty() ? Standing::incomplete
                   : waits                                          ? Standing::waiting
                                                                    : Standing::complete;
  return found;
}

CloseCheck blocks_close(const Topic& topic, const DayFacts& day,
                        const std::vector<TabletFacts>& tablets,
                        const std::vector<TabletStatus>& states) {
  CloseCheck check;
  const Session* session = session_of(day, topic);
  for (const TabletFacts& tablet : tablets) {
    const TopicLedger* entry = entry_of(tablet, topic);
    if (entry == nullptr || !entry->closes || tablet.written_off) {
      continue;
    }
    const UtcTime closes = session == nullptr
                               ? *entry->closes
                               : believed_close(*entry->closes, scheduled_close(day, *session));
    // Where the day was ended by hand, a window is over before its end.
    const UtcTime made = made_at(tablet).value_or(closes);
    check.closes =
        std::max(check.closes, std::optional(entry->closed ? std::min(closes, made) : closes));
  }
  if (!check.closes && session != nullptr) {
    check.closes = scheduled_close(day, *session);
  }
  check.window_open = !check.closes || *check.closes > day.now;
  if (check.window_open) {
    return check;
  }
  for (std::size_t at = 0; at < tablets.size(); ++at) {
    const TabletFacts& tablet = tablets[at];
    if (tablet.written_off || tablet.revoked) {
      continue;
    }
    const bool of_its_room = session != nullptr && states[at].room == session->room;
    if (!of_its_room && states[at].state == TabletState::overdue) {
      continue;
    }
    const TopicLedger* entry = entry_of(tablet, topic);
    const bool over =
        session != nullptr && is_over_there(tablet, topic.event, day_of(session->start.local()));
    const bool heard = entry != nullptr ? entry->closed
                                        : over || had_closed(tablet, topic, *check.closes, day.now);
    const TabletReason difference = count_difference(entry, received_of(tablet, topic));
    // What was refused, and what came beside its count, is waited for in vain.
    if (!heard || difference == TabletReason::holds || difference == TabletReason::other_answers) {
      check.waits_for.push_back(tablet.device);
    }
  }
  return check;
}

}  // namespace lintel
