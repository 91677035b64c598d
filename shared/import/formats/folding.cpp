#include "shared/import/formats/folding.h"

#include <cstddef>

#include "shared/event/room_name.h"

namespace lintel::formats {

std::string fold_key(std::string_view text) {
  std::string key;
  for (const char c : fold(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80) {
      key += c;
    }
  }
  return key;
}

std::string fold_room(std::string_view text) {
  const std::string folded = fold(text);
  std::string room;
  for (std::size_t at = 0; at < folded.size(); ++at) {
    const bool before_dash = at + 1 < folded.size() && folded[at + 1] == '-';
    const bool after_dash = !room.empty() && room.back() == '-';
    if (folded[at] != ' ' || (!before_dash && !after_dash)) {
      room += folded[at];
    }
  }
  return room;
}

std::string fold_bare_room(std::string_view text) {
  return bare_room_name(fold_room(text));
}

}  // namespace lintel::formats
