#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "shared/core/counted.h"
#include "shared/import/plan.h"
#include "sync/collector/commands.h"

namespace lintel::collector {
namespace {

std::size_t terminal_columns() {
  winsize size{};
  const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : plan_columns_default;
}

nlohmann::json json_of(const Finding& finding) {
  return {{"severity", finding.severity == Severity::error ? "error" : "advice"},
          {"file", finding.file},
          {"line", finding.line},
          {"field", finding.field},
          {"message", finding.message}};
}

nlohmann::json json_of(const Event& event) {
  nlohmann::json rooms = nlohmann::json::array();
  for (const Room& room : event.rooms) {
    rooms.push_back({{"id", room.id.value}, {"name", room.name}});
  }
  std::set<std::string> days;
  nlohmann::json sessions = nlohmann::json::array();
  for (const Session& session : event.sessions) {
    days.insert(to_iso_day(day_of(session.start.local())));
    sessions.push_back({{"id", session.id.value},
                        {"title", session.title},
                        {"room", session.room.value},
                        {"start", to_rfc3339(session.start)},
                        {"end", to_rfc3339(session.end)}});
  }
  return {{"id", event.id.value}, {"title", event.title}, {"time_zone", event.time_zone},
          {"days", days},         {"rooms", rooms},       {"sessions", sessions}};
}

// What --json prints: {"ready":true,"event":{…}|null,"findings":[…]}.
std::string as_json(const ImportResult& imported) {
  nlohmann::json findings = nlohmann::json::array();
  for (const Finding& finding : imported.findings) {
    findings.push_back(json_of(finding));
  }
  const nlohmann::json event = imported.event ? json_of(*imported.event) : nlohmann::json(nullptr);
  const nlohmann::json document{
      {"ready", imported.event.has_value()}, {"event", event}, {"findings", std::move(findings)}};
  return document.dump(2) + "\n";
}

int exit_code(const ImportResult& imported) {
  return !imported.event ? exit_bad_input : imported.findings.empty() ? exit_fine : exit_failed;
}

}  // namespace

std::string summary_of(const Event& event) {
  std::string text = "\"" + event.title + "\": " + counted(event.rooms.size(), "room") + ", " +
                     counted(event.sessions.size(), "session");
  if (!event.sessions.empty()) {
    text += ", " + to_iso_day(day_of(event.sessions.front().start.local()));
  }
  return text;
}

int event_check(const DayFiles& day, CheckOutput output, Streams streams) {
  const Result<ImportResult> imported = import_day(day);
  if (!imported) {
    complain(streams, imported.error().message);
    return exit_bad_input;
  }
  if (output == CheckOutput::json) {
    streams.out << as_json(*imported) << std::flush;
    return exit_code(*imported);
  }
  if (imported->event) {
    streams.out << plan_text(*imported->event, terminal_columns()) << "\n";
  }
  streams.out << to_text(imported->findings) << std::flush;
  if (!imported->event) {
    complain(streams, "These files are not ready to be loaded; correct the lines above.");
    return exit_bad_input;
  }
  streams.out << "Ready to load: " << summary_of(*imported->event) << "." << std::endl;
  return exit_code(*imported);
}

}  // namespace lintel::collector
