// The least that an ImGui + GLFW program can be: one window, one font, one line of text. What
// lintel-kiosk costs beyond it is what the benchmark reports.
//   lintel_bare_window FIFO            writes one byte into FIFO when the first frame has been
//   shown,
//                                      then waits for events until it is ended
//   lintel_bare_window WIDTH HEIGHT N  draws N frames, each another picture, as fast as they can be
//                                      shown, and prints what each took in milliseconds, by the
//                                      clock and of all processors
#include <GLFW/glfw3.h>
#include <fontconfig/fontconfig.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>

namespace {

std::string inter_file() {
  std::string path;
  FcPattern* pattern = FcNameParse(reinterpret_cast<const FcChar8*>("Inter:regular"));
  FcConfigSubstitute(nullptr, pattern, FcMatchPattern);
  FcDefaultSubstitute(pattern);
  FcResult result = FcResultNoMatch;
  FcPattern* match = FcFontMatch(nullptr, pattern, &result);
  FcChar8* file = nullptr;
  if (match && FcPatternGetString(match, FC_FILE, 0, &file) == FcResultMatch) {
    path = reinterpret_cast<const char*>(file);
  }
  FcPatternDestroy(pattern);
  if (match) {
    FcPatternDestroy(match);
  }
  return path;
}

void draw_frame(GLFWwindow* window, float line_y = 0) {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
  ImGui::SetNextWindowPos(ImVec2(0, 0));
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::Begin("bare", nullptr, ImGuiWindowFlags_NoDecoration);
  ImGui::SetCursorPosY(line_y);
  ImGui::TextUnformatted("Greet us at the door: the first two minutes decide the hour");
  ImGui::End();
  ImGui::Render();
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(window, &width, &height);
  glViewport(0, 0, width, height);
  glClearColor(1, 1, 1, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glfwSwapBuffers(window);
}

void time_frames(GLFWwindow* window, int frames) {
  constexpr int moving_over = 400;
  for (int i = 0; i < frames && !glfwWindowShouldClose(window); ++i) {
    const auto begin = std::chrono::steady_clock::now();
    const std::clock_t processor_begin = std::clock();
    glfwPollEvents();
    draw_frame(window, static_cast<float>(i % moving_over));
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    const auto processor = static_cast<double>(std::clock() - processor_begin);
    std::printf("%.3f %.3f\n", took.count(), 1000 * processor / CLOCKS_PER_SEC);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const bool redraws = argc == 4;
  if ((argc != 2 && !redraws) || glfwInit() != GLFW_TRUE) {
    return 1;
  }
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  const int width = redraws ? std::atoi(argv[1]) : 1280;
  const int height = redraws ? std::atoi(argv[2]) : 800;
  GLFWwindow* window = glfwCreateWindow(width, height, "bare", nullptr, nullptr);
  if (!window) {
    return 1;
  }
  glfwMakeContextCurrent(window);
  glfwSwapInterval(1);
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  const std::string font = inter_file();
  if (font.empty() || !ImGui::GetIO().Fonts->AddFontFromFileTTF(font.c_str(), 28)) {
    return 1;
  }
  ImGui_ImplGlfw_InitForOpenGL(window, true);
  ImGui_ImplOpenGL3_Init("#version 130");
  draw_frame(window);
  if (redraws) {
    time_frames(window, std::atoi(argv[3]));
    return 0;
  }
  std::ofstream{argv[1]} << '.' << std::flush;
  while (!glfwWindowShouldClose(window)) {
    glfwWaitEvents();
    draw_frame(window);
  }
  return 0;
}
