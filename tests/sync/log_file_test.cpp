// Reading SQLite's log from outside: the same end that SQLite finds, and a cut that keeps the rest.
#include "sync/store/log_file.h"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <filesystem>

#include "sync/store/database.h"
#include "tests/contract/support.h"

namespace lintel::store {
namespace {

using test::file_bytes;
using test::TempFolder;
using test::write_file;

constexpr std::array<std::string_view, 1> schema{
    "CREATE TABLE number(value INTEGER PRIMARY KEY) STRICT"};
constexpr std::size_t frame_bytes = 24 + 4096;

std::unique_ptr<Database> open(const std::string& path) {
  auto database = Database::open({.path = path, .application_id = 7, .migrations = schema});
  REQUIRE(database);
  return std::move(database).value();
}

// A log of several commits, left behind as by a power cut; returns how many there were.
std::int64_t leave_log(const std::string& path, int numbers) {
  const auto database = open(path);
  REQUIRE(database->checkpoint_truncate());
  for (int number = 1; number <= numbers; ++number) {
    REQUIRE(database->run("INSERT INTO number(value) VALUES(" + std::to_string(number) + ")"));
  }
  database->leave_as_is();
  return numbers;
}

std::int64_t count(const std::string& path) {
  const auto database = open(path);
  const auto counted = database->integer("SELECT count(*) FROM number");
  REQUIRE(counted);
  return *counted;
}

}  // namespace

TEST_CASE("no log, an empty one and a foreign one have no frames", "[store][log]") {
  const TempFolder folder;
  const std::string path = folder.path("n.db");
  CHECK(examine_log(path).value().whole.frames == 0);
  CHECK(cut_log(path, {}));
  write_file(path + "-wal", "");
  CHECK(examine_log(path).value().whole.frames == 0);
  write_file(path + "-wal", std::string(9000, 'x'));
  CHECK(examine_log(path).value().whole.frames == 0);
  write_file(path, std::string(4096, 'x'));
  CHECK(examine_log(path).value().whole.frames == 0);
}

TEST_CASE("a log is whole as far as its checksums agree", "[store][log]") {
  const TempFolder folder;
  const std::string path = folder.path("n.db");
  leave_log(path, 4);
  const std::string log = file_bytes(path + "-wal");
  REQUIRE(log.size() == 32 + 4 * frame_bytes);
  CHECK(examine_log(path).value().whole.frames == 4);
  SECTION("torn") {
    write_file(path + "-wal", log.substr(0, log.size() - 1));
    CHECK(examine_log(path).value().whole.frames == 3);
    CHECK_FALSE(examine_log(path).value().hides_commits);
    CHECK(count(path) == 3);
  }
  SECTION("torn and garbled at its end") {
    std::string garbled = log;
    garbled[32 + 3 * frame_bytes + 2000] ^= 1;
    write_file(path + "-wal", garbled);
    CHECK(examine_log(path).value().whole.frames == 3);
    CHECK_FALSE(examine_log(path).value().hides_commits);
    CHECK(count(path) == 3);
  }
}

TEST_CASE("a log that is damaged before commits that were durable is told from a torn one",
          "[store][log]") {
  const TempFolder folder;
  const std::string path = folder.path("n.db");
  leave_log(path, 7);
  std::string log = file_bytes(path + "-wal");
  const std::size_t frame = 32 + frame_bytes;
  SECTION("in a page") {
    log[frame + 2000] ^= 1;
  }
  SECTION("in the checksum of a frame") {
    log[frame + 17] ^= 1;
  }
  SECTION("in the salts of a frame") {
    log[frame + 9] ^= 1;
  }
  SECTION("over several frames") {
    log.replace(frame + 100, 2 * frame_bytes, 2 * frame_bytes, '\0');
  }
  SECTION("in the first frame") {
    log[40] ^= 1;
  }
  SECTION("in the header, which would make SQLite forget all of it") {
    log[3] ^= 1;
  }
  SECTION("in the checksum of the header") {
    log[25] ^= 1;
  }
  SECTION("in the salts of the header") {
    log[17] ^= 1;
  }
  write_file(path + "-wal", log);
  const std::string before = file_bytes(path);
  CHECK(examine_log(path).value().hides_commits);
  const auto opened = Database::open({.path = path, .application_id = 7, .migrations = schema});
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == ErrorCode::corrupt);
  CHECK((file_bytes(path) == before));
  CHECK((file_bytes(path + "-wal") == log));
  // The last commit behind the damage is among what can be read.
  std::size_t pages = 0;
  bool last_is_whole = false;
  REQUIRE(each_logged_page(path, [&](const LoggedPage& page) {
    ++pages;
    last_is_whole = page.is_whole;
  }));
  CHECK(pages == 7);
  CHECK(last_is_whole);
}

