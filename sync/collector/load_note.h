// What `event load` writes into the document it loads, beside the event: where it came from, and
// which ids of the files are which ids that answers know. {"lintel_schedule":1,"event":…,
// "load":{"source":"event.toml, plan.csv","aliases":{"late-2":"late"}}}. Pure.
#pragma once

#include <string>
#include <string_view>

#include "shared/import/identity.h"

namespace lintel::collector {

struct LoadNote {
  std::string source;
  SessionAliases aliases;
};

// An empty note when there is none or it cannot be read: a version of another program.
LoadNote read_load_note(std::string_view document);
// document: a schedule document without one.
std::string with_load_note(const std::string& document, const LoadNote& note);

}  // namespace lintel::collector
