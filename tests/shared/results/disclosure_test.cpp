#include "shared/results/disclosure.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/wire/disclosure_json.h"

using namespace lintel;

namespace {

constexpr int k = 5;

Uuid device(int number) {
  Uuid id;
  id.bytes[15] = static_cast<std::uint8_t>(number);
  return id;
}

Tally answers(int count, const std::string& use = "not-sure") {
  Tally tally;
  Response response;
  response.use = use;
  response.tried = {1, 3};
  response.help = {"time"};
  for (int i = 0; i < count; ++i) {
    tally.add(response);
  }
  return tally;
}

// From one tablet, all of them spoken of by its ledger.
Contribution given(int count, int bursts = 0) {
  return {answers(count), bursts, true};
}

// What is shown after the counts have come one after the other.
class Session {
 public:
  Session& came(int count, int tablet = 1) {
    came_[device(tablet)] = given(count);
    advance(state, came_, aside, k);
    return *this;
  }
  Session& came(int tablet, const Contribution& contribution) {
    came_[device(tablet)] = contribution;
    advance(state, came_, aside, k);
    return *this;
  }
  Session& closed(TopicClose how = TopicClose::by_rule) {
    close(state, came_, aside, how, k);
    return *this;
  }
  Session& counted(int tablet, bool is_counted) {
    if (is_counted) {
      aside.erase(device(tablet));
    } else {
      aside.insert(device(tablet));
    }
    advance(state, came_, aside, k);
    return *this;
  }
  int shown() const { return state.shown.tally.answers; }
  const Contributions& all() const { return came_; }

  Disclosure state;
  std::set<Uuid> aside;

 private:
  Contributions came_;
};

}  // namespace

TEST_CASE("While a session is open, what was complete five answers ago is shown",
          "[results][disclosure]") {
  Session session;
  CHECK(session.came(5).shown() == 0);
  CHECK(session.came(9).shown() == 0);
  CHECK(session.came(10).shown() == 5);
  CHECK(session.came(14).shown() == 5);
  CHECK(session.came(16).shown() == 10);
}

TEST_CASE("At its close all is shown, unless fewer than five are new", "[results][disclosure]") {
  CHECK(Session().came(4).closed().shown() == 0);
  CHECK(Session().came(5).closed().shown() == 5);
  CHECK(Session().came(9).closed().shown() == 9);
  CHECK(Session().came(5).came(10).came(14).closed().shown() == 14);
  CHECK(Session().came(10).came(15).closed().shown() == 15);
}

TEST_CASE("A close is final, and what comes after it waits for five", "[results][disclosure]") {
  Session session;
  session.came(6).closed();
  CHECK(session.came(10).shown() == 6);
  CHECK(session.came(11).shown() == 11);
  session.closed(TopicClose::by_adult);
  CHECK(session.state.close == TopicClose::by_rule);
  CHECK_FALSE(session.state.candidate);
}

TEST_CASE("Answers of a burst are in the tally and count towards nothing",
          "[results][disclosure]") {
  CHECK(Session().came(1, given(9, 6)).closed().shown() == 0);
  CHECK(Session().came(1, given(11, 6)).closed().shown() == 11);
}

TEST_CASE("What no ledger spoke of may be of a burst", "[results][disclosure]") {
  Session session;
  session.closed();
  CHECK(session.came(1, {answers(8), 0, false}).shown() == 0);
  CHECK(session.came(1, given(8)).shown() == 8);
  CHECK(session.came(1, {answers(14), 0, false}).shown() == 8);
  // Six more, and a ledger that says four of the fourteen were of a burst.
  CHECK(session.came(1, given(14, 4)).shown() == 8);
  CHECK(session.came(1, given(17, 4)).shown() == 17);
}

TEST_CASE("Setting a tablet aside darkens what holds its answers, and cuts nothing anew",
          "[results][disclosure]") {
  Session session;
  session.came(6, 1).came(3, 2).closed();
  REQUIRE(session.shown() == 9);
  session.counted(2, false);
  CHECK(is_dark(session.state, session.aside));
  CHECK(session.came(16, 1).shown() == 9);
  session.counted(2, true);
  CHECK_FALSE(is_dark(session.state, session.aside));
  CHECK(session.shown() == 19);
}

TEST_CASE("A session that never showed a tablet's answers goes on without them",
          "[results][disclosure]") {
  Session session;
  session.counted(2, false).came(7, 2).came(6, 1).closed();
  CHECK(session.shown() == 6);
  CHECK_FALSE(is_dark(session.state, session.aside));
  CHECK(session.counted(2, true).shown() == 13);
}

