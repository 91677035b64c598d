// The tablet's folder: one owner, nothing lost over damage, newer files left alone.
#include "sync/store/store.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <array>
#include <filesystem>

#include "sync/store/database.h"
#include "sync/store/schema.h"
#include "tests/contract/support.h"

namespace lintel::store {
namespace {

using test::file_bytes;
using test::TempFolder;
using test::test_response;
using test::write_file;

std::string db(const TempFolder& folder) {
  return folder.path("lintel.db");
}

void put(Store& store, std::uint64_t from, std::uint64_t to) {
  for (std::uint64_t number = from; number < to; ++number) {
    REQUIRE(store.journal().put_open(test_response(number)));
    REQUIRE(store.journal().seal(test_response(number).id, {5, Burst::no, {}}));
  }
}

// A store that stops as a power cut would stop it: nothing is closed or cleared.
void put_and_die(const std::string& folder) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    auto store = Store::open(folder);
    const bool saved = store && (*store)->journal().put_open(test_response(1000));
    ::_exit(saved ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(status == 0);
}

}  // namespace

TEST_CASE("a tablet keeps its name and its answers over restarts", "[store]") {
  const TempFolder folder;
  Uuid device;
  {
    const auto store = Store::open(folder.path()).value();
    device = store->device();
    CHECK_FALSE(device.is_nil());
    put(*store, 0, 3);
  }
  const auto store = Store::open(folder.path()).value();
  CHECK(store->device() == device);
  CHECK(store->notice().empty());
  CHECK(store->journal().counts()->held == 3);
}

TEST_CASE("two tablets have two names", "[store]") {
  const TempFolder one;
  const TempFolder two;
  CHECK(Store::open(one.path()).value()->device() != Store::open(two.path()).value()->device());
}

TEST_CASE("a missing folder is made for its owner only", "[store]") {
  const TempFolder folder;
  const std::string deep = folder.path("a/b");
  REQUIRE(Store::open(deep));
  struct stat info {};
  REQUIRE(::stat(deep.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0700);
}

TEST_CASE("no file of a tablet can be read by others", "[store]") {
  const TempFolder folder;
  const auto store = Store::open(folder.path()).value();
  put(*store, 0, 1);
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    CAPTURE(entry.path());
    CHECK((entry.status().permissions() & std::filesystem::perms(0077)) ==
          std::filesystem::perms::none);
  }
}

TEST_CASE("a second kiosk on the same folder is told so", "[store]") {
  const TempFolder folder;
  const auto store = Store::open(folder.path()).value();
  const auto second = Store::open(folder.path());
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::busy);
  CHECK(second.error().message.find("Another Lintel is already using the data folder " +
                                    folder.path()) != std::string::npos);
}

TEST_CASE("a path that is no folder gives one sentence", "[store]") {
  const TempFolder folder;
  write_file(folder.path("file"), "x");
  const std::string path = folder.path(GENERATE("file", "file/below"));
  const auto store = Store::open(path);
  REQUIRE_FALSE(store);
  CHECK(store.error().code == ErrorCode::io);
  CHECK(store.error().message.find(path) != std::string::npos);
}

TEST_CASE("a database of a newer Lintel is left exactly as it is", "[store]") {
  const TempFolder folder;
  { put(*Store::open(folder.path()).value(), 0, 1); }
  {
    std::vector<std::string_view> future(tablet_migrations.begin(), tablet_migrations.end());
    future.emplace_back("CREATE TABLE tomorrow(x INTEGER) STRICT;");
    auto database = Database::open({db(folder), tablet_application_id, future, 0}).value();
    REQUIRE(database->run("INSERT INTO tomorrow VALUES(1)"));
    database->leave_as_is();  // so that the -wal holds something, as after a power cut
  }
  const std::string before = file_bytes(db(folder));
  const std::string wal_before = file_bytes(db(folder) + "-wal");
  REQUIRE_FALSE(wal_before.empty());
  const auto store = Store::open(folder.path());
  REQUIRE_FALSE(store);
  CHECK(store.error().code == ErrorCode::newer);
  CHECK((file_bytes(db(folder)) == before));
  CHECK((file_bytes(db(folder) + "-wal") == wal_before));
}

