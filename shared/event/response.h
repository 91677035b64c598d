// One teacher's answer. open: may still change on the tablet; sealed: immutable, its bytes frozen;
// sent: the collector confirmed this id. It has no time, no sequence and no mark on purpose:
// whoever stands at the door sees the order people leave in, who came late and who wrote a note.
#pragma once

#include <string>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/result.h"
#include "shared/event/form.h"
#include "shared/event/topic.h"

namespace lintel {

struct Response {
  Uuid id;
  EventId event;
  Purpose purpose = Purpose::exit;
  SessionId session;
  std::string form;               // Form::id
  std::string use;                // one of Form::use
  std::vector<int> tried;         // suggestion numbers from 1, ascending, unique
  std::vector<std::string> help;  // keys of Form::help, in the form's order, unique
  Topic topic() const { return {event, purpose, session}; }
  bool operator==(const Response&) const = default;
};

// Checks a response against a form: unknown keys, numbers out of 1..limits::suggestions_max,
// duplicates, text limits. The error's message starts with the field and is safe to send back.
Status check_response(const Response& response, const Form& form);

}  // namespace lintel
