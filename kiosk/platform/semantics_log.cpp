#include "kiosk/platform/semantics_log.h"

#include <nlohmann/json.hpp>

namespace lintel::kiosk {
namespace {

std::string_view name(ui::SemanticNode::Role role) {
  using Role = ui::SemanticNode::Role;
  switch (role) {
    case Role::button:
      return "button";
    case Role::tile:
      return "tile";
    case Role::checkbox:
      return "checkbox";
    case Role::text:
      return "text";
    case Role::heading:
      return "heading";
    case Role::status:
      return "status";
    case Role::image:
      return "image";
  }
  return "text";
}

}  // namespace

Result<SemanticsLog> SemanticsLog::open(const std::string& path) {
  SemanticsLog log;
  if (!path.empty()) {
    log.file_.open(path, std::ios::trunc);
    if (!log.file_) {
      return Error{ErrorCode::io, "--semantics " + path +
                                      ": this file cannot be written; name one in a folder that "
                                      "exists and can be written to."};
    }
  }
  return log;
}

void SemanticsLog::write(std::string_view screen, const std::vector<ui::SemanticNode>& nodes,
                         std::uint64_t touches) {
  if (!file_.is_open()) {
    return;
  }
  nlohmann::ordered_json line;
  line["screen"] = screen;
  line["touches"] = touches;
  auto& list = line["nodes"] = nlohmann::ordered_json::array();
  for (const auto& node : nodes) {
    list.push_back({{"role", name(node.role)},
                    {"id", node.id},
                    {"label", node.label},
                    {"x", node.x},
                    {"y", node.y},
                    {"width", node.width},
                    {"height", node.height},
                    {"checked", node.checked},
                    {"enabled", node.enabled},
                    {"focused", node.focused}});
  }
  std::string text = line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (text != last_line_) {
    file_ << text << '\n' << std::flush;
    last_line_ = std::move(text);
  }
}

}  // namespace lintel::kiosk
