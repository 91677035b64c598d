// A database of Lintel 0.1: plain notes, phases and flags in its answers, nothing remembered of
// what was shown.
#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "shared/wire/cloudevents.h"
#include "sync/collector/collector_schema.h"
#include "sync/collector/recording.h"
#include "sync/store/blobs.h"
#include "sync/store/database.h"
#include "tests/collector/day.h"

using namespace lintel;
using namespace lintel::collector;

namespace {

std::string old_bytes(int number, const std::string& note) {
  std::string bytes = event_bytes(number);
  bytes.replace(bytes.find(R"("purpose":"exit",)"), 17, "");
  bytes.replace(bytes.find(R"("answers")"), 9, R"("phase":"exit","answers")");
  const std::string noted =
      note.empty() ? "null" : R"({"prompt":"working","text":")" + note + R"("})";
  bytes.replace(bytes.rfind("}}"), 2, R"(,"note":)" + noted + R"(,"flags":[]}})");
  return bytes;
}

// The tables as they were, with seven answers; the third has a note.
void make_old_database(const TempFolder& folder) {
  constexpr std::string_view tables =
      "CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
      "CREATE TABLE schedule(event TEXT PRIMARY KEY, document TEXT NOT NULL)"
      " STRICT, WITHOUT ROWID;"
      "CREATE TABLE response(device BLOB NOT NULL, id BLOB NOT NULL, sha256 BLOB NOT NULL,"
      " bytes TEXT NOT NULL, PRIMARY KEY(device, id)) STRICT, WITHOUT ROWID;"
      "CREATE TABLE tablet(device BLOB PRIMARY KEY, ledger TEXT NOT NULL,"
      " seen_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;";
  const std::array<std::string_view, 1> schema{tables};
  auto database = store::Database::open({.path = folder.file("collector.db"),
                                         .application_id = 0x4C4E5443,
                                         .migrations = schema,
                                         .bytes_max = 1 << 24});
  REQUIRE(database);
  for (int number = 1; number <= 7; ++number) {
    const std::string bytes = old_bytes(number, number == 3 ? "They let us choose" : "");
    auto write = (*database)->prepare("INSERT INTO response VALUES(?1, ?2, ?3, ?4)");
    REQUIRE(write);
    write->bind_blob(1, store::blob_of(device_number(1)));
    write->bind_blob(2, store::blob_of(id_number(number)));
    write->bind_blob(3, store::blob_of(sha256(bytes))).bind_text(4, bytes);
    REQUIRE(write->run());
  }
  REQUIRE((*database)->run("INSERT INTO tablet VALUES(zeroblob(16), '{}', 61234)"));
  REQUIRE((*database)->checkpoint_truncate());
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("Answers of an older Lintel are rewritten, their notes sealed apart",
          "[collector][migration]") {
  const TempFolder folder;
  make_old_database(folder);
  auto store = CollectorStore::open(opening(folder));
  REQUIRE(store);
  auto books = store->read_books();
  REQUIRE(books);
  CHECK(books->unread == 0);
  const Holding& late = books->holdings.at(topic_of("late"));
  CHECK(late.came.at(device_number(1)).tally.answers == 7);
  CHECK(late.notes_came == 1);
  // What was shown of it all along is shown from here on.
  CHECK(late.disclosure.shown.tally.answers == 7);
  SharedBooks shared(std::move(books).value());
  const auto again = read_batch(wire::join_batch({old_bytes(3, "They let us choose")}));
  REQUIRE(again);
  const auto statuses = record_answers(*store, shared, {&*again});
  REQUIRE(statuses);
  CHECK(statuses->front().front() == wire::ItemStatus::duplicate);
  const auto note = store->unlisted_notes(small_day().id);
  REQUIRE(note->size() == 1);
  CHECK(*notes_key().open(note->front().box) == "They let us choose");
  REQUIRE(store->close());
  const std::string file = bytes_of(folder.file("collector.db"));
  CHECK(file.find("They let us choose") == std::string::npos);
  CHECK(file.find("phase") == std::string::npos);
}

TEST_CASE("A migration cut off half-way is done again at the next start",
          "[collector][migration]") {
  const TempFolder folder;
  make_old_database(folder);
  REQUIRE(CollectorStore::open(opening(folder))->close());
  {
    auto database = store::Database::open(collector_database(folder.file("collector.db")));
    REQUIRE(database);
    REQUIRE(
        (*database)->run("UPDATE setting SET value='yes', sum=lintel_sum('setting', key, 'yes') "
                         "WHERE key='answers_to_rewrite'"));
    auto write = (*database)->prepare("UPDATE response SET bytes=?1 WHERE id=?2");
    const std::string old = old_bytes(3, "They let us choose");
    write->bind_text(1, old).bind_blob(2, store::blob_of(id_number(3)));
    REQUIRE(write->run());
    REQUIRE((*database)->run("DELETE FROM note; DELETE FROM disclosure"));
  }
  auto store = CollectorStore::open(opening(folder));
  REQUIRE(store);
  const auto books = store->read_books();
  REQUIRE(books);
  CHECK(books->unread == 0);
  CHECK(books->holdings.at(topic_of("late")).came.at(device_number(1)).tally.answers == 7);
  CHECK(store->unlisted_notes(small_day().id)->size() == 1);
}