TEST_CASE("At the end an adult may show a dark session once", "[results][disclosure]") {
  Session session;
  session.came(6, 1).came(3, 2).closed().counted(2, false);
  REQUIRE(show_anyway(session.state, session.all(), session.aside, k));
  CHECK(session.shown() == 6);
  CHECK(session.came(30, 1).shown() == 6);
  CHECK(show_anyway(session.state, session.all(), session.aside, k).error().code ==
        ErrorCode::refused);
  Session light;
  light.came(6, 1).closed();
  CHECK_FALSE(show_anyway(light.state, light.all(), light.aside, k));
}

TEST_CASE("After a restore what was shown stays, and waits until all of it is here again",
          "[results][disclosure]") {
  Session newest;
  newest.came(12).came(17);
  Session session;
  session.came(7);
  session.state = joined(session.state, newest.state);
  CHECK(session.shown() == 12);
  // New ones came first, and are as many.
  CHECK(session.came(1, {answers(17), 0, false}).shown() == 12);
  CHECK(session.closed().shown() == 12);
  CHECK(session.came(1, given(17)).shown() == 17);
  CHECK(session.state.memory == Memory::whole);
}

TEST_CASE("Without memory nothing more is shown until an adult does", "[results][disclosure]") {
  Session session;
  session.came(5).came(10);
  session.state.memory = Memory::lost;
  CHECK(session.came(40).closed().shown() == 5);
  REQUIRE(show_anyway(session.state, session.all(), session.aside, k));
  CHECK(session.shown() == 40);
}

TEST_CASE("A raised minimum cuts nothing anew", "[results][disclosure]") {
  Session session;
  session.came(5).came(10);
  advance(session.state, {{device(1), given(16)}}, {}, 10);
  CHECK(session.shown() == 5);
  CHECK(group_size(3) == 5);
  CHECK(group_size(12) == 12);
}

TEST_CASE("Sessions that never reached five are pooled once, by the first question only",
          "[results][disclosure]") {
  const EventId event{"day"};
  Holdings holdings;
  const auto put = [&](const std::string& session, int count, TopicClose how) {
    Holding& holding = holdings[{event, Purpose::exit, {session}}];
    holding.came[device(1)] = given(count);
    advance(holding.kept, holding.came, {}, k);
    if (how != TopicClose::open) {
      close(holding.kept, holding.came, {}, how, k);
    }
  };
  put("a", 3, TopicClose::by_rule);
  put("b", 9, TopicClose::by_rule);
  put("c", 1, TopicClose::by_rule);
  CHECK(pool_rest(event, holdings, {}, k).error().code == ErrorCode::refused);
  put("d", 2, TopicClose::open);
  CHECK(pool_rest(event, holdings, {}, k).error().message.find("\"d\" is still open") !=
        std::string::npos);
  put("d", 2, TopicClose::by_adult);
  CHECK(pool_rest(event, holdings, {}, k).error().message.starts_with("All or all but one"));
  holdings[{event, Purpose::exit, {"d"}}].came[device(1)].tally.use = {{"not-for-me", 2}};
  const auto pool = pool_rest(event, holdings, {}, k);
  REQUIRE(pool);
  CHECK(*pool == Pool{{{"not-for-me", 2}, {"not-sure", 4}}, 6, 3, {device(1)}});
  CHECK(*wire::decode_pool(wire::encode(*pool)) == *pool);
  CHECK(is_dark(*pool, {device(1)}));
  CHECK_FALSE(is_dark(*pool, {device(2)}));
  // A pooled session never gets a tally of its own any more.
  put("a", 30, TopicClose::by_rule);
  CHECK(holdings.at({event, Purpose::exit, {"a"}}).kept.shown.tally.answers == 0);
  CHECK_FALSE(pool_rest(event, holdings, {}, k));
}

TEST_CASE("What was shown survives as bytes, to the number", "[results][disclosure][wire]") {
  Session session;
  session.came(1, given(20, 3)).came(2, given(6)).came(1, given(31, 4));
  REQUIRE(session.state.candidate);
  CHECK(*wire::decode_disclosure(wire::encode(session.state)) == session.state);
  wire::ShownFile file;
  file.collector = device(9);
  file.topics[{{"day"}, Purpose::exit, {"a \"b\""}}] = session.closed().state;
  file.topics[{{"day"}, Purpose::listening, {}}].memory = Memory::lost;
  file.pools[{"day"}] = {{{"not-sure", 6}}, 6, 3, {device(1)}};
  CHECK(*wire::decode_shown_file(wire::encode(file)) == file);
  for (const char* broken : {"", "[]", "{}", R"({"collector":"x"})"}) {
    CHECK_FALSE(wire::decode_shown_file(broken));
  }
}
