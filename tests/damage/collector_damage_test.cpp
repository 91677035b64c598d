// A collector's files are damaged at random, at rest and with everything in the log: it always
// starts as who it was, disowns no tablet, loses nothing that was whole, and says in one sentence
// what was set aside.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <set>

#include "shared/trust/keys.h"
#include "shared/wire/schedule.h"
#include "sync/collector/data_folder.h"
#include "sync/collector/recording.h"
#include "sync/store/blobs.h"
#include "tests/collector/day.h"
#include "tests/contract/support.h"
#include "tests/damage/damage.h"

namespace lintel::collector {
namespace {

using test::Damage;
using test::file_bytes;
using test::last_place;
using test::write_file;

constexpr int answers = 60;
constexpr int tablets = 12;
constexpr UtcTime noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} +
                       std::chrono::hours{18}};

trust::KnownTablet tablet(int number) {
  std::array<std::uint8_t, 32> seed{};
  seed[0] = static_cast<std::uint8_t>(number);
  return {device_number(number), trust::KeyPair(trust::Seed(seed)).public_key(),
          "Tablet " + std::to_string(number), RoomId{std::to_string(200 + number)},
          number == 3 ? trust::Admission::revoked : trust::Admission::paired};
}

Schedule version(int number) {
  Event event = small_day();
  event.title = "Version " + std::to_string(number);
  return make_schedule(wire::encode(event, wire::Guides::kept)).value();
}

Status fill(CollectorStore& store) {
  SignInState sign_in;
  sign_in.password = "$argon2id$not a real one";
  TRY_DO(store.put_sign_in(sign_in));
  for (int number = 1; number <= tablets; ++number) {
    TRY_DO(store.put_tablet(tablet(number)));
  }
  for (int number = 1; number <= 3; ++number) {
    TRY(const int stored, store.put_schedule(version(number), "sessions.csv", noon));
    static_cast<void>(stored);
  }
  TRY(Books read, store.read_books());
  SharedBooks books(std::move(read));
  for (int first = 1; first <= answers; first += 10) {
    TRY(const Intake intake, read_batch(batch(first, first + 9)));
    TRY(const auto statuses, record_answers(store, books, {&intake}));
    static_cast<void>(statuses);
  }
  TRY(const Intake note, read_batch("[" + note_bytes(500, "late", "We were heard") + "]"));
  TRY(const auto statuses, record_answers(store, books, {&note}));
  static_cast<void>(statuses);
  TRY_DO(record_ledger(store, books, ledger_of(1, answers), noon));
  TRY_DO(record_close(store, books, {topic_of("late")}, TopicClose::by_adult));
  TRY_DO(catch_up(store, books, noon));
  TRY_DO(store.put_written_off(device_number(7), noon));
  TRY_DO(store.put_day_over(small_day().id, LocalDay{}, noon));
  // What is committed last cannot be told from the torn end of a commit: nothing of value.
  return store.put_recovery_code_told();
}

struct Files {
  std::string database;
  std::string log;
  std::string identity;
  std::string shown;
};

enum class Stop { clean, killed };

