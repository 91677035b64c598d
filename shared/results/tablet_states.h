// Is every tablet in? The three states of a tablet (DESIGN section 2.9), and what a session's close
// waits for (2.4). Counts that meet are not enough: an old ledger says nothing of what was taken
// since. A tablet is in only when a ledger made after the window closed has come; before, it waits
// on purpose; after, it is overdue and may hold answers.
//
// A session's window, here, runs from its start (people leave early) to its close: as the tablet
// reports it, else as the schedule says, and no later than when an adult said that the day is over.
// A tablet goes by the schedule it saw last. Where another one is served by now, it is waited for
// until either lets its window end: what was moved earlier, cancelled or taken out while it was
// offline is still asked about there.
// Pure: everything comes in as values, and pointers are only looked at during the call.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/event/event.h"
#include "shared/event/exit_plan.h"
#include "shared/results/ledger.h"

namespace lintel {

// A release is sent at a second of the next minute, which is drawn: nobody is late before that.
inline constexpr minutes release_slack{3};
// A ledger's own time is believed when it is this near to when it came.
inline constexpr minutes ledger_clock_difference_max{5};

// A talk runs late by an hour or two. What a tablet says beyond is not believed: one that was
// stolen would keep every session's results open for ever.
inline constexpr std::chrono::hours window_overrun_max{12};

// What the collector knows of one tablet.
struct TabletFacts {
  Uuid device;
  const Ledger* ledger = nullptr;                       // the newest; null: none has come
  std::optional<UtcTime> seen;                          // when it came
  const std::map<Topic, Received>* received = nullptr;  // null: nothing
  // What its ledger calls its plan; null: that of the day, none, or one that nobody here knows.
  const ExitPlan* plan = nullptr;
  bool plan_unknown = false;
  RoomId room;                         // given by an adult; empty: the one the tablet says counts
  bool revoked = false;                // nothing can come from it any more
  std::optional<UtcTime> written_off;  // an adult gave it up: "lost since"
  bool identity_shared = false;        // two tablets speak with its identity
};

struct DayFacts {
  const Event* event = nullptr;    // null: none is loaded
  const ExitPlan* plan = nullptr;  // of the event
  UtcTime now{};
  std::map<LocalDay, UtcTime> over;  // days that an adult said are over, and when
  // Windows that were open when their version was replaced: what was given in them is held until
  // they end, at tablets that go by the new one, too.
  std::vector<ExitPlan> open_when_replaced;
};

enum class TabletState { in, waiting, overdue, written_off };

// Why a tablet is not in, as data: sentences are the reports' business.
enum class TabletReason {
  none,             // it is in, or an adult wrote it off
  nothing_due,      // no window of the day is over yet: waiting
  window_open,      // waiting
  on_its_way,       // its window is over, its release may still be under way: waiting
  no_ledger,        // nothing was ever heard of it, or answers only
  old_ledger,       // its last ledger is older than a window that closed
  still_open,       // it says itself that a window is not closed, after that window's end
  holds,            // it counts more than came
  refused,          // what is missing here was refused and lies on the tablet
  more_than_taken,  // more came than it counts
  other_answers,    // as many, but not the same
  identity_shared,  // two tablets speak with one identity
};

struct TabletStatus {
  Uuid device;
  RoomId room;  // of the event when it is known there; else what was given or said
  // What the tablet says, when an adult gave it another room; empty otherwise.
  std::string says_room;
  TabletState state = TabletState::waiting;
  TabletReason reason = TabletReason::none;
  std::optional<UtcTime> until;  // waiting: until when
  std::optional<UtcTime> since;  // overdue, written off: since when
  std::vector<Topic> behind;     // what it is waited for, in order
};

// In the order given.
std::vector<TabletStatus> tablet_states(const DayFacts& day,
                                        const std::vector<TabletFacts>& tablets);

// All of them beside the rooms of the day.
enum class Standing {
  nothing_due,  // before the first window closes, and nothing was given: calm
  waiting,      // on purpose
  complete,     // everything is in
  incomplete,   // overdue, written off, a room without a tablet, one identity shared
};
struct DayStanding {
  Standing standing = Standing::nothing_due;
  int in = 0;
  int expected = 0;                   // tablets
  std::vector<RoomId> rooms_without;  // of rooms with sessions, in the event's order
  bool more_to_come = false;          // a session of the event has not begun yet
  std::optional<UtcTime> next_close;  // of the windows that are not over
};
DayStanding day_standing(const DayFacts& day, const std::vector<TabletStatus>& states);

// May the results of a topic be closed (DESIGN section 2.4)? When its window is over (the latest
// its tablets reported) and every tablet of its room, and every other one that is not overdue, has
// a ledger made after it. Tablets that were written off or revoked do not hold it up. A topic whose
// window nobody knows is closed by an adult only.
struct CloseCheck {
  std::optional<UtcTime> closes;  // its window's end, when it is known
  bool window_open = true;        // or its end is not known
  std::vector<Uuid> waits_for;    // tablets, once the window is over
  bool may_close() const { return !window_open && waits_for.empty(); }
};
// states: of the same tablets, in the same order.
CloseCheck blocks_close(const Topic& topic, const DayFacts& day,
                        const std::vector<TabletFacts>& tablets,
                        const std::vector<TabletStatus>& states);

}  // namespace lintel
