#include "shared/results/tablet_topic.h"

#include <algorithm>

#include "shared/core/limits.h"

namespace lintel {
namespace {

// Ledgers come with each close, and else in this rhythm: what closes in another room is known
// later.
constexpr milliseconds other_room_slack = limits::ledger_refresh + release_slack;

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

}  // namespace

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

// A tablet's clock may be behind, and then it has; or ahead of the last word of it, and then it had
// not. One that came later than now came while the collector's clock was ahead: when, nobody knows.
std::optional<UtcTime> closed_until(const TabletFacts& tablet, UtcTime now) {
  const bool came_later = tablet.seen && *tablet.seen > now + ledger_clock_difference_max;
  if (tablet.ledger == nullptr || !tablet.ledger->closed || came_later) {
    return std::nullopt;
  }
  const UtcTime until = tablet.ledger->closed->until;
  return tablet.seen ? std::min(until, *tablet.seen) : until;
}

bool is_over_there(const TabletFacts& tablet, const EventId& event, LocalDay day) {
  if (tablet.ledger == nullptr || !tablet.ledger->closed) {
    return false;
  }
  const auto& over = tablet.ledger->closed->day_over;
  return over && over->event == event && over->day >= day;
}

UtcTime believed_close(UtcTime said, UtcTime planned) {
  return std::min<UtcTime>(said, planned + window_overrun_max);
}

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

}  // namespace lintel
