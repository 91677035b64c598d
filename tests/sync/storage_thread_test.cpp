// The storage thread with a disk that fails as told: retries, refusals and the bounded queue.
#include "sync/client/storage_thread.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <future>

#include "shared/ports/memory_journal.h"
#include "shared/ports/memory_schedule_store.h"
#include "shared/wire/cloudevents.h"
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
  std::shared_future<void> gate;  // when valid, puts wait for it
  std::atomic<int> tidied{0};
  std::shared_future<void> tidying;  // when valid, tidying waits for it
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
  Status seal(const Uuid& id, const SealRules& rules) override {
    if (disk_->seals_refused > 0) {
      --disk_->seals_refused;
      return Error{ErrorCode::full, "The disk is full."};
    }
    return twin_.seal(id, rules);
  }
  Result<int> seal_left_open(int group) override { return twin_.seal_left_open(group); }
  Status put_note(const SealedNote& note, NoteState state) override {
    return twin_.put_note(note, state);
  }
  Status discard_note(const Uuid& id) override { return twin_.discard_note(id); }
  Status close(const Topic& topic, std::optional<UtcTime> closes) override {
    if (disk_->seals_refused > 0) {
      return Error{ErrorCode::full, "The disk is full."};
    }
    return twin_.close(topic, closes);
  }
  Status end_day(const std::vector<Topic>& going_on) override { return twin_.end_day(going_on); }
  Status count_early(const std::vector<Topic>& topics) override {
    return twin_.count_early(topics);
  }
  Status reopen(const std::vector<Topic>& topics) override { return twin_.reopen(topics); }
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
  Result<std::vector<PendingEvent>> carried() override { return twin_.carried(); }
  Status resend(const std::vector<Topic>& topics) override { return twin_.resend(topics); }
  Result<int> prune_sent(LocalDay before) override { return twin_.prune_sent(before); }
  Result<JournalCounts> counts() override { return twin_.counts(); }
  Result<std::map<Topic, TopicLedger>> ledger() override { return twin_.ledger(); }
  bool is_untidy() const override { return twin_.is_untidy(); }
  Status tidy() override {
    ++disk_->tidied;
    if (disk_->tidying.valid()) {
      disk_->tidying.wait();
    }
    return twin_.tidy();
  }

 private:
  std::shared_ptr<Disk> disk_;
  MemoryJournal twin_{test_id(9), test::test_random()};
};

class FailingStore final : public store::Store {
 public:
  explicit FailingStore(std::shared_ptr<Disk> disk) : disk_(disk), journal_(std::move(disk)) {}
  Journal& journal() override { return journal_; }
  ScheduleStore& schedule() override { return schedule_; }
  const Uuid& device() const override { return device_; }
  const std::string& notice() const override { return notice_; }
  bool is_volatile() const override { return false; }
  Result<int> seal_plain_notes(const trust::NotesPublicKey&) override { return 0; }
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
    bench.thread->seal(test_id(number), {5, Burst::no, {}});
  }
  bench.thread->put_open(test_response(4));
  CHECK(bench.box.wait_until([&] {
    const auto counts = bench.box.counts();
    return counts && counts->held == 3;
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
  bench.thread->seal(test_id(0), {5, Burst::no, {}});  // room is kept for what belongs to them
  gate.set_value();
  bench.thread.reset();
  CHECK(count_failed(bench.box, ErrorCode::full) == refused);
  const std::vector<TabletNews> all = bench.box.all();
  const auto stored = std::count_if(all.begin(), all.end(), [](const TabletNews& news) {
    return std::holds_alternative<Stored>(news);
  });
  CHECK(static_cast<std::size_t>(stored) == storage_puts_max + 2 - refused);
}

TEST_CASE("a close the full disk would not take comes after the seals it waits for", "[storage]") {
  Bench bench;
  bench.disk->seals_refused = 1;
  bench.start();
  bench.thread->put_open(test_response(1));
  bench.thread->seal(test_id(1), {5, Burst::no, {}});
  bench.thread->close(test::test_topic(), {});
  bench.thread->put_open(test_response(2));
  CHECK(bench.box.wait_until([&] {
    const auto counts = bench.box.counts();
    return counts && counts->released == 1 && counts->held == 0;
  }));
}

TEST_CASE("when nothing waits the files are tidied", "[storage]") {
  Bench bench;
  bench.start();
  bench.thread->put_open(test_response(1));
  bench.thread->seal(test_id(1), {5, Burst::no, {}});
  CHECK(bench.box.wait_until([&] { return bench.disk->tidied >= 1; }));
}

TEST_CASE("a tap goes before everything that is not about itself", "[storage]") {
  Bench bench;
  std::promise<void> gate;
  bench.disk->tidying = gate.get_future().share();
  bench.start();
  bench.thread->put_open(test_response(1));
  bench.thread->discard(test_id(1));
  REQUIRE(bench.box.wait_until([&] { return bench.disk->tidied >= 1; }));
  // The disk is tidying. Three orders wait, then somebody taps.
  bench.thread->discard(test_id(7));
  bench.thread->close(test::test_topic("a"), {});
  bench.thread->seal(test_id(8), {5, Burst::no, {}});
  bench.thread->put_open(test_response(7));
  bench.thread->put_open(test_response(9));
  gate.set_value();
  bench.thread.reset();
  std::vector<std::string> story;
  for (const TabletNews& news : bench.box.all()) {
    if (const auto* stored = std::get_if<Stored>(&news)) {
      story.push_back(stored->id == test_id(9) ? "9" : stored->id == test_id(7) ? "7" : "1");
    } else if (std::holds_alternative<Counted>(news)) {
      story.emplace_back("order");
    } else if (std::holds_alternative<StoreFailed>(news)) {
      story.emplace_back("no 8");
    }
  }
  // 7 was undone before: its new version stays behind that.
  CHECK(story == std::vector<std::string>{"1", "order", "order", "7", "9", "order", "no 8"});
}

TEST_CASE("a note is sealed before the disk sees it, and without a key none is taken",
          "[storage][notes]") {
  Bench bench;
  bench.start();
  const Note note{test_id(30), test::test_topic(), exit_form().id, "working", "Said in the clear"};
  bench.thread->put_note(note, NoteState::kept);
  CHECK(bench.box.wait_until([&] { return count_failed(bench.box, ErrorCode::unavailable) == 1; }));
  const std::array<std::uint8_t, 32> secret{1, 2, 3};
  bench.thread->use_notes_key(trust::NotesKeyPair(secret).public_key());
  bench.thread->put_note(note, NoteState::draft);
  bench.thread->put_note(note, NoteState::kept);
  bench.thread->close(test::test_topic(), {});
  REQUIRE(bench.box.wait_until(
      [&] { return bench.box.counts() && bench.box.counts()->released == 1; }));
  CHECK(bench.box.saw([](const TabletNews& news) {
    const auto* known = std::get_if<NotesKeyKnown>(&news);
    return known != nullptr && known->known;
  }));
  const auto pending = bench.thread->ask<std::vector<PendingEvent>>(
      Recount::no, [](store::Store& store) { return store.journal().pending(9, 99'999, {}); });
  REQUIRE(pending);
  REQUIRE(pending->size() == 1);
  CHECK(pending->front().bytes.find("in the clear") == std::string::npos);
  const auto sealed = wire::decode_note(pending->front().bytes);
  REQUIRE(sealed);
  CHECK(*trust::NotesKeyPair(secret).open(sealed->note.box) == note.text);
}

}  // namespace lintel
