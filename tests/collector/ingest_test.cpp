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
