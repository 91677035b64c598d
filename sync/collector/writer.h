// The one thread that touches the database. Batches queue up and are committed in groups: one FULL
// commit for up to `group_rows_max` rows, waiting at most `group_wait` and only while another
// batch is known to be on its way. Answers are given after COMMIT, never before: an acknowledged
// response is on the disk (Fluent Bit #10952 is what happens otherwise).
//
// by_hand: no thread; whoever owns it calls work(), as tests/sim does on its virtual clock.
//
// Thread-safe but for stop() and work(). The queue is bounded: submit() and post() say busy when it is full.
// A commit that fails answers every batch of the group with the Error; nothing of it is stored.
// Callbacks run on the writer's thread and must hand over at once.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <variant>
#include <vector>

#include "sync/collector/books.h"
#include "sync/collector/changes.h"
#include "sync/collector/collector_store.h"
#include "sync/collector/ingest.h"

namespace lintel::collector {

struct WriterLimits {
  std::size_t group_rows_max = 500;
  std::chrono::milliseconds group_wait{5};
  std::size_t queue_rows_max = 10'000;  // about 5 MB and half a second of work
  std::size_t queue_jobs_max = 500;
};

struct Committed {
  Intake intake;
  std::vector<wire::ItemStatus> statuses;  // of intake.rows
};

class Writer {
 public:
  using Answered = std::function<void(Result<Committed>)>;
  // Runs between groups, alone with the database.
  using Job = std::function<void(CollectorStore&)>;

  enum class Drive { own_thread, by_hand };
  Writer(CollectorStore store, SharedBooks& books, Changes& changes, WriterLimits limits = {},
         Drive drive = Drive::own_thread);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // A batch is being decoded: the writer may wait for it. Ends with the object.
  class Coming {
   public:
    explicit Coming(Writer& writer);
    ~Coming();
    Coming(const Coming&) = delete;
    Coming& operator=(const Coming&) = delete;

   private:
    Writer& writer_;
  };

  Status submit(Intake intake, Answered answered);
  Status post(Job job);

  // One group or job of what is queued; false when nothing is.
  bool work();

  // Works off what is queued, then closes the database with a checkpoint. Once, from the owner.
  Status stop();

 private:
  struct Batch {
    Intake intake;
    Answered answered;
  };
  using Item = std::variant<Batch, Job>;

  void run();
  void wait_for_group();
  std::vector<Item> take();
  bool group_is_ready() const;
  void commit(std::vector<Item> group);

  CollectorStore store_;
  SharedBooks& books_;
  Changes& changes_;
  const WriterLimits limits_;

  std::mutex mutex_;
  std::condition_variable woken_;
  std::deque<Item> queue_;  // guarded by mutex_, as are the next four
  std::size_t queued_rows_ = 0;
  std::size_t queued_jobs_ = 0;
  int coming_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace lintel::collector
