#include "kiosk/app/note.h"

#include <algorithm>
#include <array>
#include <span>

#include "kiosk/app/flow.h"
#include "kiosk/app/keyboard.h"
#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/storing.h"
#include "shared/core/text.h"

namespace lintel::kiosk {
namespace {

NoteDraft* editable(State& state) {
  return state.screen == Screen::note && state.note ? &*state.note : nullptr;
}

// Whoever goes on writing after Done has not left the screen yet.
void on_key(State& state) {
  NoteDraft& draft = *state.note;
  draft.last_key = state.mono;
  draft.keeping = false;
  draft.save = SaveStanding::none;
}

void follow_sentence(NoteDraft& draft) {
  draft.layer = for_case(draft.layer, begins_sentence(draft.note.text));
}

bool ends_with_any(std::string_view text, std::span<const std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view end) { return text.ends_with(end); });
}

// As it would be read: clean, within the limit, about something.
Note finished(const State& state) {
  Note note = state.note->note;
  note.text = std::string{truncate_utf8(clean_paragraph(note.text), limits::note_bytes_max)};
  if (note.prompt.empty() && state.event) {
    note.prompt = state.event->form.note_prompts.front();
  }
  return note;
}

void put(Step& step, const Note& note, NoteState as) {
  NoteDraft& draft = *step.state.note;
  draft.drafted = draft.note.text;
  ++draft.writes_out;
  step.effects.emplace_back(effect::KeepNote{note, as});
}

bool is_on_disk(const NoteDraft& draft) {
  return !draft.drafted.empty() || draft.writes_out > 0;
}

// The tiles have the whole screen again, and the writer's strip comes back if it is still theirs.
void leave_screen(State& state) {
  state.note.reset();
  state.tile_news.reset();
  if (state.answer) {
    state.answer->touched_at = state.mono;
  }
  state.screen = Screen::exit;
  state.away_from_base = false;
}

}  // namespace

bool begins_sentence(std::string_view text) {
  static constexpr std::array<std::string_view, 6> openings{"¿", "¡", "“", "«", "\"", "("};
  static constexpr std::array<std::string_view, 4> stops{".", "!", "?", "…"};
  while (ends_with_any(text, openings)) {
    const auto opening =
        std::ranges::find_if(openings, [&](std::string_view end) { return text.ends_with(end); });
    text.remove_suffix(opening->size());
  }
  const std::string_view trimmed = trim(text);
  if (trimmed.empty()) {
    return true;
  }
  return text.ends_with(' ') && ends_with_any(trimmed, stops);
}

bool is_typable(std::string_view utf8) {
  const auto is_control = [](char byte) {
    return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F;
  };
  return !utf8.empty() && utf8.size() <= typed_bytes_max && is_utf8(utf8) &&
         std::ranges::none_of(utf8, is_control);
}

bool may_add_note(const State& state) {
  return state.notes_offered && state.answer && !state.answer->note && state.event &&
         !state.event->form.note_prompts.empty();
}

void add_note(Step& step, const intent::AddNote& added, const Uuid& fresh_id) {
  State& state = step.state;
  const bool from_strip = state.screen == Screen::exit || shows_compact_exit(state);
  if (!from_strip || !may_add_note(state) || is_hand_over(state, added.began)) {
    return;
  }
  finish_hand_over(step);
  NoteDraft draft;
  draft.note.id = fresh_id;
  draft.note.topic = state.answer->response.topic();
  draft.note.form = state.event->form.id;
  draft.last_key = state.mono;
  follow_sentence(draft);
  state.note = std::move(draft);
  state.answer->touched_at = state.mono;
  state.overlay = OverlayKind::none;
  state.screen = Screen::note;
}

void pick_prompt(State& state, const std::string& prompt) {
  NoteDraft* draft = editable(state);
  if (!draft || !state.event) {
    return;
  }
  const auto& prompts = state.event->form.note_prompts;
  if (std::ranges::find(prompts, prompt) != prompts.end()) {
    draft->note.prompt = prompt;
    on_key(state);
  }
}

void type_text(State& state, const std::string& utf8) {
  NoteDraft* draft = editable(state);
  if (!draft || !is_typable(utf8)) {
    return;
  }
  on_key(state);
  if (draft->note.text.size() + utf8.size() > limits::note_bytes_max) {
    return;
  }
  draft->note.text += utf8;
  draft->layer = after_typing(draft->layer, utf8);
  follow_sentence(*draft);
}

void backspace(State& state) {
  NoteDraft* draft = editable(state);
  if (!draft) {
    return;
  }
  on_key(state);
  if (!draft->note.text.empty()) {
    draft->note.text = without_last_character(draft->note.text);
    follow_sentence(*draft);
  }
}

void switch_layer(State& state, const std::string& layer) {
  NoteDraft* draft = editable(state);
  if (draft && is_layer(layer)) {
    draft->layer = layer;
    draft->last_key = state.mono;
  }
}

void uncover_note(State& state) {
  if (editable(state)) {
    state.note->last_key = state.mono;
  }
}

bool is_note_covered(const State& state) {
  return state.note && !state.note->note.text.empty() &&
         state.mono - state.note->last_key >= note_covered;
}

bool has_undrafted(const State& state) {
  return state.note && state.note->note.text != state.note->drafted;
}

void draft_note(Step& step) {
  State& state = step.state;
  if (!has_undrafted(state)) {
    return;
  }
  const Note note = finished(state);
  if (!note.text.empty()) {
    put(step, note, NoteState::draft);
    return;
  }
  if (is_on_disk(*state.note)) {
    discard_note(step, note.id);
  }
  state.note->drafted = state.note->note.text;
}

void keep_note(Step& step) {
  State& state = step.state;
  NoteDraft* draft = editable(state);
  if (!draft || draft->keeping) {
    return;
  }
  const Note note = finished(state);
  if (note.text.empty()) {
    cancel_note(step);
    return;
  }
  draft->last_key = state.mono;
  draft->keeping = true;
  draft->save = SaveStanding::saving;
  put(step, note, NoteState::kept);
}

void cancel_note(Step& step) {
  State& state = step.state;
  const NoteDraft* draft = editable(state);
  if (!draft) {
    return;
  }
  if (is_on_disk(*draft)) {
    discard_note(step, draft->note.id);
  }
  leave_screen(state);
}

void abandon_note(Step& step) {
  State& state = step.state;
  if (!state.note) {
    return;
  }
  const Note note = finished(state);
  if (!note.text.empty()) {
    keep_for_good(step, note);
  } else if (is_on_disk(*state.note)) {
    discard_note(step, note.id);
  }
  leave_screen(state);
}

bool note_written(Step& step, const Uuid& id, bool is_stored) {
  State& state = step.state;
  if (!state.note || state.note->note.id != id || state.note->writes_out == 0) {
    return false;
  }
  NoteDraft& draft = *state.note;
  --draft.writes_out;
  if (!draft.keeping || draft.writes_out > 0) {
    return true;
  }
  if (!is_stored) {
    draft.keeping = false;
    draft.save = SaveStanding::failed;
    return true;
  }
  if (state.answer) {
    state.answer->note = id;
  } else {
    say_farewell(state, Farewell::note_kept);
  }
  leave_screen(state);
  return true;
}

}  // namespace lintel::kiosk
