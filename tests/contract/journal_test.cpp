// What every Journal promises of answers (shared/ports/journal.h), asked of the memory twin and of
// SQLite. What lets them go is release_test.cpp.
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "shared/core/limits.h"
#include "shared/wire/cloudevents.h"
#include "tests/contract/journals.h"

namespace lintel {
namespace {

using test::day;
using test::group;
using test::InMemory;
using test::InSqlite;
using test::pending_ids;
using test::plenty;
using test::put_and_release;
using test::put_and_seal;
using test::test_id;
using test::test_note;
using test::test_response;
using test::test_topic;

}  // namespace

TEMPLATE_TEST_CASE("an open answer is counted and not yet to be sent", "[contract][journal]",
                   InMemory, InSqlite) {
  TestType kept;
  REQUIRE(kept.journal().put_open(test_response(1)));
  const auto counts = *kept.journal().counts();
  CHECK(counts.open == 1);
  CHECK(counts.held == 0);
  CHECK(counts.topics.at(test_topic()).open == 1);
  CHECK(pending_ids(kept.journal()).empty());
  CHECK(kept.journal().ledger()->empty());
}

TEMPLATE_TEST_CASE("an open answer is amended in place", "[contract][journal]", InMemory,
                   InSqlite) {
  TestType kept;
  Response response = test_response(1);
  REQUIRE(kept.journal().put_open(response));
  response.session = SessionId{"next door"};
  response.tried = {1, 3};
  response.help = {"time"};
  REQUIRE(kept.journal().put_open(response));
  REQUIRE(kept.journal().seal(response.id, {}));
  REQUIRE(kept.journal().close(response.topic(), {}));
  const auto pending = *kept.journal().pending(plenty, plenty, Uuid{});
  REQUIRE(pending.size() == 1);
  CHECK(pending[0].bytes == wire::encode(response, kept.device));
  CHECK(pending[0].kind == RecordKind::answer);
}

TEMPLATE_TEST_CASE("a sealed answer is immutable wherever it is by now", "[contract][journal]",
                   InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  Response response = test_response(1);
  put_and_seal(journal, response);
  const std::string frozen = wire::encode(response, kept.device);
  response.use = "not-for-me";
  const auto refuses = [&] {
    CHECK(journal.put_open(response).error().code == ErrorCode::refused);
    CHECK(journal.discard_open(response.id).error().code == ErrorCode::refused);
    const auto before = *journal.counts();
    CHECK(journal.seal(response.id, {group, Burst::yes, UtcTime{std::chrono::hours{1}}}));
    CHECK(*journal.counts() == before);
  };
  refuses();
  REQUIRE(journal.close(test_topic(), {}));
  refuses();
  CHECK(journal.pending(plenty, plenty, Uuid{})->at(0).bytes == frozen);
  REQUIRE(journal.mark_sent({response.id}, day(1)));
  refuses();
}

TEMPLATE_TEST_CASE("undo removes an open answer and nothing else", "[contract][journal]", InMemory,
                   InSqlite) {
  TestType kept;
  REQUIRE(kept.journal().put_open(test_response(1, "undone")));
  REQUIRE(kept.journal().put_open(test_response(2)));
  REQUIRE(kept.journal().discard_open(test_id(1)));
  CHECK(kept.journal().discard_open(test_id(1)));
  CHECK(kept.journal().discard_open(test_id(77)));
  CHECK(kept.journal().counts()->open == 1);
  CHECK_FALSE(kept.journal().counts()->topics.contains(test_topic("undone")));
  CHECK(kept.journal().ledger()->empty());
}

TEMPLATE_TEST_CASE("sealing an answer that was never stored is an error", "[contract][journal]",
                   InMemory, InSqlite) {
  TestType kept;
  CHECK(kept.journal().seal(test_id(1), {}).error().code == ErrorCode::not_found);
}

TEMPLATE_TEST_CASE("what is to be sent comes in id order and within bounds", "[contract][journal]",
                   InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  put_and_release(journal, 0, 12);
  const auto all = *journal.pending(plenty, plenty, Uuid{});
  REQUIRE(all.size() == 12);
  CHECK(std::is_sorted(all.begin(), all.end(),
                       [](const auto& a, const auto& b) { return a.id < b.id; }));
  CHECK(journal.pending(5, plenty, Uuid{})->size() == 5);
  CHECK(journal.pending(5, plenty, all[9].id)->size() == 2);
  CHECK(journal.pending(5, plenty, all[9].id)->at(0).id == all[10].id);
  CHECK(journal.pending(plenty, plenty, all[11].id)->empty());
  const std::size_t two = all[0].bytes.size() + all[1].bytes.size();
  CHECK(journal.pending(plenty, two, Uuid{})->size() == 2);
  CHECK(journal.pending(plenty, two - 1, Uuid{})->size() == 1);
  CHECK(journal.pending(plenty, 1, Uuid{})->size() == 1);
}

TEMPLATE_TEST_CASE("only the confirmed ids are sent", "[contract][journal]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  put_and_release(journal, 0, 3);
  put_and_seal(journal, test_response(50, "held"));
  REQUIRE(journal.put_open(test_response(51, "held")));
  REQUIRE(journal.mark_sent({test_id(1), test_id(50), test_id(51), test_id(777)}, day(3)));
  REQUIRE(journal.mark_sent({}, day(3)));
  const auto counts = *journal.counts();
  CHECK(counts.sent == 1);
  CHECK(counts.released == 2);
  CHECK(counts.held == 1);
  CHECK(counts.open == 1);
  const auto left = pending_ids(journal);
  CHECK(std::find(left.begin(), left.end(), test_id(1)) == left.end());
}

TEMPLATE_TEST_CASE("a refused answer is kept with the reason and counted in its topic",
                   "[contract][journal]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  put_and_release(journal, 0, 2);
  const auto events = *journal.pending(plenty, plenty, Uuid{});
  REQUIRE(journal.quarantine(test_id(0), "same-id-other-bytes"));
  REQUIRE(journal.quarantine(test_id(777), "unknown"));
  const auto refused = *journal.quarantined();
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].id == test_id(0));
  CHECK(refused[0].code == "same-id-other-bytes");
  CHECK(std::any_of(events.begin(), events.end(),
                    [&](const auto& event) { return event.bytes == refused[0].bytes; }));
  CHECK(pending_ids(journal) == std::vector{test_id(1)});
  CHECK(journal.counts()->quarantined == 1);
  CHECK(journal.counts()->released == 1);
  CHECK(journal.ledger()->at(test_topic()).quarantined == 1);
  CHECK(journal.ledger()->at(test_topic()).answers.taken == 2);
}

