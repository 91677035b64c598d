// A fresh database in the place of one that is damaged or gone. Whatever was there is renamed and
// kept. Cut off anywhere, the next start finds either the old one, and begins again, or the fresh
// one complete. One thread, no connection open to the path.
#pragma once

#include <functional>
#include <string>

#include "shared/core/result.h"
#include "sync/store/database.h"

namespace lintel::store {

// Before a database is opened: completes what a stop has cut off.
Status finish_replacement(const std::string& path);

// Where the fresh one is made.
std::string making_path(const std::string& path);
// What was made there is complete and synced: in its place from here on. Returns the name under
// which what was there is kept; empty: there was nothing.
Result<std::string> put_in_place(const std::string& path);

struct Replacement {
  std::string kept_as;   // a name in the same folder
  Status filled = ok();  // if not, the fresh database is empty and everything is in the kept file
};
// `fill` brings in what is whole, from the file at options.path as it is. full: there is no room
// for the fresh one, and nothing has happened.
using Fill = std::function<Status(Database& fresh)>;
Result<Replacement> replace_damaged(const DatabaseOptions& options, const Fill& fill);

}  // namespace lintel::store
