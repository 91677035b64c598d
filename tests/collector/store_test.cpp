#include "sync/collector/collector_store.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "shared/event/exit_plan.h"
#include "shared/wire/schedule.h"
#include "sync/collector/collector_schema.h"
#include "sync/collector/data_folder.h"
#include "tests/collector/day.h"

using namespace lintel;
using namespace lintel::collector;
using lintel::wire::ItemStatus;

namespace {

CollectorStore open_store(const TempFolder& folder) {
  auto store = CollectorStore::open(opening(folder));
  REQUIRE(store);
  return std::move(store).value();
}

std::vector<ItemStatus> put(CollectorStore& store, const std::string& body) {
  const auto intake = read_batch(body);
  REQUIRE(intake);
  const auto statuses = store.store({&*intake});
  REQUIRE(statuses);
  return statuses->front();
}

}  // namespace

TEST_CASE("A row is stored once, known again, and never replaced", "[collector][store]") {
  const TempFolder folder;
  CollectorStore store = open_store(folder);
  const std::string other = "[" + event_bytes(1, "late", "not-for-me") + "]";
  REQUIRE(put(store, batch(1, 1)) == std::vector{ItemStatus::stored});
  REQUIRE(put(store, batch(1, 2)) == std::vector{ItemStatus::duplicate, ItemStatus::stored});
  REQUIRE(put(store, other) == std::vector{ItemStatus::conflict});
  const auto books = store.read_books();
  REQUIRE(books);
  const Cut all = cut_of(books->holdings.at(topic_of("late")).came, {});
  REQUIRE(all.tally.use.at("not-sure") == 2);
}

TEST_CASE("Two equal ids in one batch: the first is stored, the second known",
          "[collector][store]") {
  const TempFolder folder;
  CollectorStore store = open_store(folder);
  const std::string one = event_bytes(1);
  REQUIRE(put(store, "[" + one + "," + one + "]") ==
          std::vector{ItemStatus::stored, ItemStatus::duplicate});
  REQUIRE(put(store, "[" + event_bytes(2) + "," + event_bytes(2, "late", "not-for-me") + "]") ==
          std::vector{ItemStatus::stored, ItemStatus::conflict});
}

TEST_CASE("What was stored is there after a restart, under the same name", "[collector][store]") {
  const TempFolder folder;
  auto schedule = make_schedule(small_day_document(), {notes_key().public_key().text(), {}});
  REQUIRE(schedule);
  {
    CollectorStore store = open_store(folder);
    put(store, batch(1, 5));
    REQUIRE(store.put_schedule(*schedule, "sessions.csv", UtcTime{milliseconds{5}}));
    REQUIRE(store.put_ledger(ledger_of(1, 5), UtcTime{milliseconds{123'456}}));
    REQUIRE(store.close());
  }
  auto store = CollectorStore::open(opening(folder, 5));
  REQUIRE(store);
  REQUIRE(store->collector() == device_number(99));
  const auto books = store->read_books();
  REQUIRE(books);
  REQUIRE(books->schedule->etag == schedule->etag);
  const Tablet& tablet = books->tablets.at(device_number(1));
  REQUIRE(tablet.seen == UtcTime{milliseconds{120'000}});  // whole minutes
  REQUIRE(reconcile(*tablet.ledger, tablet.received).meets);
}

TEST_CASE("Plans that tablets may still go by are known after a restart", "[collector][store]") {
  const TempFolder folder;
  Event event = small_day();
  std::vector<std::string> tags;
  {
    CollectorStore store = open_store(folder);
    for (int version = 0; version < 3; ++version) {
      event.sessions.front().end.utc += minutes{5};
      tags.push_back(exit_plan(event).tag);
      const auto schedule = make_schedule(wire::encode(event));
      REQUIRE(schedule);
      REQUIRE(store.put_schedule(*schedule, "sessions.csv", UtcTime{}));
    }
    REQUIRE(store.close());
  }
  auto store = CollectorStore::open(opening(folder, 5));
  REQUIRE(store);
  const auto books = store->read_books();
  REQUIRE(books);
  for (const std::string& tag : tags) {
    CHECK(books->plans.find(tag) != nullptr);
  }
}

TEST_CASE("Windows that were open when their version was replaced are known after a restart",
          "[collector][store]") {
  const TempFolder folder;
  Event event = small_day();
  const Session names = event.sessions.back();  // until 11:45, and 20 minutes
  const UtcTime in_it = names.end.utc;
  {
    CollectorStore store = open_store(folder);
    REQUIRE(store.put_schedule(*make_schedule(wire::encode(event)), "a.csv", in_it - minutes{90}));
    event.sessions.pop_back();
    REQUIRE(store.put_schedule(*make_schedule(wire::encode(event)), "b.csv", in_it));
    event.sessions.pop_back();  // "phones" was over long before
    REQUIRE(store.put_schedule(*make_schedule(wire::encode(event)), "c.csv", in_it + minutes{60}));
    REQUIRE(store.close());
  }
  auto store = CollectorStore::open(opening(folder, 5));
  REQUIRE(store);
  const auto books = store->read_books();
  REQUIRE(books);
  const auto& open = books->plans.open_when_replaced();
  REQUIRE(open.size() == 1);
  REQUIRE(open.front().windows.size() == 1);
  CHECK(open.front().windows.begin()->first == names.id);
}

TEST_CASE("A damaged database is kept aside and said aloud", "[collector][store]") {
  const TempFolder folder;
  const std::string damage = "this was a database once, before the flood came over it";
  std::ofstream(folder.file("collector.db")) << damage;
  const CollectorStore store = open_store(folder);
  REQUIRE(store.notice().find("collector-corrupt-1.db") != std::string::npos);
  REQUIRE(*read_file(folder.file("collector-corrupt-1.db"), 4096) == damage);
}

TEST_CASE("A newer database is left alone", "[collector][store]") {
  const TempFolder folder;
  REQUIRE(open_store(folder).close());
  {
    std::fstream file(folder.file("collector.db"), std::ios::binary | std::ios::in | std::ios::out);
    constexpr int user_version_offset = 60;  // sqlite.org/fileformat2.html section 1.3
    file.seekp(user_version_offset);
    file.write("\0\0\0\x63", 4);
  }
  const auto store = CollectorStore::open(opening(folder, 1));
  REQUIRE_FALSE(store);
  REQUIRE(store.error().code == ErrorCode::newer);
  REQUIRE_FALSE(std::filesystem::exists(folder.file("collector-corrupt-1.db")));
}

TEST_CASE("No response on the disk carries a time or a sequence", "[collector][store]") {
  const TempFolder folder;
  CollectorStore store = open_store(folder);
  put(store, batch(1, 1));
  REQUIRE(store.close());
  auto database = store::Database::open(collector_database(folder.file("collector.db")));
  REQUIRE(database);
  auto rowid = (*database)->prepare("SELECT rowid FROM response");
  REQUIRE_FALSE(rowid);
  const auto columns = (*database)->integer("SELECT count(*) FROM pragma_table_info('response')");
  REQUIRE(columns);
  REQUIRE(*columns == 4);
}
