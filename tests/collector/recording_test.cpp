// What is shown, over time: through answers, ledgers and closes, restarts and restored backups.
#include "sync/collector/recording.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "shared/wire/cloudevents.h"
#include "shared/wire/schedule.h"
#include "sync/collector/data_folder.h"
#include "sync/collector/reports.h"
#include "tests/collector/day.h"

using namespace lintel;
using namespace lintel::collector;

namespace {

constexpr UtcTime noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} +
                       std::chrono::hours{18}};

constexpr UtcTime evening = noon + std::chrono::hours{8};

// A collector's store and books, without threads.
class Keeper {
 public:
  explicit Keeper(const TempFolder& folder) : folder_(folder) { start(); }

  Keeper& answers(int first, int last, const std::string& session = "late") {
    return take(batch(first, last, session));
  }
  Keeper& take(const std::string& body) {
    const auto intake = read_batch(body);
    REQUIRE(intake);
    REQUIRE(record_answers(*store_, *books_, {&*intake}));
    return *this;
  }
  Keeper& ledger(int first, int last, const std::string& session = "late") {
    REQUIRE(record_ledger(*store_, *books_, ledger_of(first, last, session), noon));
    return *this;
  }
  Keeper& close(const std::string& session = "late") {
    REQUIRE(record_close(*store_, *books_, {topic_of(session)}, TopicClose::by_adult));
    return *this;
  }
  Keeper& counted(Counted counted) {
    REQUIRE(record_counted(*store_, *books_, device_number(1), counted));
    return *this;
  }
  Result<bool> caught_up() { return catch_up(*store_, *books_, noon); }
  int shown(const std::string& session = "late") {
    REQUIRE(caught_up());
    return seen(session);
  }
  int seen(const std::string& session = "late") {
    return holding(session).disclosure.shown.tally.answers;
  }
  Holding holding(const std::string& session = "late") const {
    return books_->read([&](const Books& books) {
      const auto found = books.holdings.find(topic_of(session));
      return found == books.holdings.end() ? Holding{} : found->second;
    });
  }
  CollectorStore& store() { return *store_; }
  SharedBooks& books() { return *books_; }

  Keeper& restart() {
    stop();
    start();
    return *this;
  }
  void stop() {
    REQUIRE(store_->close());
    store_.reset();
  }
  void start() {
    auto store = CollectorStore::open(opening(folder_));
    REQUIRE(store);
    store_.emplace(std::move(store).value());
    auto books = store_->read_books();
    REQUIRE(books);
    books_.emplace(std::move(books).value());
    auto schedule = make_schedule(small_day_document());
    REQUIRE(schedule);
    REQUIRE(serve(*store_, *books_, std::move(schedule).value()));
  }

 private:
  const TempFolder& folder_;
  std::optional<CollectorStore> store_;
  std::optional<SharedBooks> books_;
};

void copy(const TempFolder& folder, const std::string& from, const std::string& to) {
  std::filesystem::copy_file(folder.file(from), folder.file(to),
                             std::filesystem::copy_options::overwrite_existing);
}

