// Finds known ids in raw bytes, as 16 bytes or as text, wherever they stand.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string_view>
#include <vector>

#include "shared/core/ids.h"

namespace lintel::secrecy {

class IdFinder {
 public:
  explicit IdFinder(const std::vector<Uuid>& ids);

  // The place of each id's first occurrence.
  std::map<Uuid, std::size_t> find_in(std::string_view bytes) const;

 private:
  const Uuid* known_at(std::string_view bytes, std::size_t at) const;

  std::map<Uuid, bool> ids_;
  std::array<bool, 65536> beginnings_{};  // by an id's first two bytes
};

}  // namespace lintel::secrecy
