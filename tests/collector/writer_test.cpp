#include "sync/collector/writer.h"

#include <sys/resource.h>

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <future>
#include <optional>

#include "sync/collector/recording.h"
#include "tests/collector/day.h"

using namespace lintel;
using namespace lintel::collector;
using lintel::wire::ItemStatus;

namespace {

// A writer over a fresh database.
struct Bench {
  explicit Bench(WriterLimits limits = {})
      : store(*CollectorStore::open(opening(folder, 9))),
        writer(std::move(store), books, changes, clock, limits) {}
  TempFolder folder;
  ManualClock clock{UtcTime{}};
  CollectorStore store;
  SharedBooks books{Books{}};
  Changes changes;
  Writer writer;

  // Keeps the writer's thread busy until the promise is kept.
  std::promise<void> hold() {
    std::promise<void> release;
    auto started = std::make_shared<std::promise<void>>();
    auto until = std::make_shared<std::future<void>>(release.get_future());
    REQUIRE(writer.post([until, started](CollectorStore&) {
      started->set_value();
      until->wait();
    }));
    started->get_future().wait();
    return release;
  }

  std::future<Result<Committed>> submit(const std::string& body) {
    auto answered = std::make_shared<std::promise<Result<Committed>>>();
    auto future = answered->get_future();
    auto intake = read_batch(body);
    REQUIRE(intake);
    const Status queued = writer.submit(
        std::move(intake).value(),
        [answered](Result<Committed> outcome) { answered->set_value(std::move(outcome)); });
    if (!queued) {
      answered->set_value(queued.error());
    }
    return future;
  }
};

// Files cannot grow: as on a full disk.
class FullDisk {
 public:
  FullDisk() {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit none = before_;
    none.rlim_cur = 1024;
    setrlimit(RLIMIT_FSIZE, &none);
  }
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("Batches that wait together share a commit and keep their answers apart",
          "[collector][writer]") {
  Bench bench;
  std::promise<void> release = bench.hold();
  auto first = bench.submit(batch(1, 3));
  auto second = bench.submit(batch(3, 4));
  const std::uint64_t version = bench.changes.version();
  release.set_value();
  REQUIRE(first.get()->statuses == std::vector(3, ItemStatus::stored));
  REQUIRE(second.get()->statuses == std::vector{ItemStatus::duplicate, ItemStatus::stored});
  REQUIRE(bench.writer.stop());
  REQUIRE(bench.changes.version() == version + 1);
}

TEST_CASE("A full queue says busy, and everything it took is still stored", "[collector][writer]") {
  WriterLimits limits;
  limits.queue_rows_max = 5;
  Bench bench(limits);
  std::promise<void> release = bench.hold();
  auto taken = bench.submit(batch(1, 4));
  auto refused = bench.submit(batch(5, 6)).get();
  REQUIRE_FALSE(refused);
  REQUIRE(refused.error().code == ErrorCode::busy);
  release.set_value();
  REQUIRE(taken.get());
  REQUIRE(bench.submit(batch(5, 6)).get());
}

TEST_CASE("A commit that fails stores nothing, says so, and heals by itself",
          "[collector][writer]") {
  Bench bench;
  REQUIRE(bench.submit(batch(1, 1)).get());
  {
    const FullDisk full;
    const auto outcome = bench.submit(batch(2, 100)).get();
    REQUIRE_FALSE(outcome);
  }
  REQUIRE(bench.books.read([](const Books& books) {
    return books.tablets.at(device_number(1)).received.at(topic_of("late")).answers.taken;
  }) == 1);
  REQUIRE(bench.submit(batch(2, 100)).get()->statuses == std::vector(99, ItemStatus::stored));
}

TEST_CASE("Stopping works off what is queued", "[collector][writer]") {
  Bench bench;
  std::promise<void> release = bench.hold();
  auto late = bench.submit(batch(1, 100));
  release.set_value();
  REQUIRE(bench.writer.stop());
  REQUIRE(late.get());
  REQUIRE_FALSE(bench.submit(batch(101, 101)).get());
}

TEST_CASE("Soon after the last work the log holds no earlier ledger", "[collector][writer]") {
  WriterLimits limits;
  limits.tidy_at_last = std::chrono::milliseconds{1};
  limits.catch_up_every = std::chrono::milliseconds{1};
  Bench bench(limits);
  for (int taken = 1; taken <= 9; ++taken) {
    REQUIRE(bench.writer.post([&bench, taken](CollectorStore& store) {
      static_cast<void>(record_ledger(store, bench.books, ledger_of(1, taken), UtcTime{}));
    }));
  }
  std::promise<bool> tidy;
  const std::function<void(CollectorStore&)> look = [&](CollectorStore& store) {
    if (store.is_untidy()) {
      static_cast<void>(bench.writer.post(look));
    } else {
      tidy.set_value(std::filesystem::file_size(bench.folder.file("collector.db-wal")) == 0);
    }
  };
  REQUIRE(bench.writer.post(look));
  CHECK(tidy.get_future().get());
}
