#include "shared/event/room_name.h"

#include <array>

#include "shared/core/text.h"

namespace lintel {
namespace {

// In the languages of the door.
constexpr std::array<std::string_view, 6> room_words{"classroom", "room", "rm",
                                                     "aula",      "sala", "salon"};

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

// "room 12", "rm. 12", "room12", but not "roomy hall". Empty: no such word, or nothing after it.
std::string_view after_room_word(std::string_view name) {
  for (const std::string_view word : room_words) {
    if (!name.starts_with(word)) {
      continue;
    }
    std::string_view rest = name.substr(word.size());
    const std::size_t begin = rest.find_first_not_of(" .:");
    if (begin != std::string_view::npos && (begin > 0 || is_digit(rest[0]) || rest[0] == '#')) {
      return rest.substr(begin);
    }
  }
  return {};
}

}  // namespace

std::string bare_room_name(std::string_view folded) {
  std::string_view name = after_room_word(folded);
  name = name.empty() ? folded : name;
  const bool is_numbered = name.size() > 1 && name.front() == '#' && is_digit(name[1]);
  return std::string(is_numbered ? name.substr(1) : name);
}

}  // namespace lintel
