#include "kiosk/app/keyboard.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/view_parts.h"

namespace lintel::kiosk {

NoteView make_note(const State& state, const Words& words) {
  NoteView view;
  view.cancel = words.text("cancel");
  view.hint = words.text("note.hint");
  if (!state.note || !state.answer || !state.event) {
    return view;
  }
  const NoteDraft& draft = *state.note;
  for (const auto& prompt : state.event->form.note_prompts) {
    view.prompts.push_back({prompt, words.text("prompt." + prompt), prompt == draft.prompt});
  }
  view.text = draft.text;
  view.save = state.answer->save;
  if (view.save == SaveStanding::failed) {
    const bool is_full = state.storage == StorageStanding::full;
    view.hint = words.text(is_full ? "failed.note_full" : "failed.note_failing");
  }
  // Bytes, as the limit is: at worst a little room is left over.
  const int left = static_cast<int>(limits::note_bytes_max) - static_cast<int>(draft.text.size());
  if (left <= characters_left_shown) {
    view.room_left = words.plural("note.left", left);
  }
  view.keyboard = keyboard_rows(draft.layer, words.text("done"));
  return view;
}

}  // namespace lintel::kiosk
