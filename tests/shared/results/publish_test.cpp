#include <catch2/catch_test_macros.hpp>

#include "../sample.h"
#include "shared/results/tally.h"

using namespace lintel;

namespace {

// Block 1: a (204), g (gym); block 2: b (204).
Event small_day() {
  return sample::event({sample::session({"a", "204", "10:00", "10:45"}),
                        sample::session({"g", "gym", "10:00", "10:45"}),
                        sample::session({"b", "204", "11:00", "11:45"})});
}

Tally answers(int count, const std::string& use = "yes-with-help") {
  Tally tally;
  Response response;
  response.use = use;
  response.tried = {1, 3};
  response.help = {"time"};
  response.note = Note{"working", "x"};
  response.flags = {"burst"};
  for (int i = 0; i < count; ++i) {
    tally.add(response);
  }
  return tally;
}

}  // namespace

TEST_CASE("A tally counts every part of an answer once", "[results]") {
  const Tally tally = answers(3);
  CHECK(tally.answers == 3);
  CHECK(tally.notes == 3);
  CHECK(tally.use == std::map<std::string, int>{{"yes-with-help", 3}});
  CHECK(tally.tried == std::map<int, int>{{1, 3}, {3, 3}});
  CHECK(tally.help == std::map<std::string, int>{{"time", 3}});
  CHECK(tally.flags == std::map<std::string, int>{{"burst", 3}});
}

TEST_CASE("Fewer than five answers are counted and not shown", "[results]") {
  const Published published = publish(small_day(), {{{"b"}, answers(4)}});
  const PublishedSession& b = published.sessions.at(2);
  CHECK(b.hidden == Hidden::too_few);
  CHECK(b.answers == 4);
  Tally nothing;
  nothing.answers = 4;
  CHECK(b.tally == nothing);
  CHECK(published.shown == Tally{});
  CHECK(published.answers == 4);
  CHECK(published.sessions_with_answers == 1);
  CHECK(published.sessions_with_help_wanted == 0);
}

TEST_CASE("Five answers are shown", "[results]") {
  const Published published = publish(small_day(), {{{"b"}, answers(5)}});
  CHECK(published.sessions.at(2).hidden == Hidden::no);
  CHECK(published.sessions.at(2).tally == answers(5));
  CHECK(published.shown == answers(5));
  CHECK(published.sessions_with_help_wanted == 1);
}

TEST_CASE("One hidden session of a block hides the smallest beside it", "[results]") {
  Event draft = small_day();
  draft.rooms.push_back({{"lab"}, "Lab"});
  draft.sessions.push_back(sample::session({"l", "lab", "10:00", "10:45"}));
  const Event event = *make_event(draft);
  const Published published =
      publish(event, {{{"a"}, answers(2)}, {{"g"}, answers(9)}, {{"l"}, answers(7)}});
  CHECK(published.sessions.at(0).hidden == Hidden::too_few);
  CHECK(published.sessions.at(1).hidden == Hidden::no);
  CHECK(published.sessions.at(2).hidden == Hidden::complement);
  CHECK(published.sessions.at(2).tally.use.empty());
  CHECK(published.shown == answers(9));
}

TEST_CASE("Sessions without answers are neither hidden nor give anything away", "[results]") {
  const Published published = publish(small_day(), {{{"a"}, answers(6)}, {{"g"}, Tally{}}});
  CHECK(published.sessions.at(0).hidden == Hidden::no);
  CHECK(published.sessions.at(1).hidden == Hidden::no);
  CHECK(published.sessions_with_answers == 1);
}

TEST_CASE("Answers to a session nobody knows are counted in all, and shown nowhere", "[results]") {
  const Published published = publish(small_day(), {{{"ghost"}, answers(8)}});
  CHECK(published.answers == 8);
  CHECK(published.sessions_with_answers == 0);
  CHECK(published.shown == Tally{});
}

TEST_CASE("Nothing hidden can be computed from what is published", "[results][property]") {
  std::mt19937 random{11};
  for (int round = 0; round < 500; ++round) {
    Event draft = small_day();
    draft.sessions.clear();
    draft.rules.min_answers = 3 + static_cast<int>(random() % 5);
    Tallies tallies;
    for (const char* room : {"204", "gym"}) {
      for (const auto& [start, end] : {std::pair{"10:00", "10:45"}, std::pair{"11:00", "11:45"}}) {
        const std::string id = std::string{room} + start;
        draft.sessions.push_back(sample::session({id, room, start, end}));
        Tally tally;
        for (int count = static_cast<int>(random() % 12); count > 0; --count) {
          tally.add(sample::response(random));
        }
        tallies[{id}] = tally;
      }
    }
    const Event event = *make_event(draft);
    const Published published = publish(event, tallies);
    Tally sum;
    std::map<UtcTime, std::pair<int, int>> blocks;  // hidden, shown
    for (const PublishedSession& one : published.sessions) {
      const Session& session = *event.find_session(one.session);
      auto& [hidden, shown] = blocks[session.start.utc];
      if (one.hidden != Hidden::no) {
        ++hidden;
        Tally blank;
        blank.answers = one.answers;
        REQUIRE(one.tally == blank);
      } else if (one.answers > 0) {
        ++shown;
        REQUIRE(one.answers >= event.rules.min_answers);
        sum.answers += one.tally.answers;
        sum.notes += one.tally.notes;
        for (const auto& [key, count] : one.tally.use) {
          sum.use[key] += count;
        }
      }
    }
    for (const auto& [start, block] : blocks) {
      REQUIRE_FALSE((block.first == 1 && block.second > 0));
    }
    REQUIRE(published.shown.answers == sum.answers);
    REQUIRE(published.shown.notes == sum.notes);
    REQUIRE(published.shown.use == sum.use);
  }
}