Files make_collector(Stop stop) {
  const TempFolder folder;
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    auto store = CollectorStore::open(opening(folder));
    const bool is_filled = store && fill(*store);
    const bool is_closed = is_filled && (stop == Stop::killed || store->close());
    ::_exit(is_closed ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(status == 0);
  return {file_bytes(folder.file("collector.db")), file_bytes(folder.file("collector.db-wal")),
          file_bytes(folder.file("identity.json")), file_bytes(folder.file("shown.json"))};
}

void put_down(const TempFolder& folder, const Files& files) {
  write_file(folder.file("collector.db"), files.database);
  write_file(folder.file("collector.db-wal"), files.log);
  write_file(folder.file("identity.json"), files.identity);
  write_file(folder.file("shown.json"), files.shown);
}

bool is_whole(const Files& files, const std::string& record, const Damage& damage, bool in_log) {
  constexpr std::size_t margin = 80;  // the cell's header, ids and digest
  const bool is_in_log = files.log.find(record) != std::string::npos;
  const std::string& file = is_in_log ? files.log : files.database;
  const std::size_t at = last_place(file, record);
  return at != std::string::npos &&
         (is_in_log != in_log ||
          !damage.touches(at - std::min(at, margin), at + record.size() + margin));
}

// Which of the answers are here: those that come as known when they are sent again.
std::set<int> answers_here(CollectorStore& store) {
  std::set<int> here;
  for (int number = 1; number <= answers; ++number) {
    const auto intake = read_batch("[" + event_bytes(number) + "]").value();
    const auto statuses =
        store.store({&intake}, [](const CollectorStore::Statuses&) { return Shown{}; }).value();
    CHECK(statuses.front().front() != wire::ItemStatus::conflict);
    if (statuses.front().front() == wire::ItemStatus::duplicate) {
      here.insert(number);
    }
  }
  return here;
}

void check_who_it_is(CollectorStore& store, const Books& books) {
  CHECK(store.collector() == device_number(99));
  CHECK(store.notes_key() == notes_key().public_key());
  const auto known = store.read_tablets().value();
  CHECK(known.size() == tablets);
  for (const trust::KnownTablet& one : known) {
    const bool is_revoked = one.device == device_number(3);
    CHECK((one.admission == trust::Admission::revoked) == is_revoked);
  }
  CHECK(store.read_sign_in()->password == "$argon2id$not a real one");
  REQUIRE(books.holdings.contains(topic_of("late")));
  CHECK(books.holdings.at(topic_of("late")).disclosure.shown.tally.answers == answers);
}

void try_damages(const Files& files, bool in_log, std::uint64_t seed, int rounds) {
  std::mt19937_64 random(seed);
  int said = 0;
  for (int round = 0; round < rounds; ++round) {
    const TempFolder folder;
    Files damaged = files;
    const Damage damage = test::damage(in_log ? damaged.log : damaged.database, random);
    put_down(folder, damaged);
    INFO("round " << round << ": " << damage.what << " at " << damage.first);
    auto store = CollectorStore::open(opening(folder, 5));
    INFO((store ? store->notice() : store.error().message));
    REQUIRE(store);
    const bool is_aside = std::filesystem::exists(folder.file("collector-corrupt-1.db"));
    CHECK(is_aside == (store->notice().find("collector-corrupt-1.db") != std::string::npos));
    const auto books = store->read_books();
    INFO((books ? store->notice() : books.error().message));
    REQUIRE(books);
    said += store->notice().empty() ? 0 : 1;
    check_who_it_is(*store, *books);
    if (!damage.is_cut) {
      REQUIRE(books->schedule);  // of three versions one is whole
    }
    const std::set<int> here = answers_here(*store);
    for (int number = 1; number <= answers; ++number) {
      // A log that ends within a commit is a torn one: that commit has not happened.
      const bool is_torn = in_log && damage.is_cut;
      if (!is_torn && is_whole(files, event_bytes(number), damage, in_log)) {
        CHECK(here.contains(number));
      }
    }
    if (store->notice().empty() && !(in_log && damage.is_cut)) {
      CHECK(here.size() == answers);
      CHECK(books->schedule->event.title == "Version 3");
    }
  }
  WARN(said << " of " << rounds << " damages were said");
  CHECK(said > 0);
}

}  // namespace

TEST_CASE("A collector's database, damaged at rest", "[damage]") {
  try_damages(make_collector(Stop::clean), false, 11, test::damages_to_try(15));
}

TEST_CASE("A collector's database, damaged under its log", "[damage]") {
  try_damages(make_collector(Stop::killed), false, 12, test::damages_to_try(4));
}

TEST_CASE("A collector's log, damaged", "[damage]") {
  try_damages(make_collector(Stop::killed), true, 13, test::damages_to_try(15));
}

TEST_CASE("The small files beside a collector's database, damaged", "[damage]") {
  const Files files = make_collector(Stop::clean);
  std::mt19937_64 random(14);
  for (int round = 0; round < test::damages_to_try(10); ++round) {
    const TempFolder folder;
    Files damaged = files;
    std::string& hit = round % 2 == 0 ? damaged.identity : damaged.shown;
    const std::string before = hit;
    const Damage damage = test::damage(hit, random);
    put_down(folder, damaged);
    INFO("round " << round << ": " << damage.what << " at " << damage.first);
    auto store = CollectorStore::open(opening(folder, 5));
    REQUIRE(store);
    const auto books = store->read_books();
    REQUIRE(books);
    check_who_it_is(*store, *books);
    CHECK(answers_here(*store).size() == answers);
    CHECK(store->notice().empty() == (hit == before));
    CHECK(file_bytes(folder.file("identity.json")) == files.identity);
  }
}

TEST_CASE("A collector whose database is gone altogether disowns no tablet", "[damage]") {
  Files files = make_collector(Stop::clean);
  files.database = std::string(files.database.size(), '\x5a');
  const TempFolder folder;
  put_down(folder, files);
  auto store = CollectorStore::open(opening(folder, 5));
  REQUIRE(store);
  const auto books = store->read_books();
  REQUIRE(books);
  check_who_it_is(*store, *books);
  CHECK(store->notice().find("collector-corrupt-1.db") != std::string::npos);
}

TEST_CASE("A collector whose folder is deleted while it runs says so, and then keeps everything",
          "[damage][moved]") {
  const TempFolder folder;
  auto store = CollectorStore::open(opening(folder));
  REQUIRE(store);
  REQUIRE(store->put_tablet(tablet(1)));
  std::filesystem::remove_all(folder.path());
  const Status refused = store->put_tablet(tablet(2));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("collector.db was deleted or moved") != std::string::npos);
  REQUIRE(store->put_tablet(tablet(2)));
  REQUIRE(store->put_recovery_code_told());
  REQUIRE(store->close());
  auto again = CollectorStore::open(opening(folder, 5));
  REQUIRE(again);
  CHECK(again->collector() == device_number(99));
  CHECK(again->read_tablets()->size() == 2);
  CHECK(*again->recovery_code_told());
}