std::string everything_in(const TempFolder& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    std::ifstream file(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

}  // namespace

TEST_CASE("Answers are shown in steps, and the rest at the close", "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  CHECK(keeper.answers(1, 10).shown() == 0);  // no ledger speaks of them yet
  CHECK(keeper.ledger(1, 10).shown() == 0);
  CHECK(keeper.answers(11, 16).ledger(1, 16).shown() == 10);
  CHECK(keeper.close().shown() == 16);
  CHECK(keeper.answers(17, 19).ledger(1, 19).shown() == 16);
}

TEST_CASE("A restart between any two commits changes nothing that is shown, nor what comes next",
          "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  REQUIRE(keeper.answers(1, 12).ledger(1, 12).shown() == 0);
  REQUIRE(keeper.answers(13, 20).ledger(1, 20).shown() == 12);
  const Holding before = keeper.holding();
  REQUIRE(before.kept.candidate);
  keeper.restart();
  CHECK(keeper.holding() == before);
  CHECK(keeper.answers(21, 23).ledger(1, 23).shown() == 12);
  CHECK(keeper.restart().close().shown() == 23);
}

TEST_CASE("What came last before a crash makes its step after the restart",
          "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  REQUIRE(keeper.answers(1, 12).ledger(1, 12).shown() == 0);
  CHECK(keeper.answers(13, 20).ledger(1, 20).restart().shown() == 12);
}

TEST_CASE("A close stays closed over a restart, whatever the clock says",
          "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  keeper.answers(1, 6).ledger(1, 6).close().restart();
  REQUIRE(record_time(keeper.store(), keeper.books(), noon - std::chrono::hours{72}));
  CHECK(keeper.holding().kept.close == TopicClose::by_adult);
  CHECK(keeper.answers(7, 9).ledger(1, 9).shown() == 6);
}

TEST_CASE("A ledger comes before its answers, and with the last of them the topic is closed",
          "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  Ledger closed = ledger_of(1, 7);
  closed.topics[topic_of("late")].closed = true;
  closed.topics[topic_of("late")].closes = noon - std::chrono::minutes{1};
  REQUIRE(record_ledger(keeper.store(), keeper.books(), closed, noon));
  CHECK(keeper.shown() == 0);
  CHECK(keeper.answers(1, 6).shown() == 0);
  CHECK(keeper.holding().kept.close == TopicClose::open);
  CHECK(keeper.answers(7, 7).shown() == 7);
  CHECK(keeper.holding().kept.close == TopicClose::by_rule);
}

TEST_CASE("A raised minimum hides what was shown, and lowered again it is the same",
          "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  keeper.answers(1, 7).ledger(1, 7).close();
  REQUIRE(keeper.shown() == 7);
  Event strict = small_day();
  strict.rules.min_answers = 12;
  REQUIRE(serve(keeper.store(), keeper.books(), *make_schedule(wire::encode(strict))));
  keeper.answers(8, 11).ledger(1, 11);
  CHECK(keeper.shown() == 7);
  CHECK(keeper.books().read(
            [](const Books& books) { return publish_served(books).sessions.front().shown; }) == 0);
  REQUIRE(serve(keeper.store(), keeper.books(), *make_schedule(small_day_document())));
  CHECK(keeper.books().read(
            [](const Books& books) { return publish_served(books).sessions.front().shown; }) == 7);
}

TEST_CASE("A restored older database shows no less, and nothing in between",
          "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  keeper.answers(1, 5).ledger(1, 5);
  keeper.stop();
  copy(folder, "collector.db", "backup.db");
  keeper.start();
  keeper.answers(6, 12).ledger(1, 12).close();
  REQUIRE(keeper.shown() == 12);
  keeper.stop();
  copy(folder, "backup.db", "collector.db");
  keeper.start();
  CHECK(keeper.seen() == 12);
  CHECK(keeper.holding().kept.close == TopicClose::by_adult);
  // Newer ones come before those that are asked for again.
  CHECK(keeper.answers(13, 18).shown() == 12);
  CHECK(keeper.ledger(1, 18).shown() == 12);
  keeper.answers(6, 12);
  REQUIRE(record_time(keeper.store(), keeper.books(), noon));
  CHECK(keeper.shown() == 18);
}

TEST_CASE("Restored without shown.json nothing more is shown until an adult does",
          "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  keeper.answers(1, 6).ledger(1, 6).close();
  REQUIRE(keeper.shown() == 6);
  keeper.stop();
  REQUIRE(std::filesystem::remove(folder.file("shown.json")));
  keeper.start();
  CHECK(keeper.store().notice().find("shown.json is missing") != std::string::npos);
  CHECK(keeper.answers(7, 20).ledger(1, 20).shown() == 6);
  // Of a session that holds nothing yet and began before, it is not known either.
  CHECK(keeper.answers(31, 40, "phones").ledger(31, 40, "phones").close("phones").shown("phones") ==
        0);
  REQUIRE(record_shown_anyway(keeper.store(), keeper.books(), topic_of("late"), evening));
  CHECK(keeper.shown() == 20);
}

TEST_CASE("shown.json of another collector is kept and not believed", "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  keeper.answers(1, 6).ledger(1, 6).close();
  REQUIRE(keeper.shown() == 6);
  keeper.stop();
  wire::ShownFile other;
  other.collector = device_number(77);
  std::ofstream(folder.file("shown.json")) << wire::encode(other);
  keeper.start();
  CHECK(std::filesystem::exists(folder.file("shown-other-1.json")));
  CHECK(keeper.seen() == 6);
  CHECK(keeper.holding().kept.memory == Memory::lost);
}

TEST_CASE("A fresh database beside shown.json goes on as the same collector",
          "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  keeper.answers(1, 6).ledger(1, 6).close();
  REQUIRE(keeper.shown() == 6);
  keeper.stop();
  REQUIRE(std::filesystem::remove(folder.file("collector.db")));
  keeper.start();
  CHECK(keeper.store().collector() == device_number(99));
  CHECK(keeper.seen() == 6);
  CHECK(keeper.answers(1, 6).ledger(1, 6).shown() == 6);
}

TEST_CASE("Nobody sees more than shown.json holds", "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  keeper.answers(1, 6).ledger(1, 6);
  std::filesystem::remove(folder.file("shown.json"));
  std::filesystem::create_directory(folder.file("shown.json"));  // it cannot be replaced
  keeper.close();
  CHECK_FALSE(keeper.caught_up());
  CHECK(keeper.seen() == 0);
  std::filesystem::remove(folder.file("shown.json"));
  CHECK(keeper.shown() == 6);
}

TEST_CASE("A tablet set aside is in no result, and back it is as before",
          "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  keeper.answers(1, 8).ledger(1, 8).close();
  REQUIRE(keeper.shown() == 8);
  keeper.counted(Counted::set_aside).restart();
  const auto published = [&] {
    return keeper.books().read(
        [](const Books& books) { return publish_served(books).sessions.front(); });
  };
  CHECK(published().showing == Showing::dark);
  CHECK(published().use.base == 0);
  CHECK(published().answers == 8);
  keeper.answers(9, 20).ledger(1, 20);
  CHECK(keeper.shown() == 8);
  keeper.counted(Counted::yes);
  CHECK(keeper.shown() == 20);
  CHECK_FALSE(record_counted(keeper.store(), keeper.books(), device_number(5), Counted::set_aside));
}

TEST_CASE("Sessions with too few are shown together once all is closed", "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  keeper.answers(1, 3).ledger(1, 3).close();
  for (int number = 11; number <= 13; ++number) {
    const Response others = answer(number, "phones", "yes-this-week");
    keeper.take("[" + wire::encode(others, device_number(1)) + "]");
  }
  CHECK_FALSE(record_pool(keeper.store(), keeper.books(), small_day().id, evening));
  Ledger both = ledger_of(1, 3);
  both.topics.merge(ledger_of(11, 13, "phones").topics);
  REQUIRE(record_ledger(keeper.store(), keeper.books(), both, noon));
  keeper.close("phones");
  REQUIRE(record_pool(keeper.store(), keeper.books(), small_day().id, evening));
  REQUIRE(keeper.caught_up());
  keeper.restart();
  CHECK(keeper.books().read([](const Books& books) { return publish_served(books).pool; }) ==
        Pool{{{"not-sure", 3}, {"yes-this-week", 3}}, 6, 2, {device_number(1)}});
  CHECK_FALSE(record_pool(keeper.store(), keeper.books(), small_day().id, evening));
}

TEST_CASE("Notes are listed after the close, at least five at a time", "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  const auto notes = [&](int first, int last) {
    for (int number = first; number <= last; ++number) {
      keeper.take("[" + note_bytes(number, "late", "Note " + std::to_string(number)) + "]");
    }
    REQUIRE(keeper.caught_up());
    return keeper.store().listed_notes(topic_of("late"))->size();
  };
  CHECK(notes(101, 106) == 0);  // the session is open
  keeper.close();
  CHECK(notes(106, 106) == 6);
  CHECK(notes(107, 110) == 6);  // four more would be one by one
  keeper.restart();
  CHECK(notes(110, 110) == 6);
  CHECK(keeper.store().unlisted_notes(small_day().id)->size() == 4);
  CHECK(notes(111, 111) == 11);
  CHECK(keeper.holding().notes_listed == 11);
  const auto listed = keeper.store().listed_notes(topic_of("late"));
  CHECK(notes_key().open(listed->front().box)->starts_with("Note "));
}

