#include "sync/store/disk_file.h"

#include <sqlite3.h>

namespace lintel::store {
namespace {

Error unreadable(const std::string& path) {
  return Error{ErrorCode::io,
               path + " could not be read or written: check that the disk is healthy."};
}

}  // namespace

Result<std::unique_ptr<DiskFile>> DiskFile::open(const std::string& database_path, Which which) {
  sqlite3_vfs* const vfs = sqlite3_vfs_find(nullptr);
  std::string full(static_cast<std::size_t>(vfs->mxPathname) + 1, '\0');
  if (vfs->xFullPathname(vfs, database_path.c_str(), vfs->mxPathname, full.data()) != SQLITE_OK) {
    return unreadable(database_path);
  }
  full.resize(full.find('\0'));
  std::vector<std::string> needed{full};
  if (which == Which::log) {
    needed.push_back(full + "-wal");
  }
  for (const std::string& path : needed) {
    int exists = 0;
    if (vfs->xAccess(vfs, path.c_str(), SQLITE_ACCESS_EXISTS, &exists) != SQLITE_OK) {
      return unreadable(path);
    }
    if (exists == 0) {
      return std::unique_ptr<DiskFile>{};
    }
  }
  std::unique_ptr<DiskFile> opened(new DiskFile(vfs, full, which));
  if (!opened->is_open_) {
    return opened->failure();
  }
  return opened;
}

DiskFile::DiskFile(sqlite3_vfs* vfs, const std::string& database, Which which)
    : path_(which == Which::log ? database + "-wal" : database),
      memory_(static_cast<std::size_t>(vfs->szOsFile) / sizeof(std::max_align_t) + 1),
      // The database's name and the log's know of one another.
      names_(
          sqlite3_create_filename(database.c_str(), "", (database + "-wal").c_str(), 0, nullptr)) {
  if (names_ == nullptr) {
    return;
  }
  const bool is_log = which == Which::log;
  const char* const name = is_log ? sqlite3_filename_wal(names_) : names_;
  int flags =
      is_log ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_WAL : SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
  is_open_ = vfs->xOpen(vfs, name, file(), flags, &flags) == SQLITE_OK;
}

DiskFile::~DiskFile() {
  if (is_open_) {
    file()->pMethods->xClose(file());
  }
  sqlite3_free_filename(const_cast<char*>(names_));
}

Result<std::int64_t> DiskFile::size() {
  sqlite3_int64 bytes = 0;
  if (file()->pMethods->xFileSize(file(), &bytes) != SQLITE_OK) {
    return failure();
  }
  return std::int64_t{bytes};
}

Status DiskFile::read(void* into, std::int64_t bytes, std::int64_t offset) {
  const int code = file()->pMethods->xRead(file(), into, static_cast<int>(bytes), offset);
  return code == SQLITE_OK ? ok() : Status(failure());
}

Status DiskFile::cut(std::int64_t bytes) {
  const bool done = file()->pMethods->xTruncate(file(), bytes) == SQLITE_OK &&
                    file()->pMethods->xSync(file(), SQLITE_SYNC_NORMAL) == SQLITE_OK;
  return done ? ok() : Status(failure());
}

Error DiskFile::failure() const {
  return unreadable(path_);
}

}  // namespace lintel::store
