// The one thread that touches the disk. Orders are queued and carried out one after the other by
// StorageWork; what came of them goes out through `tell`, and every change of the counts through
// `counted`.
//
// Thread-safety: orders and ask() may come from any thread; `tell` and `counted` are called from
// the storage thread and must neither block nor call back. Destruction carries out what is queued.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>

#include "sync/client/storage.h"
#include "sync/client/storage_work.h"
#include "sync/client/tablet.h"
#include "sync/store/store.h"

namespace lintel {

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
  void seal(const Uuid& id, int release_group);
  void release(SessionId session);

 private:
  struct Put {
    Response response;
  };
  struct Discard {
    Uuid id;
  };
  struct Seal {
    Uuid id;
    int release_group;
  };
  struct Release {
    SessionId session;
  };
  // Whoever asks waits for `done`, so what `work` refers to outlives it.
  struct Ask {
    const Work* work;
    Recount recount;
    std::function<void()> done;
  };
  using Job = std::variant<Put, Discard, Seal, Release, Ask>;

  bool carry_out_and_wait(Recount recount, const Work& work) override;
  bool push(Job job);  // false: the queue is full
  void run();
  void carry_out(const Put& put) { work_->put_open(put.response); }
  void carry_out(const Discard& discard) { work_->discard(discard.id); }
  void carry_out(const Seal& seal) { work_->seal(seal.id, seal.release_group); }
  void carry_out(const Release& release) { work_->release(release.session); }
  void carry_out(const Ask& ask);

  std::optional<StorageWork> work_;  // emptied by the thread itself: closing a file is its work too

  std::mutex mutex_;
  std::condition_variable awake_;
  std::deque<Job> jobs_;  // guarded by mutex_, as are the next two
  std::size_t puts_ = 0;
  bool stopping_ = false;
  std::thread thread_;  // last: starts when everything above is there
};

}  // namespace lintel
