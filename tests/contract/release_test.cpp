// What lets answers and notes go (DESIGN 2.3), asked of the memory twin and of SQLite: a group
// drawn anew, the close of a window, the end of the day.
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <numeric>

#include "shared/ports/release.h"
#include "tests/contract/journals.h"

namespace lintel {
namespace {

using test::group;
using test::InMemory;
using test::InSqlite;
using test::pending_ids;
using test::put_and_seal;
using test::test_id;
using test::test_note;
using test::test_response;
using test::test_topic;

constexpr std::uint64_t two_groups = 2 * group;

UtcTime at(int minute) {
  return UtcTime{std::chrono::hours{11} + minutes{minute}};
}

int released(Journal& journal, const std::string& session = "s1") {
  return journal.counts()->topics.at(test_topic(session)).released;
}

int held(Journal& journal, const std::string& session = "s1") {
  return journal.counts()->topics.at(test_topic(session)).held;
}

}  // namespace

TEMPLATE_TEST_CASE("a group goes when two are held, and one stays back", "[contract][release]",
                   InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  for (std::uint64_t number = 0; number < two_groups - 1; ++number) {
    put_and_seal(journal, test_response(number, "s1"));
    put_and_seal(journal, test_response(100 + number, "s2"));
    CHECK(pending_ids(journal).empty());
    CHECK(journal.ledger()->empty());
  }
  put_and_seal(journal, test_response(two_groups - 1, "s1"));
  CHECK(released(journal) == group);
  CHECK(held(journal) == group);
  CHECK(journal.ledger()->at(test_topic()).answers.taken == group);
  CHECK_FALSE(journal.ledger()->contains(test_topic("s2")));
  put_and_seal(journal, 50, 54, "s1");
  CHECK(released(journal) == group);
  put_and_seal(journal, test_response(54, "s1"));
  CHECK(released(journal) == 2 * group);
}

// With two groups held every answer goes with probability one half, whenever it came and whatever
// its id. Of 400 rooms that is 200, standard deviation 10.
TEMPLATE_TEST_CASE("neither when an answer came nor its id says whether it goes",
                   "[contract][release]", InMemory, InSqlite) {
  constexpr int rooms = 400;
  std::array<int, two_groups> by_time{};
  std::array<int, two_groups> by_id{};
  TestType kept(7);
  for (int room = 0; room < rooms; ++room) {
    const std::string session = "s" + std::to_string(room);
    std::vector<Uuid> ids;
    for (std::uint64_t number = 0; number < two_groups; ++number) {
      const Response response =
          test_response(static_cast<std::uint64_t>(room) * 100 + number, session);
      ids.push_back(response.id);
      put_and_seal(kept.journal(), response);
    }
    const std::vector<Uuid> gone = pending_ids(kept.journal());
    REQUIRE(gone.size() == group);
    std::vector<Uuid> sorted = ids;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t place = 0; place < two_groups; ++place) {
      by_time[place] += std::count(gone.begin(), gone.end(), ids[place]) > 0 ? 1 : 0;
      by_id[place] += std::count(gone.begin(), gone.end(), sorted[place]) > 0 ? 1 : 0;
    }
    REQUIRE(kept.journal().mark_sent(gone, LocalDay{}));
  }
  for (std::size_t place = 0; place < two_groups; ++place) {
    CAPTURE(place);
    CHECK(std::abs(by_time[place] - rooms / 2) < 50);
    CHECK(std::abs(by_id[place] - rooms / 2) < 50);
  }
}

TEST_CASE("every set of answers is as likely to be drawn", "[release]") {
  std::vector<Uuid> ids;
  for (std::uint64_t number = 0; number < 4; ++number) {
    ids.push_back(test_id(number));
  }
  std::map<std::vector<Uuid>, int> seen;
  const RandomBelow random = test::test_random(3);
  for (int round = 0; round < 6000; ++round) {
    ++seen[draw(ids, 2, random)];
  }
  CHECK(seen.size() == 6);
  for (const auto& [set, times] : seen) {
    CHECK(std::is_sorted(set.begin(), set.end()));
    CHECK(std::abs(times - 1000) < 150);
  }
}

