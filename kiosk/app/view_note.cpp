#include "kiosk/app/keyboard.h"
#include "kiosk/app/note.h"
#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/view_parts.h"

namespace lintel::kiosk {
namespace {

std::string tile_text(const Words& words, SaveStanding save) {
  switch (save) {
    case SaveStanding::none:
      return "";
    case SaveStanding::saving:
      return words.text("exit.saving");
    case SaveStanding::saved:
      return words.text("tile.saved");
    case SaveStanding::failed:
      return words.text("tile.failed");
  }
  return "";
}

void show_question(NoteView& view, const State& state, const Words& words) {
  view.question = words.text("exit.question");
  if (const Session* session = asked_session(state)) {
    view.kicker = question_kicker(state, words, *session);
    view.session_title = session->title;
    view.tiles = answer_tiles(state, words);
    view.ideas_most = most_ideas(*state.event);
    view.settling = is_settling(state) && state.tiles_stayed;
  }
  if (state.tile_news) {
    view.saved_use = state.tile_news->use;
    view.saved = state.tile_news->save;
    view.saved_label = tile_text(words, view.saved);
  }
}

std::string hint_text(const State& state, const Words& words) {
  if (state.note->save != SaveStanding::failed) {
    return words.text("note.hint");
  }
  const bool is_full = state.storage == StorageStanding::full;
  return words.text(is_full ? "failed.note_full" : "failed.note_failing");
}

}  // namespace

NoteView make_note(const State& state, const Words& words) {
  NoteView view;
  view.cancel = words.text("cancel");
  if (!state.note || !state.event) {
    return view;
  }
  show_question(view, state, words);
  const NoteDraft& draft = *state.note;
  for (const auto& prompt : state.event->form.note_prompts) {
    view.prompts.push_back({prompt, words.text("prompt." + prompt), prompt == draft.note.prompt});
  }
  view.save = draft.save;
  view.hint = hint_text(state, words);
  if (is_note_covered(state)) {
    view.cover = words.text("note.covered");
  } else {
    view.text = draft.note.text;
  }
  // Bytes, as the limit is: at worst a little room is left over.
  const int left =
      static_cast<int>(limits::note_bytes_max) - static_cast<int>(draft.note.text.size());
  if (left <= characters_left_shown) {
    view.room_left = words.plural("note.left", left);
  }
  view.keyboard = keyboard_rows(draft.layer, words.text("done"));
  return view;
}

}  // namespace lintel::kiosk
