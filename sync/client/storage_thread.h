// The one thread that touches the disk. Orders are queued and carried out one after the other by
// StorageWork; what came of them goes out through `tell`, and every change of the counts through
// `counted`.
//
// A tap waits for the step under way only: a new answer goes before everything else in the queue
// that is not about itself. When the queue is empty the files are tidied (Journal::tidy), so that
// they show no order; a queue that is never empty puts that off for tidy_wait_max at most.
//
// Thread-safety: orders and ask() may come from any thread; `tell` and `counted` are called from
// the storage thread, that the queue is full is told on the thread that found it so; neither may
// block or call back. Destruction carries out what is queued.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

#include "sync/client/storage.h"
#include "sync/client/storage_work.h"
#include "sync/client/tablet.h"
#include "sync/store/store.h"

namespace lintel {

// DESIGN 2.3 allows 2 s from a seal to files without order; the rest is for the disk.
inline constexpr milliseconds tidy_wait_max{1500};

class StorageThread final : public Storage {
 public:
  using Tell = StorageWork::Tell;
  using OnCounts = StorageWork::OnCounts;

  StorageThread(std::unique_ptr<store::Store> store, Tell tell, OnCounts counted);
  ~StorageThread() override;
  StorageThread(const StorageThread&) = delete;
  StorageThread& operator=(const StorageThread&) = delete;

  void put_open(Response response);
  void discard(const Uuid& id);
  void seal(const Uuid& id, const SealRules& rules);
  void close(Topic topic, std::optional<UtcTime> closes);
  void end_day(std::vector<Topic> going_on);
  void count_early(std::vector<Topic> topics);
  void reopen(std::vector<Topic> topics);
  void keep_day_over(DayOver over);
  void say_closed(ClosedWindows closed);
  void put_note(Note note, NoteState state);
  void discard_note(const Uuid& id);
  void use_notes_key(std::optional<trust::NotesPublicKey> key) override;

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;
  struct Put {
    Response response;
  };
  // Anything else. `about`: the answer it is about, so that a new version of that one stays behind.
  struct Order {
    std::function<void(StorageWork&)> work;
    Uuid about;
  };
  using Job = std::variant<Put, Order>;

  bool carry_out_and_wait(Recount recount, const Work& work) override;
  bool push(Job job);  // false: the queue is full
  void order(const char* lost, std::function<void(StorageWork&)> work);
  void order(const Uuid& about, std::function<void(StorageWork&)> work);
  void run();
  bool wait_for_work(std::unique_lock<std::mutex>& lock);
  void tidy_when_due(bool is_idle);

  std::optional<StorageWork> work_;  // emptied by the thread itself: closing a file is its work too
  std::optional<SteadyTime> untidy_since_;  // the thread's own, as is the next
  SteadyTime tidy_not_before_{};            // after a failure

  std::mutex mutex_;
  std::condition_variable awake_;
  std::deque<Job> jobs_;  // guarded by mutex_, as are the next two
  std::size_t puts_ = 0;
  bool stopping_ = false;
  std::thread thread_;  // last: starts when everything above is there
};

}  // namespace lintel
