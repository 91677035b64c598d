#include <catch2/catch_test_macros.hpp>

#include "../sample.h"
#include "shared/results/ledger.h"

using namespace lintel;

namespace {

LedgerEntry entry(int count, std::mt19937& random) {
  LedgerEntry made;
  for (int i = 0; i < count; ++i) {
    ++made.taken;
    add_to_digest(made.digest, sample::uuid(random));
  }
  return made;
}

}  // namespace

TEST_CASE("Counts meet when every session has the same number and digest", "[ledger]") {
  std::mt19937 random{5};
  Ledger ledger;
  ledger.room = "204";
  ledger.sessions = {{{"a"}, entry(7, random)}, {{"b"}, entry(5, random)}, {{"none"}, {}}};
  auto received = ledger.sessions;
  received.erase({"none"});
  const TabletStanding standing = reconcile(ledger, received);
  CHECK(standing.meets);
  CHECK(standing.taken == 12);
  CHECK(standing.received == 12);
  CHECK(standing.differing.empty());
  CHECK(standing.room == "204");
}

TEST_CASE("What is still on the way is named by session", "[ledger]") {
  std::mt19937 random{6};
  Ledger ledger;
  ledger.pending = 3;
  ledger.sessions = {{{"a"}, entry(7, random)}, {{"b"}, entry(5, random)}};
  std::map<SessionId, LedgerEntry> received = {{{"b"}, ledger.sessions.at({"b"})}};
  const TabletStanding standing = reconcile(ledger, received);
  CHECK_FALSE(standing.meets);
  CHECK(standing.received == 5);
  CHECK(standing.pending == 3);
  CHECK(standing.differing == std::vector<SessionId>{{"a"}});
}

TEST_CASE("Of each session it is told what waits and what was set aside", "[ledger]") {
  std::mt19937 random{7};
  Ledger ledger;
  ledger.sessions = {
      {{"a"}, entry(7, random)}, {{"b"}, entry(5, random)}, {{"c"}, entry(2, random)}};
  ledger.quarantined_by_session = {{{"b"}, 2}};
  const TabletStanding standing =
      reconcile(ledger, {{{"b"}, entry(1, random)}, {{"c"}, ledger.sessions.at({"c"})}});
  REQUIRE(standing.sessions.size() == 3);
  CHECK(standing.sessions[0].waiting == 7);
  CHECK(standing.sessions[1].waiting == 2);
  CHECK(standing.sessions[1].quarantined == 2);
  CHECK(standing.sessions[2].waiting == 0);
  CHECK(standing.sessions[2].meets);
  CHECK(standing.waiting == 9);
}

TEST_CASE("Counts that agree by chance still differ in the digest", "[ledger]") {
  std::mt19937 random{8};
  Ledger ledger;
  ledger.sessions = {{{"a"}, entry(4, random)}};
  CHECK_FALSE(reconcile(ledger, {{{"a"}, entry(4, random)}}).meets);
}

TEST_CASE("A collector that holds more than the tablet took does not meet either", "[ledger]") {
  std::mt19937 random{9};
  const TabletStanding standing = reconcile(Ledger{}, {{{"a"}, entry(2, random)}});
  CHECK_FALSE(standing.meets);
  CHECK(standing.received == 2);
}
