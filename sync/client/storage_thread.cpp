#include "sync/client/storage_thread.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "sync/client/threads.h"

namespace lintel {
namespace {

Error queue_full() {
  return Error{ErrorCode::full,
               "This tablet's disk does not keep up: wait a moment and tap again."};
}

}  // namespace

StorageThread::StorageThread(std::unique_ptr<store::Store> store, Tell tell, OnCounts counted)
    : store_(std::move(store)),
      tell_(std::move(tell)),
      counted_(std::move(counted)),
      thread_([this] { run(); }) {}

StorageThread::~StorageThread() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  awake_.notify_one();
  thread_.join();
}

// --- orders, from any thread -----------------------------------------------------------------

bool StorageThread::push(Job job) {
  const bool is_put = std::holds_alternative<Put>(job);
  {
    const std::lock_guard lock(mutex_);
    if (jobs_.size() >= storage_jobs_max || (is_put && puts_ >= storage_puts_max)) {
      return false;
    }
    puts_ += is_put ? 1U : 0U;
    jobs_.push_back(std::move(job));
  }
  awake_.notify_one();
  return true;
}

void StorageThread::put_open(Response response) {
  const Uuid id = response.id;
  if (!push(Put{std::move(response)})) {
    report(id, queue_full(), "an answer was not saved");
  }
}

void StorageThread::discard(const Uuid& id) {
  if (!push(Discard{id})) {
    report(id, queue_full(), "an answer was not undone");
  }
}

void StorageThread::seal(const Uuid& id, int release_group) {
  if (!push(Seal{id, release_group})) {
    report(id, queue_full(), "an answer stays open until the next start seals it");
  }
}

void StorageThread::release(SessionId session) {
  if (!push(Release{std::move(session)})) {
    spdlog::error("A session's last answers stay held back until the next start: {}",
                  queue_full().message);
  }
}

// --- the thread ------------------------------------------------------------------------------

void StorageThread::run() {
  begin_thread("lintel-storage");
  for (;;) {
    std::unique_lock lock(mutex_);
    awake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    if (jobs_.empty()) {
      break;
    }
    const Job job = std::move(jobs_.front());
    jobs_.pop_front();
    puts_ -= std::holds_alternative<Put>(job) ? 1U : 0U;
    lock.unlock();
    std::visit([this](const auto& order) { carry_out(order); }, job);
  }
  store_.reset();
}

// One write, again with the same id after an I/O error: whether a failed commit reached the disk
// is unknown, and every write of the journal may be repeated. The file is opened anew in between,
// because after a failed fsync the system may believe that pages are clean which are not.
Status StorageThread::persist(const std::function<Status()>& write) {
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

void StorageThread::report(const Uuid& id, const Error& error, const char* lost) {
  spdlog::error("{}: {}", lost, error.message);
  tell_(StoreFailed{id, error});
}

void StorageThread::recount() {
  const auto counts = store_->journal().counts();
  if (!counts) {
    spdlog::error("The answers on this tablet could not be counted; the last count stays: {}",
                  counts.error().message);
    return;
  }
  counted_(*counts);
  tell_(Counted{*counts});
}

void StorageThread::carry_out(const Put& put) {
  const Status stored = persist([&] { return store_->journal().put_open(put.response); });
  if (!stored) {
    report(put.response.id, stored.error(), "an answer was not saved and the screen says so");
    return;
  }
  tell_(Stored{put.response.id});
}

void StorageThread::carry_out(const Discard& discard) {
  const Status discarded = persist([&] { return store_->journal().discard_open(discard.id); });
  if (!discarded) {
    report(discard.id, discarded.error(), "an answer was not undone");
    return;
  }
  recount();
}

void StorageThread::carry_out(const Seal& seal) {
  const Status sealed =
      persist([&] { return store_->journal().seal(seal.id, seal.release_group); });
  if (!sealed) {
    report(seal.id, sealed.error(), "an answer stays open until the next start seals it");
    return;
  }
  tell_(SealedNews{seal.id});
  recount();
}

void StorageThread::carry_out(const Release& release) {
  const Status released = persist([&] { return store_->journal().release(release.session); });
  if (!released) {
    spdlog::error("A session's last answers stay held back until the next start: {}",
                  released.error().message);
    return;
  }
  recount();
}

void StorageThread::carry_out(const Ask& ask) {
  const Status answered = persist([&] { return ask.work(*store_); });
  if (answered && ask.recount == Recount::yes) {
    recount();
  }
  ask.done();
}

}  // namespace lintel
