// A rush at a door, planned: who touches what when, and what must be in the books afterwards. Pure;
// the rules are those of DESIGN 2.1, written down a second time, from the people's side.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace lintel::rush {

using std::chrono::milliseconds;

enum class Does { nothing, ideas, undo, note };

struct Person {
  milliseconds at{};  // of the tap on a tile
  std::size_t tile = 0;
  Does does = Does::nothing;
  bool in_pair = false;  // came 0.1 to 1.0 s after the one before
};

enum class Target { tile, idea, undo, add_note, key, done };

struct Touch {
  milliseconds at{};
  Target target = Target::tile;
  std::size_t number = 0;  // of the tile or the idea
  std::size_t person = 0;
};

// What one answer says in the end.
struct Said {
  std::size_t tile = 0;
  std::set<std::size_t> ideas;
  auto operator<=>(const Said&) const = default;
};

struct Expected {
  std::vector<Said> answers;  // sorted
  int people = 0;
  int bounced = 0;  // on the same tile within 0.4 s: the only ones that may be missing
  int undone = 0;
  int handed_over = 0;  // touches after the next one's tap, booked to the one before
  int notes = 0;
};

struct Plan {
  std::vector<Person> people;
  std::vector<Touch> touches;  // in order of time
  Expected expected;
};

struct PlanOptions {
  std::uint32_t seed = 1;
  int people = 40;
  milliseconds mean_gap{2000};
  std::size_t tiles = 4;
  std::size_t ideas = 3;
  int notes_max = 2;
};

Plan make_plan(const PlanOptions& options);

// A touch happens when it happens: what the books must say of touches as they were played.
// `people`: of the plan.
Expected expected_of(const std::vector<Touch>& played, std::size_t people);

}  // namespace lintel::rush
