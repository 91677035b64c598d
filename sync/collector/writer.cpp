#include "sync/collector/writer.h"

#include <cassert>
#include <utility>

namespace lintel::collector {

Writer::Writer(CollectorStore store, SharedBooks& books, Changes& changes, WriterLimits limits,
               Drive drive)
    : store_(std::move(store)), books_(books), changes_(changes), limits_(limits) {
  if (drive == Drive::own_thread) {
    thread_ = std::thread([this] { run(); });
  }
}

Writer::~Writer() {
  if (thread_.joinable()) {
    // Whoever cares for the outcome called stop() itself; the commits are durable either way.
    const Status closed = stop();
    static_cast<void>(closed);
  }
}

Writer::Coming::Coming(Writer& writer) : writer_(writer) {
  const std::lock_guard lock(writer_.mutex_);
  ++writer_.coming_;
}

Writer::Coming::~Coming() {
  {
    const std::lock_guard lock(writer_.mutex_);
    --writer_.coming_;
  }
  writer_.woken_.notify_one();
}

Status Writer::submit(Intake intake, Answered answered) {
  {
    const std::lock_guard lock(mutex_);
    // An empty queue takes any batch: a bound that can never be met would refuse for ever.
    const bool room =
        queued_rows_ == 0 || queued_rows_ + intake.rows.size() <= limits_.queue_rows_max;
    if (stopping_ || !room) {
      return Error{ErrorCode::busy, "The collector has more answers queued than it can take."};
    }
    queued_rows_ += intake.rows.size();
    queue_.emplace_back(Batch{std::move(intake), std::move(answered)});
  }
  woken_.notify_one();
  return ok();
}

Status Writer::post(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queued_jobs_ >= limits_.queue_jobs_max) {
      return Error{ErrorCode::busy, "The collector has more work queued than it can take."};
    }
    ++queued_jobs_;
    queue_.emplace_back(std::move(job));
  }
  woken_.notify_one();
  return ok();
}

Status Writer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_one();
  if (thread_.joinable()) {
    thread_.join();
  }
  while (work()) {
  }
  return store_.close();
}

bool Writer::group_is_ready() const {
  return stopping_ || coming_ == 0 || queued_rows_ >= limits_.group_rows_max || queued_jobs_ > 0;
}

void Writer::wait_for_group() {
  std::unique_lock lock(mutex_);
  woken_.wait(lock, [this] { return !queue_.empty() || stopping_; });
  if (!queue_.empty()) {
    woken_.wait_for(lock, limits_.group_wait, [this] { return group_is_ready(); });
  }
}

// The next items to work on: batches that share a commit, or one job.
std::vector<Writer::Item> Writer::take() {
  const std::lock_guard lock(mutex_);
  std::vector<Item> group;
  std::size_t rows = 0;
  while (!queue_.empty()) {
    Item& front = queue_.front();
    if (std::holds_alternative<Job>(front)) {
      if (group.empty()) {
        --queued_jobs_;
        group.push_back(std::move(front));
        queue_.pop_front();
      }
      break;
    }
    const std::size_t more = std::get<Batch>(front).intake.rows.size();
    if (!group.empty() && rows + more > limits_.group_rows_max) {
      break;
    }
    rows += more;
    group.push_back(std::move(front));
    queue_.pop_front();
  }
  queued_rows_ -= rows;
  return group;
}

void Writer::run() {
  // Nothing left after a wait: stopped and drained.
  do {
    wait_for_group();
  } while (work());
}

bool Writer::work() {
  std::vector<Item> group = take();
  if (group.empty()) {
    return false;
  }
  if (Job* job = std::get_if<Job>(&group.front())) {
    (*job)(store_);
  } else {
    commit(std::move(group));
  }
  return true;
}

void Writer::commit(std::vector<Item> group) {
  std::vector<const Intake*> intakes;
  intakes.reserve(group.size());
  for (const Item& item : group) {
    intakes.push_back(&std::get<Batch>(item).intake);
  }
  Result<std::vector<std::vector<wire::ItemStatus>>> stored = store_.store(intakes);
  if (!stored) {
    for (Item& item : group) {
      std::get<Batch>(item).answered(stored.error());
    }
    return;
  }
  bool changed = false;
  books_.change([&](Books& books) {
    for (std::size_t index = 0; index < group.size(); ++index) {
      changed = books.add(*intakes[index], (*stored)[index]) > 0 || changed;
    }
  });
  for (std::size_t index = 0; index < group.size(); ++index) {
    auto& batch = std::get<Batch>(group[index]);
    batch.answered(Committed{std::move(batch.intake), std::move((*stored)[index])});
  }
  if (changed) {
    changes_.report();
  }
}

}  // namespace lintel::collector
