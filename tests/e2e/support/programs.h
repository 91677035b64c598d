// Where this build put the programs under test, and the sample day.
#pragma once

#include <string>

namespace lintel::e2e {

std::string kiosk_program();
std::string collector_program();
std::string sample_day();  // the folder assets/sample-day

}  // namespace lintel::e2e
