// What every Journal promises (shared/ports/journal.h), asked of the memory twin and of SQLite.
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "shared/core/limits.h"
#include "shared/ports/memory_journal.h"
#include "shared/wire/cloudevents.h"
#include "sync/store/store.h"
#include "tests/contract/support.h"

namespace lintel {
namespace {

using test::test_id;
using test::test_response;

constexpr int group = 5;
constexpr std::size_t plenty = 1'000'000;

struct InMemory {
  Uuid device = test_id(99);
  MemoryJournal twin{device};
  Journal& journal() { return twin; }
};

struct InSqlite {
  test::TempFolder folder;
  std::unique_ptr<store::Store> store = store::Store::open(folder.path()).value();
  Uuid device = store->device();
  Journal& journal() { return store->journal(); }
};

void put_and_seal(Journal& journal, const Response& response) {
  REQUIRE(journal.put_open(response));
  REQUIRE(journal.seal(response.id, group));
}

void put_and_release(Journal& journal, std::uint64_t from, std::uint64_t to,
                     const std::string& session = "s1") {
  for (std::uint64_t number = from; number < to; ++number) {
    put_and_seal(journal, test_response(number, session));
  }
  REQUIRE(journal.release(SessionId{session}));
}

std::vector<Uuid> pending_ids(Journal& journal) {
  std::vector<Uuid> ids;
  const std::vector<PendingEvent> events = *journal.pending(plenty, plenty, Uuid{});
  for (const PendingEvent& event : events) {
    ids.push_back(event.id);
  }
  return ids;
}

LocalDay day(int number) {
  return LocalDay{std::chrono::days{number}};
}

}  // namespace

TEMPLATE_TEST_CASE("an open answer is counted and not yet to be sent", "[contract][journal]",
                   InMemory, InSqlite) {
  TestType kept;
  REQUIRE(kept.journal().put_open(test_response(1)));
  const auto counts = *kept.journal().counts();
  CHECK(counts.open == 1);
  CHECK(counts.waiting == 0);
  CHECK(counts.taken.empty());
  CHECK(pending_ids(kept.journal()).empty());
}

TEMPLATE_TEST_CASE("an open answer is amended in place", "[contract][journal]", InMemory,
                   InSqlite) {
  TestType kept;
  Response response = test_response(1);
  REQUIRE(kept.journal().put_open(response));
  response.tried = {1, 3};
  response.note = Note{"working", "The greeting. ¿Y mañana? 美玲"};
  REQUIRE(kept.journal().put_open(response));
  REQUIRE(kept.journal().seal(response.id, 1));
  const auto pending = *kept.journal().pending(plenty, plenty, Uuid{});
  REQUIRE(pending.size() == 1);
  CHECK(pending[0].bytes == wire::encode(response, kept.device));
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
    CHECK(journal.seal(response.id, group));
    CHECK(journal.counts()->taken.at(SessionId{"s1"}) == 1);
  };
  refuses();
  REQUIRE(journal.release(SessionId{"s1"}));
  refuses();
  CHECK(journal.pending(plenty, plenty, Uuid{})->at(0).bytes == frozen);
  REQUIRE(journal.mark_sent({response.id}, day(1)));
  refuses();
}

TEMPLATE_TEST_CASE("undo removes an open answer and nothing else", "[contract][journal]", InMemory,
                   InSqlite) {
  TestType kept;
  REQUIRE(kept.journal().put_open(test_response(1)));
  REQUIRE(kept.journal().put_open(test_response(2)));
  REQUIRE(kept.journal().discard_open(test_id(1)));
  CHECK(kept.journal().discard_open(test_id(1)));
  CHECK(kept.journal().discard_open(test_id(77)));
  CHECK(kept.journal().counts()->open == 1);
  CHECK(kept.journal().ledger()->empty());
}

TEMPLATE_TEST_CASE("sealing an answer that was never stored is an error", "[contract][journal]",
                   InMemory, InSqlite) {
  TestType kept;
  CHECK(kept.journal().seal(test_id(1), group).error().code == ErrorCode::not_found);
}

TEMPLATE_TEST_CASE("answers leave in groups of one session", "[contract][journal]", InMemory,
                   InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  for (std::uint64_t number = 0; number < 4; ++number) {
    put_and_seal(journal, test_response(number, "s1"));
    put_and_seal(journal, test_response(100 + number, "s2"));
  }
  CHECK(journal.counts()->waiting == 8);
  CHECK(journal.counts()->released == 0);
  put_and_seal(journal, test_response(4, "s1"));
  CHECK(journal.counts()->waiting == 9);
  CHECK(journal.counts()->released == 5);
  put_and_seal(journal, test_response(5, "s1"));
  CHECK(journal.counts()->released == 5);
}

