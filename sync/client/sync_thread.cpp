#include "sync/client/sync_thread.h"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "shared/core/limits.h"
#include "sync/client/threads.h"

namespace lintel {
namespace {

// poll(2) counts on a clock that stops while the machine sleeps, ours does not: look again at
// least this often, and a deadline passed in the sleep is noticed soon after waking.
constexpr milliseconds wait_max{30'000};

bool same_ledger(const JournalCounts& a, const JournalCounts& b) {
  return a.taken == b.taken && a.waiting == b.waiting && a.quarantined == b.quarantined;
}

}  // namespace

SyncThread::SyncThread(SyncOptions options, std::unique_ptr<Transport> transport, Storage& storage)
    : options_(std::move(options)),
      transport_(std::move(transport)),
      storage_(storage),
      outbox_(options_.seed) {}

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
    inbox_.ledger_changed = inbox_.ledger_changed || !last_ || !same_ledger(*last_, counts);
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
  std::optional<MonoTime> idle_until;
  const outbox::Action action = outbox_.next(options_.clock->mono());
  if (const auto* send = std::get_if<outbox::SendBatch>(&action)) {
    send_batch(*send);
  } else if (std::holds_alternative<outbox::SendLedger>(action)) {
    send_ledger();
  } else if (std::holds_alternative<outbox::FetchSchedule>(action)) {
    fetch_schedule();
  } else if (const auto* wait = std::get_if<outbox::WaitUntil>(&action)) {
    idle_until = wait->time;
  }
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
  if (news.pending) {
    outbox_.on_pending(*news.pending, now);
  }
  if (news.ledger_changed) {
    outbox_.on_ledger_changed();
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
  if (outbox_.standing() == told_) {
    return;
  }
  told_ = outbox_.standing();
  options_.tell(StandingChanged{told_});
}

}  // namespace lintel
