// The admin page's files, read into memory once: a fixed list, so that no request can reach any
// other file. not_found names the first one that is missing.
#pragma once

#include <map>
#include <string>

#include "sync/collector/router.h"

namespace lintel::collector {

Result<std::map<std::string, RouterOptions::File>> load_admin_files(const std::string& folder);

// ../share/lintel/admin beside the program when it is installed, else the source tree's.
std::string default_admin_files();

}  // namespace lintel::collector
