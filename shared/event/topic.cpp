#include "shared/event/topic.h"

#include <array>

namespace lintel {
namespace {

struct PurposeName {
  Purpose purpose;
  std::string_view name;
};
constexpr std::array<PurposeName, 4> purpose_names{{
    {Purpose::exit, "exit"},
    {Purpose::practice, "practice"},
    {Purpose::listening, "listening"},
    {Purpose::follow_up, "follow_up"},
}};

}  // namespace

std::string_view to_text(Purpose purpose) {
  for (const PurposeName& known : purpose_names) {
    if (known.purpose == purpose) {
      return known.name;
    }
  }
  return "exit";
}

Result<Purpose> parse_purpose(std::string_view text) {
  for (const PurposeName& known : purpose_names) {
    if (known.name == text) {
      return known.purpose;
    }
  }
  return Error{ErrorCode::newer, "purpose: is none that this version knows."};
}

}  // namespace lintel
