#include "sync/collector/ingest.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/wire/cloudevents.h"
#include "tests/collector/day.h"

using namespace lintel;
using namespace lintel::collector;
using lintel::wire::ItemStatus;

TEST_CASE("Every element of a batch is named once, in its order", "[collector][ingest]") {
  const auto intake = read_batch(batch(1, 3));
  REQUIRE(intake);
  REQUIRE(intake->rows.size() == 3);
  const wire::Receipt receipt = settle(
      *intake, {ItemStatus::stored, ItemStatus::duplicate, ItemStatus::conflict}, device_number(9));
  REQUIRE(receipt.collector == device_number(9));
  REQUIRE(receipt.results == std::vector<wire::ReceiptItem>{
                                 {id_number(1), ItemStatus::stored, ""},
                                 {id_number(2), ItemStatus::duplicate, ""},
                                 {id_number(3), ItemStatus::conflict, "same-id-other-bytes"}});
}

TEST_CASE("A bad answer is refused by name and does not hold up the others",
          "[collector][ingest]") {
  const std::string bad = event_bytes(2, "late", "definitely");
  const auto intake = read_batch(wire::join_batch({event_bytes(1), bad, event_bytes(3)}));
  REQUIRE(intake);
  REQUIRE(intake->rows.size() == 2);
  const wire::Receipt receipt =
      settle(*intake, {ItemStatus::stored, ItemStatus::stored}, device_number(9));
  REQUIRE(receipt.results[0].status == ItemStatus::stored);
  REQUIRE(receipt.results[1].id == id_number(2));
  REQUIRE(receipt.results[1].status == ItemStatus::invalid);
  REQUIRE(receipt.results[1].code.find("use") != std::string::npos);
  REQUIRE(receipt.results[2].id == id_number(3));
}

TEST_CASE("The same bytes are a duplicate, other bytes under the id a conflict",
          "[collector][ingest]") {
  const Sha256 hash = sha256("one");
  REQUIRE(judge(hash, {true, {}}) == ItemStatus::stored);
  REQUIRE(judge(hash, {false, hash}) == ItemStatus::duplicate);
  REQUIRE(judge(hash, {false, sha256("two")}) == ItemStatus::conflict);
}

TEST_CASE("An answer of a form from the future is kept, not refused", "[collector][ingest]") {
  Response newer = answer(1, "late", "yes-next-term");
  newer.form = "exit/99";
  const auto intake = read_batch(wire::join_batch({wire::encode(newer, device_number(1))}));
  REQUIRE(intake);
  REQUIRE(intake->rows.size() == 1);
  Books books;
  books.add(intake->rows.front());
  REQUIRE(books.unread == 1);
  REQUIRE(books.holdings.at(topic_of("late")).came.empty());
  REQUIRE(books.tablets.at(device_number(1)).received.at(topic_of("late")).answers.taken == 1);
}

TEST_CASE("What is no batch is refused whole", "[collector][ingest]") {
  for (const char* body : {"", "nonsense", "{}", "[1]", "[{}]", "[\xff\xfe]", "[[[[[["}) {
    CAPTURE(body);
    REQUIRE_FALSE(read_batch(body));
  }
  REQUIRE_FALSE(read_batch(batch(1, 101)));
}

TEST_CASE("A tablet is asked again only for what it saw confirmed and is lost here",
          "[collector][ingest]") {
  Books books;
  add_answers(books, 1, 4, "late", "not-sure");
  const Tablet& tablet = books.tablets.at(device_number(1));
  REQUIRE(to_resend(ledger_of(1, 4), tablet).empty());
  Ledger ledger = ledger_of(1, 6);
  ledger.pending = 2;
  REQUIRE(to_resend(ledger, tablet).empty());
  ledger.pending = 1;
  REQUIRE(to_resend(ledger, tablet) == std::vector<Topic>{topic_of("late")});
  ledger.topics.at(topic_of("late")).quarantined = 1;
  REQUIRE(to_resend(ledger, tablet).empty());
}

TEST_CASE("An answer of an older tablet is the same answer, its note a record of its own",
          "[collector][ingest]") {
  const std::string today = event_bytes(1);
  std::string old = today;
  old.replace(old.find(R"("purpose":"exit",)"), 17, "");
  old.replace(old.find(R"("answers")"), 9, R"("phase":"late","answers")");
  old.replace(old.rfind("}}"), 2,
              R"(,"note":{"prompt":"working","text":"Ask first"},"flags":["burst"]}})");
  const auto intake = read_batch("[" + old + "]");
  REQUIRE(intake);
  REQUIRE(intake->rows.size() == 1);
  CHECK(intake->rows.front().bytes == today);
  CHECK(intake->rows.front().hash == sha256(today));
  REQUIRE(intake->rows.front().plain_note);
  CHECK(intake->rows.front().plain_note->text == "Ask first");
}

TEST_CASE("A sealed note is taken in beside answers", "[collector][ingest]") {
  const auto intake =
      read_batch(wire::join_batch({event_bytes(1), note_bytes(2, "late", "Ask first")}));
  REQUIRE(intake);
  REQUIRE(intake->rows.size() == 2);
  Books books;
  for (const Row& row : intake->rows) {
    books.add(row);
  }
  const Received& received = books.tablets.at(device_number(1)).received.at(topic_of("late"));
  CHECK(received.answers.taken == 1);
  CHECK(received.notes.taken == 1);
  CHECK(books.holdings.at(topic_of("late")).notes_came == 1);
}

