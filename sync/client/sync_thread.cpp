#include "sync/client/sync_thread.h"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "shared/core/limits.h"
#include "sync/client/device_key.h"
#include "sync/client/threads.h"

namespace lintel {
namespace {

// poll(2) counts on a clock that stops while the machine sleeps, ours does not: look again at
// least this often, and a deadline passed in the sleep is noticed soon after waking.
constexpr milliseconds wait_max{30'000};

// The door puts right what the wrong time led to before another ledger speaks of it.
constexpr milliseconds clock_settles{5'000};

// What a ledger would say but for what was sent and refused meanwhile, which the outbox knows: what
// is open or held is no part of it.
bool same_ledger(const JournalCounts& a, const JournalCounts& b) {
  const auto told = [](const JournalCounts& counts) {
    std::map<Topic, std::pair<int, bool>> topics;
    for (const auto& [topic, of_topic] : counts.topics) {
      if (of_topic.released > 0 || of_topic.closed) {
        topics[topic] = {of_topic.released, of_topic.closed};
      }
    }
    return topics;
  };
  return told(a) == told(b);
}

}  // namespace

SyncThread::SyncThread(SyncOptions options, std::unique_ptr<Transport> transport, Storage& storage)
    : options_(std::move(options)),
      transport_(std::move(transport)),
      storage_(storage),
      outbox_(options_.seed, options_.pace),
      membership_({options_.device, options_.key, options_.scheme, options_.pairing,
                   options_.standing, options_.room_name, options_.version, &fill_with_random}) {}

SyncThread::~SyncThread() {
  stop();
  if (wake_descriptor_ >= 0) {
    ::close(wake_descriptor_);
  }
}

void SyncThread::start(const JournalCounts& first) {
  links_.emplace();
  wake_descriptor_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  on_counts(first);
  thread_ = std::thread([this] { run(); });
}

void SyncThread::stop() {
  stopping_ = true;
  transport_->cancel();
  wake();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void SyncThread::on_counts(const JournalCounts& counts) {
  {
    const std::lock_guard lock(mutex_);
    inbox_.pending = counts.released;
    inbox_.is_start = inbox_.is_start || !last_;
    inbox_.ledger_changed = inbox_.ledger_changed || (last_ && !same_ledger(*last_, counts));
    last_ = counts;
  }
  wake();
}

void SyncThread::on_link(LinkChange change) {
  if (change == LinkChange::none) {
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    inbox_.link = change;
  }
  wake();
}

void SyncThread::wake() {
  if (wake_descriptor_ < 0) {
    return;
  }
  const std::uint64_t one = 1;
  // Fails only when it is awake 2^64 times over already.
  [[maybe_unused]] const ssize_t written = ::write(wake_descriptor_, &one, sizeof one);
}

void SyncThread::ask_to_pair_again() {
  {
    const std::lock_guard lock(mutex_);
    inbox_.pair_again = true;
  }
  wake();
}

void SyncThread::run() {
  begin_thread("lintel-sync");
  while (!stopping_) {
    on_link(links_->drain());
    if (const auto idle_until = step()) {
      wait_until(*idle_until);
    }
  }
}

std::optional<MonoTime> SyncThread::step() {
  take_news();
  const MonoTime now = options_.clock->mono();
  const bool has_asked = join(now);
  tell_pairing();
  if (has_asked) {
    tell_standing();
    return std::nullopt;
  }
  const std::optional<MonoTime> join_due = membership_.next_due();
  if (!membership_.may_ask()) {
    return join_due.value_or(now + wait_max);
  }
  std::optional<MonoTime> idle_until;
  const outbox::Action action = outbox_.next(now);
  if (const auto* send = std::get_if<outbox::SendBatch>(&action)) {
    send_batch(*send);
  } else if (std::holds_alternative<outbox::SendLedger>(action)) {
    send_ledger();
  } else if (std::holds_alternative<outbox::FetchSchedule>(action)) {
    fetch_schedule();
  } else if (const auto* wait = std::get_if<outbox::WaitUntil>(&action)) {
    idle_until = join_due ? std::min(wait->time, *join_due) : wait->time;
  }
  if (std::exchange(clock_moved_, false)) {
    outbox_.hold(options_.clock->mono() + clock_settles);
    idle_until = std::nullopt;
  }
  follow_outbox(now);
  tell_standing();
  return idle_until;
}

void SyncThread::take_news() {
  Inbox news;
  {
    const std::lock_guard lock(mutex_);
    news = std::exchange(inbox_, {});
  }
  const MonoTime now = options_.clock->mono();
  if (news.pending && news.is_start) {
    outbox_.on_start(*news.pending);
  } else if (news.pending) {
    outbox_.on_pending(*news.pending, now);
  }
  if (news.pair_again) {
    membership_.ask_again();
  }
  if (news.ledger_changed) {
    outbox_.on_ledger_changed(now);
  }
  if (options_.reach == Reach::loopback || news.link == LinkChange::none) {
    return;
  }
  if (news.link == LinkChange::gained) {
    outbox_.on_link_up(now);
  } else {
    outbox_.on_link_down(now);
  }
}

void SyncThread::wait_until(MonoTime time) {
  const milliseconds left = std::clamp(time - options_.clock->mono(), milliseconds{0}, wait_max);
  std::array<pollfd, 2> sources{pollfd{wake_descriptor_, POLLIN, 0},
                                pollfd{links_->descriptor(), POLLIN, 0}};
  // One more millisecond than the rest of the current one, so as not to spin at the deadline.
  ::poll(sources.data(), sources.size(), static_cast<int>(left.count()) + 1);
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t taken = ::read(wake_descriptor_, &count, sizeof count);
}

void SyncThread::tell_standing() {
  const outbox::Standing standing = membership_.may_ask() ? outbox_.standing() : joining_;
  if (standing == told_) {
    return;
  }
  told_ = standing;
  options_.tell(StandingChanged{told_});
}

}  // namespace lintel
