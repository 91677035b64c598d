// What an order does to the disk, and what is told of it. One owner thread; StorageThread is the
// one that gives it a thread and a queue.
//
// `tell` and `counted` are called from within the orders and must neither block nor call back.
#pragma once

#include <functional>
#include <memory>

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
  void seal(const Uuid& id, int release_group);
  void release(const SessionId& session);
  bool carry_out_and_wait(Recount recount, const Work& work) override;

  // Logs what was lost and tells it.
  void report(const Uuid& id, const Error& error, const char* lost) const;

 private:
  Status persist(const std::function<Status()>& write);
  void recount();

  std::unique_ptr<store::Store> store_;
  Tell tell_;
  OnCounts counted_;
  bool told_damage_ = false;
};

}  // namespace lintel
