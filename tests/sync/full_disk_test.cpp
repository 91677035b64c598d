// A full disk refuses new answers, keeps every stored one, and heals by itself.
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "shared/core/limits.h"
#include "sync/store/store.h"
#include "tests/contract/support.h"

namespace lintel::store {
namespace {

using test::TempFolder;
using test::test_id;
using test::test_response;
using test::test_topic;

constexpr std::uint64_t attempts_max = 20'000;

// Puts and seals until the store says that it is full; returns how many it sealed.
std::uint64_t fill(Store& store, std::uint64_t from) {
  for (std::uint64_t number = from; number < attempts_max; ++number) {
    const Status put = store.journal().put_open(test_response(number));
    const Status sealed = put ? store.journal().seal(test_id(number), {5, Burst::no, {}}) : put;
    if (!sealed) {
      INFO(sealed.error().message);
      CHECK(sealed.error().code == ErrorCode::full);
      return number - from;
    }
    static_cast<void>(store.journal().tidy());
  }
  FAIL("it never got full");
  return 0;
}

std::vector<Uuid> pending_ids(Store& store) {
  std::vector<Uuid> ids;
  const std::vector<PendingEvent> events =
      *store.journal().pending(attempts_max, 1U << 30U, Uuid{});
  for (const PendingEvent& event : events) {
    ids.push_back(event.id);
  }
  return ids;
}

int sealed(Store& store) {
  const TopicCounts counts = store.journal().counts()->topics.at(test_topic());
  return counts.released + counts.held;
}

// A file system of its own and small, where the system lets us have one.
class SmallDisk {
 public:
  explicit SmallDisk(const std::string& size)
      : mounted_(::mount("lintel-test", folder_.path().c_str(), "tmpfs", 0,
                         ("size=" + size).c_str()) == 0) {}
  ~SmallDisk() {
    if (mounted_) {
      ::umount2(folder_.path().c_str(), MNT_DETACH);
    }
  }
  bool mounted() const { return mounted_; }
  std::string path(const std::string& name) const { return folder_.path(name); }

 private:
  TempFolder folder_;
  bool mounted_;
};

// Somebody else's data, as large as there is room for.
void hog(const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  const std::string block(4096, 'x');
  while (file.write(block.data(), 4096) && file.flush()) {
  }
}

// No file of this process may grow beyond `bytes` while it lives; signals are not used.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("a full quota refuses new answers and sending makes room again", "[full]") {
  const TempFolder folder;
  StoreLimits limits;
  limits.database_bytes_max = 256 * 1024;
  const auto store = Store::open(folder.path(), limits).value();
  const std::uint64_t taken = fill(*store, 0);
  REQUIRE(taken > 100);
  REQUIRE(store->journal().close(test_topic(), {}));
  const auto kept = pending_ids(*store);
  CHECK(kept.size() == taken);
  REQUIRE(store->journal().mark_sent(kept, LocalDay{}));
  CHECK(store->journal().put_open(test_response(attempts_max)));
  CHECK(sealed(*store) == static_cast<int>(taken));
}

TEST_CASE("a full disk keeps everything and heals when there is room", "[full]") {
  const SmallDisk disk("3m");
  if (!disk.mounted()) {
    SKIP("mounting a small file system needs root");
  }
  const std::string folder = disk.path("data");
  StoreLimits small;
  small.reserve_bytes = 512 * 1024;
  auto store = Store::open(folder, small).value();
  for (std::uint64_t number = 0; number < 20; ++number) {
    REQUIRE(store->journal().put_open(test_response(number)));
    REQUIRE(store->journal().seal(test_id(number), {5, Burst::no, {}}));
  }
  hog(disk.path("somebody-else"));
  const std::uint64_t taken = 20 + fill(*store, 20);
  CHECK(sealed(*store) == static_cast<int>(taken));

  SECTION("what is on it can be sent and marked, which the reserve pays for") {
    const auto kept = pending_ids(*store);
    REQUIRE(kept.size() >= taken - 9);
    for (std::size_t first = 0; first < kept.size(); first += limits::batch_events_max) {
      const std::size_t last = std::min(kept.size(), first + limits::batch_events_max);
      const Status marked =
          store->journal().mark_sent({kept.begin() + static_cast<std::ptrdiff_t>(first),
                                      kept.begin() + static_cast<std::ptrdiff_t>(last)},
                                     LocalDay{});
      INFO((marked ? "" : marked.error().message));
      REQUIRE(marked);
    }
    CHECK(store->journal().counts()->sent == static_cast<int>(kept.size()));
  }
  SECTION("a restart opens the door all the same") {
    store.reset();
    store = Store::open(folder, small).value();
    CHECK(sealed(*store) == static_cast<int>(taken));
  }
  SECTION("it heals without a restart when the other data goes") {
    std::filesystem::remove(disk.path("somebody-else"));
    CHECK(store->journal().put_open(test_response(attempts_max)));
    CHECK(store->journal().seal(test_id(attempts_max), {5, Burst::no, {}}));
  }
}

TEST_CASE("a fresh tablet on a full disk says so", "[full]") {
  const SmallDisk disk("64k");
  if (!disk.mounted()) {
    SKIP("mounting a small file system needs root");
  }
  hog(disk.path("somebody-else"));
  const auto store = Store::open(disk.path("data"));
  REQUIRE_FALSE(store);
  CHECK(store.error().code == ErrorCode::full);
  CHECK(store.error().message.find(disk.path("data")) != std::string::npos);
}

TEST_CASE("files that may not grow are a full disk too", "[full]") {
  const TempFolder folder;
  const auto store = Store::open(folder.path()).value();
  std::uint64_t taken = 0;
  {
    const FileSizeLimit limit(400 * 1024);
    taken = fill(*store, 0);
    REQUIRE(taken > 10);
    CHECK(sealed(*store) == static_cast<int>(taken));
  }
  // What was put and could not be sealed is still there and can be now.
  const int open = store->journal().counts()->open;
  CHECK(*store->journal().seal_left_open(5) == open);
  CHECK(store->journal().put_open(test_response(attempts_max)));
  REQUIRE(store->journal().close(test_topic(), {}));
  CHECK(pending_ids(*store).size() == taken + static_cast<std::uint64_t>(open));
}

}  // namespace lintel::store
