// event list, diff, undo.
#include <nlohmann/json.hpp>
#include <ostream>

#include "shared/core/counted.h"
#include "shared/wire/schedule.h"
#include "sync/collector/commands.h"
#include "sync/collector/desk.h"
#include "sync/collector/event_diff.h"

namespace lintel::collector {
namespace {

int fail(const Error& error, Streams streams) {
  complain(streams, error.message);
  return exit_failed;
}

Result<Event> event_of(Desk& desk, int version) {
  TRY(const std::string document, desk.get("/v1/admin/version?number=" + std::to_string(version)));
  return wire::decode_schedule(document);
}

// Two versions: as asked, or the served one and the one before it.
struct Span {
  int from = 0;
  int to = 0;
};
Result<Span> span_of(Desk& desk, Span asked) {
  TRY(const std::string text, desk.get("/v1/admin/versions"));
  const nlohmann::json list = nlohmann::json::parse(text, nullptr, false);
  Span served;
  for (const nlohmann::json& version : list["versions"]) {
    if (version["served"].get<bool>()) {
      served = {version["replaced"].get<int>(), version["number"].get<int>()};
    }
  }
  const Span span{asked.from > 0 ? asked.from : served.from, asked.to > 0 ? asked.to : served.to};
  if (span.from == 0 || span.to == 0) {
    return Error{ErrorCode::not_found,
                 "There are no two versions to compare yet; load another one first."};
  }
  return span;
}

}  // namespace

int event_list(const std::string& data_folder, LedgerFormat format, Streams streams) {
  Result<Desk> desk = Desk::open(data_folder, Desk::Folder::must_exist);
  if (!desk) {
    return fail(desk.error(), streams);
  }
  const Result<std::string> text = desk->get("/v1/admin/versions");
  if (!text) {
    return fail(text.error(), streams);
  }
  if (format == LedgerFormat::json) {
    streams.out << *text << std::endl;
    return exit_fine;
  }
  const nlohmann::json list = nlohmann::json::parse(*text, nullptr, false);
  for (const nlohmann::json& version : list["versions"]) {
    const std::string loaded =
        version["loaded"].is_string() ? version["loaded"].get<std::string>() : "some time ago";
    streams.out << (version["served"].get<bool>() ? "* " : "  ") << version["number"].get<int>()
                << "  " << loaded << "  " << version["title"].get<std::string>() << ", "
                << counted(version["sessions"].get<int>(), "session") << ", from "
                << version["source"].get<std::string>() << "\n";
  }
  streams.out << (list["versions"].empty() ? "No event is loaded yet.\n"
                                           : "* is the version that doors show.\n")
              << std::flush;
  return exit_fine;
}

int event_diff(const std::string& data_folder, int from, int to, Streams streams) {
  Result<Desk> desk = Desk::open(data_folder, Desk::Folder::must_exist);
  if (!desk) {
    return fail(desk.error(), streams);
  }
  const Result<Span> span = span_of(*desk, {from, to});
  if (!span) {
    return fail(span.error(), streams);
  }
  const Result<Event> before = event_of(*desk, span->from);
  if (!before) {
    return fail(before.error(), streams);
  }
  const Result<Event> after = event_of(*desk, span->to);
  if (!after) {
    return fail(after.error(), streams);
  }
  const std::string text = diff_text(*before, *after);
  streams.out << "From version " << span->from << " to " << span->to << ":\n"
              << (text.empty() ? "nothing changed.\n" : text) << std::flush;
  return exit_fine;
}

int event_undo(const std::string& data_folder, Streams streams) {
  Result<Desk> desk = Desk::open(data_folder, Desk::Folder::must_exist);
  if (!desk) {
    return fail(desk.error(), streams);
  }
  const Result<std::string> reply = desk->post_json("/v1/admin/undo", "{}");
  if (!reply) {
    return fail(reply.error(), streams);
  }
  const int version = nlohmann::json::parse(*reply)["version"].get<int>();
  streams.out << "Doors show version " << version
              << " again; the later one is kept, and event list names it." << std::endl;
  return exit_fine;
}

}  // namespace lintel::collector
