#include "shared/results/tablet_states.h"

#include <algorithm>
#include <set>

#include "shared/results/day_plan.h"
#include "shared/results/tablet_topic.h"

namespace lintel {
namespace {

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

void take_earlier(std::optional<UtcTime>& time, const std::optional<UtcTime>& other) {
  if (other && (!time || *other < *time)) {
    time = other;
  }
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
    add_windows(*tablet.plan, joined);
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

}  // namespace lintel
