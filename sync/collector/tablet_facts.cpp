#include "sync/collector/tablet_facts.h"

#include <set>

namespace lintel::collector {
namespace {

// Of a tablet that goes by another version than the one that is served.
void find_plan(const Books& books, const Ledger& ledger, TabletFacts& facts) {
  const std::string& tag = ledger.closed ? ledger.closed->plan : std::string{};
  if (!tag.empty() && !(books.schedule && books.schedule->plan.tag == tag)) {
    facts.plan = books.plans.find(tag);
    facts.plan_unknown = facts.plan == nullptr;
  }
}

}  // namespace

std::vector<TabletFacts> tablet_facts(const Books& books) {
  std::set<Uuid> devices;
  for (const auto& [device, tablet] : books.tablets) {
    devices.insert(device);
  }
  for (const auto& [device, room] : books.paired) {
    devices.insert(device);
  }
  std::vector<TabletFacts> facts;
  for (const Uuid& device : devices) {
    TabletFacts one;
    one.device = device;
    const auto room = books.paired.find(device);
    // Where tablets are not paired at all (a trial on one computer), none was revoked.
    one.revoked = room == books.paired.end() && !books.paired.empty();
    if (room != books.paired.end()) {
      one.room = room->second;
    }
    if (const auto tablet = books.tablets.find(device); tablet != books.tablets.end()) {
      // One that never said anything was let in by mistake; of the others nobody knows what they
      // hold.
      if (one.revoked && !tablet->second.ledger && tablet->second.received.empty()) {
        continue;
      }
      one.ledger = tablet->second.ledger ? &*tablet->second.ledger : nullptr;
      if (one.ledger != nullptr) {
        find_plan(books, *one.ledger, one);
      }
      one.seen = tablet->second.seen;
      one.received = &tablet->second.received;
    }
    if (const auto lost = books.written_off.find(device); lost != books.written_off.end()) {
      one.written_off = lost->second;
    }
    one.identity_shared = books.identity_shared.contains(device);
    facts.push_back(one);
  }
  return facts;
}

DayFacts day_facts(const Books& books, UtcTime now) {
  DayFacts day;
  day.event = books.schedule ? &books.schedule->event : nullptr;
  day.plan = books.schedule ? &books.schedule->plan : nullptr;
  day.now = now;
  day.over = books.days_over;
  day.open_when_replaced = books.plans.open_when_replaced();
  return day;
}

}  // namespace lintel::collector
