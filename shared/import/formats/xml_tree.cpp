#include "shared/import/formats/xml_tree.h"

#include <algorithm>

#include "shared/core/text.h"

namespace lintel::formats {
namespace {

// What pugixml allocates: an element and its text are a node each, an attribute somewhat less.
constexpr std::size_t node_bytes = 2 * 64;
constexpr std::size_t attribute_bytes = 40;
// Lines are remembered up to here; nobody edits a file of more by hand.
constexpr std::size_t lines_max = 500'000;

std::size_t tree_bytes(std::string_view text) {
  std::size_t nodes = 0;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    nodes += text.substr(at + 1, 1) == "/" ? 0U : 1U;
  }
  const auto attributes = static_cast<std::size_t>(std::count(text.begin(), text.end(), '='));
  return nodes * node_bytes + attributes * attribute_bytes;
}

}  // namespace

Status XmlTree::parse(std::string text, std::size_t memory_max) {
  text_ = std::move(text);
  if (text_.size() + tree_bytes(text_) > memory_max) {
    return Error{ErrorCode::limit,
                 "This XML is too large to read safely; keep only the schedule in it."};
  }
  for (std::size_t at = text_.find('\n'); at != std::string::npos && line_ends_.size() < lines_max;
       at = text_.find('\n', at + 1)) {
    line_ends_.push_back(static_cast<std::uint32_t>(at));
  }
  const pugi::xml_parse_result result = document_.load_buffer_inplace(
      text_.data(), text_.size(), pugi::parse_default | pugi::parse_ws_pcdata_single,
      pugi::encoding_utf8);
  if (!result) {
    const auto line = std::lower_bound(line_ends_.begin(), line_ends_.end(),
                                       static_cast<std::uint32_t>(result.offset)) -
                      line_ends_.begin() + 1;
    return Error{ErrorCode::invalid, "The XML breaks off in line " + std::to_string(line) + " (" +
                                         ascii_lower(result.description()) +
                                         "); download the file again."};
  }
  return ok();
}

int XmlTree::line_of(pugi::xml_node node) {
  const std::ptrdiff_t offset = node.offset_debug();
  if (offset < 0 || line_ends_.size() >= lines_max) {
    return 0;
  }
  return static_cast<int>(std::lower_bound(line_ends_.begin(), line_ends_.end(),
                                           static_cast<std::uint32_t>(offset)) -
                          line_ends_.begin()) +
         1;
}

std::string_view local_name(pugi::xml_node node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_named(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_node child : node.children()) {
    if (local_name(child) == name) {
      return child;
    }
  }
  return {};
}

std::string text_of(pugi::xml_node node) {
  std::string text;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      text += child.value();
    }
  }
  return text;
}

}  // namespace lintel::formats
