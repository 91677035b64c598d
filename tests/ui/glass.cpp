#include "tests/ui/glass.h"

#include <imgui.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "tests/support/test_fonts.h"

namespace lintel::kiosk::ui_tests {
namespace {

// What a renderer would do with the textures, without one.
void acknowledge_textures() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_WantCreate ||
        texture->Status == ImTextureStatus_WantUpdates) {
      texture->SetTexID(1);
      texture->SetStatus(ImTextureStatus_OK);
    } else if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    }
  }
}

}  // namespace

Glass::Glass(Size size) : size_(size), context_(nullptr) {
  std::string missing;
  const auto* fonts = samples::test_fonts(missing);
  if (fonts == nullptr) {
    SKIP("The font " << missing << " is not installed: nothing can be drawn.");
  }
  context_ = ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  io.DisplaySize = {size.width, size.height};
  auto made = ui::Ui::create(fonts->files);
  REQUIRE(made);
  ui_ = std::move(*made);
}

Glass::~Glass() {
  ui_.reset();
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
  ImGui::DestroyContext(context_);
}

void Glass::frame(const View& view) {
  now_ = now_ + milliseconds{16};
  ImGui::GetIO().DeltaTime = 0.016F;
  ImGui::NewFrame();
  const auto intent = screens::draw(view,
                                    {size_.width, size_.height, now_, reduce_motion, &finger, &desk,
                                     std::exchange(lit, std::nullopt)},
                                    *ui_);
  ImGui::Render();
  acknowledge_textures();
  if (intent && std::holds_alternative<intent::Touched>(*intent)) {
    ++touched;
  } else if (intent) {
    asked.push_back(*intent);
  }
}

void Glass::frames(const View& view, int count) {
  for (int i = 0; i < count; ++i) {
    frame(view);
  }
}

void Glass::tap(const View& view, ui::Point at) {
  finger.down(at.x, at.y);
  finger.move(at.x, at.y);
  finger.up();
  frames(view);
}

void Glass::tap(const View& view, const std::string& id) {
  tap(view, centre(id));
}

bool Glass::has(const std::string& id) const {
  return std::ranges::any_of(nodes(), [&](const auto& n) { return n.id == id; });
}

const ui::SemanticNode& Glass::node(const std::string& id) const {
  const auto found = std::ranges::find(nodes(), id, &ui::SemanticNode::id);
  INFO("looking for " << id << " on " << ui_->screen_name());
  REQUIRE(found != nodes().end());
  return *found;
}

ui::Point Glass::centre(const std::string& id) const {
  const auto& n = node(id);
  return {n.x + n.width / 2, n.y + n.height / 2};
}

std::vector<float> Glass::picture() const {
  std::vector<float> out;
  const ImDrawData* data = ImGui::GetDrawData();
  for (const ImDrawList* list : data->CmdLists) {
    for (const ImDrawVert& v : list->VtxBuffer) {
      out.insert(out.end(), {v.pos.x, v.pos.y, v.uv.x, v.uv.y, static_cast<float>(v.col)});
    }
  }
  return out;
}

double Glass::painted() const {
  double area = 0;
  const ImDrawData* data = ImGui::GetDrawData();
  for (const ImDrawList* list : data->CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const ImVec4 clip = command.ClipRect;
      const auto corner = [&](unsigned i) {
        const ImDrawIdx index = list->IdxBuffer[static_cast<int>(command.IdxOffset + i)];
        const ImVec2 at = list->VtxBuffer[static_cast<int>(command.VtxOffset + index)].pos;
        return ImVec2{std::clamp(at.x, clip.x, clip.z), std::clamp(at.y, clip.y, clip.w)};
      };
      for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
        const ImVec2 a = corner(i);
        const ImVec2 b = corner(i + 1);
        const ImVec2 c = corner(i + 2);
        area += std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2.0;
      }
    }
  }
  return area / (static_cast<double>(size_.width) * static_cast<double>(size_.height));
}

}  // namespace lintel::kiosk::ui_tests
