#include "tests/fuzz/targets.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "shared/import/formats/read.h"
#include "shared/import/import.h"
#include "shared/import/plan.h"
#include "shared/wire/schedule.h"
#include "tests/import/zones.h"

namespace lintel::fuzz {
namespace {

const ZoneOffsets& zones() {
  static const ZoneOffsets offsets = formats::real_zones();
  return offsets;
}

ImportOptions day_options() {
  ImportOptions options;
  options.title = "A day";
  options.time_zone = "America/Chicago";
  options.room = "Hall";
  options.first_day = "2026-11-20";
  return options;
}

std::string check_findings(const Findings& findings) {
  if (findings.size() > limits::findings_max) {
    return "more findings than anybody reads";
  }
  for (const Finding& finding : findings) {
    if (finding.message.empty() || finding.line < 0) {
      return "a finding that says nothing";
    }
  }
  return {};
}

// What import_schedule promises: an event or an error, and the event is one that a tablet reads.
std::string check(const ImportResult& result) {
  if (result.event.has_value() == has_errors(result.findings)) {
    return result.event ? "an event beside an error" : "neither an event nor an error";
  }
  if (result.event) {
    const auto decoded = wire::decode_schedule(wire::encode(*result.event));
    if (!decoded) {
      return "an event that no tablet reads: " + decoded.error().message;
    }
    if (plan_text(*result.event, 80).empty()) {
      return "an event without a plan";
    }
  }
  return check_findings(result.findings);
}

std::string import_files(const std::vector<SourceFile>& files) {
  return check(import_schedule(files, day_options(), zones()));
}

template <auto read>
std::string run_reader(std::string_view bytes) {
  formats::ReadOptions options;
  options.offsets = zones();
  options.first_day = *parse_day("2026-11-20");
  formats::DraftEvent event;
  formats::Report report{"file"};
  read(bytes, options, event, report);
  for (const formats::DraftSession& session : event.sessions) {
    if (!session.start || !session.end) {
      return "a session without its times";
    }
  }
  return check_findings(report.take());
}

std::string run_any(std::string_view bytes) {
  return import_files({{"file", std::string{bytes}}});
}

std::string run_toml(std::string_view bytes) {
  return import_files({{"event.toml", std::string{bytes}}});
}

std::string run_sidecar(std::string_view bytes) {
  return import_files(
      {{"plan.csv", "id,Title,Room,Start,End\na,Greet us,204,10:00,10:45\nb,T,206,11:00,11:45\n"},
       {"add.csv", std::string{bytes}}});
}

// The readers are also run on bytes that detection would have kept from them.
template <auto read>
std::string run_both(std::string_view bytes) {
  const std::string wrong = run_reader<read>(bytes);
  return wrong.empty() ? run_any(bytes) : wrong;
}

constexpr std::array<Target, 8> all{{
    {"csv", run_both<formats::read_csv>},
    {"xlsx", run_both<formats::read_xlsx>},
    {"icalendar", run_both<formats::read_icalendar>},
    {"frab_xml", run_both<formats::read_frab_xml>},
    {"frab_json", run_both<formats::read_frab_json>},
    {"toml", run_toml},
    {"sidecar", run_sidecar},
    {"any", run_any},
}};

}  // namespace

std::span<const Target> targets() {
  return all;
}

const Target& target(std::string_view name) {
  const auto* found =
      std::find_if(all.begin(), all.end(), [name](const Target& one) { return one.name == name; });
  if (found == all.end()) {
    throw std::runtime_error("there is no such importer");
  }
  return *found;
}

}  // namespace lintel::fuzz
