// One entry an importer: takes any bytes, and says what is not as promised.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace lintel::fuzz {

struct Target {
  std::string_view name;
  // Empty when every promise was kept.
  std::string (*run)(std::string_view bytes);
};

std::span<const Target> targets();
const Target& target(std::string_view name);

}  // namespace lintel::fuzz
