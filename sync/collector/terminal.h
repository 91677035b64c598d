// Asking a person at a terminal. One thread; standard input and standard error.
#pragma once

#include <string>

#include "shared/core/result.h"

namespace lintel::collector {

// At a terminal: asks twice on standard error, and nothing that is typed shows. Else: the first
// line of standard input. invalid: no line, or two that differ. cancelled: Ctrl-C or Ctrl-D.
Result<std::string> ask_new_password();

bool is_at_terminal();  // somebody can be asked
// True for "y" and "yes" only.
bool ask_yes(const std::string& question);

}  // namespace lintel::collector
