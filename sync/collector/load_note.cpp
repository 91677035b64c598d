#include "sync/collector/load_note.h"

#include <nlohmann/json.hpp>

#include "shared/core/limits.h"
#include "shared/core/text.h"

namespace lintel::collector {

LoadNote read_load_note(std::string_view document) {
  LoadNote note;
  const nlohmann::json json = nlohmann::json::parse(document, nullptr, false);
  if (!json.is_object() || !json.contains("load") || !json["load"].is_object()) {
    return note;
  }
  const nlohmann::json& load = json["load"];
  if (load.contains("source") && load["source"].is_string()) {
    const std::string source = clean_line(load["source"].get<std::string>());
    note.source = truncate_utf8(source, limits::title_bytes_max);
  }
  if (load.contains("aliases") && load["aliases"].is_object()) {
    for (const auto& [now, before] : load["aliases"].items()) {
      if (before.is_string() && note.aliases.size() < limits::sessions_max) {
        note.aliases[now] = before.get<std::string>();
      }
    }
  }
  return note;
}

std::string with_load_note(const std::string& document, const LoadNote& note) {
  const nlohmann::json load{{"source", note.source}, {"aliases", nlohmann::json(note.aliases)}};
  const std::size_t end = document.rfind('}');
  return document.substr(0, end) + ",\"load\":" + load.dump() + "}";
}

}  // namespace lintel::collector
