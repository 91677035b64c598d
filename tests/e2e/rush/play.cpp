#include "tests/e2e/rush/play.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/e2e/support/temp_folder.h"
#include "tests/secrecy/attacks.h"

namespace lintel::rush {
namespace {

using e2e::Node;
using e2e::Point;
using e2e::Sight;
using Clock = std::chrono::steady_clock;

constexpr double felt_from_top = 59;  // half of a tile that stands above the keyboard
constexpr const char* words = "thanks";

std::vector<Node> nodes_with(const Sight& sight, const std::string& prefix) {
  std::vector<Node> found;
  for (const Node& node : sight.nodes) {
    if (node.id.starts_with(prefix) && node.role != "text") {
      found.push_back(node);
    }
  }
  return found;
}

Point middle(const Node& node) {
  return {static_cast<int>(node.x + node.width / 2), static_cast<int>(node.y + node.height / 2)};
}

Point of(const Sight& sight, const std::string& id) {
  const Node* const node = sight.find(id);
  return node == nullptr ? Point{} : middle(*node);
}

// While somebody writes there is no strip: whoever was to touch it sees that much.
bool is_there(e2e::Kiosk& kiosk, const Touch& touch) {
  switch (touch.target) {
    case Target::tile:
      return true;
    case Target::idea:
    case Target::undo:
    case Target::add_note:
      return kiosk.see().screen == "exit";
    case Target::key:
    case Target::done:
      return kiosk.see().screen == "note";
  }
  return false;
}

Point place_of(e2e::Kiosk& kiosk, const Places& places, const Touch& touch) {
  switch (touch.target) {
    case Target::tile:
      return places.tiles[touch.number];
    case Target::idea:
      return places.ideas[touch.number];
    case Target::undo:
      return places.undo;
    case Target::add_note:
      return places.add_note;
    case Target::key: {
      const std::string letter(1, words[touch.number % 6]);
      const Sight& sight = kiosk.see();
      const std::string key = "key." + letter;
      return sight.find(key) != nullptr
                 ? of(sight, key)
                 : of(sight, std::string("key.") + static_cast<char>(std::toupper(letter.front())));
    }
    case Target::done:
      return of(kiosk.see(), "key.keep");
  }
  return {};
}

}  // namespace

Result<Places> look_round(e2e::Kiosk& kiosk) {
  TRY_DO(kiosk.wait_for_screen("exit"));
  std::this_thread::sleep_for(milliseconds{900});  // what is tapped at once was meant for the door
  Places places;
  auto tiles = nodes_with(kiosk.see(), "use.");
  std::sort(tiles.begin(), tiles.end(), [](const Node& a, const Node& b) { return a.x < b.x; });
  for (const Node& tile : tiles) {
    if (tile.role == "tile") {
      places.uses.push_back(tile.id.substr(4));
      places.tiles.push_back({middle(tile).x, static_cast<int>(tile.y + felt_from_top)});
    }
  }
  if (places.tiles.empty()) {
    return Error{ErrorCode::not_found, "No tiles: " + kiosk.see().summary()};
  }
  TRY_DO(kiosk.tap(tiles.front().id));
  TRY_DO(kiosk.wait_until("the strip", [](const Sight& sight) {
    return sight.find("undo") != nullptr && sight.find("choice.1") != nullptr;
  }));
  kiosk.wait_for_rest();
  const Sight& sight = kiosk.see();
  places.undo = of(sight, "undo");
  places.add_note = of(sight, "add-note");
  for (int number = 1; sight.find("choice." + std::to_string(number)) != nullptr; ++number) {
    places.ideas.push_back(of(sight, "choice." + std::to_string(number)));
  }
  std::this_thread::sleep_for(milliseconds{900});  // until Undo is this person's
  TRY_DO(kiosk.tap("undo"));
  TRY_DO(
      kiosk.wait_until("no answer", [](const Sight& now) { return now.find("undo") == nullptr; }));
  return places;
}

Result<Played> play(e2e::Kiosk& kiosk, const Places& places, const Plan& plan) {
  Played played;
  const auto start = Clock::now();
  std::set<std::size_t> without_strip;  // who tapped while somebody wrote: there was none for them
  for (Touch touch : plan.touches) {
    std::this_thread::sleep_until(start + touch.at);
    if (!kiosk.process().running()) {
      return Error{ErrorCode::unavailable, "The kiosk has ended: " + kiosk.process().errors()};
    }
    if (!is_there(kiosk, touch) || without_strip.count(touch.person) > 0) {
      continue;
    }
    if (touch.target == Target::tile && kiosk.see().screen == "note") {
      without_strip.insert(touch.person);
    }
    const Point place = place_of(kiosk, places, touch);
    if (place.x == 0 && place.y == 0) {
      continue;  // nothing like it on the screen
    }
    const auto now = std::chrono::duration_cast<milliseconds>(Clock::now() - start);
    kiosk.screen().tap(place);
    played.latest = std::max(played.latest, now - touch.at);
    touch.at = now;
    played.touches.push_back(touch);
  }
  return played;
}

std::vector<Said> stored_answers(const std::string& collector_folder, const Places& places) {
  secrecy::Copy copy;
  for (const auto& entry : std::filesystem::directory_iterator(collector_folder)) {
    if (entry.is_regular_file()) {
      copy.files[entry.path().filename()] = e2e::read_text(entry.path().string());
    }
  }
  std::vector<Said> answers;
  for (const secrecy::Row& row : secrecy::rows_of(copy)) {
    const auto event = nlohmann::json::parse(row.bytes, nullptr, false);
    if (!event["data"].contains("answers")) {
      continue;
    }
    const auto& choices = event["data"]["answers"];
    Said said;
    const auto use = std::find(places.uses.begin(), places.uses.end(), choices.value("use", ""));
    said.tile = static_cast<std::size_t>(use - places.uses.begin());
    for (const auto& number : choices.value("try", nlohmann::json::array())) {
      said.ideas.insert(number.get<std::size_t>() - 1);
    }
    answers.push_back(said);
  }
  std::sort(answers.begin(), answers.end());
  return answers;
}

}  // namespace lintel::rush
