// From the names a person gave to an Event or findings; declared in commands.h.
#include <algorithm>
#include <array>
#include <filesystem>
#include <ostream>

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "sync/collector/commands.h"
#include "sync/collector/data_folder.h"
#include "sync/collector/zone_offsets.h"

namespace lintel::collector {
namespace {

namespace fs = std::filesystem;

bool is_day_file(const fs::path& path) {
  constexpr std::array<std::string_view, 8> extensions{".toml", ".csv", ".tsv",  ".xlsx",
                                                       ".ics",  ".xml", ".json", ".ical"};
  const std::string extension = ascii_lower(path.extension().string());
  return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

// Folders opened up, in the order of their names.
Result<std::vector<std::string>> expand(const std::vector<std::string>& given) {
  std::vector<std::string> files;
  for (const std::string& path : given) {
    std::error_code failure;
    if (!fs::is_directory(path, failure)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> inside;
    for (fs::directory_iterator entry(path, failure), end; !failure && entry != end;
         entry.increment(failure)) {
      if (is_day_file(entry->path())) {
        inside.push_back(entry->path().string());
      }
    }
    if (failure) {
      return Error{ErrorCode::io, path + " cannot be read (" + failure.message() + ")."};
    }
    if (inside.empty()) {
      return Error{ErrorCode::not_found,
                   path +
                       " holds no file of a day; give a folder with .toml, .csv, .xlsx, .ics, "
                       ".xml or .json files."};
    }
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

}  // namespace

void complain(Streams streams, const std::string& message) {
  streams.err << "lintel-collector: " << message << std::endl;
}

Result<ImportResult> import_day(const DayFiles& day) {
  TRY(const std::vector<std::string> paths, expand(day.files));
  std::vector<SourceFile> sources;
  for (const std::string& path : paths) {
    TRY(std::string bytes, read_file(path, limits::import_bytes_max));
    sources.push_back({path, std::move(bytes)});
  }
  ImportOptions options = day.options;
  options.fallback_zone = system_zone();
  return import_schedule(sources, options, system_zone_offsets());
}

}  // namespace lintel::collector
