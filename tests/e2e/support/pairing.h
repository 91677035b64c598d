// How a tablet is let in: somebody reads the code off its screen, compares the four words with
// those at the desk, and approves it with the collector's own command.
#pragma once

#include <string>

#include "tests/e2e/support/kiosk.h"

namespace lintel::e2e {

struct PairingSeen {
  std::string code;   // "BCDF-GHJK"
  std::string words;  // "maple river lantern seven"
};
// Waits until the screen shows both.
Result<PairingSeen> read_pairing(Kiosk& kiosk);

// read_pairing, compare, approve; returns once the screen asks for it no more. Error: the words at
// the desk are others, or the command's.
Status let_in(Kiosk& kiosk, const std::string& collector_data);

}  // namespace lintel::e2e
