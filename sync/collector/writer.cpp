#include "sync/collector/writer.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "sync/collector/recording.h"

namespace lintel::collector {
namespace {

constexpr std::chrono::milliseconds failed_wait{5000};

}  // namespace

Writer::Writer(CollectorStore store, SharedBooks& books, Changes& changes, const Clock& clock,
               WriterLimits limits, Drive drive)
    : store_(std::move(store)),
      books_(books),
      changes_(changes),
      clock_(clock),
      limits_(limits),
      drive_(drive) {
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
  while (work_off()) {
  }
  catch_up_now();
  return store_.close();
}

bool Writer::group_is_ready() const {
  return stopping_ || coming_ == 0 || queued_rows_ >= limits_.group_rows_max || queued_jobs_ > 0;
}

// Readers do not see yet what they may, or the log shows what was replaced.
bool Writer::is_behind() const {
  return store_.is_untidy() || books_.read([](const Books& books) { return books.is_behind(); });
}

void Writer::catch_up_now() {
  const auto began = Steady::now();
  const Result<bool> caught_up = catch_up(store_, books_, settled_.now(clock_));
  const auto ended = Steady::now();
  // On a full disk readers go on seeing what they saw, and it is tried again. A large event's file
  // is written less often, so that answers never wait for it more than a tenth of the time.
  const Steady::duration wait = caught_up ? limits_.catch_up_every : failed_wait;
  next_catch_up_ = ended + std::max(wait, 10 * (ended - began));
  if (caught_up && *caught_up) {
    changes_.report();
  }
}

void Writer::minute() {
  // What fails now is due again in a minute; nothing of it is lost.
  static_cast<void>(record_time(store_, books_, settled_.now(clock_)));
  catch_up_now();
}

// What is due besides the queue.
void Writer::settle() {
  if (drive_ == Drive::by_hand) {
    catch_up_now();
    return;
  }
  const auto now = Steady::now();
  if (now >= next_minute_) {
    next_minute_ = now + std::chrono::minutes{1};
    minute();
  }
  const bool is_due = books_.read([](const Books& books) { return books.is_behind(); });
  if (is_due && now >= next_catch_up_) {
    catch_up_now();
  }
  if (!store_.is_untidy()) {
    untidy_since_ = now;
  } else if (now - last_work_ >= limits_.tidy_after ||
             now - untidy_since_ >= limits_.tidy_at_last) {
    untidy_since_ = now;
    static_cast<void>(store_.tidy());  // it stays due
  }
}

bool Writer::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

// False: nothing came in the time it waits.
bool Writer::wait_for_group() {
  const auto wait = is_behind() ? limits_.catch_up_every : std::chrono::minutes{1};
  std::unique_lock lock(mutex_);
  woken_.wait_for(lock, wait, [this] { return !queue_.empty() || stopping_; });
  if (!queue_.empty()) {
    woken_.wait_for(lock, limits_.group_wait, [this] { return group_is_ready(); });
  }
  return !queue_.empty();
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
  while (!is_stopping()) {
    if (wait_for_group() && work_off()) {
      last_work_ = Steady::now();
    }
    settle();
  }
}

bool Writer::work() {
  const bool worked = work_off();
  if (worked) {
    settle();
  }
  return worked;
}

bool Writer::work_off() {
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
  Result<CollectorStore::Statuses> stored = record_answers(store_, books_, intakes);
  if (!stored) {
    for (Item& item : group) {
      std::get<Batch>(item).answered(stored.error());
    }
    return;
  }
  bool changed = false;
  for (std::size_t index = 0; index < group.size(); ++index) {
    auto& statuses = (*stored)[index];
    changed = changed || std::find(statuses.begin(), statuses.end(), wire::ItemStatus::stored) !=
                             statuses.end();
    auto& batch = std::get<Batch>(group[index]);
    batch.answered(Committed{std::move(batch.intake), std::move(statuses)});
  }
  if (changed) {
    changes_.report();
  }
}

}  // namespace lintel::collector
