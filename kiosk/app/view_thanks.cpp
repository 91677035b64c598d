#include "kiosk/app/place.h"
#include "kiosk/app/view_parts.h"
#include "kiosk/app/wording.h"

namespace lintel::kiosk {
namespace {

std::string who_hears(const Words& words, const Session* session) {
  const std::vector<std::string> names = session ? session->presenters : std::vector<std::string>{};
  if (names.empty()) {
    return words.text("thanks.presenters");
  }
  const auto count = static_cast<int>(names.size());
  return fill(words.plural("thanks.names", count), {"", name_list(words, names)});
}

std::string which_teacher(const State& state, const Words& words) {
  const auto& taken = state.counts.taken;
  const auto before = taken.find(state.answer->response.session);
  const int number = (before == taken.end() ? 0 : before->second) + 1;
  if (number == 1) {
    return words.text("thanks.first");
  }
  return fill(words.text(ordinal_key(words.language(), number)), {std::to_string(number)});
}

}  // namespace

ThanksView make_thanks(const State& state, const Words& words) {
  ThanksView view;
  view.title = words.text("thanks.title");
  if (!state.answer) {
    return view;
  }
  view.lines = {who_hears(words, answered_session(state)), which_teacher(state, words)};
  view.undo = words.text("undo");
  return view;
}

}  // namespace lintel::kiosk