TEMPLATE_TEST_CASE("a restored collector gets a topic once more, its notes too",
                   "[contract][journal]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  REQUIRE(journal.put_note(test_note(20, "s1"), NoteState::kept));
  put_and_release(journal, 0, 3, "s1");
  put_and_release(journal, 10, 12, "s2");
  REQUIRE(journal.quarantine(test_id(0), "bad"));
  REQUIRE(
      journal.mark_sent({test_id(1), test_id(2), test_id(10), test_id(11), test_id(20)}, day(3)));
  Topic other_day = test_topic("s2");
  other_day.event = EventId{"another day"};
  REQUIRE(journal.resend({test_topic("s1"), test_topic("nobody"), other_day}));
  std::vector expected{test_id(1), test_id(2), test_id(20)};
  std::sort(expected.begin(), expected.end());
  CHECK(pending_ids(journal) == expected);
  CHECK(journal.counts()->sent == 2);
  CHECK(journal.counts()->quarantined == 1);
}

TEMPLATE_TEST_CASE("pruning touches confirmed rows of earlier days only", "[contract][journal]",
                   InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  put_and_release(journal, 0, 5);
  put_and_seal(journal, test_response(50, "held"));
  REQUIRE(journal.put_open(test_response(51)));
  REQUIRE(journal.put_note(test_note(52), NoteState::kept));
  REQUIRE(journal.quarantine(test_id(4), "bad"));
  REQUIRE(journal.mark_sent({test_id(0)}, day(10)));
  REQUIRE(journal.mark_sent({test_id(1)}, day(11)));
  CHECK(*journal.prune_sent(day(10)) == 0);
  CHECK(*journal.prune_sent(day(11)) == 1);
  const auto counts = *journal.counts();
  CHECK(counts.sent == 1);
  CHECK(counts.released == 2);
  CHECK(counts.held == 1);
  CHECK(counts.open == 1);
  CHECK(counts.quarantined == 1);
  CHECK(counts.topics.at(test_topic()).released == 5);
  CHECK(counts.topics.at(test_topic()).notes_held == 1);
}

