// One teacher's answer. open: may still change on the tablet; sealed: immutable, its bytes frozen;
// sent: the collector confirmed this id. It has no time and no sequence on purpose: whoever stands
// at the door sees the order people leave in (DESIGN section 2.3).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/result.h"
#include "shared/event/event.h"

namespace lintel {

// When it was given, no finer than this: while the session ran, in the exit window, or after it.
enum class Phase { during, exit, late };
std::string_view to_text(Phase phase);
Result<Phase> parse_phase(std::string_view text);

struct Note {
  std::string prompt;  // a key of Form::note_prompts
  std::string text;    // clean paragraph, at most limits::note_bytes_max
  bool operator==(const Note&) const = default;
};

struct Response {
  Uuid id;
  EventId event;
  SessionId session;
  std::string form;        // Form::id
  Phase phase = Phase::exit;
  std::string use;         // one of Form::use
  std::vector<int> tried;  // suggestion numbers from 1, ascending, unique
  std::vector<std::string> help;  // keys of Form::help, in the form's order, unique
  std::optional<Note> note;
  std::vector<std::string> flags;  // "burst": hidden in review, never dropped
  bool operator==(const Response&) const = default;
};

// Checks a response against a form: unknown keys, numbers out of 1..limits::suggestions_max,
// duplicates, text limits. The error's message starts with the field and is safe to send back.
Status check_response(const Response& response, const Form& form);

}  // namespace lintel
