// The one thread that touches the disk. Orders are queued and carried out one after the other;
// what came of them goes out through `tell`, and every change of the counts through `counted`.
//
// Thread-safety: orders and ask() may come from any thread; `tell` and `counted` are called from
// the storage thread and must neither block nor call back. Destruction carries out what is queued.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>

#include "sync/client/tablet.h"
#include "sync/store/store.h"

namespace lintel {

// Does an ask() change what the counts say?
enum class Recount { no, yes };

class StorageThread {
 public:
  using Tell = std::function<void(TabletNews)>;
  using OnCounts = std::function<void(const JournalCounts&)>;

  StorageThread(std::unique_ptr<store::Store> store, Tell tell, OnCounts counted);
  ~StorageThread();
  StorageThread(const StorageThread&) = delete;
  StorageThread& operator=(const StorageThread&) = delete;

  void put_open(Response response);
  void discard(const Uuid& id);
  void seal(const Uuid& id, int release_group);
  void release(SessionId session);

  // Runs `question` on the storage thread and waits for its answer. The new counts have been told
  // before it returns.
  template <class T>
  Result<T> ask(Recount recount, std::function<Result<T>(store::Store&)> question) {
    auto answer = std::make_shared<std::optional<Result<T>>>();
    auto done = std::make_shared<std::promise<void>>();
    std::future<void> waited = done->get_future();
    const bool queued = push(Ask{[answer, question = std::move(question)](store::Store& store) {
                                   answer->emplace(question(store));
                                   return *answer ? answer_status(**answer) : ok();
                                 },
                                 recount, [done] { done->set_value(); }});
    if (!queued) {
      return Error{ErrorCode::limit, "The tablet's disk is too slow: work is piling up."};
    }
    waited.get();
    return std::move(**answer);
  }

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
  struct Ask {
    std::function<Status(store::Store&)> work;
    Recount recount;
    std::function<void()> done;
  };
  using Job = std::variant<Put, Discard, Seal, Release, Ask>;

  template <class T>
  static Status answer_status(const Result<T>& result) {
    return result ? ok() : Status(result.error());
  }

  bool push(Job job);  // false: the queue is full
  void run();
  void carry_out(const Put& put);
  void carry_out(const Discard& discard);
  void carry_out(const Seal& seal);
  void carry_out(const Release& release);
  void carry_out(const Ask& ask);
  Status persist(const std::function<Status()>& write);
  void report(const Uuid& id, const Error& error, const char* lost);
  void recount();

  std::unique_ptr<store::Store> store_;
  Tell tell_;
  OnCounts counted_;
  bool told_damage_ = false;

  std::mutex mutex_;
  std::condition_variable awake_;
  std::deque<Job> jobs_;  // guarded by mutex_, as are the next two
  std::size_t puts_ = 0;
  bool stopping_ = false;
  std::thread thread_;  // last: starts when everything above is there
};

}  // namespace lintel
