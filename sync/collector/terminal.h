// Passwords typed at a terminal. One thread; standard input and standard error.
#pragma once

#include <string>

#include "shared/core/result.h"

namespace lintel::collector {

// At a terminal: asks twice on standard error, and nothing that is typed shows. Else: the first
// line of standard input. invalid: no line, or two that differ. cancelled: Ctrl-C or Ctrl-D.
Result<std::string> ask_new_password();

}  // namespace lintel::collector
