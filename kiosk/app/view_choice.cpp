#include <algorithm>

#include "kiosk/app/capitals.h"
#include "kiosk/app/place.h"
#include "kiosk/app/view_parts.h"

namespace lintel::kiosk {
namespace {

std::string saved_text(const State& state, const Words& words) {
  switch (state.answer->save) {
    case SaveStanding::none:
      return "";
    case SaveStanding::saving:
      return in_capitals(words.text("choice.saving"));
    case SaveStanding::saved:
      return in_capitals(words.text("choice.saved"));
    case SaveStanding::failed:
      return words.text(state.storage == StorageStanding::full ? "failed.change_full"
                                                               : "failed.change_failing");
  }
  return "";
}

std::vector<Choice> ideas(const State& state) {
  std::vector<Choice> choices;
  const Session* session = answered_session(state);
  if (!session) {
    return choices;
  }
  const std::vector<int>& tried = state.answer->response.tried;
  int number = 0;
  for (const auto& suggestion : session->suggestions) {
    ++number;
    choices.push_back(
        {std::to_string(number), suggestion, std::ranges::find(tried, number) != tried.end()});
  }
  return choices;
}

std::vector<Choice> helps(const State& state, const Words& words) {
  std::vector<Choice> choices;
  if (!state.event) {
    return choices;
  }
  const std::vector<std::string>& chosen = state.answer->response.help;
  for (const auto& key : state.event->form.help) {
    choices.push_back(
        {key, words.text("help." + key), std::ranges::find(chosen, key) != chosen.end()});
  }
  return choices;
}

}  // namespace

ChoiceView make_choice(const State& state, const Words& words) {
  ChoiceView view;
  view.kind = state.screen == Screen::help ? ChoiceKind::help : ChoiceKind::ideas;
  if (!state.answer) {
    return view;
  }
  const bool is_ideas = view.kind == ChoiceKind::ideas;
  view.save = state.answer->save;
  view.saved = saved_text(state, words);
  view.question = words.text(is_ideas ? "ideas.question" : "help.question");
  view.undo = words.text("undo");
  view.choices = is_ideas ? ideas(state) : helps(state, words);
  view.add_note = words.text(state.answer->response.note ? "note.change" : "note.add");
  const MonoTime over = state.answer->last_touch + limits::next_person;
  view.countdown = words.plural("choice.countdown", seconds_left(over - state.mono));
  view.has_next = is_ideas && asks_help(state.answer->response.use) && state.event &&
                  !state.event->form.help.empty();
  view.done = view.has_next ? words.text("next") : words.text("done");
  return view;
}

}  // namespace lintel::kiosk
