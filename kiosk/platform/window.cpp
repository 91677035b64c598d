#include "kiosk/platform/window.h"

#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

#include "kiosk/ui/tokens.h"

namespace lintel::kiosk {
namespace {

std::string& last_glfw_error() {
  static std::string text;
  return text;
}

Window& of(GLFWwindow* window) {
  return *static_cast<Window*>(glfwGetWindowUserPointer(window));
}

// What wake() writes to. Of the process, because threads may call wake() before there is a window
// and after it is gone.
int wake_descriptor() {
  static const int descriptor = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  return descriptor;
}

struct ContextKind {
  int client_api;
  int creation_api;
  int major;
  int minor;
  const char* glsl;
};
// Desktop GL first; boards whose driver has only GLES get it through EGL.
constexpr std::array context_kinds{
    ContextKind{GLFW_OPENGL_API, GLFW_NATIVE_CONTEXT_API, 3, 0, "#version 130"},
    ContextKind{GLFW_OPENGL_API, GLFW_EGL_CONTEXT_API, 3, 0, "#version 130"},
    ContextKind{GLFW_OPENGL_ES_API, GLFW_EGL_CONTEXT_API, 3, 0, "#version 300 es"},
};

}  // namespace

// The vertices of the picture on the screen. Comparing them costs far less than drawing them again
// (the way ImHex does it); texture updates count as a change because they are uploaded on render.
struct Window::LastPicture {
  std::vector<unsigned char> bytes;
  std::vector<unsigned char> scratch;
};

Window::Window() : last_picture_(std::make_unique<LastPicture>()) {}

Result<GLFWwindow*> Window::create_glfw_window(const WindowOptions& options) {
  GLFWmonitor* monitor = options.windowed ? nullptr : glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
  if (!options.windowed && !mode) {
    return Error{ErrorCode::unavailable,
                 "This machine shows no monitor; connect one, or use --windowed 1280x800."};
  }
  const int width = mode ? mode->width : options.windowed->width;
  const int height = mode ? mode->height : options.windowed->height;
  return glfwCreateWindow(width, height, options.title.c_str(), monitor, nullptr);
}

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  glfwSetErrorCallback([](int, const char* text) { last_glfw_error() = text ? text : ""; });
#ifdef GLFW_PLATFORM_X11
  glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
#endif
  const char* display = std::getenv("DISPLAY");
  if (!display || !*display || glfwInit() != GLFW_TRUE) {
    return Error{ErrorCode::unavailable,
                 "There is no display to draw on; start it inside a desktop session, or set "
                 "DISPLAY to a running X server."};
  }
  if (wake_descriptor() < 0) {
    return Error{ErrorCode::unavailable, "This program may open no more files; raise ulimit -n."};
  }
  std::unique_ptr<Window> self{new Window};
  const char* glsl = nullptr;
  for (const auto& kind : context_kinds) {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CLIENT_API, kind.client_api);
    glfwWindowHint(GLFW_CONTEXT_CREATION_API, kind.creation_api);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, kind.major);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, kind.minor);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    TRY(self->window_, create_glfw_window(options));
    if (self->window_) {
      glsl = kind.glsl;
      break;
    }
  }
  if (!self->window_) {
    return Error{ErrorCode::unavailable,
                 "This display has no OpenGL 3 (" + last_glfw_error() +
                     "); install its driver, for example: apt install libgl1-mesa-dri"};
  }
  glfwMakeContextCurrent(self->window_);
  glfwSwapInterval(1);
  IMGUI_CHECKVERSION();
  self->imgui_ = ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendPlatformName = "lintel";
  if (!ImGui_ImplOpenGL3_Init(glsl)) {
    return Error{ErrorCode::unavailable,
                 "OpenGL is there but cannot be used; install its driver, for example: apt install "
                 "libgl1-mesa-dri"};
  }
  self->gl_ready_ = true;
  self->install_callbacks();
  self->touches_ = X11Touches::open(self->window_);
  if (!options.windowed) {
    glfwSetInputMode(self->window_, GLFW_CURSOR, GLFW_CURSOR_HIDDEN);
  }
  return self;
}

