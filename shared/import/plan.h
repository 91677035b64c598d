// An Event as a plan that can be read in a terminal, before it is loaded: what it is, then each day
// as a grid of blocks and rooms, or as a list where there are too many rooms or no blocks. Pure.
#pragma once

#include <cstddef>
#include <string>

#include "shared/event/event.h"

namespace lintel {

inline constexpr std::size_t plan_columns_default = 100;

// columns: of the terminal; at least 40 are used. Ends with a line break.
std::string plan_text(const Event& event, std::size_t columns);

}  // namespace lintel
