// Storage that disappears without an error: a folder deleted, renamed or exchanged under a running
// tablet. "Saved" is said of what the next start finds, or not at all.
#include <catch2/catch_test_macros.hpp>

#include <filesystem>

#include "shared/wire/cloudevents.h"
#include "sync/client/bundle_file.h"
#include "sync/client/storage_work.h"
#include "sync/store/folder.h"
#include "sync/store/store.h"
#include "tests/contract/support.h"

namespace lintel::store {
namespace {

namespace fs = std::filesystem;
using test::TempFolder;
using test::test_id;
using test::test_response;

// A tablet's storage, and what it says of each answer.
class Door {
 public:
  explicit Door(const std::string& folder)
      : work_(
            Store::open(folder).value(), [this](const TabletNews& news) { hear(news); },
            [](const JournalCounts&) {}) {}
  bool saves(std::uint64_t number) {
    saved_ = false;
    work_.put_open(test_response(number));
    return saved_;
  }
  std::string refusal() const { return refusal_; }

 private:
  void hear(const TabletNews& news) {
    saved_ = saved_ || std::holds_alternative<Stored>(news);
    if (const auto* const failed = std::get_if<StoreFailed>(&news)) {
      refusal_ = failed->error.message;
    }
  }
  bool saved_ = false;
  std::string refusal_;
  StorageWork work_;
};

int answers_in(const std::string& folder) {
  return Store::open(folder).value()->journal().counts()->open;
}

}  // namespace

TEST_CASE("a folder that is deleted under a running tablet is made again with all answers",
          "[damage][moved]") {
  const TempFolder parent;
  const std::string folder = parent.path("data");
  {
    Door door(folder);
    for (std::uint64_t number = 0; number < 20; ++number) {
      REQUIRE(door.saves(number));
    }
    fs::remove_all(folder);
    CHECK(door.saves(20));
    CHECK(fs::exists(folder + "/lintel.db"));
    CHECK(fs::status(folder + "/lintel.db").permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(door.saves(21));
    const auto second = Store::open(folder);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::busy);
  }
  CHECK(answers_in(folder) == 22);
}

TEST_CASE("a folder that is renamed under a running tablet is left, and its answers come along",
          "[damage][moved]") {
  const TempFolder parent;
  const std::string folder = parent.path("data");
  {
    Door door(folder);
    REQUIRE(door.saves(0));
    fs::rename(folder, parent.path("away"));
    CHECK(door.saves(1));
  }
  CHECK(answers_in(folder) == 2);
}

TEST_CASE("what took the place of a tablet's files is kept beside them", "[damage][moved]") {
  const TempFolder parent;
  const std::string folder = parent.path("data");
  const std::string other = parent.path("other");
  {
    Door theirs(other);
    REQUIRE(theirs.saves(100));
  }
  {
    Door door(folder);
    REQUIRE(door.saves(0));
    fs::rename(folder, parent.path("away"));
    fs::rename(other, folder);
    CHECK(door.saves(1));
    CHECK(fs::exists(folder + "/lintel-corrupt-1.db"));
  }
  CHECK(answers_in(folder) == 2);
}

TEST_CASE("a log that is deleted alone takes no answer with it", "[damage][moved]") {
  const TempFolder parent;
  const std::string folder = parent.path("data");
  {
    Door door(folder);
    REQUIRE(door.saves(0));
    REQUIRE(fs::remove(folder + "/lintel.db-wal"));
    CHECK(door.saves(1));
  }
  CHECK(answers_in(folder) == 2);
}

TEST_CASE("a folder that is deleted before the last stop has everything again after it",
          "[damage][moved]") {
  const TempFolder parent;
  const std::string folder = parent.path("data");
  {
    Door door(folder);
    REQUIRE(door.saves(0));
    fs::remove_all(folder);
  }
  CHECK(answers_in(folder) == 1);
}

TEST_CASE("a folder that cannot be made again is no place where anything is saved",
          "[damage][moved]") {
  const TempFolder parent;
  const std::string folder = parent.path("data");
  Door door(folder);
  REQUIRE(door.saves(0));
  fs::remove_all(folder);
  test::write_file(folder, "a file in its place");
  CHECK_FALSE(door.saves(1));
  CHECK(door.refusal().find(folder) != std::string::npos);
  CHECK_FALSE(door.saves(2));
  fs::remove(folder);
  CHECK(door.saves(3));
}

TEST_CASE("storage in memory is told from a disk", "[damage][moved]") {
  CHECK(forgets("/dev/shm").find("/dev/shm") != std::string::npos);
  CHECK(forgets("/proc").empty());
  const TempFolder folder;
  const auto store = Store::open(folder.path()).value();
  CHECK(store->is_volatile() == !forgets(folder.path()).empty());
  Ledger ledger;
  REQUIRE(count_into(ledger, *store));
  CHECK(ledger.volatile_storage == store->is_volatile());
}

}  // namespace lintel::store
