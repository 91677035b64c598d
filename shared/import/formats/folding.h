// Words as people type them, made comparable: "Título ", "TITULO" and "titulo" are one. For header
// names, room spellings, month and day names; never shown. Pure; any UTF-8 in.
#pragma once

#include <string>
#include <string_view>

#include "shared/core/folding.h"

namespace lintel::formats {

using lintel::fold;
// fold() with letters and digits only: "Session  Name:" -> "sessionname".
std::string fold_key(std::string_view text);
// fold() without spaces around dashes: "600 – 2" and "600-2" are one room.
std::string fold_room(std::string_view text);
// fold_room() without the word for "room": "Room 12" and "12" are one, unless both are listed.
std::string fold_bare_room(std::string_view text);

}  // namespace lintel::formats