Window::~Window() {
  touches_.reset();
  if (gl_ready_) {
    ImGui_ImplOpenGL3_Shutdown();
  }
  if (imgui_) {
    ImGui::DestroyContext(imgui_);
  }
  if (window_) {
    glfwDestroyWindow(window_);
  }
  glfwTerminate();
}

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
  glfwSetScrollCallback(window_, [](GLFWwindow* window, double across, double down) {
    ImGui::GetIO().AddMouseWheelEvent(static_cast<float>(across), static_cast<float>(down));
    of(window).activity_ = true;
  });
  glfwSetWindowRefreshCallback(
      window_, [](GLFWwindow* window) { of(window).exposed_ = of(window).activity_ = true; });
  glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* window, int, int) {
    of(window).exposed_ = of(window).activity_ = true;
  });
  glfwSetWindowCloseCallback(window_, [](GLFWwindow* window) { of(window).activity_ = true; });
}

void Window::press(int action) {
  if (action == GLFW_PRESS) {
    input_.down(pointer_x_, pointer_y_, ui::FingerId::pointer, clock_.mono());
    pressed_ = touched_ = true;
  } else {
    input_.up(ui::FingerId::pointer, clock_.mono());
    pressed_ = false;
  }
  activity_ = true;
}

PixelSize Window::size() const {
  PixelSize size;
  glfwGetFramebufferSize(window_, &size.width, &size.height);
  return size;
}

bool Window::should_close() const {
  return glfwWindowShouldClose(window_) != 0;
}

void Window::wait(milliseconds at_most) {
  take_events();
  if (at_most.count() <= 0 || activity_) {
    return;
  }
  // Not glfwWaitEventsTimeout: it does not know of the second connection.
  std::array sources{
      pollfd{X11Touches::glfw_descriptor(), POLLIN, 0},
      pollfd{touches_ ? touches_->descriptor() : -1, POLLIN, 0},
      pollfd{wake_descriptor(), POLLIN, 0},
  };
  const auto timeout = std::min<long long>(at_most.count(), INT_MAX);
  poll(sources.data(), sources.size(), static_cast<int>(timeout));  // a signal wakes it, too
  std::uint64_t wakes = 0;
  if (read(wake_descriptor(), &wakes, sizeof wakes) < 0) {
    wakes = 0;  // nobody called wake()
  }
  take_events();
}

void Window::take_events() {
  glfwPollEvents();
  if (touches_) {
    const auto came = touches_->drain(input_, clock_.mono());
    activity_ = activity_ || came.any;
    touched_ = touched_ || came.down;
  }
}

void Window::wake() {
  const std::uint64_t once = 1;
  if (write(wake_descriptor(), &once, sizeof once) < 0) {
    return;  // so many wakes are waiting that no more can be counted: it will wake
  }
}

bool Window::take_activity() {
  return std::exchange(activity_, false);
}

bool Window::take_touch() {
  return std::exchange(touched_, false);
}

void Window::begin_frame(MonoTime now) {
  ImGuiIO& io = ImGui::GetIO();
  const PixelSize pixels = size();
  io.DisplaySize = ImVec2(static_cast<float>(pixels.width), static_cast<float>(pixels.height));
  const auto since_last = (now - last_frame_).count();
  // ImGui refuses a delta of zero; a long sleep must not look like one long frame.
  io.DeltaTime = static_cast<float>(std::clamp<long long>(since_last, 1, 100)) / 1000.0F;
  last_frame_ = now;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
}

bool Window::same_picture() {
  const ImDrawData* data = ImGui::GetDrawData();
  if (data->Textures) {
    for (const ImTextureData* texture : *data->Textures) {
      if (texture->Status != ImTextureStatus_OK) {
        return false;
      }
    }
  }
  auto& bytes = last_picture_->scratch;
  bytes.clear();
  const auto append = [&bytes](const void* from, std::size_t count) {
    const auto* start = static_cast<const unsigned char*>(from);
    bytes.insert(bytes.end(), start, start + count);
  };
  append(&data->DisplaySize, sizeof data->DisplaySize);
  for (const ImDrawList* list : data->CmdLists) {
    append(list->VtxBuffer.Data, static_cast<std::size_t>(list->VtxBuffer.size_in_bytes()));
    append(list->IdxBuffer.Data, static_cast<std::size_t>(list->IdxBuffer.size_in_bytes()));
  }
  const bool same = bytes == last_picture_->bytes;
  bytes.swap(last_picture_->bytes);
  return same;
}

bool Window::end_frame() {
  ImGui::Render();
  const bool same = same_picture();
  if (same && !exposed_) {
    return false;
  }
  exposed_ = false;
  const PixelSize pixels = size();
  glViewport(0, 0, pixels.width, pixels.height);
  constexpr ui::Colour paper = ui::colour::paper;  // the ground of every screen
  glClearColor(paper.red / 255.0F, paper.green / 255.0F, paper.blue / 255.0F, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glfwSwapBuffers(window_);
  return true;
}

}  // namespace lintel::kiosk
