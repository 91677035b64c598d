// How far the machine's wall clock can be trusted, as the kernel knows it (adjtimex(2)).
#pragma once

#include "shared/results/ledger.h"

namespace lintel {

// network: some time service keeps it synchronised; unknown otherwise. Never asks the network.
ClockQuality system_clock_quality();

}  // namespace lintel
