// Our own small files, one for each trap that real ones set, and short words to look at a Reading.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "shared/import/formats/read.h"

namespace lintel::formats {

std::string bytes_of_file(const std::string& path);
std::string look_alike(const std::string& name);
// With real zones, and 2026-11-20 as the event's first day if `day` says so.
enum class FirstDay { unknown, known };
ReadOptions options_for(FirstDay day);
Reading read(const std::string& name, const ReadOptions& options);
Reading read(const std::string& name);
Reading read_bytes(const std::string& bytes);

LocalDay day(const std::string& text);  // "2026-11-20"
// "2026-11-20 10:00-10:45", with "+01:00" after it when the file gives an offset; "all day".
std::string when(const DraftSession& session);
std::vector<std::string> whens(const Reading& reading);
std::vector<std::string> titles(const Reading& reading);
const DraftSession& titled(const Reading& reading, const std::string& title);
std::set<std::string> rooms(const Reading& reading);
int errors(const Reading& reading);
// True when some finding holds the text; which severity does not matter.
bool says(const Reading& reading, const std::string& text);

}  // namespace lintel::formats
