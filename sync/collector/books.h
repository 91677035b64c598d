// What the collector holds, counted: tallies per event and session, and what came from each tablet
// beside what that tablet says it took. Rebuilt from the database at start, then kept in step by
// the writer after each commit, so that no reader ever needs the database.
//
// Books is a plain value. SharedBooks guards one: the writer thread changes it, the threads that
// answer requests read it. It grows with what is stored on disk, never with what was refused.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "shared/event/event.h"
#include "shared/results/ledger.h"
#include "shared/results/tally.h"
#include "sync/collector/ingest.h"

namespace lintel::collector {

// A version of the schedule.
struct Schedule {
  Event event;
  std::string loaded;    // as it was loaded: with guides, and what `event load` has to remember
  std::string document;  // as tablets get it
  std::string etag;      // strong, with its quotes
  int version = 0;       // 0: not stored yet
  UtcTime loaded_at{};
  UtcTime served_since{};  // later than loaded_at when an undo brought it back
};
// loaded: a schedule document (wire/schedule.h), in which guides may be.
Result<Schedule> make_schedule(std::string loaded);

struct Tablet {
  std::optional<Ledger> ledger;  // none: answers came, its ledger did not
  std::optional<UtcTime> seen;   // when its ledger last came
  std::map<SessionId, LedgerEntry> received;
};

struct Books {
  std::shared_ptr<const Schedule> schedule;  // null: no event is loaded
  std::map<EventId, Tallies> tallies;        // of forms this collector can read
  int unread = 0;                            // stored answers of a form it cannot read
  std::map<Uuid, Tablet> tablets;

  void add(const Row& row);  // a row that was stored just now, or read at start
  // Those of its rows that were stored just now; returns how many.
  int add(const Intake& intake, const std::vector<wire::ItemStatus>& statuses);
  // Is this the event being served, or one that answers came of?
  bool knows(const EventId& event) const;
  void set_ledger(Ledger ledger, UtcTime seen);
};

// A ledger only grows. One in which a session has fewer answers than we were told before is an old
// one, sent again by the network or by somebody who kept it.
bool goes_back(const Ledger& ledger, const Tablet& tablet);

// Which sessions to ask a tablet for again: those that differ, when more is missing here than the
// tablet still holds back or had refused, so that something it saw confirmed is lost (this
// collector was restored from a backup).
std::vector<SessionId> to_resend(const Ledger& ledger, const Tablet& tablet);

class SharedBooks {
 public:
  explicit SharedBooks(Books books) : books_(std::move(books)) {}

  template <class Read>
  auto read(Read&& look) const {
    const std::lock_guard lock(mutex_);
    return look(books_);
  }
  template <class Change>
  void change(Change&& change) {
    const std::lock_guard lock(mutex_);
    change(books_);
  }

 private:
  mutable std::mutex mutex_;
  Books books_;
};

}  // namespace lintel::collector
