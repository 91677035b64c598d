// What the close of a topic waits for; declared in tablet_states.h.
#include <algorithm>

#include "shared/event/timeline.h"
#include "shared/results/tablet_topic.h"

namespace lintel {
namespace {

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

}  // namespace

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
