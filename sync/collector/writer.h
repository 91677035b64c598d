// The one thread that touches the database. Batches queue up and are committed in groups: one FULL
// commit for up to `group_rows_max` rows, waiting at most `group_wait` and only while another
// batch is known to be on its way. Answers are given after COMMIT, never before: an acknowledged
// response is on the disk (Fluent Bit #10952 is what happens otherwise).
//
// In between it catches up (recording.h): what a commit lets readers see is shown a moment later,
// and once nothing more comes the log is emptied, so that a copy of the files holds no ledger but
// the last. Each minute it looks what the time alone has changed.
//
// by_hand: no thread; whoever owns it calls work() and minute(), as tests/sim does on its virtual
// clock; it has caught up after each work().
//
// Thread-safe but for stop() and work(). The queue is bounded: submit() and post() say busy when it
// is full. A commit that fails answers every batch of the group with the Error; nothing of it is
// stored. Callbacks run on the writer's thread and must hand over at once.
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

#include "shared/ports/clock.h"
#include "sync/collector/books.h"
#include "sync/collector/boot_clock.h"
#include "sync/collector/changes.h"
#include "sync/collector/collector_store.h"
#include "sync/collector/ingest.h"
#include "sync/collector/settled_time.h"

namespace lintel::collector {

struct WriterLimits {
  std::size_t group_rows_max = 500;
  std::chrono::milliseconds group_wait{5};
  std::size_t queue_rows_max = 10'000;  // about 5 MB and half a second of work
  std::size_t queue_jobs_max = 500;
  std::chrono::milliseconds catch_up_every{100};  // one more file to sync, at most so often
  std::chrono::milliseconds tidy_after{1000};     // without work
  std::chrono::milliseconds tidy_at_last{5000};   // however much there is
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
  Writer(CollectorStore store, SharedBooks& books, Changes& changes, const Clock& clock,
         WriterLimits limits = {}, Drive drive = Drive::own_thread);
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
  void minute();  // as each minute

  // Works off what is queued, then closes the database with a checkpoint. Once, from the owner.
  Status stop();

 private:
  struct Batch {
    Intake intake;
    Answered answered;
  };
  using Item = std::variant<Batch, Job>;

  using Steady = BootClock;
  void run();
  bool is_stopping();
  bool work_off();
  bool wait_for_group();
  void settle();
  void catch_up_now();
  bool is_behind() const;
  std::vector<Item> take();
  bool group_is_ready() const;
  void commit(std::vector<Item> group);

  CollectorStore store_;
  SharedBooks& books_;
  Changes& changes_;
  const Clock& clock_;
  const WriterLimits limits_;
  const Drive drive_;
  // Of the writer's thread alone.
  SettledTime settled_;  // the writer's thread's
  Steady::time_point next_catch_up_{};
  Steady::time_point next_minute_{};
  Steady::time_point last_work_{};
  Steady::time_point untidy_since_{};

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
