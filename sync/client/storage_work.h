// What an order does to the disk, and what is told of it. One owner thread; StorageThread is the
// one that gives it a thread and a queue.
//
// The log never speaks of one answer: a disk that begins to refuse is a line, and another says that
// it takes things again.
//
// `tell` and `counted` are called from within the orders and must neither block nor call back.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "shared/event/day_over.h"
#include "sync/client/storage.h"
#include "sync/client/tablet.h"
#include "sync/store/store.h"

namespace lintel {

class StorageWork final : public Storage {
 public:
  using Tell = std::function<void(TabletNews)>;
  using OnCounts = std::function<void(const JournalCounts&)>;

  StorageWork(std::unique_ptr<store::Store> store, Tell tell, OnCounts counted);
  // Closes the store.
  ~StorageWork() override = default;

  void put_open(const Response& response);
  void discard(const Uuid& id);
  void seal(const Uuid& id, const SealRules& rules);
  void close(const Topic& topic, std::optional<UtcTime> closes);
  void end_day(const std::vector<Topic>& going_on);
  void count_early(const std::vector<Topic>& topics);
  void reopen(const std::vector<Topic>& topics);
  void keep_day_over(const DayOver& over);
  void say_closed(ClosedWindows closed);
  void put_note(const Note& note, NoteState state);
  void discard_note(const Uuid& id);
  void use_notes_key(std::optional<trust::NotesPublicKey> key) override;
  bool carry_out_and_wait(Recount recount, const Work& work) override;

  // Do the files still show in which order things came? tidy() within 2 s, between touches.
  bool is_untidy() const { return store_->journal().is_untidy(); }
  Status tidy();

  // Tells that an answer or a note was not taken, sealed or undone. Any thread.
  void report(const Uuid& id, const Error& error) const { tell_(StoreFailed{id, error}); }

 private:
  using Write = std::function<Status()>;
  // A write that the disk refused, for when it takes something again. Each may be repeated.
  struct Refused {
    Write write;
    std::optional<Uuid> seals;
  };

  Status persist(const Write& write);
  void log_trouble(const Status& written);
  void persist_or_keep(Write write, std::optional<Uuid> seals);
  void try_again();
  void recount();

  std::unique_ptr<store::Store> store_;
  Tell tell_;
  OnCounts counted_;
  std::optional<trust::NotesPublicKey> notes_key_;
  bool told_notes_key_ = false;
  std::vector<Refused> refused_;
  bool in_trouble_ = false;
  bool told_damage_ = false;
};

}  // namespace lintel
