// A tablet's files are damaged at random, at rest and with everything in the log: it always starts,
// loses nothing that was whole, and says in one sentence what was set aside.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <map>
#include <set>

#include "shared/wire/cloudevents.h"
#include "sync/store/store.h"
#include "tests/contract/support.h"
#include "tests/damage/damage.h"

namespace lintel::store {
namespace {

using test::Damage;
using test::file_bytes;
using test::last_place;
using test::TempFolder;
using test::test_id;
using test::test_note;
using test::test_response;
using test::test_topic;
using test::write_file;

constexpr std::uint64_t answers = 60;
constexpr std::uint64_t first_note = 1000;
constexpr std::uint64_t notes = 6;

Status fill(Store& store) {
  Journal& journal = store.journal();
  for (std::uint64_t number = 0; number < answers; ++number) {
    TRY_DO(journal.put_open(test_response(number, number % 3 == 0 ? "s2" : "s1")));
    if (number + 1 < answers) {
      TRY_DO(journal.seal(test_id(number), {5, Burst::no, {}}));
    }
  }
  for (std::uint64_t number = first_note; number < first_note + notes; ++number) {
    TRY_DO(journal.put_note(test_note(number), NoteState::kept));
  }
  TRY_DO(journal.close(test_topic("s2"), {}));
  TRY_DO(journal.quarantine(test_id(3), "answers-invalid"));
  TRY_DO(store.schedule().save({std::string(9000, 'd'), "\"etag\"", UtcTime{}, {}}));
  // What is committed last cannot be told from the torn end of a commit: nothing of value.
  return store.schedule().set_setting("last", "nothing");
}

struct Files {
  std::string database;
  std::string log;
  Uuid device;
};

enum class Stop { clean, killed };

Files make_tablet(Stop stop) {
  const TempFolder folder;
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    auto store = Store::open(folder.path());
    const bool is_filled = store && fill(**store);
    if (is_filled && stop == Stop::clean) {
      store->reset();
    }
    ::_exit(is_filled ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(status == 0);
  Files files{file_bytes(folder.path("lintel.db")), file_bytes(folder.path("lintel.db-wal")), {}};
  files.device = Store::open(folder.path()).value()->device();
  return files;
}

// What an answer's or a note's row holds besides its id and its sum, as it lies in the file.
std::map<Uuid, std::string> records(const Uuid& device) {
  std::map<Uuid, std::string> all;
  for (std::uint64_t number = 0; number < answers; ++number) {
    const Response response = test_response(number, number % 3 == 0 ? "s2" : "s1");
    all[response.id] = "pd-dayexit" + response.session.value + wire::encode(response, device);
  }
  for (std::uint64_t number = first_note; number < first_note + notes; ++number) {
    all[test_id(number)] = "pd-dayexits1" + wire::encode(test_note(number), device);
  }
  return all;
}

// The cell around what was searched for: its header and id before, its code and sum behind.
constexpr std::size_t before_bytes = 48;
constexpr std::size_t behind_bytes = 48;

// Not hit where it was written last. Rows that reach over several pages are not looked for.
bool is_whole(const Files& files, const std::string& record, const Damage& damage, bool in_log) {
  const std::size_t in_log_at = last_place(files.log, record);
  const std::string& file = in_log_at == std::string::npos ? files.database : files.log;
  const std::size_t at = last_place(file, record);
  const bool is_in_damaged = (&file == &files.log) == in_log;
  const std::size_t first = at - std::min(at, before_bytes);
  return at != std::string::npos &&
         (!is_in_damaged || !damage.touches(first, at + record.size() + behind_bytes));
}

std::map<Uuid, std::string> all_there(Store& store) {
  REQUIRE(store.journal().seal_left_open(5));
  REQUIRE(store.journal().end_day({}));
  std::map<Uuid, std::string> found;
  const auto carried = store.journal().carried();
  REQUIRE(carried);
  for (const PendingEvent& event : *carried) {
    found[event.id] = event.bytes;
  }
  return found;
}

void try_damages(const Files& files, bool in_log, std::uint64_t seed, int rounds) {
  const std::map<Uuid, std::string> written = records(files.device);
  std::mt19937_64 random(seed);
  int set_aside = 0;
  for (int round = 0; round < rounds; ++round) {
    const TempFolder folder;
    Files damaged = files;
    const Damage damage = test::damage(in_log ? damaged.log : damaged.database, random);
    write_file(folder.path("lintel.db"), damaged.database);
    write_file(folder.path("lintel.db-wal"), damaged.log);
    INFO("round " << round << ": " << damage.what << " at " << damage.first);
    auto opened = Store::open(folder.path());
    INFO((opened ? (*opened)->notice() : opened.error().message));
    REQUIRE(opened);
    Store& store = **opened;
    const bool is_aside = std::filesystem::exists(folder.path("lintel-corrupt-1.db"));
    set_aside += is_aside ? 1 : 0;
    CHECK(is_aside == (store.notice().find("lintel-corrupt-1.db") != std::string::npos));
    if (is_aside) {
      CHECK((file_bytes(folder.path("lintel-corrupt-1.db")) == damaged.database));
      CHECK((file_bytes(folder.path("lintel-corrupt-1.db-wal")) == damaged.log));
    }
    const std::map<Uuid, std::string> found = all_there(store);
    for (const auto& [id, record] : written) {
      const auto there = found.find(id);
      // A log that ends within a commit is a torn one: that commit has not happened.
      const bool is_torn = in_log && damage.is_cut;
      if (!is_torn && is_whole(files, record, damage, in_log)) {
        CHECK(there != found.end());
      }
      if (there != found.end()) {
        CHECK((record.size() > there->second.size() && record.ends_with(there->second)));
      }
    }
    // Only the torn end of a log goes without a word.
    if (store.notice().empty() && !(in_log && damage.is_cut)) {
      CHECK(found.size() == written.size());
      CHECK(store.device() == files.device);
    }
    if (store.device() == files.device) {
      CHECK(store.journal().put_open(test_response(77'777)));
    }
  }
  WARN(set_aside << " of " << rounds << " damages were set aside");
  CHECK(set_aside > 0);
}

}  // namespace

TEST_CASE("a tablet's database, damaged at rest", "[damage]") {
  try_damages(make_tablet(Stop::clean), false, 5, test::damages_to_try(20));
}

TEST_CASE("a tablet's database, damaged under its log", "[damage]") {
  try_damages(make_tablet(Stop::killed), false, 6, test::damages_to_try(5));
}

TEST_CASE("a tablet's log, damaged", "[damage]") {
  try_damages(make_tablet(Stop::killed), true, 7, test::damages_to_try(20));
}

TEST_CASE("a wrong page number in a log costs nothing, and is said", "[damage]") {
  const Files files = make_tablet(Stop::killed);
  constexpr std::size_t frame_bytes = 24 + 4096;
  const std::map<Uuid, std::string> written = records(files.device);
  for (std::size_t at = 32; at + 12 * frame_bytes < files.log.size(); at += 7 * frame_bytes) {
    const TempFolder folder;
    Files damaged = files;
    damaged.log[at + 3] = static_cast<char>(damaged.log[at + 3] ^ 4);  // which page it is
    write_file(folder.path("lintel.db"), damaged.database);
    write_file(folder.path("lintel.db-wal"), damaged.log);
    INFO("frame " << (at - 32) / frame_bytes);
    const auto store = Store::open(folder.path()).value();
    CHECK(store->notice().find("lintel-corrupt-1.db") != std::string::npos);
    CHECK(store->device() == files.device);
    CHECK(all_there(*store).size() == written.size());
    // The ledger goes back over nothing that was told.
    CHECK(store->journal().counts()->topics.at(test_topic("s2")).released == 20);
  }
}

TEST_CASE("a tablet whose header is damaged starts whichever byte it was", "[damage]") {
  const Files files = make_tablet(Stop::clean);
  // A number a little larger is what a newer Lintel would write here, and left alone.
  constexpr std::size_t version_at = 62;
  for (std::size_t at = 0; at < 100; ++at) {
    if (at == version_at || at == version_at + 1) {
      continue;
    }
    for (const int bit : {0, 1, 7}) {
      const TempFolder folder;
      std::string damaged = files.database;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      write_file(folder.path("lintel.db"), damaged);
      INFO("byte " << at << ", bit " << bit);
      auto store = Store::open(folder.path());
      INFO((store ? (*store)->notice() : store.error().message));
      REQUIRE(store);
      CHECK((*store)->device() == files.device);
      CHECK((*store)->journal().put_open(test_response(77'777)));
      CHECK(all_there(**store).size() == answers + notes + 1);
    }
  }
}

}  // namespace lintel::store