TEMPLATE_TEST_CASE("a closed window lets the sealed answers of its session go",
                   "[contract][journal]", InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  put_and_seal(journal, test_response(1, "s1"));
  put_and_seal(journal, test_response(2, "s2"));
  REQUIRE(journal.put_open(test_response(3, "s1")));
  REQUIRE(journal.release(SessionId{"s1"}));
  REQUIRE(journal.release(SessionId{"nobody"}));
  CHECK(pending_ids(journal) == std::vector{test_id(1)});
  CHECK(journal.counts()->open == 1);
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
  CHECK(counts.waiting == 3);
  CHECK(counts.open == 1);
  const auto left = pending_ids(journal);
  CHECK(std::find(left.begin(), left.end(), test_id(1)) == left.end());
}

TEMPLATE_TEST_CASE("a refused answer is kept with the reason", "[contract][journal]", InMemory,
                   InSqlite) {
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
  CHECK(journal.counts()->waiting == 1);
}

TEMPLATE_TEST_CASE("a restored collector gets a session once more", "[contract][journal]", InMemory,
                   InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  put_and_release(journal, 0, 3, "s1");
  put_and_release(journal, 10, 12, "s2");
  REQUIRE(journal.quarantine(test_id(0), "bad"));
  REQUIRE(journal.mark_sent({test_id(1), test_id(2), test_id(10), test_id(11)}, day(3)));
  REQUIRE(journal.resend({SessionId{"s1"}, SessionId{"nobody"}}));
  std::vector expected{test_id(1), test_id(2)};
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
  REQUIRE(journal.quarantine(test_id(4), "bad"));
  REQUIRE(journal.mark_sent({test_id(0)}, day(10)));
  REQUIRE(journal.mark_sent({test_id(1)}, day(11)));
  CHECK(*journal.prune_sent(day(10)) == 0);
  CHECK(*journal.prune_sent(day(11)) == 1);
  const auto counts = *journal.counts();
  CHECK(counts.sent == 1);
  CHECK(counts.released == 2);
  CHECK(counts.waiting == 3);
  CHECK(counts.open == 1);
  CHECK(counts.quarantined == 1);
  CHECK(counts.taken.at(SessionId{"s1"}) == 5);
}

TEMPLATE_TEST_CASE("everything sealed and still here is kept for a bundle, in id order",
                   "[contract][journal]", InMemory, InSqlite) {
  TestType made;
  Journal& journal = made.journal();
  put_and_release(journal, 0, 5);
  put_and_seal(journal, test_response(5, "held"));
  REQUIRE(journal.put_open(test_response(6)));
  REQUIRE(journal.quarantine(test_id(4), "bad"));
  REQUIRE(journal.mark_sent({test_id(0), test_id(1)}, day(10)));
  REQUIRE(journal.mark_sent({test_id(2)}, day(11)));
  REQUIRE(journal.prune_sent(day(11)));
  std::vector<Uuid> expected{test_id(2), test_id(3), test_id(4), test_id(5)};
  std::sort(expected.begin(), expected.end());
  std::vector<Uuid> ids;
  const std::vector<PendingEvent> kept = *journal.kept();
  for (const PendingEvent& event : kept) {
    ids.push_back(event.id);
    const auto response = wire::decode(event.bytes);
    REQUIRE(response);
    CHECK(response->id == event.id);
  }
  CHECK(ids == expected);
}

TEMPLATE_TEST_CASE("what was left open counts as it stood", "[contract][journal]", InMemory,
                   InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  for (std::uint64_t number = 0; number < 5; ++number) {
    REQUIRE(journal.put_open(test_response(number, "s1")));
  }
  REQUIRE(journal.put_open(test_response(10, "s2")));
  CHECK(*journal.seal_left_open(group) == 6);
  CHECK(*journal.seal_left_open(group) == 0);
  const auto counts = *journal.counts();
  CHECK(counts.open == 0);
  CHECK(counts.waiting == 6);
  CHECK(counts.released == 5);
  CHECK(counts.taken.at(SessionId{"s2"}) == 1);
}

TEMPLATE_TEST_CASE("the ledger counts and digests what was sealed, for ever", "[contract][journal]",
                   InMemory, InSqlite) {
  TestType kept;
  Journal& journal = kept.journal();
  put_and_release(journal, 0, 7);
  REQUIRE(journal.put_open(test_response(8)));
  Sha256 digest{};
  for (std::uint64_t number = 7; number-- > 0;) {
    add_to_digest(digest, test_id(number));
  }
  const auto check = [&] {
    const auto ledger = *journal.ledger();
    REQUIRE(ledger.size() == 1);
    CHECK(ledger.at(SessionId{"s1"}) == LedgerEntry{7, digest});
  };
  check();
  REQUIRE(journal.mark_sent(pending_ids(journal), day(1)));
  CHECK(*journal.prune_sent(day(2)) == 7);
  check();
}

TEMPLATE_TEST_CASE("an answer too long for the wire is refused before it is stored",
                   "[contract][journal]", InMemory, InSqlite) {
  TestType kept;
  Response response = test_response(1);
  response.note = Note{"working", std::string(limits::event_bytes_max, 'x')};
  CHECK(kept.journal().put_open(response).error().code == ErrorCode::limit);
  CHECK(kept.journal().counts()->open == 0);
}

}  // namespace lintel
