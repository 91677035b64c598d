// The data folder on disk: made, locked, and a reserve of room kept in it.
#pragma once

#include <cstdint>
#include <string>

#include "shared/core/result.h"

namespace lintel::store {

// Makes the folder (0700) when it is missing and checks that it can be written.
Status prepare_folder(const std::string& folder);

// Makes an empty file that only its owner may read, when there is none. SQLite gives its -wal the
// same permissions, so answers stay private in a folder that somebody else made too.
Status make_private_file(const std::string& folder, const std::string& name);

// An flock(2) on a file of the folder: it goes away with the process, however that ends.
class FolderLock {
 public:
  // ErrorCode::busy when another process holds it.
  static Result<FolderLock> take(const std::string& folder);
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock();
  // Locks the folder that has this name now, which may be another one than at the start. busy: as
  // take().
  Status renew(const std::string& folder);

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

// A file of allocated, unused bytes to be given up when the disk is full.
class Reserve {
 public:
  Reserve(std::string path, std::int64_t bytes) : path_(std::move(path)), bytes_(bytes) {}
  // Allocates what is missing, or half of it where there is no more room. false: there is no room
  // for that either, and the file is removed again.
  bool fill() const;
  void give_up() const;

 private:
  std::string path_;
  std::int64_t bytes_;
};

// Renames a database and its -wal and -shm, whichever are there, to the first free
// <name>-corrupt-N.<extension> beside it; returns that name, or nothing when none was there.
// ErrorCode::io when the folder does not allow it.
Result<std::string> set_aside(const std::string& database_path);

// A sentence when the folder is on storage that a switch-off empties (tmpfs, ramfs) or that may be
// thrown away (overlay); empty on a disk.
std::string forgets(const std::string& folder);

}  // namespace lintel::store
