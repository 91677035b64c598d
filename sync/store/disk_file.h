// A database's file or its log, opened by itself while no connection has it open. Goes through
// SQLite's default VFS, like everything else on these files. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "shared/core/result.h"

struct sqlite3_file;
struct sqlite3_vfs;

namespace lintel::store {

class DiskFile {
 public:
  enum class Which { database, log };
  // nullptr: there is none; of a log also when its database is not there, for SQLite does not look
  // at such a one either. io: it cannot be read.
  static Result<std::unique_ptr<DiskFile>> open(const std::string& database_path, Which which);
  ~DiskFile();
  DiskFile(const DiskFile&) = delete;
  DiskFile& operator=(const DiskFile&) = delete;

  Result<std::int64_t> size();
  // All of them, or io.
  Status read(void* into, std::int64_t bytes, std::int64_t offset);
  // Of a log only: the file ends here from now on, durably.
  Status cut(std::int64_t bytes);

 private:
  DiskFile(sqlite3_vfs* vfs, const std::string& database, Which which);
  sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(memory_.data()); }
  Error failure() const;

  std::string path_;
  std::vector<std::max_align_t> memory_;
  const char* names_ = nullptr;  // as SQLite hands them to its VFS
  bool is_open_ = false;
};

}  // namespace lintel::store
