// What a thief reads off the card (DESIGN 2.3): no order of taps, no trace of what was undone. The
// files are read as bytes, the way a thief would.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <functional>
#include <random>
#include <thread>

#include "sync/client/storage_thread.h"
#include "sync/store/blobs.h"
#include "sync/store/store.h"
#include "tests/contract/support.h"

namespace lintel::store {
namespace {

using test::file_bytes;
using test::TempFolder;
using test::test_id;
using test::test_note;
using test::test_response;
using test::test_topic;

constexpr std::size_t page_bytes = 4096;
constexpr SealRules rules{5, Burst::no, {}};

std::string all_bytes(const std::string& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    bytes += file_bytes(entry.path());
  }
  return bytes;
}
std::string all_bytes(const TempFolder& folder) {
  return all_bytes(folder.path());
}

Response saying(std::uint64_t number, const std::string& text) {
  Response response = test_response(number);
  response.help = {text};
  return response;
}

void tap(Store& store, std::uint64_t number, const std::string& session = "s1") {
  REQUIRE(store.journal().put_open(test_response(number, session)));
  REQUIRE(store.journal().seal(test_id(number), rules));
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

// A store that dies, as a power cut would have it, once `work` is done.
void die_after(const std::string& folder, const std::function<bool(Store&)>& work) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const auto store = Store::open(folder);
    ::_exit(store && work(**store) ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(status == 0);
}

}  // namespace

TEST_CASE("an undone answer leaves no trace in any file", "[secrecy]") {
  const TempFolder folder;
  const auto store = Store::open(folder.path()).value();
  REQUIRE(store->journal().put_open(saying(1, "UNDONE-UNDONE-UNDONE")));
  REQUIRE(all_bytes(folder).find("UNDONE-UNDONE") != std::string::npos);
  REQUIRE(store->journal().discard_open(test_id(1)));
  REQUIRE(store->journal().tidy());
  const std::string bytes = all_bytes(folder);
  CHECK(bytes.find("UNDONE-UNDONE") == std::string::npos);
  CHECK(bytes.find(blob_of(test_id(1))) == std::string::npos);
}

TEST_CASE("a discarded note and a note's drafts leave no trace in any file", "[secrecy]") {
  const TempFolder folder;
  const auto store = Store::open(folder.path()).value();
  REQUIRE(store->journal().put_note(test_note(1, "s1", 'q'), NoteState::draft));
  REQUIRE(store->journal().put_note(test_note(2, "s1", 'z'), NoteState::draft));
  REQUIRE(store->journal().put_note(test_note(2, "s1", 'k'), NoteState::kept));
  REQUIRE(store->journal().discard_note(test_id(1)));
  REQUIRE(store->journal().tidy());
  const std::string bytes = all_bytes(folder);
  CHECK(bytes.find(blob_of(test_id(1))) == std::string::npos);
  // As base64 writes them.
  CHECK(bytes.find("cXFxcXFxcXFx") == std::string::npos);
  CHECK(bytes.find("enp6enp6enp6") == std::string::npos);
  CHECK(bytes.find("a2tra2tra2tr") != std::string::npos);
}

TEST_CASE("what an amendment took back is gone when the files are tidied", "[secrecy]") {
  const TempFolder folder;
  const auto store = Store::open(folder.path()).value();
  std::mt19937_64 random(7);
  for (std::uint64_t number = 0; number < 300; ++number) {
    const std::string before = "TAKEN-BACK" + std::string(random() % 900, 'x');
    REQUIRE(store->journal().put_open(saying(number, before)));
    REQUIRE(store->journal().put_open(saying(number, std::string(random() % 900, 'y'))));
    if (number % 7 == 3) {
      REQUIRE(store->journal().discard_open(test_id(number)));
    } else {
      REQUIRE(store->journal().seal(test_id(number), rules));
    }
  }
  REQUIRE(store->journal().close(test_topic(), {}));
  REQUIRE(store->journal().tidy());
  CHECK(file_bytes(folder.path("lintel.db-wal")).empty());
  CHECK(all_bytes(folder).find("TAKEN-BACK") == std::string::npos);
}

// The same answers, each time in another order and another one last: the copy of the folder is the
// same picture, byte place by byte place.
TEST_CASE("after any seal a copy of the files shows neither an order nor who came last",
          "[secrecy]") {
  constexpr std::uint64_t held = 9;
  std::vector<std::uint64_t> order(held);
  for (std::uint64_t number = 0; number < held; ++number) {
    order[number] = number;
  }
  std::mt19937_64 random(11);
  std::vector<std::vector<std::size_t>> pictures;
  for (int day = 0; day < 12; ++day) {
    const TempFolder folder;
    const auto store = Store::open(folder.path()).value();
    std::shuffle(order.begin(), order.end(), random);
    for (std::uint64_t count = 0; count < held; ++count) {
      // Ones of the neighbour's session, and late ones, lie in the same table.
      tap(*store, order[count], order[count] % 4 == 3 ? "s2" : "s1");
      REQUIRE(store->journal().put_note(test_note(100 + order[count]), NoteState::kept));
      REQUIRE(store->journal().tidy());
      CHECK(file_bytes(folder.path("lintel.db-wal")).empty());
      CHECK(pages_are_in_id_order(file_bytes(folder.path("lintel.db")), held));
    }
    pictures.push_back(places(file_bytes(folder.path("lintel.db")), held));
    REQUIRE(pictures.back().size() == held);
    CHECK(pictures.back() == pictures.front());
  }
}

TEST_CASE("what was released lies in id order, whatever it went with", "[secrecy]") {
  constexpr std::uint64_t people = 25;
  std::vector<std::uint64_t> order(people);
  for (std::uint64_t number = 0; number < people; ++number) {
    order[number] = number;
  }
  std::mt19937_64 random(5);
  std::shuffle(order.begin(), order.end(), random);
  const TempFolder folder;
  const auto store = Store::open(folder.path()).value();
  const auto is_in_order = [&] {
    REQUIRE(store->journal().is_untidy());
    REQUIRE(store->journal().tidy());
    return file_bytes(folder.path("lintel.db-wal")).empty() &&
           pages_are_in_id_order(file_bytes(folder.path("lintel.db")), people);
  };
  std::vector<std::vector<Uuid>> batches;
  for (const std::uint64_t number : order) {
    tap(*store, number);
    const auto waiting = store->journal().pending(100, 1'000'000, {}).value();
    std::vector<Uuid> fresh;
    for (const PendingEvent& event : waiting) {
      const bool is_known = std::any_of(batches.begin(), batches.end(), [&](const auto& batch) {
        return std::find(batch.begin(), batch.end(), event.id) != batch.end();
      });
      if (!is_known) {
        fresh.push_back(event.id);
      }
    }
    if (!fresh.empty()) {
      batches.push_back(std::move(fresh));
    }
  }
  REQUIRE(store->journal().close(test_topic(), {}));
  REQUIRE(batches.size() == 4);
  CHECK(is_in_order());
  for (const std::vector<Uuid>& batch : batches) {
    REQUIRE(store->journal().mark_sent(batch, LocalDay{std::chrono::days{20'000}}));
    REQUIRE(store->journal().is_untidy());
  }
  REQUIRE(store->journal().mark_sent({}, LocalDay{std::chrono::days{20'000}}));
  REQUIRE(store->journal().resend({test_topic()}));
  CHECK(is_in_order());
}

TEST_CASE("the storage thread tidies within two seconds of a seal, an undo and a draft",
          "[secrecy]") {
  const TempFolder folder;
  StorageThread thread(
      Store::open(folder.path()).value(), [](const TabletNews&) {}, [](const JournalCounts&) {});
  const std::array<std::uint8_t, 32> secret{3};
  thread.use_notes_key(trust::NotesKeyPair(secret).public_key());
  const auto is_tidied = [&] {
    // Whoever asks is answered after the orders before; the log is emptied when none is left.
    static_cast<void>(thread.ask<int>(Recount::no, [](Store&) { return Result<int>(0); }));
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds{2};
    while (!file_bytes(folder.path("lintel.db-wal")).empty()) {
      if (std::chrono::steady_clock::now() > give_up) {
        return false;
      }
      std::this_thread::yield();
    }
    return true;
  };
  thread.put_open(test_response(1));
  thread.seal(test_id(1), rules);
  CHECK(is_tidied());
  thread.put_open(saying(2, "UNDONE-UNDONE"));
  thread.discard(test_id(2));
  CHECK(is_tidied());
  CHECK(all_bytes(folder).find("UNDONE-UNDONE") == std::string::npos);
  thread.put_note({test_id(3), test_topic(), "exit/2", "working", "In the clear"},
                  NoteState::draft);
  CHECK(is_tidied());
  CHECK(all_bytes(folder).find("In the clear") == std::string::npos);
}

TEST_CASE("after a power cut the next start forgets the order at once", "[secrecy]") {
  const TempFolder folder;
  die_after(folder.path(), [](Store& store) {
    bool done = true;
    for (const std::uint64_t number : {2U, 0U, 3U, 1U}) {
      done = done && store.journal().put_open(test_response(number));
      done = done && (number == 1 || store.journal().seal(test_id(number), rules));
    }
    return done;
  });
  const auto store = Store::open(folder.path()).value();
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
      REQUIRE(store->journal().close(test_topic(), {}));
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
  CHECK(tables == 7);
}

// What a door sees of a person beside the choice: when, in which phase, a burst, a note, a
// language.
TEST_CASE("a row carries no mark", "[secrecy]") {
  const TempFolder folder;
  const auto store = Store::open(folder.path()).value();
  REQUIRE(store->journal().put_open(test_response(1)));
  REQUIRE(store->journal().seal(test_id(1), {5, Burst::yes, UtcTime{std::chrono::hours{9}}}));
  REQUIRE(store->journal().put_open(test_response(2)));
  REQUIRE(store->journal().seal(test_id(2), rules));
  REQUIRE(store->journal().put_note(test_note(3), NoteState::kept));
  REQUIRE(store->journal().close(test_topic(), {}));
  const std::vector<PendingEvent> pending = *store->journal().pending(9, 99'999, {});
  std::vector<std::string> answers;
  for (const PendingEvent& event : pending) {
    if (event.kind == RecordKind::answer) {
      std::string bytes = event.bytes;
      bytes.replace(bytes.find(event.id.text()), 36, "-");
      answers.push_back(bytes);
    }
  }
  REQUIRE(answers.size() == 2);
  CHECK(answers[0] == answers[1]);
}

}  // namespace lintel::store
