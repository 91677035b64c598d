// The collector's database: responses under their unique key (device, id), schedules by version,
// the last ledger of each tablet. One owner thread (the writer), one connection in the process; no
// locks. Every function that returns success has made its change durable (WAL, FULL).
//
// Secrecy (DESIGN section 2.3): no response carries a time or a sequence; tables are WITHOUT ROWID
// and keyed by random ids. Only a tablet's last call has a time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/result.h"
#include "shared/results/ledger.h"
#include "shared/trust/pairing_desk.h"
#include "shared/wire/receipt.h"
#include "sync/collector/books.h"
#include "sync/collector/ingest.h"
#include "sync/collector/sign_in_desk.h"
#include "sync/collector/version.h"
#include "sync/store/database.h"

namespace lintel::collector {

class CollectorStore {
 public:
  // Opens or creates the file. newer: another Lintel wrote it, it was not touched. A damaged or
  // foreign file is renamed beside itself (collector-corrupt-N.db, with its -wal) and never
  // deleted; a fresh one is opened and notice() says so. `new_id` names a fresh database.
  static Result<CollectorStore> open(const std::string& path, const Uuid& new_id);

  const Uuid& collector() const { return collector_; }
  const std::string& notice() const { return notice_; }  // empty, or a sentence for a person

  // One commit for all of them, in the order given; the same shape comes back. Uniqueness is the
  // database's: insert or ignore, then compare, never check-then-insert (Kobo kpi#5047).
  Result<std::vector<std::vector<wire::ItemStatus>>> store(
      const std::vector<const Intake*>& intakes);

  Status put_ledger(const Ledger& ledger, UtcTime seen);
  // Becomes the version that is served; returns its number. Earlier ones are kept.
  Result<int> put_schedule(const Schedule& schedule, std::string_view source, UtcTime now);
  Result<std::vector<Version>> versions();  // in their order
  // not_found: no such version, or it was too old to keep.
  Result<Schedule> schedule_of(int number);
  // Serves the version that the served one replaced, and returns it; not_found: there is none.
  Result<Schedule> undo_schedule(UtcTime now);

  // Paired or revoked, in place of what was known of the same device.
  Status put_tablet(const trust::KnownTablet& tablet);
  Result<std::vector<trust::KnownTablet>> read_tablets();

  // Password, link and sessions of the admin page, in place of what was stored before.
  Status put_sign_in(const SignInState& state);
  Result<SignInState> read_sign_in();

  // Everything, counted anew. Rows that cannot be read any more are kept and counted as unread.
  Result<Books> read_books();

  // Checkpoints and closes; nothing else may be called after it.
  Status close();

 private:
  CollectorStore(std::unique_ptr<store::Database> database, Uuid collector, std::string notice)
      : database_(std::move(database)), collector_(collector), notice_(std::move(notice)) {}
  Status recover();
  Result<wire::ItemStatus> insert(const Row& row);
  Status read_responses(Books& books);
  Status read_ledgers(Books& books);
  Status read_schedule(Books& books);

  std::unique_ptr<store::Database> database_;
  Uuid collector_;
  std::string notice_;
};

}  // namespace lintel::collector
