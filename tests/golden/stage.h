// Draws views with the real renderer into memory: a hidden GLFW window for its GL context and a
// frame buffer object of any size. The finger is off the glass, every motion is at rest.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "kiosk/app/view.h"
#include "kiosk/ui/fonts.h"
#include "tests/golden/picture.h"

struct GLFWwindow;

namespace lintel::golden {

class Stage {
 public:
  // Empty, with the reason in `why`, where there is no display or no GL.
  static std::unique_ptr<Stage> open(std::string& why);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  Picture draw(const kiosk::View& view, int width, int height, const kiosk::ui::FontFiles& fonts);

 private:
  struct Functions;
  Stage();
  Picture read(int width, int height) const;

  GLFWwindow* window_ = nullptr;
  std::unique_ptr<Functions> gl_;
};

}  // namespace lintel::golden
