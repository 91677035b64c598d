// Every teacher is counted (DESIGN 2.1): rushes at a real door, by people who read nothing.
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <cstdlib>

#include "tests/e2e/rush/play.h"
#include "tests/e2e/school.h"
#include "tests/e2e/support/need.h"
#include "tests/e2e/support/touch_server.h"

namespace lintel::e2e {
namespace {

using rush::Expected;
using rush::Said;

int ticks(const std::vector<Said>& answers) {
  int count = 0;
  for (const Said& said : answers) {
    count += static_cast<int>(said.ideas.size());
  }
  return count;
}

// How many of `expected` stand in `stored`, each taken once.
int found_in(const std::vector<Said>& stored, const std::vector<Said>& expected) {
  std::vector<Said> both;
  std::set_intersection(stored.begin(), stored.end(), expected.begin(), expected.end(),
                        std::back_inserter(both));
  return static_cast<int>(both.size());
}

void print(milliseconds gap, std::uint32_t seed, const Expected& expected,
           const std::vector<Said>& stored, milliseconds latest) {
  std::printf(
      "rush: %d people, mean gap %.0f s, seed %u: %d counted, %d bounced on one tile within 0.4 s, "
      "%d taken back, missing %d; %d of %d answers exactly as meant, %d of %d ideas, %d handed "
      "over, %d notes; the machine was %lld ms late at most\n",
      expected.people, static_cast<double>(gap.count()) / 1000, seed,
      static_cast<int>(stored.size()), expected.bounced, expected.undone,
      static_cast<int>(expected.answers.size()) - static_cast<int>(stored.size()),
      found_in(stored, expected.answers), static_cast<int>(expected.answers.size()), ticks(stored),
      ticks(expected.answers), expected.handed_over, expected.notes,
      static_cast<long long>(latest.count()));
  std::fflush(stdout);
}

void check_rush(milliseconds gap, std::uint32_t seed) {
  School school;
  auto kiosk = school.open_door(school.door.now);
  to_exit(*kiosk);
  const auto places = need(rush::look_round(*kiosk));
  rush::PlanOptions options;
  options.seed = seed;
  options.mean_gap = gap;
  options.tiles = places.tiles.size();
  options.ideas = places.ideas.size();
  const rush::Plan plan = make_plan(options);
  const rush::Played played = need(rush::play(*kiosk, places, plan));
  const Expected expected = rush::expected_of(played.touches, plan.people.size());
  // The last one has seen "Saved" before anybody switches the tablet off.
  next_person();
  need(kiosk->stop());

  kiosk = school.open_door(school.door.end_of_day);
  const Books books = school.wait_for(static_cast<int>(expected.answers.size()));
  INFO(books.sentence);
  CHECK(books.received == static_cast<int>(expected.answers.size()));
  need(kiosk->stop());
  const auto stored = rush::stored_answers(school.books(), places);
  print(gap, seed, expected, stored, played.latest);
  CHECK(stored.size() + static_cast<std::size_t>(expected.bounced + expected.undone) ==
        plan.people.size());
  CHECK(ticks(stored) == ticks(expected.answers));
  CHECK(stored == expected.answers);
}

}  // namespace

TEST_CASE("a rush of 40 people, one every two seconds, is counted to the last", "[e2e][rush]") {
  check_rush(milliseconds{2000}, 2);
}

TEST_CASE("a rush of 40 people, one every four seconds, is counted to the last",
          "[e2e][rush][long]") {
  if (std::getenv("LINTEL_LONG") == nullptr) {
    SKIP("only in the long checks");
  }
  check_rush(milliseconds{4000}, 3);
}

TEST_CASE("a rush of 40 people, one every seven seconds, is counted to the last",
          "[e2e][rush][long]") {
  if (std::getenv("LINTEL_LONG") == nullptr) {
    SKIP("only in the long checks");
  }
  check_rush(milliseconds{7000}, 2);
}

TEST_CASE("two fingers at once are two people, on one tile and on two", "[e2e][rush][touch]") {
  const std::string missing = TouchServer::missing();
  if (!missing.empty()) {
    SKIP(missing);
  }
  School school;
  const auto panel = need(TouchServer::start(1280, 800));
  auto kiosk = school.open_door_on(panel->display(), school.door.now);
  to_exit(*kiosk);
  const auto places = need(rush::look_round(*kiosk));
  constexpr int pairs = 6;
  std::vector<Said> expected;
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    const std::size_t left = pair % places.tiles.size();
    const std::size_t right = pair % 2 == 0 ? left : (left + 1) % places.tiles.size();
    const Point beside{places.tiles[right].x + 40, places.tiles[right].y};
    need(panel->down(0, places.tiles[left]));
    need(panel->down(1, beside));
    eventually([] { return false; }, milliseconds{60});
    need(panel->up(pair % 3 == 0 ? 1 : 0));
    need(panel->up(pair % 3 == 0 ? 0 : 1));
    expected.push_back({left, {}});
    expected.push_back({right, {}});
    next_person();
  }
  std::sort(expected.begin(), expected.end());
  need(kiosk->stop());
  kiosk = school.open_door_on(panel->display(), school.door.end_of_day);
  school.wait_for(2 * pairs);
  need(kiosk->stop());
  const auto stored = rush::stored_answers(school.books(), places);
  std::printf("rush: %d pairs of fingers at once: %d of %d counted\n", pairs,
              static_cast<int>(stored.size()), 2 * pairs);
  CHECK(stored == expected);
}

}  // namespace lintel::e2e
