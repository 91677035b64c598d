// Writing a note. The text lives in State; a key is an intent like any other, so no widget owns it.
// Text is UTF-8, at most limits::note_bytes_max bytes; what does not fit is not typed. The note is
// a record of its own and goes to storage at each pause, so that a power cut costs two seconds of
// it.
#pragma once

#include <string>

#include "kiosk/app/reduce.h"

namespace lintel::kiosk {

// A key to seal it to is known, the day's form asks for notes, and this answer has none yet.
bool may_add_note(const State& state);
void add_note(Step& step, const intent::AddNote& added, const Uuid& fresh_id);
void pick_prompt(State& state, const std::string& prompt);
void type_text(State& state, const std::string& utf8);
void backspace(State& state);
void switch_layer(State& state, const std::string& layer);
void uncover_note(State& state);
void keep_note(Step& step);    // asks for it to be stored; the screen is left when it was
void cancel_note(Step& step);  // no trace of it is left

// Nobody has typed for a while: what is written so far goes to storage.
void draft_note(Step& step);
bool has_undrafted(const State& state);
// The writer has gone: what is written is kept, and the tiles have the screen again.
void abandon_note(Step& step);
bool is_note_covered(const State& state);

// True when the note waits for this write.
bool note_written(Step& step, const Uuid& id, bool is_stored);

// What one key may type: a little UTF-8 without control characters.
bool is_typable(std::string_view utf8);

// A sentence begins after this text: its first letter is a capital.
bool begins_sentence(std::string_view text);

}  // namespace lintel::kiosk
