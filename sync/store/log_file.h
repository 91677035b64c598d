// SQLite's write-ahead log, looked at from outside while no connection has it open: how far it is
// whole, what a damaged place in it hides, and cutting off what nobody was promised. The layout is
// sqlite.org/fileformat2.html section 4 ("The Write-Ahead Log").
//
// Why a cut: a sync that fails leaves pages which the system calls clean and never writes again
// (Rebello et al., "Can Applications Recover from fsync Failures?", ATC 2020). Reading still shows
// the commit that failed; the disk has a hole there. Whoever goes on after the hole, or copies the
// log into the database and then loses the power, ends up with pages of two different times. So the
// commit that failed is cut off, and the log ends where it was last durable for certain.
//
// Why look for what is hidden: SQLite takes the first frame whose checksum does not agree for the
// torn end of a commit that never returned, and drops what follows without a word. But every commit
// is synced before the next begins. A broken frame with a later transaction behind its own is no
// torn end: the disk has damaged what was durable.
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

struct LogState {
  // Where SQLite stops reading: after the last commit before anything that is not whole. No log, an
  // empty one or one that it would not read at all: no frames.
  LogMark whole;
  // Commits that were durable lie behind a damaged place, so that SQLite would drop them.
  bool hides_commits = false;
};
Result<LogState> examine_log(const std::string& database_path);

// A page as a frame of the log has it.
struct LoggedPage {
  std::uint32_t number = 0;
  bool is_whole = false;  // its checksum agrees; if not, the number may be wrong too
  std::string bytes;
};
// In the order they were written, as far as the last commit that is whole, also behind a damaged
// place; what was damaged comes too. A page of which only the number was damaged comes with the
// right one, and whole.
using TakePage = std::function<void(LoggedPage)>;
Status each_logged_page(const std::string& database_path, const TakePage& take);

// Cuts the log after `mark`, or all of it when it is of another generation (SQLite begins one only
// when everything before is durable in the database), and syncs it. io: it is as before.
Status cut_log(const std::string& database_path, const LogMark& mark);

// Which generation an open log is of.
std::optional<std::uint64_t> log_salts(sqlite3_file* log);

}  // namespace lintel::store
