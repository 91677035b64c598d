// The paths of pairing: a tablet asks, adults look and decide.
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "shared/core/text.h"
#include "shared/trust/pairing_json.h"
#include "sync/collector/router.h"

namespace lintel::collector {
namespace {

using Json = nlohmann::ordered_json;

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::not_found:
      return 404;
    case ErrorCode::refused:
      return 409;
    case ErrorCode::invalid:
      return 422;
    case ErrorCode::limit:
      return 429;
    default:
      return 503;
  }
}

std::string text_of(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

// {"code":"BCDF-GHJK","device":"<uuid>","room":"204"}: whom, and where to.
struct Decision {
  trust::Choice choice;
  std::string room;
};
Result<Decision> decode_decision(const std::string& body) {
  const Json json = Json::parse(body, nullptr, false);
  if (!json.is_object()) {
    return Error{ErrorCode::invalid, "A JSON object with code or device is expected."};
  }
  Decision decision;
  decision.room = text_of(json, "room");
  if (const std::string code = text_of(json, "code"); !code.empty()) {
    TRY(decision.choice.code, trust::PairingCode::parse(code));
  }
  if (const std::string device = text_of(json, "device"); !device.empty()) {
    TRY(decision.choice.device, Uuid::parse(device));
  }
  if (!decision.choice.code && !decision.choice.device) {
    return Error{ErrorCode::invalid, "Say which tablet: its code, or its device."};
  }
  return decision;
}

std::string_view word_of(trust::Admission admission) {
  return admission == trust::Admission::paired ? "paired" : "revoked";
}

std::string room_name(const Event* event, const RoomId& id) {
  const Room* room = event == nullptr ? nullptr : event->find_room(id);
  return room == nullptr ? id.value : room->name;
}

}  // namespace

HttpReply Router::refused(const GateRefusal& refusal) const {
  return problem(401, refusal.problem, refusal.sentence);
}

HttpReply Router::pair(const HttpRequest& request) {
  if (!request.content_encoding.empty()) {
    return problem(415, "bad-type", "A pairing document is sent as it is, not packed.");
  }
  const auto offered = gate_.offer(request, clock_.now(), clock_.mono());
  if (!offered || offered->refusal) {
    const bool crowded = !offered && offered.error().code == ErrorCode::limit;
    HttpReply refusal = offered   ? refused(*offered->refusal)
                        : crowded ? busy(offered.error())
                                  : problem(status_of(offered.error().code), "bad-pairing",
                                            offered.error().message);
    log_refusal(request, refusal);
    return refusal;
  }
  if (offered->is_news) {
    changes_.report();
  }
  trust::PairReply reply;
  reply.state = offered->answer.state;
  reply.nonce = offered->answer.nonce;
  if (reply.state == trust::PairState::paired) {
    reply.room = offered->answer.room;
    reply.event = books_.read(
        [](const Books& books) { return books.schedule ? books.schedule->event.id : EventId{}; });
    reply.collector = options_.collector;
    reply.tls_pin = gate_.tls_pin();
  }
  return json_reply(200, trust::encode(reply));
}

HttpReply Router::pairings() const {
  const auto schedule = books_.read([](const Books& books) { return books.schedule; });
  const Event* event = schedule ? &schedule->event : nullptr;
  Json waiting = Json::array();
  for (const trust::WaitingTablet& tablet : gate_.waiting(clock_.mono())) {
    Json line{{"device", tablet.device.text()},
              {"code", tablet.code.text()},
              {"words", gate_.words_of(tablet)},
              {"name", tablet.name},
              {"left_s", std::chrono::ceil<seconds>(tablet.left).count()},
              {"before", nullptr}};
    const Room* asked = event == nullptr ? nullptr : event->find_room_by_name(tablet.name);
    line["room"] = asked == nullptr ? Json(nullptr) : Json(asked->name);
    if (tablet.before) {
      line["before"] = {{"state", word_of(*tablet.before)},
                        {"room", room_name(event, tablet.room_before)}};
    }
    waiting.push_back(std::move(line));
  }
  Json known = Json::array();
  for (const auto& [device, tablet] : gate_.known()) {
    known.push_back({{"device", device.text()},
                     {"state", word_of(tablet.admission)},
                     {"room", room_name(event, tablet.room)},
                     {"name", tablet.name}});
  }
  Json rooms = Json::array();
  if (event != nullptr) {
    for (const Room& room : event->rooms) {
      rooms.push_back(room.name);
    }
  }
  return json_reply(200, Json{{"waiting", std::move(waiting)},
                              {"tablets", std::move(known)},
                              {"rooms", std::move(rooms)}}
                             .dump());
}

