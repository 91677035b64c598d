// The in-memory twin of Journal: the same answers to the same calls as SQLite's, kept for as long
// as the object lives. Passes the contract tests of tests/contract. One owner thread, no locks.
#pragma once

#include <map>

#include "shared/ports/journal.h"

namespace lintel {

class MemoryJournal final : public Journal {
 public:
  MemoryJournal(const Uuid& device, RandomBelow random_below)
      : device_(device), random_below_(std::move(random_below)) {}

  // From now on new and amended answers and notes fail with ErrorCode::full, as on a full disk;
  // what is there already can still be sealed, sent and pruned.
  enum class Disk { has_room, full };
  void set_disk(Disk disk) { disk_ = disk; }

  Status put_open(const Response& response) override;
  Status discard_open(const Uuid& id) override;
  Status seal(const Uuid& id, const SealRules& rules) override;
  Result<int> seal_left_open(int release_group) override;
  Status put_note(const SealedNote& note, NoteState state) override;
  Status discard_note(const Uuid& id) override;
  Status close(const Topic& topic, std::optional<UtcTime> closes) override;
  Status end_day(const std::vector<Topic>& going_on) override;
  Status count_early(const std::vector<Topic>& topics) override;
  Status reopen(const std::vector<Topic>& topics) override;
  Result<std::vector<PendingEvent>> pending(std::size_t events_max, std::size_t bytes_max,
                                            const Uuid& after) override;
  Status mark_sent(const std::vector<Uuid>& ids, LocalDay day) override;
  Status quarantine(const Uuid& id, const std::string& code) override;
  Result<std::vector<Quarantined>> quarantined() override;
  Result<std::vector<PendingEvent>> carried() override;
  Status resend(const std::vector<Topic>& topics) override;
  Result<int> prune_sent(LocalDay before) override;
  bool is_untidy() const override { return is_untidy_; }
  Status tidy() override;
  Result<JournalCounts> counts() override;
  Result<std::map<Topic, TopicLedger>> ledger() override;

 private:
  // open: of a note, a draft. held: of a note, kept.
  enum class State { open, held, released, sent, quarantined };
  struct Row {
    RecordKind kind = RecordKind::answer;
    State state = State::open;
    Topic topic;
    std::string bytes;
    std::string code;     // when quarantined
    LocalDay sent_day{};  // when sent
  };
  struct TopicRow {
    TopicLedger told;  // changes with a release and at the close only
    int held_bursts = 0;
    int held_early = 0;
    std::optional<UtcTime> closes;  // as last told
  };

  static void tell_parts(TopicRow& row);
  Status put(const Uuid& id, Row row, const char* sealed_already);
  std::vector<Uuid> held(const Topic& topic, RecordKind kind) const;
  void seal_row(Row& row, const SealRules& rules);
  void release_groups(const Topic& topic, int release_group);
  void release(const std::vector<Uuid>& ids, LedgerEntry& entry);
  void release_all(const Topic& topic, TopicRow& row);

  Uuid device_;
  RandomBelow random_below_;
  Disk disk_ = Disk::has_room;
  bool is_untidy_ = false;
  std::map<Uuid, Row> rows_;
  std::map<Topic, TopicRow> topics_;
};

}  // namespace lintel