TEST_CASE("A note of a wrong size, or text that a terminal would obey, is refused",
          "[collector][ingest]") {
  std::string note = note_bytes(2, "late", "x");
  note.replace(note.find("\"working\""), 9, "\"else\"");
  Response sly = answer(3, "late\x1b[2J", "yes");
  sly.form = "exit/99";
  const auto intake = read_batch(wire::join_batch({note, wire::encode(sly, device_number(1))}));
  REQUIRE(intake);
  CHECK(intake->rows.empty());
  CHECK(intake->items[0].code.starts_with("prompt: "));
  CHECK(intake->items[1].code.starts_with("subject: "));
}

TEST_CASE("A form or a prompt that a terminal would obey is refused", "[collector][ingest]") {
  Response sly = answer(3, "late", "yes");
  sly.form = "exit/99\x1b[2J";
  std::string note = note_bytes(4, "late", "x");
  note.replace(note.find("\"working\""), 9, R"("work\u001bing")");
  note.replace(note.find(exit_form().id), exit_form().id.size(), "exit/99");
  const auto intake = read_batch(wire::join_batch({wire::encode(sly, device_number(1)), note}));
  REQUIRE(intake);
  CHECK(intake->rows.empty());
  CHECK(intake->items[0].code.starts_with("form: "));
  CHECK(intake->items[1].code.starts_with("prompt: "));
}

TEST_CASE("A suggestion that its session never had is refused", "[collector][ingest]") {
  SuggestionCounts counts;
  counts.join(small_day());
  const auto refused = [&](const std::string& session, int number) {
    Response response = answer(1, session, "yes-this-week");
    response.tried = {number};
    const auto intake =
        read_batch(wire::join_batch({wire::encode(response, device_number(1))}), {}, &counts);
    REQUIRE(intake);
    return intake->rows.empty() ? intake->items[0].code : std::string{};
  };
  CHECK(refused("late", 3).empty());
  CHECK(refused("late", 4) == "answers.try: the session has no such suggestion.");
  // Of a session that nobody loaded nothing is known.
  CHECK(refused("gone", 8).empty());
  // A door that has not fetched the shorter list yet is no liar.
  Event shorter = small_day();
  shorter.sessions[0].suggestions.resize(1);
  counts.join(shorter);
  CHECK(refused("late", 3).empty());
}

TEST_CASE("Sessions that a tablet makes up are kept apart up to a bound, then counted",
          "[collector][ingest]") {
  Books books = books_with_day();
  constexpr int made_up = 1000;
  for (int number = 0; number < made_up; ++number) {
    add_answers(books, 10 + number, 1, "x" + std::to_string(number), "not-sure");
  }
  add_answers(books, 1, 3, "late", "not-sure");
  const Tablet& tablet = books.tablets.at(device_number(1));
  CHECK(books.holdings.size() == StrangeTopics::sessions_max + 1);
  CHECK(tablet.received.size() == StrangeTopics::sessions_max + 1);
  CHECK(tablet.beyond == made_up - static_cast<int>(StrangeTopics::sessions_max));
  CHECK(books.holdings.at(topic_of("late")).came.at(device_number(1)).tally.answers == 3);
  // More of a session that is kept apart already still counts there.
  add_answers(books, 2000, 1, "x0", "not-sure");
  CHECK(tablet.received.at(topic_of("x0")).answers.taken == 2);

  for (int number = 0; number < made_up; ++number) {
    Response response = answer(3000 + number, "y", "not-sure");
    response.event = {"event-" + std::to_string(number)};
    const Uuid id = response.id;
    books.add({device_number(2), id, {}, {}, std::move(response), {}});
  }
  CHECK(books.tablets.at(device_number(2)).received.size() == StrangeTopics::events_max);
}

TEST_CASE("A ledger alone makes up no session, and what is only counted is not asked for again",
          "[collector][ingest]") {
  Books books = books_with_day();
  Ledger ledger = ledger_of(1, 0);
  for (int number = 0; number < 300; ++number) {
    ledger.topics[topic_of("x" + std::to_string(number))].answers.taken = 1;
  }
  books.set_ledger(ledger, UtcTime{});
  CHECK(books.holdings.empty());
  for (int number = 0; number < 300; ++number) {
    add_answers(books, 10 + number, 1, "x" + std::to_string(number), "not-sure");
  }
  const Tablet& tablet = books.tablets.at(device_number(1));
  REQUIRE(tablet.beyond == 200);
  for (const Topic& topic : to_resend(ledger, tablet)) {
    CHECK(tablet.received.contains(topic));
  }
}

TEST_CASE("A ledger that goes back is old, unless another tablet with the identity made it",
          "[collector][ingest]") {
  const UtcTime noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20}};
  Books books = books_with_day();
  Ledger hostile = ledger_of(1, 9);
  hostile.topics.at(topic_of("late")).answers.taken = 999'999;
  hostile.as_of = noon + std::chrono::hours{24 * 365};  // a time it made up, too
  books.set_ledger(hostile, noon);
  const Tablet& tablet = books.tablets.at(device_number(1));
  Ledger honest = ledger_of(1, 9);
  honest.as_of = noon;
  CHECK(order_of(honest, tablet) == LedgerOrder::older);
  honest.as_of = noon + minutes{1};
  CHECK(order_of(honest, tablet) == LedgerOrder::of_another);
  hostile.as_of += minutes{5};
  CHECK(order_of(hostile, tablet) == LedgerOrder::follows);
  honest.run = id_number(9001);
  honest.as_of = noon;
  CHECK(order_of(honest, tablet) == LedgerOrder::follows);
}
