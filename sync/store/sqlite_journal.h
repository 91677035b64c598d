// Journal on SQLite. See journal.h for what it promises and store.h for how it keeps secrets.
// `relief` is what the store can do about a full disk; the journal says when.
#pragma once

#include <functional>

#include "shared/ports/journal.h"
#include "sync/store/database.h"
#include "sync/store/topic_table.h"

namespace lintel::store {

// What the journal may ask of the store when SQLite has no room left.
class Relief {
 public:
  virtual ~Relief() = default;
  virtual void lend_reserve() = 0;       // frees the reserve file and empties the WAL
  virtual void take_reserve_back() = 0;  // when there is room again; silent otherwise
  virtual bool has_reserve() = 0;        // tries to take it back when it is not there
};

class SqliteJournal final : public Journal {
 public:
  // New answers and notes are refused above `answers_bytes_max` and while there is no reserve, so
  // that sealing, sending and marking what is there always find room.
  SqliteJournal(Database& database, const Uuid& device, RandomBelow random_below, Relief& relief,
                std::int64_t answers_bytes_max)
      : database_(database),
        device_(device),
        random_below_(std::move(random_below)),
        relief_(relief),
        answers_bytes_max_(answers_bytes_max) {}

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

  // After a stop that was not clean, and when somebody else wrote to the tables.
  void call_untidy() {
    is_untidy_ = true;
    is_outgoing_untidy_ = true;
  }

 private:
  enum class Place { nowhere, open, sealed };

  Database& database() { return database_; }
  Result<Place> place_of(const Uuid& id);
  Result<Place> note_place_of(const Uuid& id);
  Status put_within_bounds(const std::string& bytes, const std::function<Status()>& put_once);
  Status put_once(const Response& response, const std::string& bytes);
  Status put_note_once(const SealedNote& note, NoteState state, const std::string& bytes);
  Status seal_once(const Uuid& id, const SealRules& rules);
  Result<std::vector<Uuid>> open_ids();
  Status seal_all(const std::vector<Uuid>& ids, int release_group);
  Status close_once(const Topic& topic, std::optional<UtcTime> closes);
  Status count_early_once(const std::vector<Topic>& topics);
  Status reopen_once(const std::vector<Topic>& topics);
  Status end_day_once(const std::vector<Topic>& going_on);
  Result<std::int64_t> prune_once(LocalDay before);
  Status make_room();

  Result<Topic> seal_row(const Uuid& id);
  Result<std::vector<TopicRow>> topics_with_something();
  Result<std::vector<Uuid>> held_ids(const Topic& topic, RecordKind kind);
  Status release_groups(TopicRow& row, int release_group);
  Status release_all(TopicRow& row);
  Status move_out(const std::vector<Uuid>& ids, RecordKind kind, LedgerEntry& entry);
  Status tidy_once();
  Status count_held(JournalCounts& counts);

  // Everything but a new answer is worth the reserve: it makes room or keeps a promise.
  Status with_reserve(const std::function<Status()>& change);

  Database& database_;
  Uuid device_;
  RandomBelow random_below_;
  Relief& relief_;
  std::int64_t answers_bytes_max_;
  bool is_untidy_ = false;
  bool is_outgoing_untidy_ = false;  // too
};

}  // namespace lintel::store
