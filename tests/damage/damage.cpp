#include "tests/damage/damage.h"

#include <algorithm>
#include <cstdlib>

namespace lintel::test {
namespace {

constexpr std::size_t sector_bytes = 512;
constexpr std::size_t page_bytes = 4096;

std::size_t below(std::mt19937_64& random, std::size_t bound) {
  return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
}

Damage filled(std::string& bytes, std::mt19937_64& random, const std::string& what,
              std::size_t unit, bool with_zeros) {
  const std::size_t first = below(random, (bytes.size() + unit - 1) / unit) * unit;
  const std::size_t last = std::min(bytes.size(), first + unit);
  for (std::size_t at = first; at < last; ++at) {
    bytes[at] = with_zeros ? '\0' : static_cast<char>(random());
  }
  return {what, first, last};
}

}  // namespace

Damage damage(std::string& bytes, std::mt19937_64& random) {
  const std::size_t at = below(random, bytes.size());
  switch (below(random, 10)) {
    case 0:
      return filled(bytes, random, "a sector of zeros", sector_bytes, true);
    case 1:
      return filled(bytes, random, "a sector of garbage", sector_bytes, false);
    case 2:
      return filled(bytes, random, "a page of zeros", page_bytes, true);
    case 3:
      return filled(bytes, random, "a page of garbage", page_bytes, false);
    case 4: {
      const std::size_t pages = bytes.size() / page_bytes;
      if (pages < 2) {
        break;
      }
      const std::size_t from = below(random, pages) * page_bytes;
      const std::size_t to = below(random, pages) * page_bytes;
      if (from == to) {
        break;
      }
      bytes.replace(to, page_bytes, std::string(bytes, from, page_bytes));
      return {"a page written to the wrong place", to, to + page_bytes};
    }
    case 5: {
      const std::size_t end = std::max<std::size_t>(at, 1);
      const std::size_t before = bytes.size();
      bytes.resize(end);
      return {"the end cut off", end, before, true};
    }
    case 6:
      return filled(bytes, random, "some letters", 1 + below(random, 40), false);
    default:
      break;
  }
  bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(random, 8)));
  return {"a bit", at, at + 1};
}

int damages_to_try(int in_the_fast_suite) {
  return std::getenv("LINTEL_LONG") != nullptr ? 500 : in_the_fast_suite;
}

}  // namespace lintel::test
