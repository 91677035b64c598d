// The storage thread with a disk that fails as told: retries, refusals and the bounded queue.
#include "sync/client/storage_thread.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <atomic>
#include <future>

#include "shared/ports/memory_journal.h"
#include "shared/ports/memory_schedule_store.h"
#include "tests/contract/support.h"
#include "tests/sync/fake_collector.h"

namespace lintel {
namespace {

using test::NewsBox;
using test::test_id;
using test::test_response;

struct Disk {
  std::atomic<int> failures{0};  // that many writes fail from now on
  ErrorCode code = ErrorCode::io;
  std::atomic<int> seals_refused{0};
  std::atomic<int> writes{0};
  std::atomic<int> reopened{0};
  std::shared_future<void> gate;  // when valid, writes wait for it
};

// Fails put_open as the disk says; everything else is the memory twin's.
class FailingJournal final : public Journal {
 public:
  explicit FailingJournal(std::shared_ptr<Disk> disk) : disk_(std::move(disk)) {}
  Status put_open(const Response& response) override {
    ++disk_->writes;
    if (disk_->gate.valid()) {
      disk_->gate.wait();
    }
    if (disk_->failures > 0) {
      --disk_->failures;
      return Error{disk_->code, "The disk says no."};
    }
    return twin_.put_open(response);
  }
  Status discard_open(const Uuid& id) override { return twin_.discard_open(id); }
  Status seal(const Uuid& id, int group) override {
    if (disk_->seals_refused > 0) {
      --disk_->seals_refused;
      return Error{ErrorCode::full, "The disk is full."};
    }
    return twin_.seal(id, group);
  }
  Result<int> seal_left_open(int group) override { return twin_.seal_left_open(group); }
  Status release(const SessionId& session) override { return twin_.release(session); }
  Result<std::vector<PendingEvent>> pending(std::size_t events_max, std::size_t bytes_max,
                                            const Uuid& after) override {
    return twin_.pending(events_max, bytes_max, after);
  }
  Status mark_sent(const std::vector<Uuid>& ids, LocalDay day) override {
    return twin_.mark_sent(ids, day);
  }
  Status quarantine(const Uuid& id, const std::string& code) override {
    return twin_.quarantine(id, code);
  }
  Result<std::vector<Quarantined>> quarantined() override { return twin_.quarantined(); }
  Result<std::vector<PendingEvent>> kept() override { return twin_.kept(); }
  Status resend(const std::vector<SessionId>& sessions) override { return twin_.resend(sessions); }
  Result<int> prune_sent(LocalDay before) override { return twin_.prune_sent(before); }
  Result<JournalCounts> counts() override { return twin_.counts(); }
  Result<std::map<SessionId, LedgerEntry>> ledger() override { return twin_.ledger(); }

 private:
  std::shared_ptr<Disk> disk_;
  MemoryJournal twin_{test_id(9)};
};

class FailingStore final : public store::Store {
 public:
  explicit FailingStore(std::shared_ptr<Disk> disk) : disk_(disk), journal_(std::move(disk)) {}
  Journal& journal() override { return journal_; }
  ScheduleStore& schedule() override { return schedule_; }
  const Uuid& device() const override { return device_; }
  const std::string& notice() const override { return notice_; }
  Status reopen() override {
    ++disk_->reopened;
    return ok();
  }

 private:
  std::shared_ptr<Disk> disk_;
  FailingJournal journal_;
  MemoryScheduleStore schedule_;
  Uuid device_ = test_id(9);
  std::string notice_;
};

struct Bench {
  std::shared_ptr<Disk> disk = std::make_shared<Disk>();
  NewsBox box;
  std::unique_ptr<StorageThread> thread;

  void start() {
    thread = std::make_unique<StorageThread>(
        std::make_unique<FailingStore>(disk), [this](TabletNews news) { box.put(std::move(news)); },
        [](const JournalCounts&) {});
  }
};

std::size_t count_failed(const NewsBox& box, ErrorCode code) {
  const std::vector<TabletNews> all = box.all();
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [code](const auto& news) {
    const auto* failed = std::get_if<StoreFailed>(&news);
    return failed != nullptr && failed->error.code == code;
  }));
}

}  // namespace

