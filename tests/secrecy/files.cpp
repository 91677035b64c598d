#include "tests/secrecy/files.h"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/contract/support.h"

namespace lintel::secrecy {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// "counts" of one question: empty where nearly all chose one.
void add_counts(const json& part, const std::string& question, Figures& figures) {
  const json of = part.is_object() ? part.value(question, json::object()) : json::object();
  const json counts = of.is_object() ? of.value("counts", json::object()) : json::object();
  for (const auto& [name, count] : counts.items()) {
    figures.figures[question + "." + name] = count.get<int>();
  }
}

void add_ideas(const json& session, Figures& figures) {
  const json ideas = session["ideas"].is_object() ? session["ideas"]["counts"] : json::array();
  for (const json& idea : ideas) {
    figures.figures["try." + idea.value("text", "")] = idea.value("count", 0);
  }
}

}  // namespace

std::map<std::string, std::string> files_of(const std::string& folder) {
  std::map<std::string, std::string> files;
  std::error_code gone;
  for (fs::recursive_directory_iterator entry(folder, gone), end; !gone && entry != end;
       entry.increment(gone)) {
    if (entry->is_regular_file(gone)) {
      files[fs::relative(entry->path(), folder, gone)] = test::file_bytes(entry->path());
    }
  }
  return files;
}

Snapshot snapshot_of(const json& results, UtcTime at, const std::string& source) {
  Snapshot snapshot{at, source, {}, {}};
  if (!results.is_object() || !results["cards"].is_object()) {
    return snapshot;
  }
  for (const json& session : results["sessions"]) {
    const std::string id = session["id"].get<std::string>();
    Figures figures;
    figures.answers = session["shown"].get<int>();
    add_counts(session, "use", figures);
    add_counts(session, "help", figures);
    add_ideas(session, figures);
    if (figures.answers > 0) {
      snapshot.sessions[id] = figures;
    }
    if (session["notes"].is_number()) {
      snapshot.notes[id] = session["notes"].get<int>();
    }
  }
  Figures total;
  total.answers = results["cards"]["shown"].get<int>();
  add_counts(results["cards"], "use", total);
  add_counts(results["cards"], "help", total);
  snapshot.sessions[""] = total;
  return snapshot;
}

}  // namespace lintel::secrecy
