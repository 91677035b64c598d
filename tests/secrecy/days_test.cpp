// The attacker on days of the real parts: whom it isolates beyond the stated limits. It must be
// nobody.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "tests/secrecy/attacks.h"
#include "tests/secrecy/day.h"

namespace lintel::secrecy {
namespace {

void check_nobody_isolated(const DayPlayed& day) {
  CHECK(day.received == day.given);
  for (const Attack& attack : attacks()) {
    const Whom whom = beyond_the_limits(attack.run(day.recording), day.recording);
    INFO(attack.name << ": " << to_text(whom));
    CHECK(whom.empty());
  }
}

DayOptions a_day(std::uint32_t seed) {
  std::mt19937 random(seed);
  DayOptions options;
  options.seed = seed;
  options.doors = 1 + static_cast<int>(random() % 2);
  for (int i = 0; i < 3; ++i) {
    options.people.push_back(1 + static_cast<int>(random() % 41));
  }
  options.late = static_cast<int>(random() % 8);
  return options;
}

// The numbers of a day, so that a failure can be played again.
std::string text_of(const DayOptions& options) {
  std::string text = "seed " + std::to_string(options.seed) + ", " + std::to_string(options.doors) +
                     " doors, people";
  for (const int people : options.people) {
    text += " " + std::to_string(people);
  }
  return text + ", late " + std::to_string(options.late);
}

void play_and_check(DayOptions options) {
  INFO(text_of(options));
  check_nobody_isolated(play_day(options));
}

}  // namespace

TEST_CASE("Nobody is isolated on an ordinary day", "[secrecy][days]") {
  DayOptions options = a_day(1);
  options.people = {13, 41, 26};
  play_and_check(options);
}

TEST_CASE("Nobody is isolated by two tablets at one room", "[secrecy][days]") {
  DayOptions options = a_day(2);
  options.doors = 2;
  options.people = {23, 31, 9};
  options.late = 6;
  play_and_check(options);
}

TEST_CASE("Nobody is isolated when the network was away", "[secrecy][days]") {
  DayOptions options = a_day(3);
  options.offline = true;
  options.people = {7, 33, 16};
  options.late = 3;
  play_and_check(options);
}

TEST_CASE("Nobody is isolated by restarts in the middle of things", "[secrecy][days]") {
  DayOptions options = a_day(4);
  options.doors = 2;
  options.restarts = true;
  options.people = {21, 17, 30};
  play_and_check(options);
}

TEST_CASE("Nobody is isolated by a backup and its return", "[secrecy][days]") {
  DayOptions options = a_day(5);
  options.restored = true;
  options.people = {16, 25, 12};
  options.late = 5;
  play_and_check(options);
}

TEST_CASE("Nobody is isolated by sticks", "[secrecy][days]") {
  DayOptions options = a_day(6);
  options.stick = true;
  options.people = {11, 14, 29};
  play_and_check(options);
}

TEST_CASE("Many days together say nothing either: no rule of draws, no order in pages",
          "[secrecy][days][statistics]") {
  const std::uint32_t days = std::getenv("LINTEL_LONG") != nullptr ? 40 : 6;
  const char* const other = std::getenv("LINTEL_SECRECY_SEED");  // other days than the usual
  const std::uint32_t first = other == nullptr ? 100 : static_cast<std::uint32_t>(std::atoi(other));
  std::vector<Recording> recordings;
  Agreement at_doors;
  Agreement at_desk;
  std::size_t copies = 0;
  for (std::uint32_t seed = first; seed < first + days; ++seed) {
    const DayOptions options = a_day(seed);
    INFO(text_of(options));
    DayPlayed day = play_day(options);
    check_nobody_isolated(day);
    at_doors += order_in_pages(day.recording, Medium::tablet);
    at_desk += order_in_pages(day.recording, Medium::collector);
    copies += day.recording.copies.size();
    // What follows looks at the collector's copies only.
    std::erase_if(day.recording.copies,
                  [](const Copy& copy) { return copy.medium == Medium::tablet; });
    recordings.push_back(std::move(day.recording));
  }
  std::printf(
      "secrecy: %u days, %zu copies; order of pairs in pages: tablets %.0f of %.0f (z %.2f), "
      "collector %.0f of %.0f (z %.2f)\n",
      days, copies, at_doors.right, at_doors.pairs, at_doors.z(), at_desk.right, at_desk.pairs,
      at_desk.z());
  CHECK(std::abs(at_doors.z()) < 4);
  CHECK(std::abs(at_desk.z()) < 4);
  const Whom whom = held_back_by_rule(recordings);
  INFO(to_text(whom));
  CHECK(whom.empty());
  const Whom caused = packets_after_taps(recordings);
  INFO(to_text(caused));
  CHECK(caused.empty());
}

}  // namespace lintel::secrecy
