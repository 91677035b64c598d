#include "tests/golden/stage.h"

#define GLFW_INCLUDE_GLEXT
#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cfloat>

#include "kiosk/screens/draw.h"

namespace lintel::golden {

struct Stage::Functions {
  PFNGLGENFRAMEBUFFERSPROC gen_framebuffers;
  PFNGLDELETEFRAMEBUFFERSPROC delete_framebuffers;
  PFNGLBINDFRAMEBUFFERPROC bind_framebuffer;
  PFNGLFRAMEBUFFERTEXTURE2DPROC framebuffer_texture;
  PFNGLCHECKFRAMEBUFFERSTATUSPROC check_status;
};

namespace {

template <class Function>
Function address(const char* name) {
  return reinterpret_cast<Function>(glfwGetProcAddress(name));
}

}  // namespace

Stage::Stage() = default;

Stage::~Stage() {
  if (window_ != nullptr) {
    glfwDestroyWindow(window_);
  }
  glfwTerminate();
}

std::unique_ptr<Stage> Stage::open(std::string& why) {
  if (glfwInit() != GLFW_TRUE) {
    why = "there is no display (start one: Xvfb :77 -screen 0 2000x2000x24)";
    return nullptr;
  }
  std::unique_ptr<Stage> stage{new Stage};
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
  stage->window_ = glfwCreateWindow(64, 64, "golden", nullptr, nullptr);
  if (stage->window_ == nullptr) {
    why = "this display has no OpenGL 3";
    return nullptr;
  }
  glfwMakeContextCurrent(stage->window_);
  stage->gl_ = std::make_unique<Functions>(
      Functions{address<PFNGLGENFRAMEBUFFERSPROC>("glGenFramebuffers"),
                address<PFNGLDELETEFRAMEBUFFERSPROC>("glDeleteFramebuffers"),
                address<PFNGLBINDFRAMEBUFFERPROC>("glBindFramebuffer"),
                address<PFNGLFRAMEBUFFERTEXTURE2DPROC>("glFramebufferTexture2D"),
                address<PFNGLCHECKFRAMEBUFFERSTATUSPROC>("glCheckFramebufferStatus")});
  return stage;
}

Picture Stage::draw(const kiosk::View& view, int width, int height,
                    const kiosk::ui::FontFiles& fonts) {
  GLuint frame = 0;
  GLuint texture = 0;
  glGenTextures(1, &texture);
  glBindTexture(GL_TEXTURE_2D, texture);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  gl_->gen_framebuffers(1, &frame);
  gl_->bind_framebuffer(GL_FRAMEBUFFER, frame);
  gl_->framebuffer_texture(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);

  ImGuiContext* context = ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
  ImGui_ImplOpenGL3_Init("#version 130");
  Picture picture;
  if (auto ui = kiosk::ui::Ui::create(fonts)) {
    constexpr int frames = 3;
    for (int i = 1; i <= frames; ++i) {
      io.DeltaTime = 1;
      ImGui_ImplOpenGL3_NewFrame();
      ImGui::NewFrame();
      const MonoTime now{milliseconds{i * 1000}};
      kiosk::screens::draw(view, {io.DisplaySize.x, io.DisplaySize.y, now, false}, **ui);
      ImGui::Render();
      constexpr kiosk::ui::Colour paper = kiosk::ui::colour::paper;  // as lintel-kiosk's window
      glClearColor(paper.red / 255.0F, paper.green / 255.0F, paper.blue / 255.0F, 1);
      glClear(GL_COLOR_BUFFER_BIT);
      ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    }
    picture = read(width, height);
  }
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext(context);
  gl_->bind_framebuffer(GL_FRAMEBUFFER, 0);
  gl_->delete_framebuffers(1, &frame);
  glDeleteTextures(1, &texture);
  return picture;
}

Picture Stage::read(int width, int height) const {
  Picture picture{width, height, {}};
  const auto row = static_cast<std::size_t>(width) * 3;
  std::vector<std::uint8_t> upside_down(row * static_cast<std::size_t>(height));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, upside_down.data());
  picture.rgb.reserve(upside_down.size());
  for (std::size_t y = static_cast<std::size_t>(height); y-- > 0;) {
    const auto* start = &upside_down[y * row];
    picture.rgb.insert(picture.rgb.end(), start, start + row);
  }
  return picture;
}

}  // namespace lintel::golden
