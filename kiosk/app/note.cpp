#include "kiosk/app/note.h"

#include <algorithm>
#include <array>
#include <span>

#include "kiosk/app/keyboard.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/storing.h"
#include "shared/core/text.h"

namespace lintel::kiosk {
namespace {

NoteDraft* editable(State& state) {
  return state.screen == Screen::note && state.note && state.answer ? &*state.note : nullptr;
}

// Whoever goes on writing after Done has not left the screen yet.
void stay(State& state) {
  state.answer->then.reset();
}

void follow_sentence(NoteDraft& draft) {
  draft.layer = for_case(draft.layer, begins_sentence(draft.text));
}

bool ends_with_any(std::string_view text, std::span<const std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view end) { return text.ends_with(end); });
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

void add_note(Step& step) {
  State& state = step.state;
  const bool from_choice = state.screen == Screen::ideas || state.screen == Screen::help;
  if (!from_choice || !state.answer || !state.event || state.event->form.note_prompts.empty()) {
    return;
  }
  NoteDraft draft;
  draft.came_from = state.screen;
  draft.prompt = state.event->form.note_prompts.front();
  if (const auto& note = state.answer->response.note) {
    draft.prompt = note->prompt;
    draft.text = note->text;
    draft.before = note;
  }
  follow_sentence(draft);
  state.note = std::move(draft);
  state.screen = Screen::note;
  state.answer->then.reset();
}

void pick_prompt(State& state, const std::string& prompt) {
  NoteDraft* draft = editable(state);
  if (!draft || !state.event) {
    return;
  }
  const auto& prompts = state.event->form.note_prompts;
  if (std::ranges::find(prompts, prompt) != prompts.end()) {
    draft->prompt = prompt;
    stay(state);
  }
}

void type_text(State& state, const std::string& utf8) {
  NoteDraft* draft = editable(state);
  if (!draft || !is_typable(utf8) || draft->text.size() + utf8.size() > limits::note_bytes_max) {
    return;
  }
  draft->text += utf8;
  draft->layer = after_typing(draft->layer, utf8);
  follow_sentence(*draft);
  stay(state);
}

void backspace(State& state) {
  NoteDraft* draft = editable(state);
  if (!draft || draft->text.empty()) {
    return;
  }
  draft->text = without_last_character(draft->text);
  follow_sentence(*draft);
  stay(state);
}

void switch_layer(State& state, const std::string& layer) {
  NoteDraft* draft = editable(state);
  if (draft && is_layer(layer)) {
    draft->layer = layer;
  }
}

void keep_draft(Step& step) {
  State& state = step.state;
  std::string text = clean_paragraph(state.note->text);
  text = std::string{truncate_utf8(text, limits::note_bytes_max)};
  std::optional<Note> note;
  if (!text.empty()) {
    note = Note{state.note->prompt, std::move(text)};
  }
  OpenAnswer& answer = *state.answer;
  if (answer.response.note != note) {
    answer.response.note = std::move(note);
    write(step, answer);
  }
}

void keep_note(Step& step) {
  State& state = step.state;
  const NoteDraft* draft = editable(state);
  if (!draft) {
    return;
  }
  const Screen back = draft->came_from;
  keep_draft(step);
  state.answer->then = back;
  go_on_when_stored(state);
}

void cancel_note(Step& step) {
  State& state = step.state;
  const NoteDraft* draft = editable(state);
  if (!draft) {
    return;
  }
  OpenAnswer& answer = *state.answer;
  answer.then.reset();
  // "Done" may be on its way to the disk already.
  if (answer.response.note != draft->before) {
    answer.response.note = draft->before;
    write(step, answer);
  }
  state.screen = draft->came_from;
  state.note.reset();
}

}  // namespace lintel::kiosk
