// Rushes in virtual time: 40 people with exponential gaps, a third of them in pairs 0.1-1.0 s apart
// on the same or on other tiles, some ticking ideas, undoing, writing. Nobody is missing but a
// same-tile tap within 0.4 s, and whoever does not touch after the next tap has exactly their own
// ideas (DESIGN 2.1).
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <deque>
#include <iostream>
#include <map>
#include <random>

#include "kiosk/app/rules.h"
#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

constexpr int people_in_a_rush = 40;

struct Touching {
  milliseconds at;
  std::size_t person;
  Intent intent;
};

struct Person {
  milliseconds tap{};
  std::string use;
  std::vector<int> ideas;     // to tick
  milliseconds last_touch{};  // in the strip
  bool undoes = false;
  bool writes = false;
};

// What 40 people mean to do, in the order of their touches.
class Crowd {
 public:
  Crowd(double mean_gap_s, std::uint32_t seed) : dice_(seed) {
    std::exponential_distribution<double> gap{1.0 / mean_gap_s};
    milliseconds at{2000};
    for (std::size_t number = 0; number < people_in_a_rush; ++number) {
      const bool paired = number % 3 == 2;
      at += paired ? milliseconds{100 + dice_() % 901}
                   : milliseconds{static_cast<long>(gap(dice_) * 1000) + 1};
      add(at, paired && dice_() % 2 == 0 ? people.back().use : any_use());
    }
    std::ranges::stable_sort(touches, {}, &Touching::at);
  }

  std::vector<Person> people;
  std::vector<Touching> touches;

 private:
  std::string any_use() { return exit_form().use[dice_() % exit_form().use.size()]; }
  void touch(Person& person, milliseconds at, Intent intent) {
    touches.push_back({at, people.size(), std::move(intent)});
    person.last_touch = at;
  }

  void add(milliseconds at, std::string use) {
    Person person{at, std::move(use), {}, at, false, false};
    touches.push_back({at, people.size(), intent::TapUse{person.use}});
    switch (dice_() % 10) {
      case 0:
      case 1:
      case 2:
        for (const int idea : {1, 3}) {
          person.ideas.push_back(idea);
          const milliseconds later{900 + dice_() % 1500};
          touch(person, person.last_touch + later, intent::ToggleIdea{idea});
        }
        break;
      case 3:
        person.undoes = true;
        touch(person, at + milliseconds{1000 + dice_() % 1000}, intent::Undo{});
        break;
      case 4:
        person.writes = true;
        touch(person, at + milliseconds{1000 + dice_() % 1000}, intent::AddNote{});
        for (int key = 0; key < 8; ++key) {
          touch(person, person.last_touch + milliseconds{700 + dice_() % 800},
                intent::TypeText{"a"});
        }
        touch(person, person.last_touch + milliseconds{900}, intent::KeepNote{});
        break;
      default:
        break;
    }
    people.push_back(std::move(person));
  }

  std::mt19937 dice_;
};

// A door whose card takes up to 300 ms for a write, and sometimes 2 s.
class RushDoor {
 public:
  explicit RushDoor(std::uint32_t seed) : dice_(seed) {
    happen(MonoTime{seconds{100}}, event::ScheduleCame{shared_event(sample_event()), {}});
    happen(MonoTime{seconds{100}}, event::NotesOffered{true});
    happen(MonoTime{seconds{200}}, event::Tick{});
  }

  void until(milliseconds at) {
    const MonoTime end = start_ + at;
    for (;;) {
      const MonoTime wake = state_.mono + until_next_change(state_);
      const MonoTime heard = answers_.empty() ? end + milliseconds{1} : answers_.front().first;
      const MonoTime next = std::min(wake, heard);
      if (next > end) {
        return;
      }
      if (heard <= next) {
        const Uuid id = answers_.front().second;
        answers_.pop_front();
        happen(next, event::Stored{id});
      } else {
        happen(next, event::Tick{});
      }
    }
  }

