// What a thief reads off the card (DESIGN 2.3): no order of taps, no trace of what was undone. The
// files are read as bytes, the way a thief would.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <random>

#include "sync/store/blobs.h"
#include "sync/store/store.h"
#include "tests/contract/support.h"

namespace lintel::store {
namespace {

using test::file_bytes;
using test::TempFolder;
using test::test_id;
using test::test_response;

constexpr std::size_t page_bytes = 4096;

std::string all_bytes(const TempFolder& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    bytes += file_bytes(entry.path());
  }
  return bytes;
}

Response with_note(std::uint64_t number, const std::string& text) {
  Response response = test_response(number);
  response.note = Note{"working", text};
  return response;
}

void tap(Store& store, std::uint64_t number, const std::string& session = "s1") {
  REQUIRE(store.journal().put_open(test_response(number, session)));
  REQUIRE(store.journal().seal(test_id(number), 5));
}

// The ids in the order in which they lie in each page of the file. A page in key order is
// ascending or, as SQLite fills pages from their end, descending. For a few rows: a tree of many
// pages has its dividing keys somewhere else.
bool pages_are_in_id_order(const std::string& bytes, std::uint64_t ids) {
  for (std::size_t page = 0; page < bytes.size(); page += page_bytes) {
    std::vector<std::pair<std::size_t, Uuid>> found;
    for (std::uint64_t number = 0; number < ids; ++number) {
      const std::string id = blob_of(test_id(number));
      for (std::size_t place = bytes.find(id, page); place < page + page_bytes;
           place = bytes.find(id, place + 1)) {
        found.emplace_back(place, test_id(number));
      }
    }
    std::sort(found.begin(), found.end());
    const auto by_id = [](const auto& a, const auto& b) { return a.second < b.second; };
    if (!std::is_sorted(found.begin(), found.end(), by_id) &&
        !std::is_sorted(found.rbegin(), found.rend(), by_id)) {
      return false;
    }
  }
  return true;
}

// Everywhere the ids are found in the file, id by id.
std::vector<std::size_t> places(const std::string& bytes, std::uint64_t ids) {
  std::vector<std::size_t> found;
  for (std::uint64_t number = 0; number < ids; ++number) {
    const std::string id = blob_of(test_id(number));
    for (std::size_t place = bytes.find(id); place != std::string::npos;
         place = bytes.find(id, place + 1)) {
      found.push_back(place);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("an undone answer leaves no trace in any file", "[secrecy]") {
  const TempFolder folder;
  const auto store = Store::open(folder.path()).value();
  REQUIRE(store->journal().put_open(with_note(1, "UNDONE-UNDONE-UNDONE")));
  REQUIRE(all_bytes(folder).find("UNDONE-UNDONE") != std::string::npos);
  REQUIRE(store->journal().discard_open(test_id(1)));
  CHECK(all_bytes(folder).find("UNDONE-UNDONE") == std::string::npos);
}

TEST_CASE("what an amendment took back is gone when the group leaves", "[secrecy]") {
  const TempFolder folder;
  const auto store = Store::open(folder.path()).value();
  std::mt19937_64 random(7);
  for (std::uint64_t number = 0; number < 300; ++number) {
    const std::string before = "TAKEN-BACK" + std::string(random() % 900, 'x');
    REQUIRE(store->journal().put_open(with_note(number, before)));
    REQUIRE(store->journal().put_open(with_note(number, std::string(random() % 900, 'y'))));
    if (number % 7 == 3) {
      REQUIRE(store->journal().discard_open(test_id(number)));
    } else {
      REQUIRE(store->journal().seal(test_id(number), 5));
    }
  }
  REQUIRE(store->journal().release(SessionId{"s1"}));
  CHECK(file_bytes(folder.path("lintel.db-wal")).empty());
  CHECK(all_bytes(folder).find("TAKEN-BACK") == std::string::npos);
}

TEST_CASE("when a group has left, its rows and those left behind lie in id order", "[secrecy]") {
  const TempFolder folder;
  const auto store = Store::open(folder.path()).value();
  // Three of another session stay behind, tapped in between.
  for (const std::uint64_t number : {4U, 0U, 5U, 2U, 6U, 1U, 7U}) {
    tap(*store, number, number >= 5 ? "s2" : "s1");
  }
  tap(*store, 3, "s1");
  REQUIRE(store->journal().counts()->released == 5);
  CHECK(file_bytes(folder.path("lintel.db-wal")).empty());
  const std::string bytes = file_bytes(folder.path("lintel.db"));
  REQUIRE(bytes.find(blob_of(test_id(7))) != std::string::npos);
  CHECK(pages_are_in_id_order(bytes, 8));
}

TEST_CASE("after a power cut the next start forgets the order too", "[secrecy]") {
  const TempFolder folder;
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const auto store = Store::open(folder.path());
    for (const std::uint64_t number : {2U, 0U, 3U, 1U}) {
      static_cast<void>((*store)->journal().put_open(test_response(number)));
    }
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  const auto store = Store::open(folder.path()).value();
  REQUIRE(*store->journal().seal_left_open(5) == 4);
  CHECK(file_bytes(folder.path("lintel.db-wal")).empty());
  const std::string bytes = file_bytes(folder.path("lintel.db"));
  REQUIRE(bytes.find(blob_of(test_id(3))) != std::string::npos);
  CHECK(pages_are_in_id_order(bytes, 4));
}

TEST_CASE("a tablet that was closed shows no order at all", "[secrecy]") {
  // The same answers in different orders must leave the same picture, byte place by byte place.
  std::vector<std::vector<std::size_t>> pictures;
  for (const std::uint64_t step : {1U, 37U, 89U}) {
    const TempFolder folder;
    {
      const auto store = Store::open(folder.path()).value();
      for (std::uint64_t number = 0; number < 200; ++number) {
        tap(*store, (number * step) % 200);
      }
    }
    CHECK(file_bytes(folder.path("lintel.db-wal")).empty());
    pictures.push_back(places(file_bytes(folder.path("lintel.db")), 200));
  }
  REQUIRE(pictures[0].size() >= 400);
  CHECK(pictures[0] == pictures[1]);
  CHECK(pictures[0] == pictures[2]);
}

TEST_CASE("no table has a rowid, a time or a sequence", "[secrecy]") {
  const TempFolder folder;
  { tap(*Store::open(folder.path()).value(), 1); }
  const std::string bytes = file_bytes(folder.path("lintel.db"));
  const std::string ending = "STRICT, WITHOUT ROWID";
  std::size_t tables = 0;
  for (std::size_t place = bytes.find("CREATE TABLE"); place != std::string::npos;
       place = bytes.find("CREATE TABLE", place + 1)) {
    ++tables;
    const std::string text =
        bytes.substr(place, bytes.find("STRICT", place) + ending.size() - place);
    CAPTURE(text);
    CHECK(text.ends_with(ending));
    CHECK(text.find("AUTOINCREMENT") == std::string::npos);
  }
  CHECK(tables == 5);
}

}  // namespace lintel::store
