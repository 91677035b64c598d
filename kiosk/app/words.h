// Words of the screens. A port: gettext catalogues in production (kiosk/platform/catalog), a plain
// map in tests. Keys are stable English identifiers ("door.leaving"); a missing key comes back as
// the key itself, so that a hole in a translation is seen and never crashes. Placeholders are
// {1}, {2}; plural forms follow the language's own rule. Immutable once made: any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lintel::kiosk {

class Words {
 public:
  virtual ~Words() = default;
  virtual std::string text(std::string_view key) const = 0;
  virtual std::string plural(std::string_view key, int count) const = 0;  // {1} is the count
  virtual std::string language() const = 0;                               // "en"
};

// Replaces {1}, {2}, … by the arguments.
std::string fill(std::string pattern, const std::vector<std::string>& arguments);

}  // namespace lintel::kiosk
