// lintel-collector pair …: who may send to this collector.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "sync/collector/commands.h"
#include "sync/collector/desk.h"

namespace lintel::collector {
namespace {

using Json = nlohmann::json;

constexpr const char* pairings_path = "/v1/admin/pairings";

int fail(const Error& error, Streams streams) {
  complain(streams, error.message);
  return exit_failed;
}

// Asks and takes the JSON object of the answer.
Result<Json> object_of(Result<std::string> answer) {
  TRY(const std::string body, std::move(answer));
  Json json = Json::parse(body, nullptr, false);
  if (!json.is_object()) {
    return Error{ErrorCode::invalid, "The collector's answer cannot be understood."};
  }
  return json;
}

std::string text(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

void print_waiting(const Json& tablet, std::ostream& out) {
  out << "  " << text(tablet, "code") << "  " << text(tablet, "words");
  if (const std::string name = text(tablet, "name"); !name.empty()) {
    out << "  says it is at " << name;
  }
  out << ", " << (tablet.value("left_s", 0) + 59) / 60 << " min left";
  if (tablet["before"].is_object()) {
    out << "; this device was " << text(tablet["before"], "state") << " at "
        << text(tablet["before"], "room");
  }
  out << "\n";
}

Result<Json> waiting_with(const Json& pairings, const std::string& code) {
  const auto plain = [](std::string given) {
    std::erase_if(given, [](char c) { return c == '-' || c == ' '; });
    std::transform(given.begin(), given.end(), given.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return given;
  };
  for (const Json& tablet : pairings.value("waiting", Json::array())) {
    if (plain(text(tablet, "code")) == plain(code)) {
      return tablet;
    }
  }
  return Error{ErrorCode::not_found,
               "No tablet that waits shows this code: codes last 10 minutes and work once; see "
               "lintel-collector pair list."};
}

// Which room a tablet is let in to: the one given, else the one it says itself.
std::string room_for(const Json& tablet, const std::string& room) {
  const std::string known = room.empty() ? text(tablet, "room") : room;
  return known.empty() ? text(tablet, "name") : known;
}

}  // namespace

int pair_list(PairFormat format, const std::string& data_folder, Streams streams) {
  auto desk = Desk::open(data_folder, Desk::Folder::must_exist);
  if (!desk) {
    return fail(desk.error(), streams);
  }
  const auto body = desk->get(pairings_path);
  const auto pairings = object_of(body);
  if (!pairings) {
    return fail(pairings.error(), streams);
  }
  if (format == PairFormat::json) {
    streams.out << *body << std::endl;
    return exit_fine;
  }
  const Json waiting = pairings->value("waiting", Json::array());
  const Json tablets = pairings->value("tablets", Json::array());
  streams.out << (waiting.empty() ? "No tablet waits to be paired.\n" : "Waiting to be paired:\n");
  for (const Json& tablet : waiting) {
    print_waiting(tablet, streams.out);
  }
  if (!tablets.empty()) {
    streams.out << "Known tablets:\n";
  }
  for (const Json& tablet : tablets) {
    streams.out << "  " << text(tablet, "device") << "  " << text(tablet, "state") << "  "
                << text(tablet, "room") << "\n";
  }
  streams.out << std::flush;
  return exit_fine;
}

int pair_approve(const std::string& code, const std::string& room, const WordsAgree& agree,
                 const std::string& data_folder, Streams streams) {
  auto desk = Desk::open(data_folder, Desk::Folder::must_exist);
  if (!desk) {
    return fail(desk.error(), streams);
  }
  const auto pairings = object_of(desk->get(pairings_path));
  if (!pairings) {
    return fail(pairings.error(), streams);
  }
  const auto tablet = waiting_with(*pairings, code);
  if (!tablet) {
    return fail(tablet.error(), streams);
  }
  if (agree && !agree(text(*tablet, "words"))) {
    return fail({ErrorCode::refused,
                 "Nobody was let in. Other words on the tablet mean that somebody is in between: "
                 "look which network it is in, then try again."},
                streams);
  }
  const auto paired =
      object_of(desk->post_json(std::string(pairings_path) + "/approve",
                                Json{{"code", code}, {"room", room_for(*tablet, room)}}.dump()));
  if (!paired) {
    return fail(paired.error(), streams);
  }
  streams.out << "The tablet at " << text(*paired, "room") << " is paired.";
  if (!agree) {
    streams.out << " Its screen must have shown these words: " << text(*paired, "words")
                << ". If it did not, somebody is in between: lintel-collector pair revoke "
                << text(*paired, "device");
  }
  streams.out << std::endl;
  return exit_fine;
}

int pair_refuse(const std::string& code, const std::string& data_folder, Streams streams) {
  auto desk = Desk::open(data_folder, Desk::Folder::must_exist);
  if (!desk) {
    return fail(desk.error(), streams);
  }
  const auto refused =
      desk->post_json(std::string(pairings_path) + "/refuse", Json{{"code", code}}.dump());
  if (!refused) {
    return fail(refused.error(), streams);
  }
  streams.out << "That tablet was turned away." << std::endl;
  return exit_fine;
}

int pair_room(const std::string& device, const std::string& room, const std::string& data_folder,
              Streams streams) {
  auto desk = Desk::open(data_folder, Desk::Folder::must_exist);
  if (!desk) {
    return fail(desk.error(), streams);
  }
  const auto moved = object_of(desk->post_json(std::string(pairings_path) + "/room",
                                               Json{{"device", device}, {"room", room}}.dump()));
  if (!moved) {
    return fail(moved.error(), streams);
  }
  streams.out << "The tablet hangs at " << text(*moved, "room")
              << " from now on; its door follows with the next schedule it fetches." << std::endl;
  return exit_fine;
}

int pair_revoke(const std::string& device, const std::string& data_folder, Streams streams) {
  auto desk = Desk::open(data_folder, Desk::Folder::must_exist);
  if (!desk) {
    return fail(desk.error(), streams);
  }
  const auto revoked = object_of(
      desk->post_json(std::string(pairings_path) + "/revoke", Json{{"device", device}}.dump()));
  if (!revoked) {
    return fail(revoked.error(), streams);
  }
  streams.out << "The tablet at " << text(*revoked, "room")
              << " may no longer send; what it sent stays." << std::endl;
  return exit_fine;
}

}  // namespace lintel::collector