TEMPLATE_TEST_CASE("answers of a burst do not make a group, and go out with the next one",
                   "[contract][release]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  put_and_seal(journal, 0, 30, "s1", Burst::yes);
  put_and_seal(journal, 100, 109, "s1");
  CHECK(released(journal) == 0);
  CHECK(held(journal) == 39);
  put_and_seal(journal, test_response(109, "s1"));
  CHECK(released(journal) == 35);
  CHECK(held(journal) == 5);
  CHECK(journal.ledger()->at(test_topic()).bursts == 30);
  put_and_seal(journal, test_response(200, "s1"), Burst::yes);
  CHECK(journal.ledger()->at(test_topic()).bursts == 30);
  REQUIRE(journal.close(test_topic(), {}));
  CHECK(journal.ledger()->at(test_topic()).bursts == 31);
}

TEMPLATE_TEST_CASE("whoever stands between the ten of a burst is not laid bare by them",
                   "[contract][release]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  put_and_seal(journal, test_response(0, "s1"));
  put_and_seal(journal, 1, 10, "s1");
  put_and_seal(journal, test_response(10, "s1"), Burst::begins);
  CHECK(journal.ledger()->at(test_topic()).bursts <=
        journal.ledger()->at(test_topic()).answers.taken);
  REQUIRE(journal.close(test_topic(), {}));
  CHECK(journal.ledger()->at(test_topic()).answers.taken == 11);
  CHECK(journal.ledger()->at(test_topic()).bursts == 10);
}

TEMPLATE_TEST_CASE("a close lets everything sealed of its topic go, notes too, and nothing else",
                   "[contract][release]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  put_and_seal(journal, test_response(1, "s1"));
  put_and_seal(journal, test_response(2, "s2"));
  REQUIRE(journal.put_note(test_note(20, "s1"), NoteState::kept));
  REQUIRE(journal.put_note(test_note(21, "s1"), NoteState::draft));
  REQUIRE(journal.put_note(test_note(22, "s2"), NoteState::kept));
  REQUIRE(journal.close(test_topic("s1"), at(5)));
  std::vector expected{test_id(1), test_id(20)};
  std::sort(expected.begin(), expected.end());
  CHECK(pending_ids(journal) == expected);
  const TopicLedger told = journal.ledger()->at(test_topic("s1"));
  CHECK(told.closed);
  CHECK(told.closes == at(5));
  CHECK(told.late == 0);
  CHECK(told.notes.taken == 1);
}

TEMPLATE_TEST_CASE("a topic of which nothing was given can be closed, and the ledger says so",
                   "[contract][release]", InMemory, InSqlite) {
  TestType kept;
  REQUIRE(kept.journal().close(test_topic(), at(5)));
  CHECK(kept.journal().ledger()->at(test_topic()).closed);
  CHECK(kept.journal().ledger()->at(test_topic()).answers.taken == 0);
}

TEMPLATE_TEST_CASE("what comes after a close is late and waits for the end of the day",
                   "[contract][release]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  put_and_seal(journal, 0, 3, "s1");
  REQUIRE(journal.close(test_topic(), at(5)));
  put_and_seal(journal, 10, 22, "s1");
  REQUIRE(journal.put_note(test_note(50), NoteState::kept));
  const auto told = *journal.ledger();
  // Closing again, with whatever end, changes nothing: the close was final.
  REQUIRE(journal.close(test_topic(), at(59)));
  CHECK(*journal.ledger() == told);
  CHECK(released(journal) == 3);
  CHECK(held(journal) == 12);
  REQUIRE(journal.end_day({}));
  CHECK(released(journal) == 15);
  CHECK(journal.ledger()->at(test_topic()).late == 12);
  CHECK(journal.ledger()->at(test_topic()).notes.taken == 1);
  CHECK(journal.ledger()->at(test_topic()).closes == at(5));
}