// As people say it: the name on the door or the id. Before an event is loaded, any clean word.
Result<RoomId> Router::room_called(const std::string& name) const {
  const auto schedule = books_.read([](const Books& books) { return books.schedule; });
  if (name.empty() || name != clean_line(name) || name.size() > limits::name_bytes_max) {
    return Error{ErrorCode::invalid, "Say which room the tablet hangs at."};
  }
  if (schedule == nullptr) {
    return RoomId{name};
  }
  if (const Room* room = schedule->event.find_room_by_name(name)) {
    return room->id;
  }
  std::string rooms;
  for (const Room& room : schedule->event.rooms) {
    rooms += (rooms.empty() ? "" : ", ") + room.name;
  }
  return Error{ErrorCode::invalid,
               "The event has no room \"" + name + "\"; it has: " + rooms + "."};
}

// From the path, never from the query: /approve?x must not be taken for anything else.
Router::PairingDecision Router::decision_of(std::string_view path) {
  return path.ends_with("/approve")  ? PairingDecision::approve
         : path.ends_with("/refuse") ? PairingDecision::refuse
         : path.ends_with("/room")   ? PairingDecision::give_room
                                     : PairingDecision::revoke;
}

// Approving and revoking wait for the disk, on the writer's thread; refusing changes only memory.
void Router::decide_pairing(HttpRequest request, Answer answer) {
  const auto fail = [this](const Error& error) {
    return finished(problem(status_of(error.code), "bad-pairing", error.message));
  };
  auto decoded = decode_decision(request.body);
  if (!decoded) {
    answer(fail(decoded.error()));
    return;
  }
  const Decision decision = std::move(decoded).value();
  const PairingDecision kind = decision_of(path_of(request.target));
  if (kind == PairingDecision::refuse) {
    const Status done = gate_.refuse(decision.choice, clock_.mono());
    answer(done ? finished(json_reply(200, "{}")) : fail(done.error()));
    changes_.report();
    return;
  }
  const bool has_room = kind == PairingDecision::approve || kind == PairingDecision::give_room;
  const auto room = has_room ? room_called(decision.room) : RoomId{};
  if (!room || (kind != PairingDecision::approve && !decision.choice.device)) {
    answer(fail(room ? Error{ErrorCode::invalid, "Say which device."} : room.error()));
    return;
  }
  with_store(
      std::move(answer),
      [this, kind, choice = decision.choice, where = *room](CollectorStore& store) -> HttpReply {
        const auto changed = carry_out(store, kind, choice, where);
        if (!changed) {
          return problem(status_of(changed.error().code), "bad-pairing", changed.error().message);
        }
        const auto& [tablet, words] = *changed;
        if (kind != PairingDecision::give_room) {
          forget_copies(store, tablet.device);
        }
        log_pairing(kind == PairingDecision::approve     ? "tablet-paired"
                    : kind == PairingDecision::give_room ? "tablet-moved"
                                                         : "tablet-revoked",
                    tablet);
        books_.change([rooms = gate_.paired_rooms()](Books& books) { books.paired = rooms; });
        changes_.report();
        const auto schedule = books_.read([](const Books& books) { return books.schedule; });
        Json said{{"device", tablet.device.text()},
                  {"room", room_name(schedule ? &schedule->event : nullptr, tablet.room)},
                  {"state", word_of(tablet.admission)}};
        if (!words.empty()) {
          said["words"] = words;
        }
        return json_reply(200, said.dump());
      });
}

Result<Gate::Approved> Router::carry_out(CollectorStore& store, PairingDecision kind,
                                         const trust::Choice& choice, const RoomId& room) {
  const Gate::Keep keep = [&store](const trust::KnownTablet& tablet) {
    return store.put_tablet(tablet);
  };
  if (kind == PairingDecision::approve) {
    return gate_.approve(choice, room, clock_.mono(), keep);
  }
  auto changed = kind == PairingDecision::give_room ? gate_.give_room(*choice.device, room, keep)
                                                    : gate_.revoke(*choice.device, keep);
  if (!changed) {
    return std::move(changed).error();
  }
  return Gate::Approved{std::move(changed).value(), {}};
}

}  // namespace lintel::collector
