// The on-screen keyboard's layouts, as data. A layer is a name ("letters", "capitals", "digits",
// "accents", "accent-capitals"); capitals hold for one letter, accents for one character.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/app/view.h"

namespace lintel::kiosk {

bool is_layer(std::string_view name);

// The layer's rows with their keys. An unknown name gives the letters.
std::vector<KeyRow> keyboard_rows(std::string_view layer, std::string keep_label);

// Where a typed character leads: an accent back to the letters, digits too after a space or an
// apostrophe.
std::string after_typing(std::string_view layer, std::string_view typed);

// The same layer in capitals or not; layers without case stay.
std::string for_case(std::string_view layer, bool capitals);

}  // namespace lintel::kiosk