TEMPLATE_TEST_CASE("the end of the day closes all topics but those that go on",
                   "[contract][release]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  put_and_seal(journal, 0, 2, "over");
  put_and_seal(journal, 10, 12, "goes on");
  REQUIRE(journal.put_note(test_note(20, "only a note"), NoteState::kept));
  Response other_day = test_response(30);
  other_day.event = EventId{"a day that left the plan"};
  put_and_seal(journal, other_day);
  REQUIRE(journal.end_day({test_topic("goes on")}));
  CHECK(journal.counts()->held == 2);
  CHECK(pending_ids(journal).size() == 4);
  CHECK(journal.ledger()->size() == 3);
  REQUIRE(journal.end_day({test_topic("goes on")}));
  CHECK(pending_ids(journal).size() == 4);
  REQUIRE(journal.end_day({}));
  CHECK(pending_ids(journal).size() == 6);
  CHECK(journal.ledger()->at(test_topic("goes on")).late == 0);
}

TEMPLATE_TEST_CASE("late answers of a topic whose window was opened again go at the end of the day",
                   "[contract][release]", InMemory, InSqlite) {
  TestType kept;
  REQUIRE(kept.journal().close(test_topic(), at(5)));
  put_and_seal(kept.journal(), test_response(1));
  REQUIRE(kept.journal().end_day({test_topic()}));
  CHECK(pending_ids(kept.journal()) == std::vector{test_id(1)});
}

TEMPLATE_TEST_CASE("answers to a session that had not begun are counted, and told with a release",
                   "[contract][release][clock]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  put_and_seal(journal, 0, two_groups, "s1");
  put_and_seal(journal, 40, 43, "s2");
  const auto told = *journal.ledger();
  REQUIRE(journal.count_early({test_topic("s1")}));
  CHECK(*journal.ledger() == told);
  CHECK(journal.counts()->topics.at(test_topic("s1")).early == two_groups);
  REQUIRE(journal.count_early({test_topic("s1")}));  // the same ones again
  CHECK(journal.counts()->topics.at(test_topic("s1")).early == two_groups);
  put_and_seal(journal, 20, 20 + two_groups, "s1");  // in time
  CHECK(journal.ledger()->at(test_topic("s1")).early == two_groups);
  REQUIRE(journal.end_day({}));
  CHECK(journal.ledger()->at(test_topic("s1")).early == two_groups);
  CHECK(journal.ledger()->at(test_topic("s2")).early == 0);
}

TEMPLATE_TEST_CASE("a window that was closed by a wrong clock opens again, and nothing is late",
                   "[contract][release][clock]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  put_and_seal(journal, 0, 3, "s1");
  put_and_seal(journal, 50, 53, "s2");
  REQUIRE(journal.end_day({}));
  REQUIRE(journal.reopen({test_topic("s1"), test_topic("never heard of")}));
  CHECK_FALSE(journal.ledger()->at(test_topic("s1")).closed);
  CHECK(journal.ledger()->at(test_topic("s1")).answers.taken == 3);
  CHECK(journal.ledger()->at(test_topic("s2")).closed);
  CHECK_FALSE(journal.ledger()->contains(test_topic("never heard of")));
  put_and_seal(journal, 10, 12, "s1");
  REQUIRE(journal.close(test_topic("s1"), at(5)));
  CHECK(released(journal) == 5);
  CHECK(journal.ledger()->at(test_topic("s1")).late == 0);
}

