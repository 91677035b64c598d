// lintel-collector tablet … and results …: what adults decide about answers that are in.
#include <nlohmann/json.hpp>
#include <ostream>

#include "sync/collector/commands.h"
#include "sync/collector/desk.h"

namespace lintel::collector {
namespace {

using Json = nlohmann::json;

// The reply's object, or the exit code of the failure.
Result<Json> ask(const std::string& data_folder, const std::string& path, const Json& body) {
  TRY(Desk desk, Desk::open(data_folder, Desk::Folder::must_exist));
  TRY(const std::string reply, desk.post_json(path, body.dump()));
  Json json = Json::parse(reply, nullptr, false);
  if (!json.is_object()) {
    return Error{ErrorCode::invalid, "The collector's answer cannot be understood."};
  }
  return json;
}

int say(const Result<Json>& done, const std::string& sentence, Streams streams) {
  if (!done) {
    complain(streams, done.error().message);
    return exit_failed;
  }
  streams.out << sentence << std::endl;
  return exit_fine;
}

}  // namespace

int tablet_set_aside(const std::string& tablet, const std::string& data_folder, Streams streams) {
  return say(ask(data_folder, "/v1/admin/set-aside", {{"tablet", tablet}}),
             "Its answers are in no result any more, and every report says so; sessions that "
             "showed some of them are only counted. Taken back with: lintel-collector tablet "
             "take-back " +
                 tablet,
             streams);
}

int tablet_take_back(const std::string& tablet, const std::string& data_folder, Streams streams) {
  return say(ask(data_folder, "/v1/admin/take-back", {{"tablet", tablet}}),
             "Its answers count again.", streams);
}

int results_show_anyway(const std::string& session, const std::string& data_folder,
                        Streams streams) {
  return say(ask(data_folder, "/v1/admin/show-anyway", {{"session", session}}),
             "Its answers that are not set aside are shown now, and stay so.", streams);
}

int results_pool(const std::string& data_folder, Streams streams) {
  return say(ask(data_folder, "/v1/admin/pool", Json::object()),
             "The sessions that had too few answers are shown as one group now, and stay so.",
             streams);
}

}  // namespace lintel::collector
