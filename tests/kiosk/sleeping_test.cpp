// until_next_change() is exact: a door that wakes only when told to shows at every moment what a
// door that looks ten times a second shows, through a day of random people and a moody storage.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <deque>
#include <random>

#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

constexpr milliseconds look{100};

struct Planned {
  MonoTime at;
  decltype(Happening::what) what;
};

// One door; answers of its storage come back later, some of them failures.
class SimulatedDoor {
 public:
  SimulatedDoor(UtcTime start, std::uint32_t seed)
      : start_(start), storage_(seed), state_(initial_state("204")) {
    happen({}, event::ScheduleCame{shared_event(sample_event()), std::nullopt});
    happen({}, event::NotesOffered{true});
  }

  const State& state() const { return state_; }
  const std::vector<Effect>& orders() const { return orders_; }
  MonoTime next_answer() const {
    return answers_.empty() ? MonoTime{milliseconds::max()} : answers_.front().at;
  }
  MonoTime next_wake() const { return state_.mono + until_next_change(state_); }

  // Storage answers that are due come at their own time.
  void hear(MonoTime until) {
    while (!answers_.empty() && answers_.front().at <= until) {
      const Planned answer = answers_.front();
      answers_.pop_front();
      happen(answer.at, answer.what);
    }
  }
  void happen(MonoTime at, decltype(Happening::what) what) {
    Step step = reduce(std::move(state_), {start_ + at.since_start, at, std::move(what)});
    state_ = std::move(step.state);
    for (const Effect& effect : step.effects) {
      obey(at, effect);
    }
  }

 private:
  void obey(MonoTime at, const Effect& effect) {
    orders_.push_back(effect);
    const auto* put = std::get_if<effect::PutOpen>(&effect);
    const auto* keep = std::get_if<effect::KeepNote>(&effect);
    if (!put && !keep) {
      return;
    }
    const Uuid id = put ? put->response.id : keep->note.id;
    // The same write takes as long and fares the same at both doors.
    std::seed_seq of_this_write{storage_, static_cast<std::uint32_t>(++writes_)};
    std::mt19937 dice{of_this_write};
    last_answer_ =
        std::max(last_answer_, at + milliseconds{dice() % 40 == 0 ? 9000 : dice() % 300});
    if (dice() % 12 == 0) {
      answers_.push_back({last_answer_, event::StoreFailed{id, {ErrorCode::full, "Full."}}});
    } else {
      answers_.push_back({last_answer_, event::Stored{id}});
    }
  }

  UtcTime start_;
  std::uint32_t storage_;
  State state_;
  std::deque<Planned> answers_;
  std::vector<Effect> orders_;
  MonoTime last_answer_{};
  int writes_ = 0;
};

template <class T>
T any_of(const std::vector<T>& choices, std::mt19937& dice) {
  return choices[dice() % choices.size()];
}

// What people do, with the likely things likelier.
Intent any_intent(std::mt19937& dice) {
  static const std::vector<std::string> uses = exit_form().use;
  switch (dice() % 20) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
      return intent::TapUse{any_of(uses, dice)};
    case 5:
    case 6:
      return intent::ToggleIdea{static_cast<int>(dice() % 5)};
    case 7:
      return intent::ToggleHelp{any_of(exit_form().help, dice)};
    case 8:
      return intent::ShowChoices{dice() % 2 == 0 ? ChoiceKind::help : ChoiceKind::ideas};
    case 9:
      return dice() % 2 == 0 ? Intent{intent::UncoverNote{}} : Intent{intent::CancelNote{}};
    case 10:
      return intent::Undo{};
    case 11:
      return intent::AddNote{};
    case 12:
      return intent::TypeText{"a"};
    case 13:
      return intent::KeepNote{};
    case 14:
      return intent::OpenExit{};
    case 15:
      return dice() % 2 == 0 ? Intent{intent::ShowBoard{}} : Intent{intent::ShowDoor{}};
    case 16:
      return intent::OpenChange{};
    case 17:
      return intent::ChooseSession{
          SessionId{any_of<std::string>({"greet", "late-work", "homework"}, dice)}};
    case 18:
      return dice() % 2 == 0 ? Intent{intent::OpenSlides{}} : Intent{intent::SetLanguage{"es"}};
    default:
      return dice() % 2 == 0 ? Intent{intent::StillHere{}} : Intent{intent::CloseOverlay{}};
  }
}

