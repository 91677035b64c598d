// SQLite's write-ahead log, looked at from outside while no connection has it open: how far it is
// whole, and cutting off what nobody was promised. The layout is sqlite.org/fileformat2.html
// section 4 ("The Write-Ahead Log").
//
// Why: a sync that fails leaves pages which the system calls clean and never writes again (Rebello
// et al., "Can Applications Recover from fsync Failures?", ATC 2020). Reading still shows the
// commit that failed; the disk has a hole there. Whoever goes on after the hole, or copies the log
// into the database and then loses the power, ends up with pages of two different times. So the
// commit that failed is cut off, and the log ends where it was last durable for certain.
//
// Goes through SQLite's default VFS, like everything else on this file. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "shared/core/result.h"

struct sqlite3_file;

namespace lintel::store {

// A place in a log: after so many frames of the generation that these salts name.
struct LogMark {
  std::uint64_t salts = 0;
  std::uint32_t frames = 0;
};

// Where the log of `database_path` stops being whole: after its last commit. No log, an empty one
// or one that SQLite would not read either: no frames.
Result<LogMark> whole_log(const std::string& database_path);

// The pages of the log's commits in their order, each as often as it was written.
using TakePage = std::function<void(std::uint32_t number, std::string page)>;
Result<LogMark> each_committed_page(const std::string& database_path, const TakePage& take);

// Cuts the log after `mark`, or all of it when it is of another generation (SQLite begins one only
// when everything before is durable in the database), and syncs it. io: it is as before.
Status cut_log(const std::string& database_path, const LogMark& mark);

// Which generation an open log is of.
std::optional<std::uint64_t> log_salts(sqlite3_file* log);

}  // namespace lintel::store
