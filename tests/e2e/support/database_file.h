// A database file as bytes: to break it as a bad disk or a newer program would.
#pragma once

#include <cstdint>
#include <string>

namespace lintel::e2e {

// The one SQLite file in a data folder; "" when there is none.
std::string database_in(const std::string& folder);
void set_user_version(const std::string& file, std::uint32_t version);
void overwrite_with_garbage(const std::string& file);
// How many files in the folder begin with exactly these bytes.
int files_beginning_with(const std::string& folder, const std::string& bytes);

}  // namespace lintel::e2e
