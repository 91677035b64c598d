// What Database does about a file that disappears under it; declared in database.h. A clean-up job
// deletes the folder, a card is exchanged, somebody renames it: the open file still takes every
// write, and no error ever says that nobody will find it again.
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

#include "sync/store/database.h"
#include "sync/store/folder.h"
#include "sync/store/replacement.h"
#include "sync/store/whole_file.h"

namespace lintel::store {
namespace {

// SQLITE_ACCESS_EXISTS takes an empty file for none, and a log is empty after each tidying.
bool exists(sqlite3_vfs* vfs, const char* path) {
  int found = 0;
  return vfs->xAccess(vfs, path, SQLITE_ACCESS_READWRITE, &found) != SQLITE_OK || found != 0;
}

}  // namespace

bool Database::has_moved() const {
  if (handle_ == nullptr) {
    return false;
  }
  int moved = 0;  // a VFS that cannot tell leaves it
  sqlite3_file_control(handle_, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  const char* const file = sqlite3_db_filename(handle_, "main");
  sqlite3_file* log = nullptr;
  sqlite3_file_control(handle_, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  const bool has_log = log != nullptr && log->pMethods != nullptr;
  sqlite3_vfs* const vfs = sqlite3_vfs_find(nullptr);
  const bool log_is_there = !has_log || file == nullptr || exists(vfs, sqlite3_filename_wal(file));
  return moved != 0 || !log_is_there;
}

// What a statement has committed is worth nothing in a file that nobody finds.
Status Database::in_its_place() const {
  if (!moved_ || sqlite3_get_autocommit(handle_) == 0) {
    return ok();
  }
  suspect_ = true;
  return Error{ErrorCode::io, path() +
                                  " was deleted or moved while it was in use: put its folder back, "
                                  "or let nothing clean it up; saving goes on by itself."};
}

Status Database::rescue() {
  const std::filesystem::path place(path());
  const std::filesystem::path making(making_path(path()));
  const std::string folder = place.has_parent_path() ? place.parent_path().string() : ".";
  TRY_DO(prepare_folder(folder));
  ::unlink(making.c_str());
  TRY_DO(make_private_file(folder, making.filename().string()));
  {
    TRY(Statement copy, prepare("VACUUM INTO ?1"));
    copy.bind_text(1, making.string());
    TRY(const bool row, copy.step());
    static_cast<void>(row);
  }
  TRY_DO(sync_file(making.string()));
  // The old log goes with what it belonged to: its pages are all in the new file.
  durable_ = std::nullopt;
  TRY(const std::string kept_as, put_in_place(path()));
  static_cast<void>(kept_as);
  return ok();
}

}  // namespace lintel::store
