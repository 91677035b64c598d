#include "tests/e2e/rush/plan.h"

#include <algorithm>
#include <optional>
#include <random>

namespace lintel::rush {
namespace {

constexpr milliseconds bounce{400};
constexpr milliseconds hand_over{800};
constexpr milliseconds strip_untouched{8000};
constexpr milliseconds strip_touched{4000};
// A machine that is busy plays a touch a little late: nobody comes so near a limit that it matters.
constexpr milliseconds slack{150};

constexpr double share_in_pairs = 1.0 / 3;
constexpr double share_same_tile = 0.5;
constexpr double share_with_ideas = 0.28;
constexpr double share_undone = 0.2;  // of those whom nobody presses
constexpr double share_with_notes = 0.2;
constexpr milliseconds shortest_gap{100};
constexpr milliseconds unhurried{2500};

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : random_(seed) {}
  bool chance(double share) { return std::uniform_real_distribution<>(0, 1)(random_) < share; }
  milliseconds between(int from_ms, int to_ms) {
    return milliseconds{std::uniform_int_distribution<>(from_ms, to_ms)(random_)};
  }
  milliseconds exponential(milliseconds mean) {
    const double gap = std::exponential_distribution<>(1.0)(random_);
    return milliseconds{static_cast<int>(gap * static_cast<double>(mean.count()))};
  }
  // Most will do something.
  std::size_t tile(std::size_t count) {
    std::discrete_distribution<std::size_t> shares({50, 30, 15, 5});
    return shares(random_) % count;
  }
  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }

 private:
  std::mt19937 random_;
};

bool is_near(milliseconds gap, milliseconds limit) {
  return gap > limit - slack && gap < limit + slack;
}

std::vector<Person> people_of(const PlanOptions& options, Dice& dice) {
  std::vector<Person> people;
  milliseconds now{500};
  while (static_cast<int>(people.size()) < options.people) {
    Person person;
    person.tile = dice.tile(options.tiles);
    person.in_pair = !people.empty() && !people.back().in_pair && dice.chance(share_in_pairs);
    milliseconds gap = person.in_pair ? dice.between(100, 1000)
                                      : std::max(shortest_gap, dice.exponential(options.mean_gap));
    if (person.in_pair && dice.chance(share_same_tile)) {
      person.tile = people.back().tile;
    }
    while (is_near(gap, bounce)) {
      gap += milliseconds{50};
    }
    now += people.empty() ? milliseconds{0} : gap;
    person.at = now;
    people.push_back(person);
  }
  int notes = 0;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const bool has_time = i + 1 == people.size() || people[i + 1].at > people[i].at + unhurried;
    if (dice.chance(share_with_ideas)) {
      people[i].does = Does::ideas;
    } else if (has_time && dice.chance(share_undone)) {
      people[i].does = Does::undo;
    } else if (has_time && notes < options.notes_max && dice.chance(share_with_notes)) {
      people[i].does = Does::note;
      ++notes;
    }
  }
  return people;
}

// Nobody reads: ticks come 0.9 to 2.4 s apart, and stop when somebody else has tapped, or go on for
// half a second because a finger was on its way.
void tick(const PlanOptions& options, Dice& dice, std::size_t index,
          const std::vector<Person>& people, std::vector<Touch>& touches) {
  const Person& person = people[index];
  const bool is_last = index + 1 == people.size();
  const milliseconds next = is_last ? milliseconds::max() : people[index + 1].at;
  const milliseconds third = index + 2 < people.size() ? people[index + 2].at : milliseconds::max();
  milliseconds at = person.at;
  std::set<std::size_t> ticked;
  for (std::size_t i = 0; i < options.ideas; ++i) {
    at += dice.between(950, 2400);
    const bool before = at < next - slack;
    const bool on_its_way = !is_last && at > next + milliseconds{100} &&
                            at < next + hand_over - slack - milliseconds{100} && at < third - slack;
    if (!before && !on_its_way) {
      return;
    }
    const std::size_t idea = dice.below(options.ideas);
    if (ticked.insert(idea).second) {
      touches.push_back({at, Target::idea, idea, index});
    }
  }
}

