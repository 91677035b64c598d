// Everything a tablet keeps, in one folder: lintel.db (SQLite, see database.h), lintel.lock (so
// that a second kiosk cannot open it), lintel.reserve (room to breathe when the disk is full).
//
// Secrecy on disk (DESIGN 2.3). Whoever steals the tablet must not learn the order people left in:
//   - no row has a time or a sequence; tables are WITHOUT ROWID, keyed by random ids;
//   - answers and notes not yet released live in tables of their own, which Journal::tidy()
//     rewrites in id order: a B-tree page otherwise keeps its cells in the order they came;
//   - the WAL file is a diary of commits in order, so tidy() checkpoints it with TRUNCATE. Whoever
//     owns the Store calls it within 2 s after a seal, an undo or a change of a note; opening does
//     it at once after a stop that was not clean, and so does closing;
//   - secure_delete overwrites what was deleted, so that an undone answer leaves no trace;
//   - of a note only the sealed box is ever written (but see seal_plain_notes()).
// What flash controllers keep in spare blocks is out of reach of any program.
//
// A full disk (notes: WAL mode cannot heal itself, even a DELETE needs room): new answers are
// refused with ErrorCode::full, everything stored stays; the reserve file is given up for a moment
// so that confirmed rows can be marked and pruned, and taken back when there is room again.
//
// One owner thread. The folder is made (0700) when it is missing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "shared/core/ids.h"
#include "shared/core/result.h"
#include "shared/core/time.h"
#include "shared/ports/journal.h"
#include "shared/ports/schedule_store.h"
#include "shared/results/ledger.h"
#include "sync/trust/note_box.h"

namespace lintel::store {

// 60,000 answers of 1 KB: a school's year on one door, a fraction of the smallest flash.
inline constexpr std::int64_t database_bytes_max = 64 * 1024 * 1024;
// One checkpoint of the largest WAL that journal_size_limit and a batch can leave.
inline constexpr std::int64_t reserve_bytes = 1024 * 1024;
// Above this, closing does not rewrite the whole file in id order: it would take seconds.
inline constexpr std::int64_t compact_bytes_max = 8 * 1024 * 1024;

// Is there a tablet's database in this folder? Touches nothing.
bool holds_store(const std::string& folder);

struct StoreLimits {
  std::int64_t database_bytes_max = store::database_bytes_max;
  std::int64_t reserve_bytes = store::reserve_bytes;
};

class Store {
 public:
  // ErrorCode::busy   another kiosk has the folder open.
  // ErrorCode::newer  written by a newer Lintel; no file was touched.
  // ErrorCode::io, full  the folder cannot be made or written; the sentence says what to do.
  // A damaged or foreign database is no failure: it is renamed to lintel-corrupt-N.db together
  // with its -wal, a fresh one is opened with every row whose own checksum agrees (salvage.h), and
  // notice() says so. The file is looked through at every start, also after a clean stop.
  // random_below draws what a group releases; empty: the operating system's random source.
  static Result<std::unique_ptr<Store>> open(const std::string& folder,
                                             const StoreLimits& limits = {},
                                             RandomBelow random_below = {});
  virtual ~Store() = default;  // a clean close

  virtual Journal& journal() = 0;
  virtual ScheduleStore& schedule() = 0;
  virtual const Uuid& device() const = 0;  // made once from the system's random source
  // What a person has to be told about opening: empty, or one sentence.
  virtual const std::string& notice() const = 0;
  // What is kept is gone when the computer is switched off: forgets() of folder.h.
  virtual bool is_volatile() const = 0;
  // Notes that Lintel 0.1 kept in the clear wait for the collector's key: seals them, as kept notes
  // of their topics, in one commit, and leaves nothing of the text. How many.
  virtual Result<int> seal_plain_notes(const trust::NotesPublicKey& key) = 0;
  // After an ErrorCode::io: closes the file, opens it again and checks it; a folder that is gone is
  // made again with everything in it. Nothing that was committed is lost; the references above stay
  // valid.
  virtual Status reopen() = 0;

  // Ledger::closed, as whoever looks after the windows said last; not kept on disk.
  const std::optional<ClosedWindows>& closed() const { return closed_; }
  void set_closed(ClosedWindows closed) { closed_ = std::move(closed); }

 private:
  std::optional<ClosedWindows> closed_;
};

}  // namespace lintel::store
