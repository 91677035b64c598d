// schedule.json, version 1, as voc/schedule validates it (validator/json/schema.json).
#include <nlohmann/json.hpp>

#include "shared/export/export.h"
#include "shared/export/frab_schedule.h"
#include "shared/export/public_ids.h"

namespace lintel {
namespace {

using Json = nlohmann::ordered_json;

Json persons_of(const Event& event, const Session& session) {
  Json persons = Json::array();
  for (const std::string& name : session.presenters) {
    // A first name is no person: who it is, is only known within its session.
    const std::string guid = guid_of(event.id, "person", session.id.value + "\n" + name);
    persons.push_back({{"id", number_of(guid)}, {"public_name", name}});
  }
  return persons;
}

Json json_of(const Event& event, const FrabRoom& room, const FrabEvent& one) {
  const Session& session = *one.session;
  Json links = Json::array();
  if (!session.slides_url.empty()) {
    links.push_back({{"url", session.slides_url}, {"title", "Slides"}, {"type", "slides"}});
  }
  return {{"guid", one.guid},
          {"id", one.id},
          {"date", one.date},
          {"start", one.start},
          {"end", one.end},
          {"duration", one.duration},
          {"room", room.name},
          {"slug", one.slug},
          {"url", "urn:uuid:" + one.guid},
          {"title", session.title},
          {"subtitle", ""},
          {"track", session.group.empty() ? Json(nullptr) : Json(session.group)},
          {"type", "workshop"},
          {"language", event.languages.front()},
          {"abstract", session.challenge},
          {"description", one.description},
          {"persons", persons_of(event, session)},
          {"links", std::move(links)}};
}

Json json_of(const Event& event, const FrabDay& day) {
  Json rooms = Json::object();
  for (const FrabRoom& room : day.rooms) {
    Json& events = rooms[room.name] = Json::array();
    for (const FrabEvent& one : room.events) {
      events.push_back(json_of(event, room, one));
    }
  }
  return {{"index", day.index},
          {"date", day.date},
          {"day_start", day.start},
          {"day_end", day.end},
          {"rooms", std::move(rooms)}};
}

}  // namespace

std::string to_schedule_json(const Event& event, const Edition& edition) {
  const FrabSchedule schedule = frab_schedule(event);
  Json days = Json::array();
  for (const FrabDay& day : schedule.days) {
    days.push_back(json_of(event, day));
  }
  Json rooms = Json::array();
  for (const Room& room : event.rooms) {
    rooms.push_back({{"name", room.name}, {"guid", guid_of(event.id, "room", room.id.value)}});
  }
  const Json conference{{"acronym", schedule.acronym},
                        {"title", event.title},
                        {"start", schedule.start},
                        {"end", schedule.end},
                        {"daysCount", schedule.days.size()},
                        {"timeslot_duration", "00:05"},
                        {"time_zone_name", event.time_zone},
                        {"rooms", std::move(rooms)},
                        {"days", std::move(days)}};
  const Json document{
      {"generator", {{"name", "lintel"}, {"version", edition.program}}},
      {"schedule", {{"version", std::to_string(edition.number)}, {"conference", conference}}}};
  return document.dump(1) + "\n";
}

}  // namespace lintel