  // The answer that a tap made; nothing when it was taken for a bounce.
  std::optional<Uuid> touch(milliseconds at, const Intent& intent) {
    until(at);
    const std::size_t before = written_.size();
    std::array<std::uint8_t, 16> bytes{};
    std::ranges::generate(bytes, [&] { return static_cast<std::uint8_t>(dice_()); });
    const Uuid id = Uuid::from_random(bytes);
    happen(start_ + at, event::Person{intent, id});
    return written_.size() > before ? std::optional{id} : std::nullopt;
  }

  const std::map<Uuid, Response>& sealed() const { return sealed_; }
  const std::set<Uuid>& discarded() const { return discarded_; }
  bool has_strip() const { return state_.screen == Screen::exit; }

 private:
  void happen(MonoTime at, decltype(Happening::what) what) {
    const UtcTime wall = UtcTime{moment("10:44").utc} + at.since_start;
    Step step = reduce(std::move(state_), {wall, at, std::move(what)});
    state_ = std::move(step.state);
    for (const Effect& effect : step.effects) {
      obey(at, effect);
    }
  }
  void obey(MonoTime at, const Effect& effect) {
    if (const auto* put = std::get_if<effect::PutOpen>(&effect)) {
      REQUIRE_FALSE(sealed_.contains(put->response.id));
      written_[put->response.id] = put->response;
      store(at, put->response.id);
    } else if (const auto* seal = std::get_if<effect::Seal>(&effect)) {
      CHECK(sealed_.emplace(seal->id, written_.at(seal->id)).second);
    } else if (const auto* undone = std::get_if<effect::Discard>(&effect)) {
      REQUIRE_FALSE(sealed_.contains(undone->id));
      discarded_.insert(undone->id);
    } else if (const auto* keep = std::get_if<effect::KeepNote>(&effect)) {
      store(at, keep->note.id);
    }
  }
  void store(MonoTime at, const Uuid& id) {
    const MonoTime done = at + milliseconds{dice_() % 30 == 0 ? 2000 : dice_() % 300};
    last_ = std::max(last_, done);
    answers_.emplace_back(last_, id);
  }

  MonoTime start_{seconds{200}};
  MonoTime last_{};
  std::mt19937 dice_;
  State state_ = initial_state("204");
  std::deque<std::pair<MonoTime, Uuid>> answers_;
  std::map<Uuid, Response> written_;
  std::map<Uuid, Response> sealed_;
  std::set<Uuid> discarded_;
};

// What came of a tile tap.
struct Tapped {
  std::optional<Uuid> answer;  // nothing: taken for a bounce
  bool has_strip = false;      // nobody was writing
};

milliseconds next_tap(const Crowd& crowd, const std::vector<Tapped>& tapped, std::size_t person) {
  for (std::size_t other = person + 1; other < tapped.size(); ++other) {
    if (tapped[other].answer) {
      return crowd.people[other].tap;
    }
  }
  return milliseconds::max() - hand_over;
}

// No finger but their own was in the strip while it was theirs, and they were done before the next
// one came.
bool is_undisturbed(const Crowd& crowd, std::size_t person, milliseconds until) {
  const Person& self = crowd.people[person];
  return self.last_touch < until && std::ranges::none_of(crowd.touches, [&](const Touching& touch) {
           return touch.person != person && !std::holds_alternative<intent::TapUse>(touch.intent) &&
                  touch.at >= self.tap && touch.at < until + hand_over;
         });
}

struct Outcome {
  int people = 0;
  int counted = 0;
  int bounced = 0;
  int taken_back = 0;
  int undone_for_another = 0;
  int aside = 0;
  int exact = 0;
};