TEST_CASE("a log begun anew over one that is in the database hides nothing", "[store][log]") {
  const TempFolder folder;
  const std::string path = folder.path("n.db");
  {
    const auto database = open(path);
    REQUIRE(database->run("INSERT INTO number(value) VALUES(1)"));
    REQUIRE(database->run("INSERT INTO number(value) VALUES(2)"));
    REQUIRE(database->run("PRAGMA wal_checkpoint(PASSIVE)"));
    database->leave_as_is();
  }
  std::string log = file_bytes(path + "-wal");
  log.replace(8, 20, 20, '\x5a');  // the new header, torn
  write_file(path + "-wal", log);
  CHECK_FALSE(examine_log(path).value().hides_commits);
  CHECK(count(path) == 2);
}

TEST_CASE("cutting a log keeps what came before the mark and takes the rest", "[store][log]") {
  const TempFolder folder;
  const std::string path = folder.path("n.db");
  leave_log(path, 4);
  LogMark mark = examine_log(path).value().whole;
  SECTION("of the same generation") {
    mark.frames = 2;
    REQUIRE(cut_log(path, mark));
    CHECK(std::filesystem::file_size(path + "-wal") == 32 + 2 * frame_bytes);
    CHECK(count(path) == 2);
  }
  SECTION("at its end") {
    REQUIRE(cut_log(path, mark));
    CHECK(count(path) == 4);
  }
  SECTION("of another generation") {
    mark.salts ^= 1;
    REQUIRE(cut_log(path, mark));
    CHECK(std::filesystem::file_size(path + "-wal") == 0);
    CHECK(count(path) == 0);
  }
}

TEST_CASE("opening anew keeps every commit, also those of the run before", "[store][log]") {
  const TempFolder folder;
  const std::string path = folder.path("n.db");
  leave_log(path, 3);
  const auto database = open(path);
  REQUIRE(database->reopen());
  CHECK(database->integer("SELECT count(*) FROM number").value() == 3);
  REQUIRE(database->run("INSERT INTO number(value) VALUES(100)"));
  REQUIRE(database->reopen());
  CHECK(database->integer("SELECT count(*) FROM number").value() == 4);
  // A generation of its own, and one that begins over the old log without cutting it.
  REQUIRE(database->checkpoint_truncate());
  REQUIRE(database->run("INSERT INTO number(value) VALUES(101)"));
  REQUIRE(database->run("PRAGMA wal_checkpoint(RESTART)"));
  REQUIRE(database->run("INSERT INTO number(value) VALUES(102)"));
  REQUIRE(database->reopen());
  CHECK(database->integer("SELECT count(*) FROM number").value() == 6);
}

TEST_CASE("a log that grows is copied into the database by itself", "[store][log]") {
  const TempFolder folder;
  const std::string path = folder.path("n.db");
  auto database = Database::open(
      {.path = path, .application_id = 7, .migrations = schema, .log_pages_max = 10});
  REQUIRE(database);
  for (int number = 1; number <= 200; ++number) {
    REQUIRE((*database)->run("INSERT INTO number(value) VALUES(" + std::to_string(number) + ")"));
  }
  CHECK(std::filesystem::file_size(path + "-wal") <= 32 + 20 * frame_bytes);
}

}  // namespace lintel::store