std::vector<Planned> people(std::uint32_t seed, MonoTime until) {
  std::mt19937 dice{seed};
  std::vector<Planned> plan;
  MonoTime at{};
  for (int number = 1;; ++number) {
    // Now and then nobody comes for a while: idling must be reached too.
    const milliseconds pause{dice() % 9 == 0 ? dice() % 60'000 : dice() % 3'000};
    at = at + pause + milliseconds{1};
    if (at > until) {
      return plan;
    }
    std::array<std::uint8_t, 16> bytes{};
    std::ranges::generate(bytes, [&] { return static_cast<std::uint8_t>(dice()); });
    plan.push_back({at, event::Person{any_intent(dice), Uuid::from_random(bytes)}});
  }
}

View view_of(const State& state) {
  return make_view(state, shown_language(state) == "es" ? spanish() : english());
}

// Brings a door to `until`, waking whenever it asked to and for everything that happens.
void sleep_until(SimulatedDoor& door, MonoTime until) {
  for (;;) {
    const MonoTime next = std::min(door.next_wake(), door.next_answer());
    if (next > until) {
      return;
    }
    door.hear(next);
    if (door.state().mono < next || door.next_wake() <= next) {
      door.happen(next, event::Tick{});
    }
  }
}

}  // namespace

TEST_CASE("A sleeping door shows what a watching one shows", "[sleeping]") {
  const auto seed = GENERATE(range<std::uint32_t>(1, 7));
  CAPTURE(seed);
  const UtcTime start = moment("10:38:30").utc;
  const MonoTime end{minutes{36}};
  SimulatedDoor watching{start, seed};
  SimulatedDoor sleeping{start, seed};
  const auto plan = people(seed, end);
  auto person = plan.begin();
  for (MonoTime now{}; now <= end; now = now + look) {
    for (; person != plan.end() && person->at <= now; ++person) {
      watching.hear(person->at);
      watching.happen(person->at, person->what);
      sleep_until(sleeping, person->at);
      sleeping.happen(person->at, person->what);
    }
    watching.hear(now);
    watching.happen(now, event::Tick{});
    sleep_until(sleeping, now);
    if (view_of(watching.state()) != view_of(sleeping.state())) {
      INFO("at " << now.since_start.count() << " ms");
      REQUIRE(view_of(watching.state()) == view_of(sleeping.state()));
    }
  }
  CHECK(watching.orders() == sleeping.orders());
  CHECK(watching.orders().size() > 30);
}

TEST_CASE("A door at rest sleeps until the minute turns", "[sleeping]") {
  Door door;
  door.at("10:30");
  CHECK(until_next_change(door.state) == minutes{1});
  door.at("10:30:20");
  CHECK(until_next_change(door.state) == seconds{40});
}

TEST_CASE("A strip nobody touches costs no frame until it goes", "[sleeping]") {
  Door door;
  door.at("10:46:10");
  door.tap_stored("yes-this-week");
  CHECK(until_next_change(door.state) == seconds{8});
}

TEST_CASE("A door without a schedule sleeps for an hour", "[sleeping]") {
  CHECK(until_next_change(initial_state("204")) == std::chrono::hours{1});
}

TEST_CASE("A countdown to a session that begins between two minutes wakes the door there",
          "[sleeping]") {
  Event event = sample_event();
  event.sessions.front().start = moment("10:00:20");
  Door door;
  door.schedule(event);
  door.at("09:50");
  CHECK(door.screen<DoorView>().countdown->value == "11 minutes");
  CHECK(until_next_change(door.state) == seconds{20});
  door.wait(seconds{20});
  CHECK(door.screen<DoorView>().countdown->value == "10 minutes");
}

TEST_CASE("A session that ends within a minute wakes the door at its second", "[sleeping]") {
  Event event = sample_event();
  event.sessions.front().end = moment("10:45:20");
  Door door;
  door.schedule(event);
  door.at("10:45");
  CHECK(until_next_change(door.state) == seconds{20});
  CHECK(door.shows<DoorView>());
  door.wait(seconds{20});
  CHECK(door.shows<ExitView>());
}
