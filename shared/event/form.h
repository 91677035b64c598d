// The questions at the door, versioned. Keys go on the wire and into results for ever; words on
// the screen come from the translations ("use.yes-this-week"). A new set of keys is a new version.
// Why these questions: DESIGN section 2.2 (intent, not satisfaction).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/core/result.h"

namespace lintel {

struct Form {
  std::string id;                         // "exit/2"
  std::vector<std::string> use;           // "Will you use something you heard?", one answer
  std::vector<std::string> help;          // "What would help?", any number
  std::vector<std::string> note_prompts;  // what a note is about, one
  bool operator==(const Form&) const = default;
};

// exit/2: use yes-this-week, yes-with-help, not-sure, not-for-me; help time, materials, see-it,
// permission, how, something-else; note working, not-working, used-to-work.
const Form& exit_form();
// Also the ones that were asked before: exit/1 had no something-else. null: of a newer Lintel.
const Form* find_form(std::string_view id);

bool means_will_use(std::string_view use);  // counts as "will use something" in results

}  // namespace lintel