void write(Dice& dice, std::size_t index, const std::vector<Person>& people,
           std::vector<Touch>& touches) {
  const Person& person = people[index];
  const milliseconds open = person.at + milliseconds{1300};
  touches.push_back({open, Target::add_note, 0, index});
  milliseconds at = open + milliseconds{400};
  for (std::size_t key = 0; key < 6; ++key) {
    at += dice.between(250, 600);
    touches.push_back({at, Target::key, key, index});
  }
  touches.push_back({at + milliseconds{700}, Target::done, 0, index});
}

// Touches of two people never fall on the same moment: one pointer plays them all.
void spread(std::vector<Touch>& touches) {
  std::stable_sort(touches.begin(), touches.end(),
                   [](const Touch& a, const Touch& b) { return a.at < b.at; });
}

struct Open {
  Said said;
  milliseconds tapped{};
  std::optional<milliseconds> touched;
  bool goes_at(milliseconds now) const {
    return now >= (touched ? std::max(*touched + strip_touched, milliseconds{0})
                           : tapped + strip_untouched);
  }
};

// The door, as people are promised it.
class Books {
 public:
  explicit Books(std::size_t people) { expected_.people = static_cast<int>(people); }

  void touch(const Touch& touch) {
    if (open_ && !writing_ && open_->goes_at(touch.at)) {
      open_.reset();
    }
    switch (touch.target) {
      case Target::tile:
        return tile(touch);
      case Target::idea:
        return idea(touch);
      case Target::undo:
        if (open_) {
          answers_.erase(answers_.begin() + static_cast<std::ptrdiff_t>(*current_));
          ++expected_.undone;
          open_.reset();
          before_.reset();
        }
        return;
      case Target::add_note:
        writing_ = true;
        return;
      case Target::key:
        return;
      case Target::done:
        writing_ = false;
        ++expected_.notes;
        open_.reset();
        return;
    }
  }

  Expected take() {
    expected_.answers = answers_;
    std::sort(expected_.answers.begin(), expected_.answers.end());
    return expected_;
  }

 private:
  void tile(const Touch& touch) {
    if (last_tap_ && last_tap_->number == touch.number && touch.at - last_tap_->at < bounce) {
      ++expected_.bounced;
      return;
    }
    last_tap_ = touch;
    answers_.push_back({touch.number, {}});
    if (writing_) {
      return;  // sealed at once, without a strip
    }
    before_ = open_ ? current_ : std::nullopt;
    current_ = answers_.size() - 1;
    open_ = Open{{}, touch.at, std::nullopt};
  }

  void idea(const Touch& touch) {
    if (!open_ || writing_) {
      return;
    }
    const bool handed_over = before_ && touch.at - open_->tapped < hand_over;
    std::set<std::size_t>& ideas = answers_[handed_over ? *before_ : *current_].ideas;
    if (!ideas.insert(touch.number).second) {
      ideas.erase(touch.number);
    }
    expected_.handed_over += handed_over ? 1 : 0;
    if (!handed_over) {
      open_->touched = touch.at;
    }
  }

  Expected expected_;
  std::vector<Said> answers_;
  std::optional<Open> open_;
  std::optional<std::size_t> current_;  // whose strip it is
  std::optional<std::size_t> before_;
  std::optional<Touch> last_tap_;
  bool writing_ = false;
};

}  // namespace

Expected expected_of(const std::vector<Touch>& played, std::size_t people) {
  Books books(people);
  for (const Touch& touch : played) {
    books.touch(touch);
  }
  return books.take();
}

Plan make_plan(const PlanOptions& options) {
  Dice dice(options.seed);
  Plan plan;
  plan.people = people_of(options, dice);
  for (std::size_t i = 0; i < plan.people.size(); ++i) {
    const Person& person = plan.people[i];
    plan.touches.push_back({person.at, Target::tile, person.tile, i});
    if (person.does == Does::ideas) {
      tick(options, dice, i, plan.people, plan.touches);
    } else if (person.does == Does::undo) {
      plan.touches.push_back({person.at + dice.between(1000, 1800), Target::undo, 0, i});
    } else if (person.does == Does::note) {
      write(dice, i, plan.people, plan.touches);
    }
  }
  spread(plan.touches);
  plan.expected = expected_of(plan.touches, plan.people.size());
  return plan;
}

}  // namespace lintel::rush
