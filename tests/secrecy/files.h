// From folders and documents to what a recording holds.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "tests/secrecy/recording.h"

namespace lintel::secrecy {

// Every file below a folder, by its path in it; those that vanish meanwhile are left out.
std::map<std::string, std::string> files_of(const std::string& folder);

// GET /v1/admin/results, and `results export --format json`.
Snapshot snapshot_of(const nlohmann::json& results, UtcTime at, const std::string& source);

}  // namespace lintel::secrecy
