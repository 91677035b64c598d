// The in-memory twin of Journal: the same answers to the same calls as SQLite's, kept for as long
// as the object lives. Passes the contract tests of tests/contract. One owner thread, no locks.
#pragma once

#include <map>

#include "shared/ports/journal.h"

namespace lintel {

class MemoryJournal final : public Journal {
 public:
  explicit MemoryJournal(const Uuid& device) : device_(device) {}

  // From now on new and amended answers fail with ErrorCode::full, as on a full disk; what is
  // there already can still be sealed, sent and pruned.
  enum class Disk { has_room, full };
  void set_disk(Disk disk) { disk_ = disk; }

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
  enum class State { open, held, released, sent, quarantined };
  struct Row {
    State state = State::open;
    SessionId session;
    std::string bytes;
    std::string code;     // when quarantined
    LocalDay sent_day{};  // when sent
  };

  void seal_row(const Uuid& id, Row& row);
  void release_full_group(const SessionId& session, int release_group);

  Uuid device_;
  Disk disk_ = Disk::has_room;
  std::map<Uuid, Row> rows_;
  std::map<SessionId, LedgerEntry> ledger_;
};

}  // namespace lintel
