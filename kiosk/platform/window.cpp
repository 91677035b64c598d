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

#include "kiosk/platform/x11_connection.h"
#include "kiosk/platform/x11_errors.h"
#include "kiosk/ui/tokens.h"

namespace lintel::kiosk {
namespace {

std::string& last_glfw_error() {
  static std::string text;
  return text;
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

// Tries one way of drawing after the other. Hidden: it is shown where it belongs.
Status Window::create_glfw_window(const WindowOptions& options) {
  const PixelSize size = options.windowed.value_or(PixelSize{1280, 800});
  for (const auto& kind : context_kinds) {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CLIENT_API, kind.client_api);
    glfwWindowHint(GLFW_CONTEXT_CREATION_API, kind.creation_api);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, kind.major);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, kind.minor);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHint(GLFW_VISIBLE, options.windowed ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHint(GLFW_DECORATED, options.windowed ? GLFW_TRUE : GLFW_FALSE);
    window_ = glfwCreateWindow(size.width, size.height, options.title.c_str(), nullptr, nullptr);
    if (window_) {
      glsl_ = kind.glsl;
      return ok();
    }
  }
  return Error{ErrorCode::unavailable,
               "This display has no OpenGL 3 (" + last_glfw_error() +
                   "); install its driver, for example: apt install libgl1-mesa-dri"};
}

Status Window::create_context() {
  glfwMakeContextCurrent(window_);
  glfwSwapInterval(1);
  IMGUI_CHECKVERSION();
  imgui_ = ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendPlatformName = "lintel";
  if (!ImGui_ImplOpenGL3_Init(glsl_)) {
    return Error{ErrorCode::unavailable,
                 "OpenGL is there but cannot be used; install its driver, for example: apt install "
                 "libgl1-mesa-dri"};
  }
  gl_ready_ = true;
  return ok();
}

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  glfwSetErrorCallback([](int, const char* text) { last_glfw_error() = text ? text : ""; });
#ifdef GLFW_PLATFORM_X11
  glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
#endif
  take_x11_errors();
  forget_dead_window_manager();
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
  survive_loss(X11Connection::glfw_display(), self->lost_);
  const Status built = self->build(options);
  if (self->lost_) {
    return lost_error();
  }
  TRY_DO(built);
  return self;
}

Status Window::build(const WindowOptions& options) {
  TRY_DO(create_glfw_window(options));
  TRY_DO(create_context());
  take_x11_errors();
  install_callbacks();
  return join_server(options);
}

// Everything that has a connection of its own to the server.
Status Window::join_server(const WindowOptions& options) {
  touches_ = X11Touches::open(window_, lost_);
  light_ = X11Light::open(options.windowed ? X11Light::Keep::as_is : X11Light::Keep::lit, lost_);
  if (options.windowed) {
    return ok();
  }
  glfwSetInputMode(window_, GLFW_CURSOR, GLFW_CURSOR_HIDDEN);
  full_screen_ = X11FullScreen::open(window_, lost_);
  if (!full_screen_) {
    return Error{ErrorCode::unavailable,
                 "The X server takes no more connections; close some of the programs on it."};
  }
  take_full_screen();
  return ok();
}

Error Window::lost_error() {
  return {ErrorCode::unavailable,
          "The display has gone: the X server ended. Every answer that was shown as saved is on "
          "disk; start this again when the server runs."};
}

Window::~Window() {
  touches_.reset();
  light_.reset();
  full_screen_.reset();
  if (lost_) {
    return;  // drivers do not outlive their server well, and the program ends
  }
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

PixelSize Window::size() const {
  PixelSize size;
  glfwGetFramebufferSize(window_, &size.width, &size.height);
  if (!lost_) {
    last_size_ = size;
  }
  return last_size_;
}

bool Window::should_close() const {
  return glfwWindowShouldClose(window_) != 0;
}

std::optional<MonoTime> Window::take_lit() {
  return std::exchange(lit_, std::nullopt);
}

void Window::wait(milliseconds at_most) {
  take_events();
  if (at_most.count() <= 0 || activity_ || lost_) {
    return;
  }
  for (const auto& sooner : {full_screen_in_, light_ ? light_->look_every() : std::nullopt}) {
    at_most = std::min(at_most, sooner.value_or(at_most));
  }
  // Not glfwWaitEventsTimeout: it does not know of the other connections.
  std::array sources{
      pollfd{X11Connection::glfw_descriptor(), POLLIN, 0},
      pollfd{touches_ ? touches_->descriptor() : -1, POLLIN, 0},
      pollfd{full_screen_ ? full_screen_->descriptor() : -1, POLLIN, 0},
      pollfd{light_ ? light_->descriptor() : -1, POLLIN, 0},
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
  came_down_ = false;
  glfwPollEvents();
  const MonoTime now = clock_.mono();
  if (touches_ && !lost_) {
    const auto came = touches_->drain(input_, now);
    activity_ = activity_ || came.any;
    touched_ = touched_ || came.down;
    came_down_ = came_down_ || came.down;
  }
  if (light_ && !lost_) {
    const auto touched = came_down_ ? X11Light::Touched::yes : X11Light::Touched::no;
    if (const auto lit = light_->look(touched, now)) {
      lit_ = lit;
      activity_ = true;
    }
  }
  if (full_screen_ && !lost_) {
    take_full_screen();
  }
}

void Window::take_full_screen() {
  full_screen_in_ = full_screen_->keep(clock_.mono());
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