TEST_CASE("An older database put back lets no revoked tablet in and forgets none", "[damage]") {
  const TempFolder folder;
  auto store = CollectorStore::open(opening(folder));
  REQUIRE(store);
  REQUIRE(store->put_tablet(tablet(1)));
  REQUIRE(store->close());
  const std::string older = file_bytes(folder.file("collector.db"));
  store = CollectorStore::open(opening(folder));
  REQUIRE(store);
  trust::KnownTablet revoked = tablet(1);
  revoked.admission = trust::Admission::revoked;
  REQUIRE(store->put_tablet(revoked));
  REQUIRE(store->put_tablet(tablet(2)));
  REQUIRE(store->close());
  write_file(folder.file("collector.db"), older);
  store = CollectorStore::open(opening(folder));
  REQUIRE(store);
  const auto known = store->read_tablets().value();
  REQUIRE(known.size() == 2);
  CHECK(std::count_if(known.begin(), known.end(), [](const trust::KnownTablet& one) {
          return one.admission == trust::Admission::revoked;
        }) == 1);
  CHECK(store->notice().find("identity.json") != std::string::npos);
}

TEST_CASE("Of a damaged schedule the version before is served, and said", "[damage]") {
  Files files = make_collector(Stop::clean);
  const std::size_t at = last_place(files.database, "Version 3");
  REQUIRE(at != std::string::npos);
  files.database[at + 8] = 'X';
  const TempFolder folder;
  put_down(folder, files);
  auto store = CollectorStore::open(opening(folder, 5));
  REQUIRE(store);
  const Books books = store->read_books().value();
  REQUIRE(books.schedule);
  CHECK(books.schedule->event.title == "Version 2");
  CHECK(store->notice().find("Version 3 of the schedule is damaged, so version 2 is served") !=
        std::string::npos);
  const auto versions = store->versions().value();
  CHECK(versions.back().served);
  REQUIRE(store->close());
  // Once; and what is loaded anew is served as ever.
  auto again = CollectorStore::open(opening(folder, 5));
  REQUIRE(again);
  CHECK(again->read_books()->schedule->event.title == "Version 2");
  CHECK(again->notice().empty());
  CHECK(again->put_schedule(version(3), "sessions.csv", noon).value() == 3);
}

TEST_CASE("An answer whose bytes have changed is in no result, and comes again", "[damage]") {
  Files files = make_collector(Stop::clean);
  const std::string record = event_bytes(17);
  const std::size_t at = last_place(files.database, record);
  REQUIRE(at != std::string::npos);
  const std::size_t letter = files.database.find("not-sure", at);
  REQUIRE(letter < at + record.size());
  files.database[letter] = 'N';
  const TempFolder folder;
  put_down(folder, files);
  auto store = CollectorStore::open(opening(folder, 5));
  REQUIRE(store);
  CHECK(store->notice().empty());
  Books books = store->read_books().value();
  CHECK(store->notice().find("1 stored record does not agree") != std::string::npos);
  const Tablet& tablet = books.tablets.at(device_number(1));
  CHECK(tablet.received.at(topic_of("late")).answers.taken == answers - 1);
  CHECK(tablet.unreadable.size() == 1);
  const Ledger ledger = ledger_of(1, answers);

  SECTION("when the tablet still has it") {
    CHECK(to_resend(ledger, tablet) == std::vector<Topic>{topic_of("late")});
    SharedBooks shared(std::move(books));
    const auto intake = read_batch("[" + record + "]").value();
    const auto statuses = record_answers(*store, shared, {&intake}).value();
    CHECK(statuses.front().front() == wire::ItemStatus::stored);
    shared.read([&](const Books& now) {
      CHECK(now.tablets.at(device_number(1)).unreadable.empty());
      CHECK(to_resend(ledger, now.tablets.at(device_number(1))).empty());
    });
    CHECK(store->read_books()->tablets.at(device_number(1)).unreadable.empty());
  }
  SECTION("and is not asked for again and again when it has it no more") {
    int asked = 0;
    for (int minute = 0; minute < 20; ++minute) {
      books.set_ledger(ledger, noon + minutes{minute});
      asked += to_resend(ledger, books.tablets.at(device_number(1))).empty() ? 0 : 1;
    }
    CHECK(asked > 0);
    CHECK(asked < 5);
  }
  SECTION("and it stays kept over restarts, and is said once") {
    REQUIRE(store->close());
    auto again = CollectorStore::open(opening(folder, 5));
    REQUIRE(again);
    CHECK(again->read_books()->tablets.at(device_number(1)).unreadable.size() == 1);
    CHECK(again->notice().empty());
  }
}

}  // namespace lintel::collector
