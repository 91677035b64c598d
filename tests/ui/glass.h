// A kiosk's glass without a GPU: Dear ImGui with its texture requests acknowledged and nothing
// drawn, a finger, and a clock that moves 16 ms a frame.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk/app/intent.h"
#include "kiosk/app/view.h"
#include "kiosk/screens/draw.h"
#include "kiosk/ui/touch_input.h"
#include "kiosk/ui/ui.h"

struct ImGuiContext;

namespace lintel::kiosk::ui_tests {

struct Size {
  float width;
  float height;
};
inline constexpr Size landscape{1280, 800};
inline constexpr Size portrait{800, 1280};

class Glass {
 public:
  explicit Glass(Size size = landscape);  // skips the test, aloud, without the fonts
  ~Glass();
  Glass(const Glass&) = delete;
  Glass& operator=(const Glass&) = delete;

  // One frame. What was asked for is added to `asked`, Touched left out.
  void frame(const View& view);
  void frames(const View& view, int count = 4);
  // A whole tap between two frames, then as many frames as the shell draws after an event.
  void tap(const View& view, ui::Point at);
  void tap(const View& view, const std::string& id);

  const ui::SemanticNode& node(const std::string& id) const;  // fails the test when it is missing
  bool has(const std::string& id) const;
  ui::Point centre(const std::string& id) const;
  // The vertices of the last frame: equal pictures have equal vertices.
  std::vector<float> picture() const;
  // How often the last frame painted the glass over: the area of its triangles in glasses. What a
  // software GL has to do.
  double painted() const;

  ui::TouchInput finger;
  ui::DeskInput desk;
  std::optional<MonoTime> lit;  // told with the next frame
  std::vector<Intent> asked;
  int touched = 0;  // how many frames said "something else was touched"
  bool reduce_motion = false;
  ui::Ui& ui() { return *ui_; }
  MonoTime now() const { return now_; }  // of the last frame
  const std::vector<ui::SemanticNode>& nodes() const { return ui_->semantics(); }

 private:
  Size size_;
  ImGuiContext* context_;
  std::unique_ptr<ui::Ui> ui_;
  MonoTime now_{};
};

}  // namespace lintel::kiosk::ui_tests
