#include "tests/secrecy/id_finder.h"

#include <algorithm>

namespace lintel::secrecy {
namespace {

constexpr std::size_t raw_bytes = 16;
constexpr std::size_t text_bytes = 36;

std::size_t beginning(std::string_view bytes, std::size_t at) {
  return static_cast<std::size_t>(static_cast<unsigned char>(bytes[at])) << 8 |
         static_cast<unsigned char>(bytes[at + 1]);
}

}  // namespace

IdFinder::IdFinder(const std::vector<Uuid>& ids) {
  for (const Uuid& id : ids) {
    ids_[id] = true;
    beginnings_[static_cast<std::size_t>(id.bytes[0]) << 8 | id.bytes[1]] = true;
  }
}

const Uuid* IdFinder::known_at(std::string_view bytes, std::size_t at) const {
  Uuid id;
  if (beginnings_[beginning(bytes, at)]) {
    std::transform(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                   bytes.begin() + static_cast<std::ptrdiff_t>(at + raw_bytes), id.bytes.begin(),
                   [](char byte) { return static_cast<std::uint8_t>(byte); });
    const auto found = ids_.find(id);
    if (found != ids_.end()) {
      return &found->first;
    }
  }
  if (at + text_bytes <= bytes.size() && bytes[at + 8] == '-' && bytes[at + 13] == '-') {
    const auto parsed = Uuid::parse(bytes.substr(at, text_bytes));
    const auto found = parsed ? ids_.find(*parsed) : ids_.end();
    return found == ids_.end() ? nullptr : &found->first;
  }
  return nullptr;
}

std::map<Uuid, std::size_t> IdFinder::find_in(std::string_view bytes) const {
  std::map<Uuid, std::size_t> places;
  for (std::size_t at = 0; at + raw_bytes <= bytes.size(); ++at) {
    if (const Uuid* const id = known_at(bytes, at)) {
      places.emplace(*id, at);
    }
  }
  return places;
}

}  // namespace lintel::secrecy
