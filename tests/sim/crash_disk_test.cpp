// What the stores do when the disk below them lies: a sync fails, its pages are dropped while
// reading still shows them, and then the power goes.
#include <catch2/catch_test_macros.hpp>

#include <memory>
#include <set>

#include "shared/results/ledger.h"
#include "sync/collector/collector_store.h"
#include "sync/store/store.h"
#include "tests/contract/support.h"
#include "tests/sim/crash_disk.h"

namespace lintel::sim {
namespace {

using test::test_response;

constexpr std::uint64_t cuts = 200;  // each falls differently
constexpr store::StoreLimits small_store{8 * 1024 * 1024, 4096};
constexpr int group = 5;
constexpr std::uint64_t answers = 9;

struct Machine {
  explicit Machine(std::uint64_t seed) : dice(seed), disk(folder.path(), dice, faults) {}
  std::unique_ptr<store::Store> start() {
    disk.power_on();
    auto store = store::Store::open(folder.path(), small_store);
    REQUIRE(store);
    CHECK((*store)->notice().empty());
    return std::move(store).value();
  }

  test::TempFolder folder;
  Dice dice;
  FaultCounts faults{};
  CrashDisk disk;
};

// As StorageWork does: after an I/O error opened anew, and once more.
void seal(store::Store& store, const Uuid& id) {
  Status sealed = store.journal().seal(id, {group, Burst::no, {}});
  if (!sealed) {
    REQUIRE(sealed.error().code == ErrorCode::io);
    REQUIRE(store.reopen());
    sealed = store.journal().seal(id, {group, Burst::no, {}});
  }
  REQUIRE(sealed);
}

LedgerEntry expected() {
  LedgerEntry entry;
  for (std::uint64_t number = 0; number < answers; ++number) {
    ++entry.taken;
    add_to_digest(entry.digest, test_response(number).id);
  }
  return entry;
}

Result<collector::CollectorStore> open_collector(const std::string& path) {
  const std::array<std::uint8_t, 32> secret{23};
  return collector::CollectorStore::open(
      {.path = path,
       .new_id = test::test_id(1),
       .first_notes_key = [&]() -> Result<trust::NotesPublicKey> {
         return trust::NotesKeyPair(secret).public_key();
       },
       .now = {}});
}

collector::Intake intake_of(std::uint64_t number) {
  collector::Row row;
  row.device = test::test_id(77);
  row.id = test::test_id(number);
  row.hash = sha256(std::to_string(number));
  row.bytes = std::to_string(number);
  collector::Intake intake;
  intake.rows.push_back(row);
  return intake;
}

}  // namespace

TEST_CASE("an answer whose commit could not be synced is not half there after a power cut",
          "[sim][store]") {
  for (std::uint64_t seed = 1; seed <= cuts; ++seed) {
    Machine machine(seed);
    {
      const auto store = machine.start();
      const auto bad = static_cast<std::uint64_t>(
          machine.dice.between(0, static_cast<std::int64_t>(answers) - 1));
      for (std::uint64_t number = 0; number < answers; ++number) {
        REQUIRE(store->journal().put_open(test_response(number)));
        if (number == bad) {
          machine.disk.fail_a_sync();
        }
        seal(*store, test_response(number).id);
        if (number >= bad && machine.dice.chance(300)) {
          break;
        }
      }
      machine.disk.cut_power();
    }
    const auto store = machine.start();
    REQUIRE(store->journal().seal_left_open(group));
    for (std::uint64_t number = 0; number < answers; ++number) {
      const Status again = store->journal().put_open(test_response(number));
      if (!again) {  // it is there, and sealed
        CHECK(again.error().code == ErrorCode::refused);
        continue;
      }
      seal(*store, test_response(number).id);
    }
    REQUIRE(store->journal().end_day({}));
    const auto ledger = store->journal().ledger();
    REQUIRE(ledger);
    INFO("seed " << seed);
    REQUIRE(ledger->size() == 1);
    CHECK(ledger->begin()->second.answers == expected());
  }
}

TEST_CASE("after a sync that failed, what the collector confirms survives a power cut",
          "[sim][collector]") {
  for (std::uint64_t seed = 1; seed <= cuts; ++seed) {
    Machine machine(seed);
    const std::string path = machine.folder.path("collector.db");
    std::set<std::uint64_t> confirmed;
    {
      auto store = open_collector(path);
      REQUIRE(store);
      for (std::uint64_t number = 1; number <= answers; ++number) {
        if (machine.dice.chance(300)) {
          machine.disk.fail_a_sync();
        }
        const collector::Intake intake = intake_of(number);
        if (store->store({&intake})) {
          confirmed.insert(number);
        }
      }
      machine.disk.cut_power();
    }
    machine.disk.power_on();
    auto store = open_collector(path);
    REQUIRE(store);
    INFO("seed " << seed);
    CHECK(store->notice().empty());
    for (const std::uint64_t number : confirmed) {
      const collector::Intake intake = intake_of(number);
      const auto again = store->store({&intake});
      REQUIRE(again);
      CHECK(again->front().front() == wire::ItemStatus::duplicate);
    }
  }
}

}  // namespace lintel::sim
