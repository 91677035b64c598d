// What adults decide in the course of a day: close, write-off, day over.
#include <nlohmann/json.hpp>
#include <ostream>

#include "sync/collector/commands.h"
#include "sync/collector/desk.h"

namespace lintel::collector {
namespace {

using Json = nlohmann::json;

int fail(const Error& error, Streams streams) {
  complain(streams, error.message);
  return exit_failed;
}

Result<Json> ask(const std::string& data_folder, const std::string& path, const Json& body) {
  TRY(Desk desk, Desk::open(data_folder, Desk::Folder::must_exist));
  TRY(const std::string reply, desk.post_json(path, body.dump()));
  Json json = Json::parse(reply, nullptr, false);
  if (!json.is_object()) {
    return Error{ErrorCode::invalid, "The collector's answer cannot be understood."};
  }
  return json;
}

std::string text(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

}  // namespace

int close_results(const std::string& session, const std::string& data_folder, Streams streams) {
  const auto closed = ask(data_folder, "/v1/admin/close", {{"session", session}});
  if (!closed) {
    return fail(closed.error(), streams);
  }
  streams.out << "The results of \"" << text(*closed, "title")
              << "\" are closed for good: what still comes is counted as late." << std::endl;
  return exit_fine;
}

int write_off(const WriteOff& command, const std::string& data_folder, Streams streams) {
  Json body{{"tablet", command.tablet}};
  if (command.found) {
    body["found"] = true;
  } else if (!command.since.empty()) {
    body["since"] = command.since;
  }
  const auto done = ask(data_folder, "/v1/admin/write-off", body);
  if (!done) {
    return fail(done.error(), streams);
  }
  if (command.found) {
    streams.out << "The tablet is waited for again; results that were closed stay closed.";
  } else {
    streams.out << "The tablet is written off, lost since " << text(*done, "lost_since")
                << ": nothing waits for it any more. Should it come back: lintel-collector "
                   "write-off "
                << text(*done, "device") << " --found";
  }
  streams.out << std::endl;
  return exit_fine;
}

int day_over(const std::string& day, const std::string& data_folder, Streams streams) {
  const auto over = ask(data_folder, "/v1/admin/day-over", {{"day", day}});
  if (!over) {
    return fail(over.error(), streams);
  }
  streams.out
      << text(*over, "day")
      << " is over: doors with a network read it within minutes, ask nobody any more on that "
         "day and send what they hold. At the others end it with a long press on the clock."
      << std::endl;
  return exit_fine;
}

}  // namespace lintel::collector