TEST_CASE("a write that fails twice is saved at the third try, with its file reopened",
          "[storage]") {
  Bench bench;
  bench.disk->failures = storage_attempts_max - 1;
  bench.start();
  bench.thread->put_open(test_response(1));
  CHECK(bench.box.saw_any<Stored>());
  CHECK(bench.disk->writes == storage_attempts_max);
  CHECK(bench.disk->reopened == storage_attempts_max - 1);
}

TEST_CASE("a write that keeps failing is given up aloud and the next one is tried", "[storage]") {
  Bench bench;
  bench.disk->failures = storage_attempts_max;
  bench.start();
  bench.thread->put_open(test_response(1));
  REQUIRE(bench.box.saw_any<StoreFailed>());
  CHECK(count_failed(bench.box, ErrorCode::io) == 1);
  CHECK(bench.disk->writes == storage_attempts_max);
  bench.thread->put_open(test_response(1));
  CHECK(bench.box.saw_any<Stored>());
}

TEST_CASE("an answer the full disk would not seal is sealed once it takes something again",
          "[storage]") {
  Bench bench;
  bench.disk->seals_refused = 3;
  bench.start();
  for (std::uint64_t number = 1; number <= 3; ++number) {
    bench.thread->put_open(test_response(number));
    bench.thread->seal(test_id(number), 5);
  }
  bench.thread->put_open(test_response(4));
  CHECK(bench.box.wait_until([&] {
    const auto counts = bench.box.counts();
    return counts && counts->waiting == 3;
  }));
  CHECK(count_failed(bench.box, ErrorCode::full) >= 1);
}

TEST_CASE("a full disk is not asked twice", "[storage]") {
  Bench bench;
  bench.disk->failures = 1;
  bench.disk->code = ErrorCode::full;
  bench.start();
  bench.thread->put_open(test_response(1));
  REQUIRE(bench.box.saw_any<StoreFailed>());
  CHECK(count_failed(bench.box, ErrorCode::full) == 1);
  CHECK(bench.disk->writes == 1);
}

TEST_CASE("damage is told once, with what to do", "[storage]") {
  Bench bench;
  bench.disk->failures = 2;
  bench.disk->code = ErrorCode::corrupt;
  bench.start();
  bench.thread->put_open(test_response(1));
  bench.thread->put_open(test_response(2));
  bench.thread.reset();
  int notices = 0;
  for (const TabletNews& news : bench.box.all()) {
    const auto* notice = std::get_if<Notice>(&news);
    notices += notice != nullptr && notice->sentence.find("Restart") != std::string::npos ? 1 : 0;
  }
  CHECK(notices == 1);
  CHECK(count_failed(bench.box, ErrorCode::corrupt) == 2);
}

TEST_CASE("behind a stalled disk only so many answers wait, the next is refused", "[storage]") {
  Bench bench;
  std::promise<void> gate;
  bench.disk->gate = gate.get_future().share();
  bench.start();
  // One may already be on its way to the disk, so two more than fit.
  for (std::uint64_t number = 0; number < storage_puts_max + 2; ++number) {
    bench.thread->put_open(test_response(number));
  }
  const std::size_t refused = count_failed(bench.box, ErrorCode::full);
  CHECK(refused >= 1);
  CHECK(refused <= 2);
  bench.thread->seal(test_id(0), 5);  // room is kept for what belongs to them
  gate.set_value();
  bench.thread.reset();
  CHECK(count_failed(bench.box, ErrorCode::full) == refused);
  const std::vector<TabletNews> all = bench.box.all();
  const auto stored = std::count_if(all.begin(), all.end(), [](const TabletNews& news) {
    return std::holds_alternative<Stored>(news);
  });
  CHECK(static_cast<std::size_t>(stored) == storage_puts_max + 2 - refused);
}

}  // namespace lintel
