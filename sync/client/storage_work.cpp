#include "sync/client/storage_work.h"

#include <spdlog/spdlog.h>

#include <utility>

namespace lintel {

StorageWork::StorageWork(std::unique_ptr<store::Store> store, Tell tell, OnCounts counted)
    : store_(std::move(store)), tell_(std::move(tell)), counted_(std::move(counted)) {}

// One write, again with the same id after an I/O error: whether a failed commit reached the disk
// is unknown, and every write of the journal may be repeated. The file is opened anew in between,
// because after a failed fsync the system may believe that pages are clean which are not.
Status StorageWork::persist(const std::function<Status()>& write) {
  Status written = write();
  for (int attempt = 1; attempt < storage_attempts_max; ++attempt) {
    if (written || written.error().code != ErrorCode::io) {
      break;
    }
    spdlog::warn("Writing failed, trying again: {}", written.error().message);
    const Status reopened = store_->reopen();
    written = reopened ? write() : reopened;
  }
  if (!written && written.error().code == ErrorCode::corrupt && !told_damage_) {
    told_damage_ = true;
    tell_(Notice{written.error().message +
                 " Restart this tablet: it keeps the damaged file and begins a new one."});
  }
  return written;
}

void StorageWork::report(const Uuid& id, const Error& error, const char* lost) const {
  spdlog::error("{}: {}", lost, error.message);
  tell_(StoreFailed{id, error});
}

void StorageWork::recount() {
  const auto counts = store_->journal().counts();
  if (!counts) {
    spdlog::error("The answers on this tablet could not be counted; the last count stays: {}",
                  counts.error().message);
    return;
  }
  counted_(*counts);
  tell_(Counted{*counts});
}

void StorageWork::put_open(const Response& response) {
  const Status stored = persist([&] { return store_->journal().put_open(response); });
  if (!stored) {
    report(response.id, stored.error(), "an answer was not saved and the screen says so");
    return;
  }
  tell_(Stored{response.id});
}

void StorageWork::discard(const Uuid& id) {
  const Status discarded = persist([&] { return store_->journal().discard_open(id); });
  if (!discarded) {
    report(id, discarded.error(), "an answer was not undone");
    return;
  }
  recount();
}

void StorageWork::seal(const Uuid& id, int release_group) {
  const Status sealed = persist([&] { return store_->journal().seal(id, release_group); });
  if (!sealed) {
    report(id, sealed.error(), "an answer stays open until the next start seals it");
    return;
  }
  tell_(SealedNews{id});
  recount();
}

void StorageWork::release(const SessionId& session) {
  const Status released = persist([&] { return store_->journal().release(session); });
  if (!released) {
    spdlog::error("A session's last answers stay held back until the next start: {}",
                  released.error().message);
    return;
  }
  recount();
}

bool StorageWork::carry_out_and_wait(Recount recount_after, const Work& work) {
  const Status answered = persist([&] { return work(*store_); });
  if (answered && recount_after == Recount::yes) {
    recount();
  }
  return true;
}

}  // namespace lintel
