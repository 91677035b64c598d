// A tablet of Lintel 0.1 is updated: what it holds opens in today's shape, counted as before, and a
// note in the clear is never sent.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "shared/wire/cloudevents.h"
#include "shared/wire/schedule.h"
#include "sync/store/blobs.h"
#include "sync/store/salvage.h"
#include "sync/store/schema.h"
#include "sync/store/store.h"
#include "sync/store/topic_migration.h"
#include "tests/contract/support.h"
#include "tests/sync/sample_event.h"

namespace lintel::store {
namespace {

using test::file_bytes;
using test::TempFolder;
using test::test_id;
using test::test_response;
using test::test_topic;

constexpr std::size_t old_version = 3;
const std::array<std::uint8_t, 32> secret{5};

Uuid device() {
  return test_id(9000);
}

// As the release before wrote an answer.
std::string old_bytes(std::uint64_t number, const std::string& session, const std::string& event,
                      const std::string& note) {
  return "{\"specversion\":\"1.0\",\"id\":\"" + test_id(number).text() +
         "\",\"source\":\"urn:lintel:device:" + device().text() +
         "\",\"type\":\"org.lintel.response.v1\",\"subject\":\"" + session +
         "\",\"datacontenttype\":\"application/json\",\"data\":{\"event\":\"" + event +
         "\",\"form\":\"exit/1\",\"phase\":\"late\",\"answers\":{\"use\":\"yes-this-week\","
         "\"try\":[1,3],\"help\":[\"time\"]}" +
         (note.empty() ? ",\"note\":null"
                       : ",\"note\":{\"prompt\":\"working\",\"text\":\"" + note + "\"}") +
         ",\"flags\":[\"burst\"]}}";
}

Response renewed(std::uint64_t number, const std::string& session = "s1",
                 const std::string& event = "pd-day") {
  Response response = test_response(number, session);
  response.event = EventId{event};
  response.form = "exit/1";
  response.use = "yes-this-week";
  response.tried = {1, 3};
  response.help = {"time"};
  return response;
}

struct OldTablet {
  TempFolder folder;
  std::unique_ptr<Database> database;
  std::map<std::string, LedgerEntry> sealed;

