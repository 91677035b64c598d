#include "sync/collector/tablet_runs.h"

#include <algorithm>

namespace lintel::collector {
namespace {

constexpr std::size_t runs_kept = 16;  // a tablet that restarts more often is found by its newest
constexpr minutes on_the_way_max{2};   // what was sent before a restart has come by then

}  // namespace

TabletRuns::Run TabletRuns::note(const Ledger& ledger, const Ledger* stored, UtcTime now) {
  if (ledger.run.is_nil()) {
    return Run::current;  // Lintel 0.1 draws none
  }
  auto found = tablets_.find(ledger.device);
  if (found == tablets_.end()) {
    const bool has_run = stored != nullptr && !stored->run.is_nil();
    const Ledger& first = has_run ? *stored : ledger;
    found = tablets_
                .emplace(ledger.device,
                         Tablet{{first.run, first.room, std::min(first.as_of, now), {}}, {}})
                .first;
  }
  Tablet& tablet = found->second;
  // This clock was ahead and has been put right: what came then came no later than now.
  const auto put_right = [now](Known& known) {
    known.as_of = std::min(known.as_of, now);
    known.replaced = std::min(known.replaced, now);
  };
  put_right(tablet.current);
  std::for_each(tablet.before.begin(), tablet.before.end(), put_right);
  // A time that is still to come would make every later ledger of that run an old one.
  const UtcTime made = std::min(ledger.as_of, now);
  if (tablet.current.run == ledger.run) {
    tablet.current.room = ledger.room;
    tablet.current.as_of = made;
    return Run::current;
  }
  const auto before = std::find_if(tablet.before.begin(), tablet.before.end(),
                                   [&](const Known& known) { return known.run == ledger.run; });
  const bool was_known = before != tablet.before.end();
  if (was_known && (made <= before->as_of || now < before->replaced + on_the_way_max)) {
    return Run::superseded;
  }
  if (was_known) {
    tablet.before.erase(before);
  }
  tablet.current.replaced = now;
  tablet.before.push_back(tablet.current);
  if (tablet.before.size() > runs_kept) {
    tablet.before.pop_front();
  }
  tablet.current = {ledger.run, ledger.room, made, {}};
  return was_known ? Run::alive_twice : Run::restarted;
}

std::vector<std::string> TabletRuns::rooms_of(const Uuid& device) const {
  std::vector<std::string> rooms;
  const auto found = tablets_.find(device);
  if (found == tablets_.end()) {
    return rooms;
  }
  const auto add = [&](const std::string& room) {
    if (!room.empty() && std::find(rooms.begin(), rooms.end(), room) == rooms.end()) {
      rooms.push_back(room);
    }
  };
  // The two that take turns.
  if (!found->second.before.empty()) {
    add(found->second.before.back().room);
  }
  add(found->second.current.room);
  std::sort(rooms.begin(), rooms.end());
  return rooms;
}

}  // namespace lintel::collector
