// Damaged pages: what is whole comes over into a fresh database, what is not stays in the file that
// is set aside, and the ledger still counts all of it.
#include "sync/store/salvage.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <random>

#include "shared/wire/cloudevents.h"
#include "sync/store/blobs.h"
#include "sync/store/store.h"
#include "sync/store/topic_migration.h"
#include "tests/contract/support.h"

namespace lintel::store {
namespace {

using test::file_bytes;
using test::TempFolder;
using test::test_id;
using test::test_note;
using test::test_response;
using test::test_topic;
using test::write_file;

constexpr std::uint64_t answers = 300;
constexpr std::uint64_t late = 900;  // sealed after the close
constexpr std::uint64_t notes = 6;
constexpr std::uint64_t rows = answers + 2 + notes + 1;  // with the late, the open and the draft
constexpr std::size_t page_bytes = 4096;
constexpr std::size_t damages = 25;

Response answer(std::uint64_t number) {
  Response response = test_response(number);
  if (number % 4 == 0) {  // some reach into overflow pages
    response.help = {std::string(number % 8 == 0 ? 1500 : 60, 'h') + std::to_string(number)};
  }
  return response;
}

DatabaseOptions options(const TempFolder& folder) {
  return tablet_database(folder.path("lintel.db"));
}

// A tablet with answers in every state that stops without closing; returns its name.
Uuid fill_and_die(const TempFolder& folder) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    auto opened = Store::open(folder.path());
    bool done = opened && (*opened)->schedule().set_setting("collector", test_id(9).text());
    Journal& journal = (*opened)->journal();
    for (std::uint64_t number = 0; number < answers; ++number) {
      done = done && journal.put_open(answer(number)) &&
             journal.seal(test_id(number), {5, Burst::no, {}});
    }
    for (std::uint64_t number = 1000; number < 1000 + notes; ++number) {
      done = done && journal.put_note(test_note(number), NoteState::kept);
    }
    done = done && journal.close(test_topic(), {}) && journal.put_open(answer(late)) &&
           journal.seal(test_id(late), {5, Burst::yes, {}}) &&
           journal.put_note(test_note(2000), NoteState::draft);
    done = done && journal.mark_sent({test_id(1), test_id(2)}, LocalDay{}) &&
           journal.quarantine(test_id(3), "answers-invalid") && journal.put_open(answer(answers));
    ::_exit(done ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(status == 0);
  // The log into the file, so that damage hits what counts; the flag of the unclean stop stays up.
  auto database = Database::open(options(folder)).value();
  REQUIRE(database->checkpoint_truncate());
  auto name = database->prepare("SELECT value FROM setting WHERE key = 'device'").value();
  REQUIRE(name.step().value());
  return Uuid::parse(name.column_text(0)).value();
}

}  // namespace

TEST_CASE("a whole file is read as a whole", "[salvage]") {
  const TempFolder folder;
  const Uuid device = fill_and_die(folder);
  const std::string before = file_bytes(folder.path("lintel.db"));
  const Salvage salvage = read_salvage(folder.path("lintel.db"));
  CHECK(salvage.device() == device);
  CHECK(salvage.rows.size() == rows);
  CHECK(salvage.answers() == static_cast<int>(answers) + 2);
  const TopicRow& topic = salvage.topics.at(test_topic());
  CHECK(topic.told.answers.taken == static_cast<int>(answers));
  CHECK(topic.told.notes.taken == static_cast<int>(notes));
  CHECK(topic.told.closed);
  CHECK(topic.held_bursts == 1);
  CHECK(salvage.settings.at("collector") == test_id(9).text());
  CHECK((file_bytes(folder.path("lintel.db")) == before));
}

TEST_CASE("a tablet with damaged pages goes on with every answer that is whole", "[salvage]") {
  const TempFolder made;
  const Uuid device = fill_and_die(made);
  const std::string sound = file_bytes(made.path("lintel.db"));
  // The leaves (sqlite.org/fileformat2.html 1.6); a page further up hides what is below it, too.
  std::vector<std::size_t> pages;
  for (std::size_t page = 2; page < sound.size() / page_bytes; ++page) {
    if (sound[page * page_bytes] == 0x0a) {
      pages.push_back(page);
    }
  }
  std::mt19937_64 random(41);
  std::size_t most = 0;
  for (std::size_t round = 0; round < damages; ++round) {
    const TempFolder folder;
    std::string damaged = sound;
    const std::size_t page = pages[random() % pages.size()];
    for (std::size_t at = 0; at < page_bytes; ++at) {
      damaged[page * page_bytes + at] = static_cast<char>(random());
    }
    write_file(folder.path("lintel.db"), damaged);
    const auto store = Store::open(folder.path()).value();
    INFO("page " << page << ": " << store->notice());
    if (store->notice().empty()) {
      continue;  // the page was unused
    }
    CHECK((file_bytes(folder.path("lintel-corrupt-1.db")) == damaged));
    const auto pending = store->journal().pending(10'000, 1U << 30U, Uuid{}).value();
    std::size_t whole = store->journal().quarantined().value().size();
    for (const PendingEvent& event : pending) {
      if (event.kind == RecordKind::note) {
        continue;
      }
      ++whole;
      bool is_known = false;
      for (std::uint64_t number = 0; number < answers && !is_known; ++number) {
        is_known =
            event.id == test_id(number) && event.bytes == wire::encode(answer(number), device);
      }
      CHECK(is_known);
    }
    most = std::max(most, answers - whole);
    if (whole > 0) {
      CHECK(store->device() == device);
      // Unless the topics' own page was hit, the collector learns of every missing one.
      const int taken = store->journal().counts()->topics.at(test_topic()).released;
      CHECK((taken == static_cast<int>(answers) || taken == static_cast<int>(whole)));
    }
  }
  WARN(damages << " damages of one of " << pages.size() << " pages: at most " << most << " of "
               << answers << " answers were in it");
  CHECK(most <= 20);
}

TEST_CASE("whichever page is damaged, only what was in it is lost", "[salvage]") {
  const TempFolder made;
  const Uuid device = fill_and_die(made);
  const std::string sound = file_bytes(made.path("lintel.db"));
  const TempFolder folder;
  std::mt19937_64 random(43);
  for (std::size_t page = 0; page < sound.size() / page_bytes; ++page) {
    std::string damaged = sound;
    for (std::size_t at = 0; at < page_bytes; ++at) {
      damaged[page * page_bytes + at] = static_cast<char>(random());
    }
    write_file(folder.path("lintel.db"), damaged);
    const Salvage salvage = read_salvage(folder.path("lintel.db"));
    INFO("page " << page << " of " << sound.size() / page_bytes);
    CHECK(salvage.rows.size() >= rows - 20);
    CHECK(salvage.device() == device);
    for (std::uint64_t number = 0; number <= answers; ++number) {
      const auto found = salvage.rows.find(blob_of(test_id(number)));
      CHECK((found == salvage.rows.end() ||
             found->second.bytes == wire::encode(answer(number), device)));
    }
    for (std::uint64_t number = 1000; number < 1000 + notes; ++number) {
      const auto found = salvage.rows.find(blob_of(test_id(number)));
      CHECK((found == salvage.rows.end() || found->second.kind == RecordKind::note));
    }
    const auto topic = salvage.topics.find(test_topic());
    CHECK((topic == salvage.topics.end() || topic->second.told.closed));
  }
}

TEST_CASE("what only the log holds is found page by page, too", "[salvage]") {
  const TempFolder folder;
  fill_and_die(folder);
  const Uuid late = test_id(5000);
  {
    const auto database = Database::open(options(folder)).value();
    REQUIRE(database->run("DELETE FROM outgoing WHERE state = 0"));
    auto put = database->prepare(
        "INSERT INTO outgoing(id, state, kind, event, purpose, session, bytes, sum) "
        "VALUES(?1, 0, 0, 'pd-day', 'exit', ?2, ?3, lintel_sum(?1, 'pd-day', 'exit', ?2, ?3))");
    REQUIRE(put);
    put->bind_blob(1, blob_of(late)).bind_text(2, "s1").bind_blob(3, std::string(3000, 'l'));
    REQUIRE(put->run());
    database->leave_as_is();
  }
  std::string damaged = file_bytes(folder.path("lintel.db"));
  damaged.replace(0, page_bytes, page_bytes, '\x5a');
  write_file(folder.path("lintel.db"), damaged);
  const Salvage salvage = read_salvage(folder.path("lintel.db"));
  CHECK(salvage.rows.contains(blob_of(late)));
  CHECK_FALSE(salvage.rows.contains(blob_of(test_id(17))));  // its deletion is in the log
}

TEST_CASE("a row whose bytes have changed is not salvaged", "[salvage]") {
  const TempFolder folder;
  fill_and_die(folder);
  std::string bytes = file_bytes(folder.path("lintel.db"));
  const std::size_t at = bytes.find(test_id(17).text());  // in the frozen event
  REQUIRE(at != std::string::npos);
  bytes[at + 60] ^= 1;
  write_file(folder.path("lintel.db"), bytes);
  const Salvage salvage = read_salvage(folder.path("lintel.db"));
  CHECK(salvage.rows.size() == rows - 1);
  CHECK_FALSE(salvage.rows.contains(blob_of(test_id(17))));
}

TEST_CASE("answers whose count is lost are counted anew, as far as they were released",
          "[salvage]") {
  const TempFolder folder;
  fill_and_die(folder);
  Salvage salvage = read_salvage(folder.path("lintel.db"));
  salvage.topics.clear();
  salvage.settings.clear();  // the name is in the answers
  const TempFolder other;
  auto fresh = Database::open(options(other)).value();
  REQUIRE(bring_in(*fresh, salvage));
  const TopicRow topic = read_topic(*fresh, test_topic()).value();
  CHECK(topic.told.answers.taken == static_cast<int>(answers));
  CHECK(topic.told.notes.taken == static_cast<int>(notes));
  CHECK(fresh->integer("SELECT count(*) FROM setting WHERE key = 'device'").value() == 1);
}

}  // namespace lintel::store
