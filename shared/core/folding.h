// Words as people type them, made comparable: "Título ", "TITULO" and "titulo" are one. For search
// and for telling spellings apart; never shown. Pure; any UTF-8 in.
#pragma once

#include <string>
#include <string_view>

namespace lintel {

// Lower case, without accents (Latin up to Extended-B, and Vietnamese; Greek and Cyrillic lower case),
// every dash "-", every space one ' ', trimmed. Scripts without case stay as they are.
std::string fold(std::string_view text);

}  // namespace lintel
