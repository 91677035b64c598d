#include "shared/export/public_ids.h"

#include <algorithm>

#include "shared/core/digest.h"

namespace lintel {

std::string guid_of(const EventId& event, std::string_view kind, const std::string& id) {
  if (const auto own = Uuid::parse(id)) {
    return own->text();
  }
  const Sha256 hash = sha256(event.value + "\n" + std::string{kind} + "\n" + id);
  Uuid made;
  std::copy_n(hash.begin(), made.bytes.size(), made.bytes.begin());
  made.bytes[6] = static_cast<std::uint8_t>((made.bytes[6] & 0x0FU) | 0x80U);
  made.bytes[8] = static_cast<std::uint8_t>((made.bytes[8] & 0x3FU) | 0x80U);
  return made.text();
}

std::int64_t number_of(const std::string& guid) {
  const Sha256 hash = sha256(guid);
  std::uint32_t number = 0;
  for (std::size_t at = 0; at < 4; ++at) {
    number = number << 8U | hash[at];
  }
  return std::max<std::int64_t>(1, number & 0x7FFFFFFFU);
}

std::string ascii_name(std::string_view text, char joint) {
  std::string name;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9')) {
      name += lower;
    } else if (!name.empty() && name.back() != joint) {
      name += joint;
    }
  }
  while (!name.empty() && name.back() == joint) {
    name.pop_back();
  }
  constexpr std::size_t least = 4;
  constexpr std::string_view padding = "lintel";
  return name.size() >= least ? name : name + std::string{padding.substr(name.size())};
}

}  // namespace lintel