  OldTablet() {
    DatabaseOptions options = tablet_database(folder.path("lintel.db"));
    options.migrations = options.migrations.subspan(0, old_version);
    database = Database::open(options).value();
    set("device", device().text());
    set("unclean", "0");
  }
  void set(const std::string& key, const std::string& value) const {
    auto put = database->prepare(
        "INSERT INTO setting(key, value, sum) VALUES(?1, ?2, lintel_sum(?1, ?2))");
    put->bind_text(1, key).bind_text(2, value);
    REQUIRE(put->run());
  }
  void save_schedule() const {
    auto put = database->prepare(
        "INSERT INTO schedule(one, document, etag, fetched_ms) VALUES(1, ?, '', 0)");
    put->bind_blob(1, wire::encode(test::sample_event("Day")));
    REQUIRE(put->run());
  }
  void count(std::uint64_t number, const std::string& session) {
    LedgerEntry& entry = sealed[session];
    ++entry.taken;
    add_to_digest(entry.digest, test_id(number));
  }
  void hold(std::uint64_t number, int state, const std::string& note = {}) {
    auto put = database->prepare(
        "INSERT INTO held(id, state, session, bytes, sum) "
        "VALUES(?1, ?2, 's1', ?3, lintel_sum(?1, 's1', ?3))");
    put->bind_blob(1, blob_of(test_id(number))).bind_integer(2, state);
    put->bind_blob(3, old_bytes(number, "s1", "pd-day", note));
    REQUIRE(put->run());
    if (state == 1) {
      count(number, "s1");
    }
  }
  void send(std::uint64_t number, int state, const std::string& session = "s1",
            const std::string& event = "pd-day", const std::string& note = {}) {
    auto put = database->prepare(
        "INSERT INTO outgoing(id, state, session, bytes, code, sent_day, sum) "
        "VALUES(?1, ?2, ?3, ?4, ?5, ?6, lintel_sum(?1, ?3, ?4))");
    put->bind_blob(1, blob_of(test_id(number))).bind_integer(2, state).bind_text(3, session);
    put->bind_blob(4, old_bytes(number, session, event, note)).bind_null(5).bind_null(6);
    if (state == 2) {
      put->bind_text(5, "bad");
    } else if (state == 1) {
      put->bind_integer(6, 20'000);
    }
    REQUIRE(put->run());
    count(number, session);
  }
  // The count of sealed ones, as the release before kept it; then the tablet is switched off.
  std::unique_ptr<Store> update() {
    write_ledger();
    database.reset();
    return Store::open(folder.path()).value();
  }
  void write_ledger() const {
    for (const auto& [session, entry] : sealed) {
      auto put = database->prepare(
          "INSERT INTO ledger(session, taken, digest, sum) "
          "VALUES(?1, ?2, ?3, lintel_sum(?1, ?2, ?3))");
      put->bind_text(1, session).bind_integer(2, entry.taken).bind_blob(3, blob_of(entry.digest));
      REQUIRE(put->run());
    }
  }
};

std::string all_bytes(const TempFolder& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    bytes += file_bytes(entry.path());
  }
  return bytes;
}

LedgerEntry entry_of(const std::vector<std::uint64_t>& numbers) {
  LedgerEntry entry;
  for (const std::uint64_t number : numbers) {
    ++entry.taken;
    add_to_digest(entry.digest, test_id(number));
  }
  return entry;
}

}  // namespace

TEST_CASE("rows of the release before lose their marks and keep their ids and states",
          "[migration]") {
  OldTablet old;
  old.hold(1, 1);
  old.hold(2, 0);
  old.send(3, 0);
  old.send(4, 1);
  old.send(5, 2);
  const auto store = old.update();
  CHECK(store->device() == device());
  Journal& journal = store->journal();
  const auto counts = *journal.counts();
  CHECK(counts.held == 1);
  CHECK(counts.open == 1);
  CHECK(counts.released == 1);
  CHECK(counts.sent == 1);
  CHECK(counts.quarantined == 1);
  CHECK(journal.pending(9, 99'999, {})->at(0).bytes == wire::encode(renewed(3), device()));
  CHECK(journal.quarantined()->at(0).bytes == wire::encode(renewed(5), device()));
  REQUIRE(journal.resend({test_topic()}));
  CHECK(journal.counts()->released == 2);
  REQUIRE(journal.seal_left_open(5));
  REQUIRE(journal.end_day({}));
  CHECK(journal.carried()->size() == 5);
}

TEST_CASE("the old count of sealed answers becomes one of released ones", "[migration]") {
  OldTablet old;
  old.hold(1, 1);
  old.hold(2, 1);
  old.send(3, 0);
  old.send(4, 1);
  old.count(77, "s1");      // confirmed and deleted since
  old.count(88, "s gone");  // of a session of which no row is left
  old.save_schedule();
  const auto store = old.update();
  const auto ledger = *store->journal().ledger();
  CHECK(ledger.at(test_topic()).answers == entry_of({3, 4, 77}));
  CHECK(ledger.at(test_topic("s gone")).answers == entry_of({88}));
  REQUIRE(store->journal().close(test_topic(), {}));
  CHECK(store->journal().ledger()->at(test_topic()).answers == entry_of({1, 2, 3, 4, 77}));
}

TEST_CASE("two days that used the same session are told apart", "[migration]") {
  OldTablet old;
  old.send(1, 0);
  old.send(2, 0, "s1", "last week");
  old.count(77, "s1");
  old.save_schedule();
  const auto store = old.update();
  const auto ledger = *store->journal().ledger();
  Topic last_week = test_topic();
  last_week.event = EventId{"last week"};
  CHECK(ledger.at(test_topic()).answers == entry_of({1}));
  CHECK(ledger.at(last_week).answers == entry_of({2, 77}));
}

TEST_CASE("notes in the clear wait for the key, are sealed and leave nothing behind",
          "[migration]") {
  OldTablet old;
  old.hold(1, 1, "IN-THE-CLEAR held");
  old.send(2, 0, "s1", "pd-day", "IN-THE-CLEAR waiting");
  old.send(3, 1, "s1", "pd-day", "IN-THE-CLEAR confirmed");
  old.send(4, 2, "s1", "pd-day", "IN-THE-CLEAR refused");
  const auto store = old.update();
  REQUIRE(store->journal().end_day({}));
  REQUIRE(store->journal().tidy());
  CHECK(store->journal().pending(9, 99'999, {})->size() == 2);
  CHECK(all_bytes(old.folder).find("IN-THE-CLEAR confirmed") == std::string::npos);
  const trust::NotesKeyPair keys(secret);
  CHECK(*store->seal_plain_notes(keys.public_key()) == 3);
  CHECK(*store->seal_plain_notes(keys.public_key()) == 0);
  CHECK(all_bytes(old.folder).find("IN-THE-CLEAR") == std::string::npos);
  REQUIRE(store->journal().end_day({}));
  std::vector<std::string> texts;
  const std::vector<PendingEvent> pending = *store->journal().pending(9, 99'999, {});
  for (const PendingEvent& event : pending) {
    if (event.kind != RecordKind::note) {
      continue;
    }
    const auto note = wire::decode_note(event.bytes);
    REQUIRE(note);
    CHECK(note->note.topic == test_topic());
    CHECK(note->note.prompt == "working");
    texts.push_back(*keys.open(note->note.box));
  }
  std::sort(texts.begin(), texts.end());
  CHECK(texts == std::vector<std::string>{"IN-THE-CLEAR held", "IN-THE-CLEAR refused",
                                          "IN-THE-CLEAR waiting"});
}

TEST_CASE("what waits to be sealed survives a damaged file", "[migration][salvage]") {
  OldTablet old;
  old.hold(1, 1, "IN-THE-CLEAR");
  { const auto store = old.update(); }
  const Salvage salvage = read_salvage(old.folder.path("lintel.db"));
  REQUIRE(salvage.plain_notes.size() == 1);
  CHECK(salvage.plain_notes.begin()->second.text == "IN-THE-CLEAR");
  const TempFolder other;
  auto fresh = Database::open(tablet_database(other.path("lintel.db"))).value();
  REQUIRE(bring_in(*fresh, salvage));
  CHECK(*fresh->integer("SELECT count(*) FROM plain_note") == 1);
}

TEST_CASE("a row nobody can read is kept as it is", "[migration]") {
  OldTablet old;
  REQUIRE(
      old.database->run("INSERT INTO outgoing(id, state, session, bytes) "
                        "VALUES(x'00112233445566778899aabbccddeeff', 0, 's1', x'7b7d')"));
  const auto store = old.update();
  const auto pending = *store->journal().pending(9, 99'999, {});
  REQUIRE(pending.size() == 1);
  CHECK(pending[0].bytes == "{}");
  CHECK(store->journal().ledger()->begin()->second.answers.taken == 1);
}

// Killed at one moment after the other, from the first write to the last.
TEST_CASE("an update that is cut off is whole or not begun, and the next start does it",
          "[migration][kill]") {
  OldTablet old;
  for (std::uint64_t number = 0; number < 400; ++number) {
    old.send(number, 0, "s1", "pd-day", number % 9 == 0 ? "IN-THE-CLEAR" : "");
  }
  old.write_ledger();
  old.database.reset();
  const std::string before = file_bytes(old.folder.path("lintel.db"));
  int cut = 0;
  for (int round = 0; round < 40; ++round) {
    const TempFolder folder;
    test::write_file(folder.path("lintel.db"), before);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      const auto store = Store::open(folder.path());
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(round * 700));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    cut += WIFSIGNALED(status) ? 1 : 0;
    const auto store = Store::open(folder.path()).value();
    CHECK(store->notice().empty());
    CHECK(store->journal().counts()->released == 400);
    CHECK(store->journal().ledger()->at(test_topic()).answers.taken == 400);
    CHECK(*store->seal_plain_notes(trust::NotesKeyPair(secret).public_key()) == 45);
  }
  CHECK(cut > 0);
}

}  // namespace lintel::store