TEMPLATE_TEST_CASE("a ledger does not change because of one answer", "[contract][release]",
                   InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  for (std::uint64_t number = 0; number < two_groups; ++number) {
    REQUIRE(journal.put_open(test_response(number)));
    REQUIRE(journal.seal(test_id(number), {group, Burst::no, at(5)}));
  }
  const auto told = *journal.ledger();
  CHECK(told.at(test_topic()).closes == at(5));
  for (std::uint64_t number = 100; number < 104; ++number) {
    // The plan has changed meanwhile: that is told with the next release.
    REQUIRE(journal.put_open(test_response(number)));
    REQUIRE(journal.seal(test_id(number), {group, Burst::yes, at(15)}));
    REQUIRE(journal.put_note(test_note(number + 1000), NoteState::kept));
    CHECK(*journal.ledger() == told);
    CHECK(journal.counts()->topics.at(test_topic()).closes == at(15));
  }
  for (std::uint64_t number = 200; number < 205; ++number) {
    REQUIRE(journal.put_open(test_response(number)));
    REQUIRE(journal.seal(test_id(number), {group, Burst::no, at(15)}));
  }
  CHECK(journal.ledger()->at(test_topic()).closes == at(15));
}

TEMPLATE_TEST_CASE("a note may be changed and taken back until it is released",
                   "[contract][release]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  const auto notes = [&] {
    const auto counts = *journal.counts();
    const auto found = counts.topics.find(test_topic());
    return found == counts.topics.end() ? 0 : found->second.notes_held;
  };
  REQUIRE(journal.put_note(test_note(1), NoteState::draft));
  CHECK(notes() == 0);
  REQUIRE(journal.put_note(test_note(1, "s1", 'x'), NoteState::kept));
  CHECK(notes() == 1);
  REQUIRE(journal.put_note(test_note(2), NoteState::kept));
  REQUIRE(journal.discard_note(test_id(2)));
  CHECK(journal.discard_note(test_id(2)));
  CHECK(journal.discard_note(test_id(77)));
  CHECK(notes() == 1);
  REQUIRE(journal.close(test_topic(), {}));
  CHECK(journal.put_note(test_note(1), NoteState::kept).error().code == ErrorCode::refused);
  CHECK(journal.discard_note(test_id(1)).error().code == ErrorCode::refused);
  CHECK(pending_ids(journal) == std::vector{test_id(1)});
}

TEMPLATE_TEST_CASE("a seal, an undo, a note or a batch leaves something to tidy",
                   "[contract][release]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  REQUIRE(journal.tidy());
  REQUIRE_FALSE(journal.is_untidy());
  const auto makes_untidy = [&](const char* what) {
    CAPTURE(what);
    CHECK(journal.is_untidy());
    const auto before = *journal.counts();
    REQUIRE(journal.tidy());
    CHECK_FALSE(journal.is_untidy());
    CHECK(*journal.counts() == before);
  };
  REQUIRE(journal.put_open(test_response(1)));
  REQUIRE(journal.discard_open(test_id(1)));
  makes_untidy("undo");
  put_and_seal(journal, test_response(2));
  makes_untidy("seal");
  REQUIRE(journal.put_note(test_note(3), NoteState::draft));
  makes_untidy("draft");
  REQUIRE(journal.discard_note(test_id(3)));
  makes_untidy("discarded note");
  REQUIRE(journal.close(test_topic(), {}));
  makes_untidy("close");
  REQUIRE(journal.mark_sent({test_id(2)}, LocalDay{std::chrono::days{20'000}}));
  makes_untidy("batch");
}

TEST_CASE("a closed topic stays closed over a restart", "[contract][release]") {
  test::InSqlite kept;
  put_and_seal(kept.journal(), 0, 3);
  REQUIRE(kept.journal().close(test_topic(), at(5)));
  kept.store.reset();
  kept.store = store::Store::open(kept.folder.path()).value();
  put_and_seal(kept.journal(), 10, 30);
  CHECK(released(kept.journal()) == 3);
  CHECK(kept.journal().counts()->topics.at(test_topic()).closed);
}

}  // namespace lintel