TEMPLATE_TEST_CASE("a bundle carries what was released and is still here, and nothing held",
                   "[contract][journal]", InMemory, InSqlite) {
  TestType made;
  Journal& journal = made.journal();
  REQUIRE(journal.put_note(test_note(20), NoteState::kept));
  put_and_release(journal, 0, 5);
  put_and_seal(journal, test_response(5, "held"));
  REQUIRE(journal.put_open(test_response(6)));
  REQUIRE(journal.put_note(test_note(21, "held"), NoteState::kept));
  REQUIRE(journal.quarantine(test_id(4), "bad"));
  REQUIRE(journal.mark_sent({test_id(0), test_id(1)}, day(10)));
  REQUIRE(journal.mark_sent({test_id(2)}, day(11)));
  REQUIRE(journal.prune_sent(day(11)));
  std::vector<Uuid> expected{test_id(2), test_id(3), test_id(4), test_id(20)};
  std::sort(expected.begin(), expected.end());
  std::vector<Uuid> ids;
  const std::vector<PendingEvent> carried = *journal.carried();
  for (const PendingEvent& event : carried) {
    ids.push_back(event.id);
    CHECK((event.kind == RecordKind::note) == (event.id == test_id(20)));
    CHECK(event.bytes.find(event.id.text()) != std::string::npos);
  }
  CHECK(ids == expected);
}

TEMPLATE_TEST_CASE("what was left open counts as it stood, and a draft is kept",
                   "[contract][journal]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  for (std::uint64_t number = 0; number < 10; ++number) {
    REQUIRE(journal.put_open(test_response(number, "s1")));
  }
  REQUIRE(journal.put_open(test_response(10, "s2")));
  REQUIRE(journal.put_note(test_note(20, "s2"), NoteState::draft));
  CHECK(*journal.seal_left_open(group) == 11);
  CHECK(*journal.seal_left_open(group) == 0);
  const auto counts = *journal.counts();
  CHECK(counts.open == 0);
  CHECK(counts.held == 6);
  CHECK(counts.released == 5);
  CHECK(counts.topics.at(test_topic("s2")).held == 1);
  CHECK(counts.topics.at(test_topic("s2")).notes_held == 1);
}

TEMPLATE_TEST_CASE("the ledger counts and digests what was released, for ever",
                   "[contract][journal]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  REQUIRE(journal.put_note(test_note(20), NoteState::kept));
  put_and_release(journal, 0, 7);
  REQUIRE(journal.put_open(test_response(8)));
  Sha256 digest{};
  for (std::uint64_t number = 7; number-- > 0;) {
    add_to_digest(digest, test_id(number));
  }
  Sha256 notes{};
  add_to_digest(notes, test_id(20));
  const auto check = [&] {
    const auto ledger = *journal.ledger();
    REQUIRE(ledger.size() == 1);
    CHECK(ledger.at(test_topic()).answers == LedgerEntry{7, digest});
    CHECK(ledger.at(test_topic()).notes == LedgerEntry{1, notes});
  };
  check();
  REQUIRE(journal.mark_sent(pending_ids(journal), day(1)));
  CHECK(*journal.prune_sent(day(2)) == 8);
  check();
}

TEMPLATE_TEST_CASE("two days and two purposes with the same session never mix",
                   "[contract][journal]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  Response other_day = test_response(2);
  other_day.event = EventId{"another day"};
  Response practice = test_response(3);
  practice.purpose = Purpose::practice;
  for (const Response& response : {test_response(1), other_day, practice}) {
    put_and_seal(journal, response);
  }
  REQUIRE(journal.close(practice.topic(), {}));
  CHECK(pending_ids(journal) == std::vector{test_id(3)});
  REQUIRE(journal.close(other_day.topic(), {}));
  CHECK(pending_ids(journal).size() == 2);
  const auto ledger = *journal.ledger();
  CHECK(ledger.size() == 2);
  CHECK_FALSE(ledger.contains(test_topic()));
}

TEMPLATE_TEST_CASE("a record too long for the wire is refused before it is stored",
                   "[contract][journal]", InMemory, InSqlite) {
  TestType kept;
  Response response = test_response(1);
  response.help = {std::string(limits::event_bytes_max, 'x')};
  CHECK(kept.journal().put_open(response).error().code == ErrorCode::limit);
  CHECK(kept.journal().counts()->open == 0);
}

}  // namespace lintel
