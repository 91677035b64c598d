#include "tests/e2e/support/programs.h"

namespace lintel::e2e {

std::string kiosk_program() {
  return LINTEL_KIOSK_PROGRAM;
}
std::string collector_program() {
  return LINTEL_COLLECTOR_PROGRAM;
}
std::string sample_day() {
  return LINTEL_SAMPLE_DAY;
}

}  // namespace lintel::e2e
