// What belongs to the last answer: the card that says what became of it, and what may follow it.
#include <algorithm>

#include "kiosk/app/note.h"
#include "kiosk/app/place.h"
#include "kiosk/app/view_parts.h"

namespace lintel::kiosk {
namespace {

std::string standing_text(const State& state, const Words& words) {
  switch (state.answer->save) {
    case SaveStanding::none:
      return "";
    case SaveStanding::saving:
      return words.text("exit.saving");
    case SaveStanding::saved:
      return words.text("exit.saved");
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
  const std::vector<std::string>& chosen = state.answer->response.help;
  for (const auto& key : state.event->form.help) {
    choices.push_back(
        {key, words.text("help." + key), std::ranges::find(chosen, key) != chosen.end()});
  }
  return choices;
}

SavedCard without_answer(const State& state, const Words& words) {
  SavedCard card;
  switch (state.farewell) {
    case Farewell::none:
      break;
    case Farewell::taken_back:
      card.title = words.text("exit.taken_back");
      break;
    case Farewell::note_kept:
      card.save = SaveStanding::saved;
      card.title = words.text("exit.note_kept");
      break;
  }
  return card;
}

}  // namespace

SavedCard make_saved(const State& state, const Words& words) {
  if (state.refused) {
    SavedCard card;
    card.save = SaveStanding::failed;
    card.title = failure_sentence(state, words);
    return card;
  }
  if (!state.answer) {
    return without_answer(state, words);
  }
  SavedCard card;
  card.save = state.answer->save;
  card.title = standing_text(state, words);
  card.undo = words.text("exit.undo");
  card.add_note = may_add_note(state) ? words.text("note.add") : "";
  if (card.save != SaveStanding::failed) {
    card.next = words.text("exit.next_person");
    card.next_short = words.text("exit.next_person_short");
  }
  return card;
}

std::optional<StripChoices> make_choices(const State& state, const Words& words) {
  if (!state.answer || !state.event) {
    return std::nullopt;
  }
  StripChoices strip;
  const Session* session = answered_session(state);
  const bool has_ideas = session && !session->suggestions.empty();
  const bool has_help = !state.event->form.help.empty();
  if (!has_ideas && !has_help) {
    return std::nullopt;
  }
  strip.kind = has_ideas && has_help ? state.answer->tab
               : has_ideas           ? ChoiceKind::ideas
                                     : ChoiceKind::help;
  strip.ideas = has_ideas ? words.text("strip.ideas") : "";
  strip.help = has_help ? words.text("strip.help") : "";
  strip.hint = words.text("strip.hint");
  strip.choices = strip.kind == ChoiceKind::ideas ? ideas(state) : helps(state, words);
  return strip;
}

}  // namespace lintel::kiosk
