// What is on the screen, as words and places: filled while drawing, one node for every target and
// every text. Speech reads it; tests and the demo find their targets in it.
#pragma once

#include <string>

namespace lintel::kiosk::ui {

struct SemanticNode {
  enum class Role { button, tile, checkbox, text, heading, status, image };
  Role role = Role::text;
  // Stable within a screen and a release: "use.yes-this-week", "choice.2", "all-rooms", "title".
  std::string id;
  std::string label;  // in full, also when the screen had to shorten it
  float x = 0;        // window pixels, clipped to what can be seen or touched
  float y = 0;
  float width = 0;
  float height = 0;
  bool checked = false;
  bool enabled = true;
  bool focused = false;  // the keyboard is at it
  // A text that is the face of a target names the target here; speech says the target only.
  std::string inside;
  bool shortened = false;  // drawn with an ellipsis
};

}  // namespace lintel::kiosk::ui
