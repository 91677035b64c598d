#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>

#include "shared/core/limits.h"
#include "shared/import/import.h"
#include "shared/wire/schedule.h"
#include "sync/collector/commands.h"
#include "sync/collector/data_folder.h"
#include "sync/collector/desk.h"
#include "sync/collector/zone_offsets.h"

namespace lintel::collector {
namespace {

namespace fs = std::filesystem;

bool is_day_file(const fs::path& path) {
  return path.extension() == ".toml" || path.extension() == ".csv";
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
      return Error{ErrorCode::not_found, path + " holds no .toml and no .csv file of a day."};
    }
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

Result<ImportResult> import_files(const std::vector<std::string>& given) {
  TRY(const std::vector<std::string> paths, expand(given));
  std::vector<SourceFile> sources;
  for (const std::string& path : paths) {
    TRY(std::string bytes, read_file(path, limits::import_bytes_max));
    sources.push_back({path, std::move(bytes)});
  }
  return import_event(sources, system_zone_offsets());
}

std::string counted(std::size_t count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

std::string summary(const Event& event) {
  std::string text = "\"" + event.title + "\": " + counted(event.rooms.size(), "room") + ", " +
                     counted(event.sessions.size(), "session");
  if (!event.sessions.empty()) {
    text += ", " + to_iso_day(day_of(event.sessions.front().start.local()));
  }
  return text;
}

}  // namespace

int event_check(const std::vector<std::string>& files, Streams streams) {
  const Result<ImportResult> imported = import_files(files);
  if (!imported) {
    streams.err << imported.error().message << std::endl;
    return exit_bad_input;
  }
  streams.out << to_text(imported->findings);
  if (!imported->event) {
    streams.err << "These files are not ready to be loaded; see the lines above." << std::endl;
    return exit_bad_input;
  }
  streams.out << "Ready to load: " << summary(*imported->event) << "." << std::endl;
  return imported->findings.empty() ? exit_fine : exit_failed;
}

int event_load(const std::vector<std::string>& files, const std::string& data_folder,
               Streams streams) {
  const Result<ImportResult> imported = import_files(files);
  if (!imported) {
    streams.err << imported.error().message << std::endl;
    return exit_bad_input;
  }
  streams.err << to_text(imported->findings);
  if (!imported->event) {
    streams.err << "Nothing was loaded: correct what is named above and load again." << std::endl;
    return exit_bad_input;
  }
  Result<Desk> desk = Desk::open(data_folder, Desk::Folder::may_be_new);
  if (!desk) {
    streams.err << desk.error().message << std::endl;
    return exit_failed;
  }
  if (!desk->notice().empty()) {
    streams.err << desk->notice() << std::endl;
  }
  const Result<std::string> loaded =
      desk->post_json("/v1/admin/event", wire::encode(*imported->event));
  if (!loaded) {
    streams.err << loaded.error().message << std::endl;
    return exit_failed;
  }
  streams.out << "Loaded " << summary(*imported->event) << "." << std::endl;
  return exit_fine;
}

}  // namespace lintel::collector
