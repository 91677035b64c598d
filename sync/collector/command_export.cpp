#include <fstream>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <ostream>

#include "shared/core/text.h"
#include "shared/export/export.h"
#include "shared/wire/schedule.h"
#include "sync/collector/commands.h"
#include "sync/collector/data_folder.h"
#include "sync/collector/desk.h"
#include "sync/collector/event_csv.h"
#include "sync/collector/version_list.h"

namespace lintel::collector {
namespace {

int fail(const Error& error, Streams streams) {
  complain(streams, error.message);
  return exit_failed;
}

Result<std::string> fetch(const std::string& data_folder, const std::string& path,
                          Streams streams) {
  TRY(Desk desk, Desk::open(data_folder, Desk::Folder::must_exist));
  if (!desk.notice().empty()) {
    complain(streams, desk.notice());
  }
  return desk.get(path);
}

// To a file when one is named, else to the standard output.
int deliver(const Result<std::string>& document, const std::string& output, Streams streams) {
  if (!document) {
    return fail(document.error(), streams);
  }
  if (output.empty()) {
    streams.out << *document << std::flush;
    return streams.out ? exit_fine : exit_failed;
  }
  const Status written = write_private_file(output, *document);
  return written ? exit_fine : fail(written.error(), streams);
}

// The served version, as it was loaded: with guides.
struct Served {
  Event event;
  Edition edition;
};
Result<Served> fetch_served(Desk& desk) {
  TRY(const std::string text, desk.get("/v1/admin/versions"));
  TRY(const std::vector<ListedVersion> versions, read_version_list(text));
  for (const ListedVersion& version : versions) {
    if (!version.served) {
      continue;
    }
    const int number = version.number;
    TRY(const std::string document, desk.get("/v1/admin/version?number=" + std::to_string(number)));
    Served served;
    TRY(served.event, wire::decode_schedule(document));
    served.edition = {number, {}, LINTEL_VERSION};
    if (const auto made =
            version.loaded.empty() ? Result<Moment>{Moment{}} : parse_rfc3339(version.loaded)) {
      served.edition.made = made->utc;
    }
    return served;
  }
  return Error{ErrorCode::not_found,
               "No event is loaded yet; load one with lintel-collector event load."};
}

Result<std::string> exported(EventFormat format, const std::string& data_folder, Streams streams) {
  TRY(Desk desk, Desk::open(data_folder, Desk::Folder::must_exist));
  if (!desk.notice().empty()) {
    complain(streams, desk.notice());
  }
  TRY(const Served served, fetch_served(desk));
  switch (format) {
    case EventFormat::schedule_json:
      return to_schedule_json(served.event, served.edition);
    case EventFormat::schedule_xml:
      return to_schedule_xml(served.event, served.edition);
    case EventFormat::icalendar:
      return to_icalendar(served.event, served.edition);
    case EventFormat::csv:
      return sessions_csv(served.event);
    case EventFormat::lintel:
      return wire::encode(served.event);
  }
  return Error{ErrorCode::invalid, "There is no such format."};
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t have = code_point_count(text);
  return text + std::string(have < width ? width - have : 1, ' ');
}

std::string_view first_code_points(std::string_view text, std::size_t count_max) {
  std::size_t bytes = 0;
  for (std::size_t count = 0; bytes < text.size() && count < count_max; ++count) {
    ++bytes;
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) {
      ++bytes;
    }
  }
  return text.substr(0, bytes);
}

std::string number(const nlohmann::json& value) {
  return value.is_number() ? std::to_string(value.get<int>()) : "-";
}

constexpr std::size_t name_width = 34;
constexpr std::size_t number_width = 11;

// One tablet or one of its sessions: the same numbers.
void print_counts(const std::string& name, const nlohmann::json& counts, std::ostream& out) {
  const std::string_view fitting = first_code_points(name, name_width - 2);
  out << padded(std::string(fitting), name_width);
  for (const char* count : {"taken", "received", "waiting", "quarantined"}) {
    out << padded(number(counts[count]), number_width);
  }
}

// "12 min ago"; a door's moments are nobody's business, so whole minutes only.
std::string age_words(const nlohmann::json& minutes_ago) {
  if (!minutes_ago.is_number()) {
    return "-";
  }
  const int age = minutes_ago.get<int>();
  constexpr int day = 24 * 60;
  return age < 120       ? std::to_string(age) + " min ago"
         : age < 2 * day ? std::to_string(age / 60) + " h ago"
                         : std::to_string(age / day) + " days ago";
}

std::string text(const nlohmann::json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

void print_tablets(const nlohmann::json& report, std::ostream& out) {
  constexpr std::size_t device_letters = 8;
  constexpr std::size_t seen_width = 14;
  out << padded("Room, tablet and sessions", name_width) << padded("Taken", number_width)
      << padded("Received", number_width) << padded("Waiting", number_width)
      << padded("Refused", number_width) << padded("Last seen", seen_width) << "Standing\n";
  for (const nlohmann::json& row : report["rows"]) {
    const std::string room = text(row, "room");
    print_counts(
        (room.empty() ? "(no room)" : room) + ", " + text(row, "device").substr(0, device_letters),
        row, out);
    out << padded(age_words(row["last_seen_minutes"]), seen_width) << text(row, "words");
    if (const std::string said = text(row, "says_room"); !said.empty()) {
      out << "; it says it is at " << said;
    }
    out << (row.value("set_aside", false) ? "; its answers are set aside" : "")
        << (row.value("watched", false) ? "; touches are being written down there" : "")
        << (row.value("volatile_storage", false) ? "; switched off, it loses what it has not sent"
                                                 : "");
    if (const int early = row.value("early", 0); early > 0) {
      out << "; " << early << (early == 1 ? " answer was" : " answers were")
          << " given before the session had begun";
    }
    if (const std::string clock = text(row, "clock_words"); !clock.empty()) {
      out << "; " << clock;
    }
    out << "\n";
    for (const nlohmann::json& session : row["sessions"]) {
      print_counts("  " + text(session, "title"), session, out);
      out << (session.value("meets", false) ? "" : "not all here") << "\n";
    }
  }
}

}  // namespace

int event_export(EventFormat format, const std::string& data_folder, const std::string& output,
                 Streams streams) {
  return deliver(exported(format, data_folder, streams), output, streams);
}

int results_export(ResultsFormat format, const std::string& data_folder, const std::string& output,
                   Streams streams) {
  const std::string path =
      format == ResultsFormat::csv ? "/v1/admin/results.csv" : "/v1/admin/results";
  return deliver(fetch(data_folder, path, streams), output, streams);
}

int ledger(LedgerFormat format, const std::string& data_folder, Streams streams) {
  const Result<std::string> document = fetch(data_folder, "/v1/admin/tablets", streams);
  if (!document) {
    return fail(document.error(), streams);
  }
  if (format == LedgerFormat::json) {
    streams.out << *document << std::endl;
    return exit_fine;
  }
  const nlohmann::json report = nlohmann::json::parse(*document, nullptr, false);
  if (!report.is_object() || !report.contains("rows")) {
    return fail({ErrorCode::invalid, "The collector's answer cannot be read."}, streams);
  }
  if (!report["rows"].empty()) {
    print_tablets(report, streams.out);
  }
  streams.out << text(report, "sentence") << std::endl;
  return exit_fine;
}

}  // namespace lintel::collector
