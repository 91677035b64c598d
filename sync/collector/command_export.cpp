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
  const nlohmann::json list = nlohmann::json::parse(text, nullptr, false);
  for (const nlohmann::json& version : list["versions"]) {
    if (!version["served"].get<bool>()) {
      continue;
    }
    const int number = version["number"].get<int>();
    TRY(const std::string document, desk.get("/v1/admin/version?number=" + std::to_string(number)));
    Served served;
    TRY(served.event, wire::decode_schedule(document));
    served.edition = {number, {}, LINTEL_VERSION};
    if (const auto made = version["loaded"].is_string()
                              ? parse_rfc3339(version["loaded"].get<std::string>())
                              : Result<Moment>{Moment{}}) {
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

std::string number(const nlohmann::json& value) {
  return value.is_number() ? std::to_string(value.get<int>()) : "-";
}

void print_tablets(const nlohmann::json& report, std::ostream& out) {
  constexpr std::size_t wide = 24;
  constexpr std::size_t narrow = 13;
  out << padded("Room", wide) << padded("Taken", narrow) << padded("Received", narrow)
      << padded("Waiting", narrow) << padded("Set aside", narrow) << "Last seen\n";
  for (const nlohmann::json& row : report["rows"]) {
    const std::string room = row["room"].get<std::string>();
    out << padded(room.empty() ? "(no room)" : room, wide) << padded(number(row["taken"]), narrow)
        << padded(number(row["received"]), narrow) << padded(number(row["waiting"]), narrow)
        << padded(number(row["quarantined"]), narrow)
        << (row["last_seen"].is_string() ? row["last_seen"].get<std::string>() : "-") << "\n";
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
  if (!report.is_object()) {
    return fail({ErrorCode::invalid, "The collector's answer cannot be read."}, streams);
  }
  if (!report["rows"].empty()) {
    print_tablets(report, streams.out);
  }
  streams.out << report["sentence"].get<std::string>() << std::endl;
  return exit_fine;
}

}  // namespace lintel::collector
