#include <fstream>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <ostream>

#include "shared/core/text.h"
#include "sync/collector/commands.h"
#include "sync/collector/data_folder.h"
#include "sync/collector/desk.h"

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

int event_export(const std::string& data_folder, const std::string& output, Streams streams) {
  return deliver(fetch(data_folder, "/v1/admin/schedule", streams), output, streams);
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
