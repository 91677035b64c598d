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
  REQUIRE(books.tallies.empty());
  REQUIRE(books.tablets.at(device_number(1)).received.at(SessionId{"late"}).taken == 1);
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
  REQUIRE(to_resend(ledger, tablet) == std::vector<SessionId>{{"late"}});
  ledger.quarantined = 1;
  REQUIRE(to_resend(ledger, tablet).empty());
}
