#include "sync/client/storage_thread.h"

#include <spdlog/spdlog.h>

#include <future>
#include <utility>

#include "sync/client/threads.h"

namespace lintel {
namespace {

constexpr milliseconds tidy_again{2000};  // after the disk refused

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

// A put goes in front of all orders but those about the same answer, and behind other puts.
bool StorageThread::push(Job job) {
  const Put* const put = std::get_if<Put>(&job);
  {
    const std::lock_guard lock(mutex_);
    if (jobs_.size() >= storage_jobs_max || (put != nullptr && puts_ >= storage_puts_max)) {
      return false;
    }
    auto place = jobs_.end();
    while (put != nullptr && place != jobs_.begin()) {
      const Order* const before = std::get_if<Order>(&*std::prev(place));
      if (before == nullptr || before->about == put->response.id) {
        break;
      }
      --place;
    }
    puts_ += put != nullptr ? 1U : 0U;
    jobs_.insert(place, std::move(job));
  }
  awake_.notify_one();
  return true;
}

void StorageThread::order(const Uuid& about, std::function<void(StorageWork&)> work) {
  if (!push(Order{std::move(work), about})) {
    work_->report(about, queue_full());
  }
}

void StorageThread::order(const char* lost, std::function<void(StorageWork&)> work) {
  if (!push(Order{std::move(work), {}})) {
    spdlog::error("{}: {}", lost, queue_full().message);
  }
}

void StorageThread::put_open(Response response) {
  const Uuid id = response.id;
  if (!push(Put{std::move(response)})) {
    work_->report(id, queue_full());
  }
}

void StorageThread::discard(const Uuid& id) {
  order(id, [id](StorageWork& work) { work.discard(id); });
}

void StorageThread::seal(const Uuid& id, const SealRules& rules) {
  order(id, [id, rules](StorageWork& work) { work.seal(id, rules); });
}

void StorageThread::close(Topic topic, std::optional<UtcTime> closes) {
  order("A session's last answers stay held back until the next start",
        [topic = std::move(topic), closes](StorageWork& work) { work.close(topic, closes); });
}

void StorageThread::end_day(std::vector<Topic> going_on) {
  order("The day's last answers stay held back until the next start",
        [going_on = std::move(going_on)](StorageWork& work) { work.end_day(going_on); });
}

void StorageThread::count_early(std::vector<Topic> topics) {
  order("How many answers were early is counted at the next answer",
        [topics = std::move(topics)](StorageWork& work) { work.count_early(topics); });
}

void StorageThread::reopen(std::vector<Topic> topics) {
  order("A session that was closed too soon stays closed: what comes now counts as late",
        [topics = std::move(topics)](StorageWork& work) { work.reopen(topics); });
}

void StorageThread::keep_day_over(DayOver over) {
  order("After a restart this tablet asks again today",
        [over = std::move(over)](StorageWork& work) { work.keep_day_over(over); });
}

void StorageThread::say_closed(ClosedWindows closed) {
  order("What is closed is said at the next close",
        [closed = std::move(closed)](StorageWork& work) { work.say_closed(closed); });
}

void StorageThread::put_note(Note note, NoteState state) {
  const Uuid id = note.id;
  order(id, [note = std::move(note), state](StorageWork& work) { work.put_note(note, state); });
}

void StorageThread::discard_note(const Uuid& id) {
  order(id, [id](StorageWork& work) { work.discard_note(id); });
}

void StorageThread::use_notes_key(std::optional<trust::NotesPublicKey> key) {
  order("Notes are sealed to the key known before",
        [key = std::move(key)](StorageWork& work) { work.use_notes_key(key); });
}

// Whoever asks waits, so what `work` refers to outlives the order.
bool StorageThread::carry_out_and_wait(Recount recount, const Work& work) {
  // Shared, not ours alone: set_value() may still be returning when we are woken.
  const auto done = std::make_shared<std::promise<void>>();
  std::future<void> waited = done->get_future();
  const bool queued = push(Order{[&work, recount, done](StorageWork& disk) {
                                   disk.carry_out_and_wait(recount, work);
                                   done->set_value();
                                 },
                                 {}});
  if (queued) {
    waited.get();
  }
  return queued;
}

// --- the thread ------------------------------------------------------------------------------

void StorageThread::tidy_when_due(bool is_idle) {
  const SteadyTime now = std::chrono::steady_clock::now();
  if (!work_->is_untidy()) {
    untidy_since_.reset();
    return;
  }
  untidy_since_ = untidy_since_.value_or(now);
  const bool is_due = is_idle || now - *untidy_since_ >= tidy_wait_max;
  if (!is_due || now < tidy_not_before_) {
    return;
  }
  if (work_->tidy()) {
    untidy_since_.reset();
  } else {
    tidy_not_before_ = now + tidy_again;
  }
}

// true: there is a job. false: there is none and time to tidy, or to go.
bool StorageThread::wait_for_work(std::unique_lock<std::mutex>& lock) {
  const auto has_news = [this] { return stopping_ || !jobs_.empty(); };
  if (!work_->is_untidy()) {
    awake_.wait(lock, has_news);
  } else {
    awake_.wait_until(lock, tidy_not_before_, has_news);
  }
  return !jobs_.empty();
}

void StorageThread::run() {
  begin_thread("lintel-storage");
  for (;;) {
    std::unique_lock lock(mutex_);
    if (!wait_for_work(lock)) {
      const bool is_over = stopping_;
      lock.unlock();
      if (is_over) {
        break;
      }
      tidy_when_due(true);
      continue;
    }
    const Job job = std::move(jobs_.front());
    jobs_.pop_front();
    puts_ -= std::holds_alternative<Put>(job) ? 1U : 0U;
    lock.unlock();
    if (const Put* const put = std::get_if<Put>(&job)) {
      work_->put_open(put->response);
    } else {
      std::get<Order>(job).work(*work_);
    }
    tidy_when_due(false);
  }
  work_.reset();
}

}  // namespace lintel
