#include "tests/e2e/demo/rush.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <utility>
#include <vector>

namespace lintel::demo {
namespace {

using e2e::Node;
using e2e::Sight;

// Longer than the 800 ms after a tap in which touches below the tiles are the person's before.
constexpr std::chrono::milliseconds between_touches{900};
// Ten answers within ten seconds would rightly be flagged as a burst.
constexpr std::chrono::milliseconds between_teachers{1050};

// In reading order. Targets only: "choice.1.label" is the text on the target "choice.1".
std::vector<std::string> ids_with(const Sight& sight, const std::string& prefix) {
  std::vector<Node> found;
  for (const Node& node : sight.nodes) {
    if (node.id.starts_with(prefix) && node.enabled && node.role != "text") {
      found.push_back(node);
    }
  }
  const auto place = [](const Node& node) { return std::pair{node.y, node.x}; };
  std::ranges::sort(found, {}, place);
  std::vector<std::string> ids;
  for (const Node& node : found) {
    ids.push_back(node.id);
  }
  return ids;
}

void pause(std::chrono::milliseconds time) {
  e2e::eventually([] { return false; }, time);
}

}  // namespace

void Play::as_fast_as_people() {
  pause(between_touches);
}

Status Play::picture(const std::string& name) {
  char number[16];
  std::snprintf(number, sizeof number, "%02d", ++pictures_);
  return kiosk_.photograph(picture_folder_ + "/" + number + "-" + name + ".png");
}

Status Play::look_round() {
  TRY_DO(kiosk_.wait_for_screen("door"));
  TRY_DO(picture("door"));
  if (has("slides")) {
    TRY_DO(kiosk_.tap("slides"));
    TRY_DO(kiosk_.wait_for_screen("door+slides"));
    TRY_DO(picture("slides"));
    TRY_DO(kiosk_.tap("close"));
    TRY_DO(kiosk_.wait_for_screen("door"));
  }
  TRY_DO(kiosk_.tap("all-rooms"));
  TRY_DO(kiosk_.wait_for_screen("board"));
  TRY_DO(picture("all-rooms"));
  TRY_DO(kiosk_.tap("this-room"));
  TRY_DO(kiosk_.wait_for_screen("door"));
  const auto languages = ids_with(kiosk_.see(), "language.");
  if (languages.size() > 1) {
    const std::string before = kiosk_.see().summary();
    TRY_DO(kiosk_.tap(languages[1]));
    TRY_DO(kiosk_.wait_until("the other language",
                             [&](const Sight& sight) { return sight.summary() != before; }));
    TRY_DO(picture("door-" + languages[1].substr(9)));
    TRY_DO(kiosk_.tap(languages[0]));
    TRY_DO(kiosk_.wait_until("the first language",
                             [&](const Sight& sight) { return sight.summary() == before; }));
  }
  return ok();
}

Status Play::to_exit() {
  TRY_DO(kiosk_.wait_until("the way to the exit question", [](const Sight& sight) {
    return sight.screen == "exit" || sight.find("leave") != nullptr;
  }));
  if (kiosk_.see().screen != "exit") {
    TRY_DO(kiosk_.tap("leave"));
    TRY_DO(kiosk_.wait_for_screen("exit"));
    as_fast_as_people();
  }
  return ok();
}

Status Play::saved() {
  return kiosk_.wait_until("the answer to be saved", [](const Sight& sight) {
    return sight.find("undo") != nullptr && sight.find("saved") != nullptr;
  });
}

Status Play::answer(const std::string& use) {
  TRY_DO(kiosk_.tap("use." + use));
  TRY_DO(saved());
  as_fast_as_people();
  return ok();
}

Status Play::choose(std::size_t count) {
  const auto choices = ids_with(kiosk_.see(), "choice.");
  for (std::size_t i = 0; i < choices.size() && i < count; ++i) {
    const std::string& id = choices[i];
    TRY_DO(kiosk_.tap(id));
    TRY_DO(kiosk_.wait_until(id + " to be chosen", [&](const Sight& sight) {
      const Node* node = sight.find(id);
      return node && node->checked;
    }));
    as_fast_as_people();
  }
  return ok();
}

Status Play::what_would_help() {
  if (!has("strip.help")) {
    return ok();
  }
  TRY_DO(kiosk_.tap("strip.help"));
  TRY_DO(kiosk_.wait_until("what would help", [](const Sight& sight) {
    const Node* tab = sight.find("strip.help");
    return tab != nullptr && tab->checked;
  }));
  as_fast_as_people();
  TRY_DO(choose(2));
  return picture("what-would-help");
}

// The question waits for the next one, and says so.
Status Play::next_person() {
  return kiosk_.wait_until("the question for the next person",
                           [](const Sight& sight) { return sight.find("undo") == nullptr; });
}

Status Play::write_note() {
  if (!has("add-note")) {
    return ok();
  }
  TRY_DO(kiosk_.tap("add-note"));
  TRY_DO(kiosk_.wait_for_screen("note"));
  TRY_DO(picture("note"));
  TRY_DO(kiosk_.type("i will greet them at the caf"));
  TRY_DO(kiosk_.tap("layer.accents"));
  TRY_DO(kiosk_.tap("key.é"));
  TRY_DO(kiosk_.wait_for_text("café"));
  TRY_DO(picture("note-written"));
  TRY_DO(kiosk_.tap("key.keep"));
  TRY_DO(kiosk_.wait_for_screen("exit"));
  as_fast_as_people();
  return ok();
}

// The first teacher has time: ideas, what would help, a note.
Status Play::first_teacher() {
  TRY_DO(to_exit());
  TRY_DO(picture("exit"));
  TRY_DO(answer("yes-this-week"));
  TRY_DO(choose(2));
  TRY_DO(picture("ideas"));
  TRY_DO(what_would_help());
  TRY_DO(write_note());
  return next_person();
}

Status Play::change_session() {
  if (!has("change")) {
    return ok();
  }
  TRY_DO(kiosk_.tap("change"));
  TRY_DO(kiosk_.wait_for_screen("exit+change"));
  TRY_DO(picture("change-session"));
  // The first ones are this room's; the third is next door, and needs no scrolling.
  const auto sessions = ids_with(kiosk_.see(), "session.");
  TRY_DO(kiosk_.tap(sessions.empty() ? "close"
                                     : sessions[std::min<std::size_t>(2, sessions.size() - 1)]));
  TRY_DO(kiosk_.wait_for_screen("exit"));
  if (sessions.size() > 1) {
    TRY_DO(kiosk_.tap("change"));
    TRY_DO(kiosk_.wait_for_screen("exit+change"));
    TRY_DO(kiosk_.tap(sessions.front()));
    TRY_DO(kiosk_.wait_for_screen("exit"));
  }
  as_fast_as_people();
  return ok();
}

// The second one looks whether this is the right session, taps another by mistake and comes back.
Status Play::second_teacher() {
  TRY_DO(to_exit());
  TRY_DO(change_session());
  TRY_DO(answer("yes-with-help"));
  return choose(1);
}

// The third changes their mind: the first tap must leave no trace.
Status Play::undecided_teacher() {
  TRY_DO(to_exit());
  TRY_DO(answer("not-for-me"));
  TRY_DO(picture("saved"));
  TRY_DO(kiosk_.tap("undo"));
  TRY_DO(next_person());
  as_fast_as_people();
  TRY_DO(answer("not-sure"));
  return ok();
}

Status Play::hurried_teacher(int number) {
  TRY_DO(to_exit());
  const auto tiles = ids_with(kiosk_.see(), "use.");
  if (tiles.empty()) {
    return Error{ErrorCode::not_found, "The exit question has no tiles: " + kiosk_.see().summary()};
  }
  // Most will do something; every tile is met.
  constexpr std::size_t pattern[] = {0, 1, 0, 2, 0, 1, 0, 3, 0};
  const std::size_t which = pattern[static_cast<std::size_t>(number) % std::size(pattern)];
  TRY_DO(kiosk_.tap(tiles[which % tiles.size()]));
  pause(between_teachers);
  TRY_DO(saved());
  return ok();
}

Status Play::rush() {
  TRY_DO(first_teacher());
  TRY_DO(second_teacher());
  TRY_DO(undecided_teacher());
  for (int number = 3; number < teachers; ++number) {
    TRY_DO(hurried_teacher(number - 3));
    if (number == teachers / 2) {
      TRY_DO(picture("rush"));
    }
  }
  return ok();
}

}  // namespace lintel::demo
