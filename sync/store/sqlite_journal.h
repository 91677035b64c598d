// Journal on SQLite. See journal.h for what it promises and store.h for how it keeps secrets.
// `relief` is what the store can do about a full disk; the journal says when.
#pragma once

#include <functional>

#include "shared/ports/journal.h"
#include "sync/store/database.h"

namespace lintel::store {

// What the journal may ask of the store when SQLite has no room left.
class Relief {
 public:
  virtual ~Relief() = default;
  virtual void lend_reserve() = 0;       // frees the reserve file and empties the WAL
  virtual void take_reserve_back() = 0;  // when there is room again; silent otherwise
};

class SqliteJournal final : public Journal {
 public:
  // New answers are refused above `answers_bytes_max`, so that sealing, sending and marking what
  // is there always find room within the database's own quota.
  SqliteJournal(Database& database, const Uuid& device, Relief& relief,
                std::int64_t answers_bytes_max)
      : database_(database),
        device_(device),
        relief_(relief),
        answers_bytes_max_(answers_bytes_max) {}

  Status put_open(const Response& response) override;
  Status discard_open(const Uuid& id) override;
  Status seal(const Uuid& id, int release_group) override;
  Result<int> seal_left_open(int release_group) override;
  Status release(const SessionId& session) override;
  Result<std::vector<PendingEvent>> pending(std::size_t events_max, std::size_t bytes_max,
                                            const Uuid& after) override;
  Status mark_sent(const std::vector<Uuid>& ids, LocalDay day) override;
  Status quarantine(const Uuid& id, const std::string& code) override;
  Result<std::vector<Quarantined>> quarantined() override;
  Result<std::vector<PendingEvent>> kept() override;
  Status resend(const std::vector<SessionId>& sessions) override;
  Result<int> prune_sent(LocalDay before) override;
  Result<JournalCounts> counts() override;
  Result<std::map<SessionId, LedgerEntry>> ledger() override;

 private:
  enum class Place { nowhere, open, sealed };
  enum class Released { nothing, group };

  Database& database() { return database_; }
  Result<Place> place_of(const Uuid& id);
  Status put_once(const Response& response, const std::string& bytes);
  Result<Released> seal_once(const Uuid& id, int release_group);
  Result<std::vector<Uuid>> open_ids();
  Status seal_all(const std::vector<Uuid>& ids, int release_group);
  Result<Released> release_once(const SessionId& session);
  Result<std::int64_t> prune_once(LocalDay before);
  Status make_room();
  Result<SessionId> seal_row(const Uuid& id);
  Status add_to_ledger(const SessionId& session, const Uuid& id);
  Result<Released> release_full_group(const SessionId& session, int release_group);
  Status move_out(const SessionId& session);
  Status rewrite_held_in_id_order();
  // Everything but a new answer is worth the reserve: it makes room or keeps a promise.
  Status with_reserve(const std::function<Status()>& change);
  void forget_order();

  Database& database_;
  Uuid device_;
  Relief& relief_;
  std::int64_t answers_bytes_max_;
};

}  // namespace lintel::store
