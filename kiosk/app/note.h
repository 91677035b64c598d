// Editing the note. The text lives in State; a key is an intent like any other, so no widget owns
// it. Text is UTF-8, at most limits::note_bytes_max bytes; what does not fit is not typed.
#pragma once

#include <string>

#include "kiosk/app/reduce.h"

namespace lintel::kiosk {

void add_note(Step& step);
void pick_prompt(State& state, const std::string& prompt);
void type_text(State& state, const std::string& utf8);
void backspace(State& state);
void switch_layer(State& state, const std::string& layer);
void keep_note(Step& step);    // asks for it to be stored; the screen is left when it was
void cancel_note(Step& step);  // the draft is dropped, the answer stays as it was

// The draft as it stands becomes part of the answer. An empty draft takes the note away.
void keep_draft(Step& step);

// What one key may type: a little UTF-8 without control characters.
bool is_typable(std::string_view utf8);

// A sentence begins after this text: its first letter is a capital.
bool begins_sentence(std::string_view text);

}  // namespace lintel::kiosk
