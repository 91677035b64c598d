#include "sync/client/storage_thread.h"

#include <spdlog/spdlog.h>

#include <future>
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
    : work_(std::in_place, std::move(store), std::move(tell), std::move(counted)),
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
    work_->report(id, queue_full(), "an answer was not saved");
  }
}

void StorageThread::discard(const Uuid& id) {
  if (!push(Discard{id})) {
    work_->report(id, queue_full(), "an answer was not undone");
  }
}

void StorageThread::seal(const Uuid& id, int release_group) {
  if (!push(Seal{id, release_group})) {
    work_->report(id, queue_full(), "an answer stays open until the next start seals it");
  }
}

void StorageThread::release(SessionId session) {
  if (!push(Release{std::move(session)})) {
    spdlog::error("A session's last answers stay held back until the next start: {}",
                  queue_full().message);
  }
}

bool StorageThread::carry_out_and_wait(Recount recount, const Work& work) {
  // Shared, not ours alone: set_value() may still be returning when we are woken.
  const auto done = std::make_shared<std::promise<void>>();
  std::future<void> waited = done->get_future();
  const bool queued = push(Ask{&work, recount, [done] { done->set_value(); }});
  if (queued) {
    waited.get();
  }
  return queued;
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
  work_.reset();
}

void StorageThread::carry_out(const Ask& ask) {
  work_->carry_out_and_wait(ask.recount, *ask.work);
  ask.done();
}

}  // namespace lintel
