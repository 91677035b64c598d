// schedule.xml (frab, pentabarf), as voc/schedule validates it (validator/xsd/schedule.xml.xsd).
#include <pugixml.hpp>
#include <sstream>

#include "shared/export/export.h"
#include "shared/export/frab_schedule.h"
#include "shared/export/public_ids.h"

namespace lintel {
namespace {

pugi::xml_node add(pugi::xml_node parent, const char* name, const std::string& text) {
  pugi::xml_node child = parent.append_child(name);
  child.append_child(pugi::node_pcdata).set_value(text.c_str());
  return child;
}

void set(pugi::xml_node node, const char* name, const std::string& text) {
  node.append_attribute(name).set_value(text.c_str());
}

void add_event(pugi::xml_node parent, const Event& event, const FrabRoom& room,
               const FrabEvent& one) {
  const Session& session = *one.session;
  pugi::xml_node node = parent.append_child("event");
  set(node, "guid", one.guid);
  set(node, "id", std::to_string(one.id));
  add(node, "room", room.name);
  add(node, "title", session.title);
  add(node, "subtitle", "");
  add(node, "type", "workshop");
  add(node, "date", one.date);
  add(node, "start", one.start);
  add(node, "duration", one.duration);
  add(node, "abstract", session.challenge);
  add(node, "slug", one.slug);
  add(node, "track", session.group);
  add(node, "language", event.languages.front());
  add(node, "description", one.description);
  pugi::xml_node persons = node.append_child("persons");
  for (const std::string& name : session.presenters) {
    add(persons, "person", name);
  }
  pugi::xml_node links = node.append_child("links");
  if (!session.slides_url.empty()) {
    set(add(links, "link", "Slides"), "href", session.slides_url);
  }
}

void add_day(pugi::xml_node parent, const Event& event, const FrabDay& day) {
  pugi::xml_node node = parent.append_child("day");
  set(node, "index", std::to_string(day.index));
  set(node, "date", day.date);
  set(node, "start", day.start);
  set(node, "end", day.end);
  for (const FrabRoom& room : day.rooms) {
    pugi::xml_node room_node = node.append_child("room");
    set(room_node, "name", room.name);
    set(room_node, "guid", room.guid);
    for (const FrabEvent& one : room.events) {
      add_event(room_node, event, room, one);
    }
  }
}

}  // namespace

std::string to_schedule_xml(const Event& event, const Edition& edition) {
  const FrabSchedule schedule = frab_schedule(event);
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  set(declaration, "version", "1.0");
  set(declaration, "encoding", "UTF-8");
  pugi::xml_node root = document.append_child("schedule");
  pugi::xml_node generator = root.append_child("generator");
  set(generator, "name", "lintel");
  set(generator, "version", edition.program);
  add(root, "version", std::to_string(edition.number));
  pugi::xml_node conference = root.append_child("conference");
  add(conference, "title", event.title);
  add(conference, "acronym", schedule.acronym);
  add(conference, "start", schedule.start);
  add(conference, "end", schedule.end);
  add(conference, "days", std::to_string(schedule.days.size()));
  add(conference, "timeslot_duration", "00:05");
  add(conference, "time_zone_name", event.time_zone);
  for (const FrabDay& day : schedule.days) {
    add_day(root, event, day);
  }
  std::ostringstream out;
  document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
  return std::move(out).str();
}

}  // namespace lintel
