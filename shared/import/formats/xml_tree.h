// A bounded pugixml document: refuses text whose tree would not fit into memory before it is built,
// and knows the line of every element. pugixml reads no DTD entities, so "billion laughs" stays a
// text; its parser and its cleaning up do not recurse. Not thread-safe.
#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/result.h"

namespace lintel::formats {

class XmlTree {
 public:
  // text is UTF-8 and is taken over: the tree is built inside it.
  Status parse(std::string text, std::size_t memory_max);
  pugi::xml_node root() const { return document_.document_element(); }
  // From 1; 0 when the file has more lines than anybody edits by hand.
  int line_of(pugi::xml_node node);

 private:
  std::string text_;
  std::vector<std::uint32_t> line_ends_;
  pugi::xml_document document_;
};

// The name without its prefix: "x:row" -> "row".
std::string_view local_name(pugi::xml_node node);
pugi::xml_node child_named(pugi::xml_node node, std::string_view name);
// All text of the element itself, CDATA included.
std::string text_of(pugi::xml_node node);

}  // namespace lintel::formats