void check_person(const Crowd& crowd, std::size_t number, const std::vector<Tapped>& tapped,
                  const RushDoor& door, Outcome& result) {
  const Person& person = crowd.people[number];
  const auto& id = tapped[number].answer;
  ++result.people;
  if (!id) {
    ++result.bounced;
    REQUIRE(number > 0);
    const Person& before = crowd.people[number - 1];
    CHECK(before.use == person.use);
    CHECK(person.tap - before.tap < limits::bounce);
    return;
  }
  if (door.discarded().contains(*id)) {
    ++(person.undoes ? result.taken_back : result.undone_for_another);
    return;
  }
  REQUIRE(door.sealed().contains(*id));
  ++result.counted;
  const Response& sealed = door.sealed().at(*id);
  CHECK(sealed.use == person.use);
  if (!tapped[number].has_strip) {
    ++result.aside;
    CHECK(sealed.tried.empty());
  } else if (is_undisturbed(crowd, number, next_tap(crowd, tapped, number))) {
    ++result.exact;
    CHECK(sealed.tried == person.ideas);
  }
}

Outcome rush(double mean_gap_s, std::uint32_t seed) {
  const Crowd crowd{mean_gap_s, seed};
  RushDoor door{seed + 1000};
  std::vector<Tapped> tapped(crowd.people.size());
  for (const Touching& touch : crowd.touches) {
    const auto made = door.touch(touch.at, touch.intent);
    if (std::holds_alternative<intent::TapUse>(touch.intent)) {
      tapped[touch.person] = {made, door.has_strip()};
    }
  }
  door.until(crowd.touches.back().at + minutes{2});
  Outcome result;
  for (std::size_t number = 0; number < crowd.people.size(); ++number) {
    INFO("person " << number << " of seed " << seed);
    check_person(crowd, number, tapped, door, result);
  }
  return result;
}

}  // namespace

TEST_CASE("In a rush nobody is missing but a bounce, and ideas stay with their people", "[rush]") {
  const double mean_gap_s = GENERATE(2.0, 4.0, 7.0);
  Outcome sum;
  for (std::uint32_t seed = 1; seed <= 25; ++seed) {
    const Outcome one = rush(mean_gap_s, seed);
    sum.people += one.people;
    sum.counted += one.counted;
    sum.bounced += one.bounced;
    sum.taken_back += one.taken_back;
    sum.undone_for_another += one.undone_for_another;
    sum.aside += one.aside;
    sum.exact += one.exact;
  }
  std::cout << "rush, mean gap " << mean_gap_s << " s: " << sum.people << " people, " << sum.counted
            << " counted, " << sum.bounced << " same-tile taps within 0.4 s, " << sum.taken_back
            << " took theirs back, " << sum.undone_for_another << " taken back by another finger; "
            << sum.aside << " answered above a note, " << sum.exact
            << " were undisturbed and have exactly their ideas\n";
  CHECK(sum.counted + sum.bounced + sum.taken_back + sum.undone_for_another == sum.people);
  CHECK(sum.bounced < sum.people / 10);
  CHECK(sum.exact > sum.people / 10);
}

TEST_CASE("Twelve people who tap where the tiles stand leave twelve answers", "[rush]") {
  for (const milliseconds gap : {seconds{3}, seconds{4}, seconds{7}}) {
    Door door;
    door.at("10:46");
    for (int person = 0; person < 12; ++person) {
      door.tap_stored("yes-this-week");
      door.wait(gap);
    }
    door.wait(seconds{8});
    CHECK(door.seals() == 12);
    CHECK(door.asked_for<effect::Discard>().empty());
  }
}

TEST_CASE("No tap is lost while writes are out", "[rush]") {
  Door door;
  door.at("10:46");
  for (int person = 0; person < 8; ++person) {
    door.tap(person % 2 == 0 ? "yes-this-week" : "not-sure");
    door.wait(milliseconds{500});
  }
  CHECK(door.asked_for<effect::PutOpen>().size() == 8);
  CHECK(door.seals() == 0);
  while (door.writes_out() > 0) {
    door.stores();
  }
  CHECK(door.saved().title == "Saved. Thank you!");
  door.wait(seconds{8});
  CHECK(door.seals() == 8);
}
