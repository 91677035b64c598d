// What pointer, wheel and keyboard do at a window; declared in window.h.
#include <GLFW/glfw3.h>

#include <optional>
#include <string>
#include <utility>

#include "kiosk/platform/window.h"
#include "kiosk/ui/tokens.h"
#include "shared/core/utf8.h"

namespace lintel::kiosk {
namespace {

Window& of(GLFWwindow* window) {
  return *static_cast<Window*>(glfwGetWindowUserPointer(window));
}

std::string to_utf8(unsigned character) {
  std::string text;
  append_utf8(text, character);
  return text;
}

// Notches up, for the keys that scroll.
std::optional<float> scroll_of(int key) {
  constexpr float page = 5;
  switch (key) {
    case GLFW_KEY_UP:
      return 1.0F;
    case GLFW_KEY_DOWN:
      return -1.0F;
    case GLFW_KEY_PAGE_UP:
      return page;
    case GLFW_KEY_PAGE_DOWN:
      return -page;
    default:
      return std::nullopt;
  }
}

}  // namespace

void Window::install_callbacks() {
  glfwSetWindowUserPointer(window_, this);
  glfwSetMouseButtonCallback(window_, [](GLFWwindow* window, int button, int action, int) {
    if (button == GLFW_MOUSE_BUTTON_LEFT) {
      of(window).press(action);
    }
  });
  // A finger comes down where the events before it led. glfwGetCursorPos would ask the X server
  // where the pointer is by now: with several taps waiting, that is the place of the last of them.
  double x = 0;
  double y = 0;
  glfwGetCursorPos(window_, &x, &y);
  pointer_x_ = static_cast<float>(x);
  pointer_y_ = static_cast<float>(y);
  // A finger that is not down has no position: a pointer resting on the glass lights nothing.
  glfwSetCursorPosCallback(window_, [](GLFWwindow* window, double now_x, double now_y) {
    Window& self = of(window);
    self.pointer_x_ = static_cast<float>(now_x);
    self.pointer_y_ = static_cast<float>(now_y);
    if (self.pressed_) {
      self.input_.move(self.pointer_x_, self.pointer_y_, ui::FingerId::pointer, self.clock_.mono());
      self.activity_ = true;
    }
  });
  glfwSetScrollCallback(window_, [](GLFWwindow* window, double left, double up) {
    Window& self = of(window);
    ui::DeskEvent turned{ui::DeskEvent::Kind::scroll};
    turned.across = static_cast<float>(left);
    turned.up = static_cast<float>(up);
    turned.at = ui::Point{self.pointer_x_, self.pointer_y_};
    self.push(std::move(turned));
  });
  // A key comes before the character it types.
  glfwSetKeyCallback(window_, [](GLFWwindow* window, int key, int, int action, int mods) {
    Window& self = of(window);
    if (action != GLFW_RELEASE && self.is_meant(key, action)) {
      self.press_key(key, mods);
    }
  });
  glfwSetCharCallback(window_, [](GLFWwindow* window, unsigned character) {
    if (!of(window).key_repeats_) {
      of(window).push({ui::DeskEvent::Kind::text, to_utf8(character)});
    }
  });
  glfwSetWindowRefreshCallback(
      window_, [](GLFWwindow* window) { of(window).exposed_ = of(window).activity_ = true; });
  glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* window, int, int) {
    of(window).exposed_ = of(window).activity_ = true;
  });
  glfwSetWindowCloseCallback(window_, [](GLFWwindow* window) {
    if (of(window).full_screen_) {
      glfwSetWindowShouldClose(window, GLFW_FALSE);  // anybody's Alt and F4
    }
    of(window).activity_ = true;
  });
}

void Window::push(ui::DeskEvent event) {
  event.when = clock_.mono();
  desk_.push(std::move(event));
  touched_ = came_down_ = activity_ = true;
}

// A book that lies on the keyboard repeats its key for hours. Only what people hold keys for
// repeats, and no longer than a finger may lie.
bool Window::is_meant(int key, int action) {
  key_repeats_ = action == GLFW_REPEAT;
  if (!key_repeats_) {
    key_down_since_ = clock_.mono();
    return true;
  }
  const bool is_held = key == GLFW_KEY_BACKSPACE || scroll_of(key).has_value();
  return is_held && clock_.mono() - key_down_since_ <= ui::touch::rest_max;
}

void Window::press_key(int key, int mods) {
  using Kind = ui::DeskEvent::Kind;
  if ((mods & (GLFW_MOD_CONTROL | GLFW_MOD_ALT | GLFW_MOD_SUPER)) != 0) {
    return;  // somebody means another program
  }
  if (const auto up = scroll_of(key)) {
    ui::DeskEvent turned{Kind::scroll};
    turned.up = *up;
    push(std::move(turned));
    return;
  }
  switch (key) {
    case GLFW_KEY_TAB:
      push({(mods & GLFW_MOD_SHIFT) != 0 ? Kind::previous : Kind::next});
      return;
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER:
      push({Kind::press});
      return;
    case GLFW_KEY_ESCAPE:
      push({Kind::back});
      return;
    case GLFW_KEY_BACKSPACE:
      push({Kind::erase});
      return;
    default:
      return;  // what types comes as its character
  }
}

void Window::press(int action) {
  if (action == GLFW_PRESS) {
    input_.down(pointer_x_, pointer_y_, ui::FingerId::pointer, clock_.mono());
    pressed_ = touched_ = came_down_ = true;
  } else {
    input_.up(ui::FingerId::pointer, clock_.mono());
    pressed_ = false;
  }
  activity_ = true;
}

}  // namespace lintel::kiosk
