// Words from a compiled gettext catalogue, <folder>/<language>/lintel.mo, read once. Plural forms
// follow the catalogue's own Plural-Forms rule. Needs no system locale. Immutable: any thread.
//
// Errors: not_found when there is no such file, corrupt when it is not a catalogue, limit when it
// is larger than any of ours could be. Each names the file.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kiosk/app/words.h"
#include "shared/core/result.h"

namespace lintel::kiosk {

Result<std::unique_ptr<Words>> load_catalog(const std::string& folder, const std::string& language);

// The languages with a catalogue in the folder, in alphabetical order; none when it is unreadable.
std::vector<std::string> catalog_languages(const std::string& folder);

}  // namespace lintel::kiosk
