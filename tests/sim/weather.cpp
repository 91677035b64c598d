#include "tests/sim/weather.h"

namespace lintel::sim {

using namespace std::chrono_literals;

namespace {

int chance(Dice& dice, int per_mille_max) {
  return dice.chance(500) ? 0 : static_cast<int>(dice.between(1, per_mille_max));
}

milliseconds pause(Dice& dice, minutes low, minutes high) {
  return dice.chance(500) ? 0ms : dice.between(milliseconds{low}, milliseconds{high});
}

}  // namespace

Weather::Weather(Dice& dice)
    : request_lost(chance(dice, 200)),
      request_late(chance(dice, 150)),
      request_twice(chance(dice, 200)),
      reply_lost(chance(dice, 300)),
      connection_cut(chance(dice, 150)),
      headers_stripped(chance(dice, 100)),
      body_cut(chance(dice, 100)),
      receipt_short(chance(dice, 200)),
      receipt_foreign(chance(dice, 200)),
      another_collector(chance(dice, 100)),
      refused_4xx(chance(dice, 80)),
      batch_too_large(chance(dice, 200)),
      busy_5xx(chance(dice, 150)),
      sync_failed(chance(dice, 30)),
      cut_in_a_write(chance(dice, 40)),
      latency_max(dice.between(5ms, 5'000ms)),
      tablet_stops(pause(dice, 3min, 60min)),
      link_goes(pause(dice, 2min, 30min)),
      portal_comes(pause(dice, 5min, 60min)),
      clock_jumps(pause(dice, 5min, 60min)),
      disk_fills(pause(dice, 5min, 60min)),
      reimaged(dice.chance(200) ? pause(dice, 30min, 120min) : 0ms),
      collector_stops(pause(dice, 5min, 60min)),
      collector_restored(pause(dice, 15min, 60min)),
      schedule_changes(pause(dice, 5min, 60min)) {
  // A full disk gives up confirmed answers to keep unconfirmed ones (DESIGN 2.7), and a wiped
  // tablet everything: what a restored collector lost then, nobody has any more.
  if (collector_restored > 0ms) {
    disk_fills = 0ms;
    reimaged = 0ms;
  }
}

}  // namespace lintel::sim
