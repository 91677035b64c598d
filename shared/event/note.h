// Free text of one person, a record of its own: tied to no answer, so that nobody learns what a
// writer answered. Note is what was typed; it never touches a disk or the network. SealedNote is
// what does: only the collector's secret key opens its box (sync/trust/note_box.h).
#pragma once

#include <string>

#include "shared/event/form.h"
#include "shared/event/topic.h"

namespace lintel {

struct Note {
  Uuid id;  // random, of its own
  Topic topic;
  std::string form;    // Form::id
  std::string prompt;  // a key of Form::note_prompts
  std::string text;    // clean paragraph, at most limits::note_bytes_max
  bool operator==(const Note&) const = default;
};

struct SealedNote {
  Uuid id;
  Topic topic;
  std::string form;
  std::string prompt;
  std::string box;  // bytes, one of a few sizes whatever the text's length
  bool operator==(const SealedNote&) const = default;
};

// Both: the error's message starts with the field and is safe to send back.
Status check_note(const Note& note, const Form& form);
Status check_note(const SealedNote& note, const Form& form);

}  // namespace lintel
