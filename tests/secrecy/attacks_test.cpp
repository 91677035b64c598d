// Each attack on material made by hand: with the guard it finds nobody, without it somebody.
#include <sqlite3.h>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <random>

#include "shared/core/digest.h"
#include "shared/wire/cloudevents.h"
#include "tests/contract/support.h"
#include "tests/secrecy/attacks.h"

namespace lintel::secrecy {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const UtcTime noon = parse_rfc3339("2026-11-20T12:00:00Z")->utc;
const Topic topic{{"day"}, Purpose::exit, {"s1"}};
const Uuid device = test::test_id(1'000'000);

// A table of CloudEvents in a database with a log, as either side keeps one.
class Disk {
 public:
  explicit Disk(const std::string& table) : table_(table) {
    sqlite3_open(folder_.path("db").c_str(), &database_);
    run("PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON; PRAGMA wal_autocheckpoint=0; "
        "CREATE TABLE " +
        table +
        "(id BLOB PRIMARY KEY, bytes BLOB, more TEXT) WITHOUT ROWID; "
        "PRAGMA wal_checkpoint(TRUNCATE)");
  }
  ~Disk() { sqlite3_close(database_); }
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  void run(const std::string& sql) {
    sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
  }
  void insert(const Uuid& id, const std::string& bytes, const std::string& more = {}) {
    sqlite3_stmt* statement = nullptr;
    const std::string sql = "INSERT INTO " + table_ + " VALUES(?,?,?)";
    sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr);
    sqlite3_bind_blob(statement, 1, id.bytes.data(), 16, SQLITE_TRANSIENT);
    sqlite3_bind_blob(statement, 2, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
    sqlite3_bind_text(statement, 3, more.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_step(statement);
    sqlite3_finalize(statement);
  }
  void empty_log() { run("PRAGMA wal_checkpoint(TRUNCATE)"); }
  void rewrite() {
    run("CREATE TABLE new(id BLOB PRIMARY KEY, bytes BLOB, more TEXT) WITHOUT ROWID; "
        "INSERT INTO new SELECT * FROM " +
        table_ + " ORDER BY id; DROP TABLE " + table_ + "; ALTER TABLE new RENAME TO " + table_);
    empty_log();
  }
  Copy copy(UtcTime at, Medium medium) const {
    return {at,
            medium,
            "204",
            {{"db", test::file_bytes(folder_.path("db"))},
             {"db-wal", test::file_bytes(folder_.path("db-wal"))}}};
  }

 private:
  test::TempFolder folder_;
  std::string table_;
  sqlite3* database_ = nullptr;
};

std::string event_of(const Uuid& id) {
  Response response;
  response.id = id;
  response.event = topic.event;
  response.session = topic.session;
  response.form = "exit/1";
  response.use = "not-sure";
  return wire::encode(response, device);
}

// People seven seconds apart.
Recording people(int count) {
  Recording recording;
  for (int i = 0; i < count; ++i) {
    Person person;
    person.at = noon + seconds{7 * i};
    person.door = "204";
    person.topic = topic;
    person.answer = test::test_id(static_cast<std::uint64_t>(i));
    recording.people.push_back(person);
  }
  return recording;
}

// Copies of a collector to which people's answers come in groups.
void deliver(Recording& recording, const std::vector<std::size_t>& groups) {
  Disk disk("response");
  std::size_t next = 0;
  for (const std::size_t group : groups) {
    disk.run("BEGIN");
    for (std::size_t i = 0; i < group; ++i, ++next) {
      disk.insert(recording.people[next].answer, event_of(recording.people[next].answer));
      recording.releases[recording.people[next].answer] = static_cast<int>(recording.copies.size());
    }
    disk.run("COMMIT");
    recording.copies.push_back(disk.copy(noon, Medium::collector));
  }
}

Whom found(const Whom& whom, const Recording& recording) {
  return beyond_the_limits(whom, recording);
}

}  // namespace

TEST_CASE("Ledgers of 1 to 4 answers more name them", "[secrecy][attacks]") {
  for (const std::size_t step :
       {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{4}, std::size_t{5}}) {
    Recording recording = people(20);
    deliver(recording, {20});
    Ledger ledger;
    ledger.device = device;
    LedgerEntry& entry = ledger.topics[topic].answers;
    for (std::size_t i = 0; i < 20; ++i) {
      ++entry.taken;
      add_to_digest(entry.digest, recording.people[i].answer);
      if ((i + 1) % step == 0) {
        recording.ledgers.push_back({noon, ledger});
      }
    }
    const Whom whom = found(digests_apart(recording), recording);
    CAPTURE(step, to_text(whom));
    if (step == 5) {
      CHECK(whom.empty());
    } else {
      REQUIRE(whom.size() == 20 / step);
      CHECK(whom.front().answers.size() == step);
    }
  }
}

TEST_CASE("Rows that come one by one are known, five together are not", "[secrecy][attacks]") {
  Recording single = people(12);
  deliver(single, {5, 6, 1});
  CHECK(found(rows_between_copies(single), single).size() == 1);
  Recording grouped = people(16);
  deliver(grouped, {5, 5, 6});
  CHECK(found(rows_between_copies(grouped), grouped).empty());
  Recording few = people(3);
  deliver(few, {1, 2});
  CHECK(found(rows_between_copies(few), few).empty());
}

TEST_CASE("A log shows which commit brought whom", "[secrecy][attacks]") {
  Recording recording = people(8);
  Disk disk("held");
  for (const Person& person : recording.people) {
    disk.insert(person.answer, event_of(person.answer));
  }
  Recording emptied = recording;
  recording.copies.push_back(disk.copy(noon, Medium::tablet));
  CHECK(found(commits_in_logs(recording), recording).size() >= 7);
  disk.empty_log();
  emptied.copies.push_back(disk.copy(noon, Medium::tablet));
  CHECK(found(commits_in_logs(emptied), emptied).empty());
  CHECK_FALSE(found(places_in_pages(emptied), emptied).empty());
  disk.rewrite();
  emptied.copies = {disk.copy(noon, Medium::tablet)};
  CHECK(found(places_in_pages(emptied), emptied).empty());
  CHECK(found(commits_in_logs(emptied), emptied).empty());
}

TEST_CASE("The order of rows within a release tells when they were put there as they came",
          "[secrecy][attacks]") {
  Agreement as_they_came;
  Agreement by_id;
  for (int day = 0; day < 6; ++day) {
    Recording recording = people(9);
    for (std::size_t i = 0; i < recording.people.size(); ++i) {
      recording.people[i].answer = test::test_id(static_cast<std::uint64_t>(100 * day) + i);
    }
    Recording sorted = recording;
    deliver(recording, {9});
    as_they_came += order_in_pages(recording, Medium::collector);
    Recording source = sorted;
    std::sort(source.people.begin(), source.people.end(),
              [](const Person& a, const Person& b) { return a.answer < b.answer; });
    deliver(source, {9});
    sorted.copies = source.copies;
    sorted.releases = source.releases;
    by_id += order_in_pages(sorted, Medium::collector);
  }
  CAPTURE(as_they_came.z(), by_id.z());
  CHECK(as_they_came.z() > 4);
  CHECK(std::abs(by_id.z()) < 4);
}

TEST_CASE("A draw that follows a rule tells who came last", "[secrecy][attacks]") {
  std::mt19937 random(7);
  std::vector<Recording> by_rule;
  std::vector<Recording> by_chance;
  for (std::uint64_t day = 0; day < 12; ++day) {
    for (std::vector<Recording>* days : {&by_rule, &by_chance}) {
      Recording recording = people(13);
      std::vector<Uuid> ids;
      for (std::uint64_t i = 0; i < 13; ++i) {
        ids.push_back(test::test_id(1000 * day + i));
      }
      if (days == &by_rule) {
        std::sort(ids.begin(), ids.begin() + 10);
      } else {
        std::shuffle(ids.begin(), ids.begin() + 10, random);
      }
      for (std::size_t i = 0; i < 13; ++i) {
        recording.people[i].answer = ids[i];
      }
      deliver(recording, {5, 8});
      days->push_back(recording);
    }
  }
  CHECK_FALSE(held_back_by_rule(by_rule).empty());
  CHECK(held_back_by_rule(by_chance).empty());
}

TEST_CASE("A row that says more than its choices stands out", "[secrecy][attacks]") {
  Recording recording = people(9);
  Disk disk("response");
  for (const Person& person : recording.people) {
    disk.insert(person.answer, event_of(person.answer));
  }
  recording.copies = {disk.copy(noon, Medium::collector)};
  CHECK(found(marks_in_rows(recording), recording).empty());
  SECTION("in the event") {
    std::string marked = event_of(test::test_id(77));
    marked.insert(marked.find("\"event\""), R"("phase":"late",)");
    disk.insert(test::test_id(77), marked);
  }
  SECTION("in a column") {
    disk.insert(test::test_id(77), event_of(test::test_id(77)), "burst");
  }
  SECTION("in a space") {
    std::string marked = event_of(test::test_id(77));
    marked.insert(marked.size() - 1, " ");
    disk.insert(test::test_id(77), marked);
  }
  recording.copies = {disk.copy(noon, Medium::collector)};
  CHECK(found(marks_in_rows(recording), recording).size() == 1);
}

TEST_CASE("Published tallies are subtracted from each other", "[secrecy][attacks]") {
  const auto shown = [](int answers, int yes) {
    return Figures{answers, {{"use.yes", yes}, {"use.no", answers - yes}}};
  };
  const auto snapshots = [](std::vector<std::map<std::string, Figures>> states) {
    Recording recording;
    for (auto& state : states) {
      recording.snapshots.push_back({noon, "page", std::move(state), {}});
    }
    return differences_published(recording).size();
  };
  CHECK(snapshots({{{"s1", shown(10, 4)}}, {{"s1", shown(15, 6)}}}) == 0);
  CHECK(snapshots({{{"s1", shown(10, 4)}}, {{"s1", shown(11, 4)}}}) == 1);
  CHECK(snapshots({{{"s1", shown(10, 4)}}, {{"s1", shown(10, 5)}}}) == 1);
  CHECK(snapshots({{{"s1", shown(4, 2)}}}) == 1);
  CHECK(snapshots({{{"s1", shown(6, 5)}}}) == 1);
  CHECK(snapshots({{{"s1", shown(12, 4)}, {"", shown(12, 4)}}}) == 0);
  CHECK(snapshots({{{"s1", shown(12, 4)}, {"", shown(15, 5)}}}) == 1);
}

TEST_CASE("Notes stand out by their length, or by coming alone", "[secrecy][attacks]") {
  SealedNote note{test::test_id(90), topic, "exit/1", "", std::string(560, 'x')};
  Recording recording = people(9);
  for (std::size_t i = 0; i < 6; ++i) {
    recording.people[i].note = test::test_id(90 + i);
  }
  Disk disk("note");
  const auto add = [&](std::uint64_t number, std::size_t bytes) {
    note.id = test::test_id(number);
    note.box = std::string(bytes, 'x');
    disk.insert(note.id, wire::encode(note, device));
  };
  for (std::uint64_t i = 90; i < 95; ++i) {
    add(i, 560);
  }
  recording.copies.push_back(disk.copy(noon, Medium::collector));
  CHECK(found(sizes_of_notes(recording), recording).empty());
  CHECK(found(notes_one_by_one(recording), recording).empty());
  add(95, 600);
  recording.copies.push_back(disk.copy(noon, Medium::collector));
  CHECK(found(sizes_of_notes(recording), recording).size() == 1);
  CHECK(found(notes_one_by_one(recording), recording).size() == 1);
}

TEST_CASE("Notes that a page counts one by one are known", "[secrecy][attacks]") {
  Recording recording;
  recording.snapshots.push_back({noon, "page", {}, {{"s1", 5}}});
  CHECK(notes_one_by_one(recording).empty());
  recording.snapshots.push_back({noon, "page", {}, {{"s1", 6}}});
  CHECK(notes_one_by_one(recording).size() == 1);
}

TEST_CASE("A record of an odd length says something", "[secrecy][attacks]") {
  Recording recording;
  for (const std::size_t length : {4112U, 8208U, 16401U}) {
    recording.packets.push_back({noon, "204", Way::to_collector, length});
  }
  CHECK(lengths_of_packets(recording).empty());
  recording.packets.push_back({noon, "204", Way::to_collector, 1005});
  CHECK(lengths_of_packets(recording).size() == 1);
}

TEST_CASE("Requests that follow taps are noticed, those in a rhythm are not",
          "[secrecy][attacks]") {
  std::mt19937 random(11);
  std::exponential_distribution<> gap(1.0 / 20);
  Recording rhythm;
  UtcTime now = noon;
  for (int i = 0; i < 150; ++i) {
    now += milliseconds{static_cast<int>(1000 * gap(random)) + 500};
    Person person;
    person.at = now;
    person.door = "204";
    person.topic = topic;
    rhythm.people.push_back(person);
  }
  Recording caused = rhythm;
  for (UtcTime at = noon; at < now; at += seconds{30}) {
    rhythm.packets.push_back({at, "204", Way::to_collector, 4112});
  }
  for (const Person& person : caused.people) {
    caused.packets.push_back({person.at + milliseconds{8'300}, "204", Way::to_collector, 4112});
  }
  CHECK(packets_after_taps(rhythm).empty());
  CHECK_FALSE(packets_after_taps(caused).empty());
}

TEST_CASE("A time in a file is a tap's when it is to the second", "[secrecy][attacks]") {
  const auto with_times = [](bool to_the_minute) {
    Recording recording = people(10);
    Copy copy{noon, Medium::collector, {}, {}};
    for (const Person& person : recording.people) {
      const UtcTime time = to_the_minute
                               ? UtcTime{std::chrono::floor<std::chrono::minutes>(person.at)}
                               : person.at + milliseconds{900};
      auto value = static_cast<std::uint64_t>(time.time_since_epoch().count());
      std::string number(6, '\0');
      for (std::size_t i = 6; i-- > 0; value >>= 8) {
        number[i] = static_cast<char>(value & 0xFF);
      }
      copy.files["x"] += "abc" + number + "{\"at\":\"" + to_rfc3339(time) + "\"}";
    }
    recording.copies.push_back(copy);
    return times_in_files(recording).size();
  };
  CHECK(with_times(true) == 0);
  CHECK(with_times(false) == 10);
}

TEST_CASE("What was taken back is looked for in every file", "[secrecy][attacks]") {
  Recording recording = people(6);
  recording.people[2].undone = true;
  Copy copy{noon + seconds{60}, Medium::tablet, "204", {{"log", "nothing"}}};
  recording.copies = {copy};
  CHECK(traces_of_undo(recording).empty());
  recording.copies[0].files["log"] = "undone: " + recording.people[2].answer.text() + " ";
  CHECK(traces_of_undo(recording).size() == 1);
}

}  // namespace lintel::secrecy
