#include "sync/store/replacement.h"

#include <unistd.h>

#include <filesystem>
#include <utility>

#include "sync/store/folder.h"
#include "sync/store/whole_file.h"

namespace lintel::store {
namespace {

namespace fs = std::filesystem;

bool exists(const std::string& path) {
  std::error_code failure;
  return fs::exists(path, failure);
}

std::string complete_path(const std::string& path) {
  return path + ".fresh";
}

void clear_making(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
    ::unlink((making_path(path) + suffix).c_str());
  }
}

Status make(const DatabaseOptions& options, const Fill& fill) {
  clear_making(options.path);
  DatabaseOptions fresh_options = options;
  fresh_options.path = making_path(options.path);
  const fs::path place(fresh_options.path);
  const std::string folder = place.has_parent_path() ? place.parent_path().string() : ".";
  TRY_DO(make_private_file(folder, place.filename().string()));
  TRY(const std::unique_ptr<Database> fresh, Database::open(fresh_options));
  TRY_DO(fill(*fresh));
  return fresh->checkpoint_truncate();
}

}  // namespace

std::string making_path(const std::string& path) {
  return path + ".making";
}

Result<std::string> put_in_place(const std::string& path) {
  TRY_DO(rename_durably(making_path(path), complete_path(path)));
  TRY(const std::string kept_as, set_aside(path));
  TRY_DO(rename_durably(complete_path(path), path));
  return kept_as;
}

Status finish_replacement(const std::string& path) {
  if (!exists(complete_path(path))) {
    return ok();
  }
  if (exists(path)) {
    // Cut off before the old one was renamed; it is all still there.
    ::unlink(complete_path(path).c_str());
    return ok();
  }
  TRY(const std::string log_kept_as, set_aside(path));
  static_cast<void>(log_kept_as);
  return rename_durably(complete_path(path), path);
}

Result<Replacement> replace_damaged(const DatabaseOptions& options, const Fill& fill) {
  Replacement replacement;
  replacement.filled = make(options, fill);
  if (!replacement.filled && replacement.filled.error().code == ErrorCode::full) {
    clear_making(options.path);
    return replacement.filled.error();
  }
  if (!replacement.filled) {
    TRY_DO(make(options, [](Database&) { return ok(); }));
  }
  TRY(replacement.kept_as, put_in_place(options.path));
  return replacement;
}

}  // namespace lintel::store