TEST_CASE("Once tidied, the files hold one ledger and no time finer than a minute",
          "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  for (int taken = 1; taken <= 12; ++taken) {
    keeper.answers(taken, taken).ledger(1, taken);
  }
  REQUIRE(keeper.store().is_untidy());
  REQUIRE(keeper.store().tidy());
  const std::string files = everything_in(folder);
  for (int taken = 1; taken < 12; ++taken) {
    const Ledger earlier = ledger_of(1, taken);
    CAPTURE(taken);
    CHECK(files.find(to_hex(earlier.topics.begin()->second.answers.digest)) == std::string::npos);
  }
  CHECK(files.find(to_hex(ledger_of(1, 12).topics.begin()->second.answers.digest)) !=
        std::string::npos);
}

TEST_CASE("After the day's last window the file is rewritten, once", "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  keeper.answers(1, 60);
  const UtcTime last_end = small_day().sessions.back().end.utc;
  REQUIRE(record_time(keeper.store(), keeper.books(), last_end));
  CHECK_FALSE(keeper.store().rewritten_after()->has_value());
  REQUIRE(record_time(keeper.store(), keeper.books(), last_end + std::chrono::hours{1}));
  CHECK(keeper.store().rewritten_after()->has_value());
  CHECK_FALSE(keeper.store().is_untidy());
}

