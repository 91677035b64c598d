// How likely what is in this run: each seed draws its own, with many kinds switched off altogether,
// because faults that never come alone hide one another (Groce et al., "Swarm Testing", 2012).
#pragma once

#include "tests/sim/dice.h"

namespace lintel::sim {

// Chances per exchange in thousandths, unless the name says otherwise.
struct Weather {
  explicit Weather(Dice& dice);

  int request_lost, request_late, request_twice, reply_lost, connection_cut;
  int headers_stripped, body_cut, receipt_short, receipt_foreign, another_collector;
  int refused_4xx, batch_too_large, busy_5xx;
  int sync_failed;     // per answer
  int cut_in_a_write;  // per answer
  milliseconds latency_max;
  // Mean pause between two of these, per machine; zero: never.
  milliseconds tablet_stops, link_goes, portal_comes, clock_jumps, disk_fills, reimaged;
  milliseconds collector_stops, collector_restored, schedule_changes;
};

}  // namespace lintel::sim
