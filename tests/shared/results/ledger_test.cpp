#include "shared/results/ledger.h"

#include <catch2/catch_test_macros.hpp>

#include "../sample.h"

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

Topic topic(const std::string& session) {
  return {{"day"}, Purpose::exit, {session}};
}

TopicLedger taken(int count, std::mt19937& random) {
  TopicLedger ledger;
  ledger.answers = entry(count, random);
  return ledger;
}

// As if all of it had come.
std::map<Topic, Received> received_of(const Ledger& ledger) {
  std::map<Topic, Received> received;
  for (const auto& [about, said] : ledger.topics) {
    received[about] = {said.answers, said.notes};
  }
  return received;
}

}  // namespace

TEST_CASE("Counts meet when every topic has the same number and digest", "[ledger]") {
  std::mt19937 random{5};
  Ledger ledger;
  ledger.room = "204";
  ledger.topics = {
      {topic("a"), taken(7, random)}, {topic("b"), taken(5, random)}, {topic("none"), {}}};
  auto received = received_of(ledger);
  received.erase(topic("none"));
  const TabletStanding standing = reconcile(ledger, received);
  CHECK(standing.meets);
  CHECK(standing.taken == 12);
  CHECK(standing.received == 12);
  CHECK(standing.differing.empty());
  CHECK(standing.room == "204");
}

TEST_CASE("Two kinds of questions about one session never mix", "[ledger]") {
  std::mt19937 random{5};
  Ledger ledger;
  ledger.topics = {{topic("a"), taken(7, random)}};
  std::map<Topic, Received> received;
  received[{{"day"}, Purpose::practice, {"a"}}].answers = ledger.topics.at(topic("a")).answers;
  CHECK_FALSE(reconcile(ledger, received).meets);
}

TEST_CASE("What is still on the way is named by topic", "[ledger]") {
  std::mt19937 random{6};
  Ledger ledger;
  ledger.pending = 3;
  ledger.topics = {{topic("a"), taken(7, random)}, {topic("b"), taken(5, random)}};
  auto received = received_of(ledger);
  received.erase(topic("a"));
  const TabletStanding standing = reconcile(ledger, received);
  CHECK_FALSE(standing.meets);
  CHECK(standing.received == 5);
  CHECK(standing.pending == 3);
  CHECK(standing.differing == std::vector<Topic>{topic("a")});
}

TEST_CASE("Of each topic it is told what waits and what was set aside, answers and notes",
          "[ledger]") {
  std::mt19937 random{7};
  Ledger ledger;
  ledger.topics = {{topic("a"), taken(7, random)},
                   {topic("b"), taken(5, random)},
                   {topic("c"), taken(2, random)}};
  ledger.topics.at(topic("b")).quarantined = 2;
  ledger.topics.at(topic("c")).notes = entry(3, random);
  auto received = received_of(ledger);
  received.erase(topic("a"));
  received.at(topic("b")).answers = entry(1, random);
  received.at(topic("c")).notes = entry(2, random);
  const TabletStanding standing = reconcile(ledger, received);
  REQUIRE(standing.topics.size() == 3);
  CHECK(standing.topics[0].waiting == 7);
  CHECK(standing.topics[1].waiting == 2);
  CHECK(standing.topics[1].quarantined == 2);
  CHECK(standing.topics[2].waiting == 1);
  CHECK_FALSE(standing.topics[2].meets);
  CHECK(standing.waiting == 10);
}

TEST_CASE("Counts that agree by chance still differ in the digest", "[ledger]") {
  std::mt19937 random{8};
  Ledger ledger;
  ledger.topics = {{topic("a"), taken(4, random)}};
  auto received = received_of(ledger);
  received.at(topic("a")).answers = entry(4, random);
  CHECK_FALSE(reconcile(ledger, received).meets);
}

TEST_CASE("A collector that holds more than the tablet released does not meet either", "[ledger]") {
  std::mt19937 random{9};
  const TabletStanding standing =
      reconcile(Ledger{}, {{topic("a"), Received{entry(2, random), {}}}});
  CHECK_FALSE(standing.meets);
  CHECK(standing.received == 2);
}