TEST_CASE(
    "A clock that was years ahead does not spare the file its rewriting at the end of the day",
    "[collector][recording][clock]") {
  const TempFolder folder;
  Keeper keeper(folder);
  keeper.answers(1, 60);
  const UtcTime last_end = small_day().sessions.back().end.utc;
  REQUIRE(record_time(keeper.store(), keeper.books(), last_end + std::chrono::days{3653}));
  REQUIRE(record_time(keeper.store(), keeper.books(), noon));
  CHECK_FALSE(keeper.store().rewritten_after()->has_value());
  REQUIRE(record_time(keeper.store(), keeper.books(), last_end + std::chrono::hours{1}));
  CHECK(keeper.store().rewritten_after()->has_value());
}

TEST_CASE("After a restart tablets read the same schedule: key and days that are over",
          "[collector][recording]") {
  const TempFolder folder;
  std::string before;
  {
    auto store = CollectorStore::open(opening(folder));
    REQUIRE(store);
    SharedBooks books(*store->read_books());
    auto schedule = make_schedule(small_day_document());
    REQUIRE(store->put_schedule(*schedule, "test", noon));
    REQUIRE(serve(*store, books, std::move(schedule).value()));
    REQUIRE(record_day_over(*store, books, *parse_day("2026-11-20"), noon));
    before = books.read([](const Books& all) { return all.schedule->document; });
    REQUIRE(store->close());
  }
  auto store = CollectorStore::open(opening(folder));
  REQUIRE(store);
  const auto books = store->read_books();
  REQUIRE(books);
  CHECK(books->schedule->document == before);
  CHECK(books->schedule->event.notes_key == notes_key().public_key().text());
  CHECK(books->schedule->event.days_over.size() == 1);
  CHECK(books->days_over.size() == 1);
}

TEST_CASE("An event that is closed takes what still comes as late", "[collector][recording]") {
  const TempFolder folder;
  Keeper keeper(folder);
  REQUIRE(record_day_over(keeper.store(), keeper.books(), *parse_day("2026-11-20"), noon));
  CHECK(keeper.books().read([](const Books& books) {
    return books.schedule->document.find("days_over") != std::string::npos;
  }));
  keeper.close();  // while doors still hold answers
  CHECK(keeper.answers(1, 4).ledger(1, 4).shown() == 0);
  CHECK(keeper.answers(5, 9).ledger(1, 9).shown() == 9);
}