TEST_CASE("what is no database of ours is set aside and kept", "[store]") {
  const TempFolder folder;
  const std::string junk = GENERATE(std::string("hello"), std::string(100'000, '\x5a'),
                                    std::string("SQLite format 3\0", 16) + std::string(900, '\1'));
  write_file(db(folder), junk);
  for (int round = 1; round <= 2; ++round) {
    write_file(db(folder), junk);
    const auto store = Store::open(folder.path()).value();
    const std::string name = "lintel-corrupt-" + std::to_string(round) + ".db";
    CHECK(store->notice().find(name) != std::string::npos);
    CHECK((file_bytes(folder.path(name)) == junk));
    put(*store, 0, 1);
    CHECK(store->journal().counts()->held == 1);
  }
}

TEST_CASE("a first start that was cut off is begun again, and nobody is alarmed", "[store]") {
  const TempFolder folder;
  // As it lies there before the tables are made.
  { REQUIRE(Database::open({db(folder), 0, {}, 0})); }
  REQUIRE(file_bytes(db(folder)).size() == 4096);
  const auto store = Store::open(folder.path()).value();
  CHECK(store->notice().empty());
  put(*store, 0, 1);
  CHECK(store->journal().counts()->held == 1);
}

TEST_CASE("another program's database is set aside and kept", "[store]") {
  const TempFolder folder;
  const std::array<std::string_view, 1> theirs = {"CREATE TABLE recipes(x TEXT) STRICT;"};
  { REQUIRE(Database::open({db(folder), 0x12345678, theirs, 0})); }
  const std::string before = file_bytes(db(folder));
  const auto store = Store::open(folder.path()).value();
  CHECK_FALSE(store->notice().empty());
  CHECK((file_bytes(folder.path("lintel-corrupt-1.db")) == before));
}

TEST_CASE("damage is looked for after a clean stop too", "[store]") {
  const TempFolder folder;
  {
    const auto store = Store::open(folder.path()).value();
    put(*store, 0, 100);
  }
  const bool is_clean = GENERATE(true, false);
  if (!is_clean) {
    put_and_die(folder.path());
  }
  std::string bytes = file_bytes(db(folder));
  const std::string wal = file_bytes(db(folder) + "-wal");
  REQUIRE(bytes.size() > 5 * 4096);
  for (std::size_t page = 2; page * 4096 < bytes.size(); ++page) {
    bytes.replace(page * 4096, 200, 200, '\x7f');
  }
  write_file(db(folder), bytes);
  const auto store = Store::open(folder.path()).value();
  CHECK(store->notice().find("lintel-corrupt-1.db") != std::string::npos);
  CHECK((file_bytes(folder.path("lintel-corrupt-1.db")) == bytes));
  CHECK((file_bytes(folder.path("lintel-corrupt-1.db-wal")) == wal));
  // The beginnings of the pages were hit; the rows behind them are whole.
  CHECK(store->journal().counts()->released > 80);
}

TEST_CASE("a stop that was not clean loses nothing and says nothing", "[store]") {
  const TempFolder folder;
  put_and_die(folder.path());
  const auto store = Store::open(folder.path()).value();
  CHECK(store->notice().empty());
  CHECK(store->journal().counts()->open == 1);
}

TEST_CASE("reopening after an I/O error keeps everything", "[store]") {
  const TempFolder folder;
  const auto store = Store::open(folder.path()).value();
  put(*store, 0, 7);
  REQUIRE(store->reopen());
  CHECK(store->journal().counts()->held == 7);
  put(*store, 7, 8);
  CHECK(store->journal().counts()->held == 8);
}

TEST_CASE("a transaction that is not committed leaves nothing", "[database]") {
  const TempFolder folder;
  const std::array<std::string_view, 1> schema = {"CREATE TABLE t(x INTEGER) STRICT;"};
  auto database = Database::open({db(folder), 1, schema, 0}).value();
  {
    const auto transaction = Transaction::begin(*database);
    REQUIRE(transaction);
    REQUIRE(database->run("INSERT INTO t VALUES(1)"));
  }
  CHECK(*database->integer("SELECT count(*) FROM t") == 0);
  auto transaction = Transaction::begin(*database);
  REQUIRE(transaction);
  REQUIRE(database->run("INSERT INTO t VALUES(1)"));
  REQUIRE(transaction->commit());
  CHECK(*database->integer("SELECT count(*) FROM t") == 1);
}

TEST_CASE("a migration that fails changes nothing", "[database]") {
  const TempFolder folder;
  const std::array<std::string_view, 1> first = {"CREATE TABLE t(x INTEGER) STRICT;"};
  { REQUIRE(Database::open({db(folder), 1, first, 0})); }
  const std::array<std::string_view, 2> broken = {first[0],
                                                  "CREATE TABLE u(x); CREATE TABLE t(y);"};
  CHECK_FALSE(Database::open({db(folder), 1, broken, 0}));
  auto database = Database::open({db(folder), 1, first, 0}).value();
  CHECK(*database->integer("PRAGMA user_version") == 1);
  CHECK(*database->integer("SELECT count(*) FROM sqlite_schema WHERE name = 'u'") == 0);
}

TEST_CASE("the settings that keep a commit through a power cut are in force", "[database]") {
  const TempFolder folder;
  auto database =
      Database::open({db(folder), tablet_application_id, tablet_migrations, 1 << 20}).value();
  CHECK(*database->integer("PRAGMA synchronous") == 2);
  CHECK(*database->integer("PRAGMA secure_delete") == 1);
  CHECK(*database->integer("PRAGMA mmap_size") == 0);
  CHECK(*database->integer("PRAGMA temp_store") == 2);
  CHECK(*database->integer("PRAGMA max_page_count") == 256);
  CHECK(*database->integer("PRAGMA journal_size_limit") == 4194304);
  const auto second = Database::open({db(folder), tablet_application_id, tablet_migrations, 0});
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::busy);
}

}  // namespace lintel::store
