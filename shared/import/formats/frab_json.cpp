// schedule.json: version 1 (days, rooms, events; frab and pretalx) and the hub's draft of version 2
// (one flat list, rooms and tracks by reference), read with nlohmann-json. Shapes are taken as they
// come: ids may be numbers or text, rooms may be missing from the list, everything may be null.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "shared/core/text.h"
#include "shared/import/formats/frab.h"
#include "shared/import/formats/read.h"
#include "shared/import/formats/text_decoding.h"

namespace lintel::formats {
namespace {

using json = nlohmann::ordered_json;  // rooms stand in the file's order

// What the tree takes besides its text: a member of an object with its key and string header.
constexpr std::size_t value_bytes = 160;

// The parser keeps three copies of the string it is in.
constexpr std::size_t string_bytes_max = 1024 * 1024;

bool is_too_large(std::string_view text) {
  std::size_t values = 1;
  std::size_t longest = 0;
  std::size_t opened = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      longest = std::max(longest, quoted ? at - opened : 0);
      opened = at;
      quoted = !quoted;
    } else if (quoted) {
      at += c == '\\' ? 1U : 0U;
    } else {
      values += c == ',' || c == '{' || c == '[' ? 1U : 0U;
    }
  }
  longest = std::max(longest, quoted ? text.size() - opened : 0);
  return text.size() + values * value_bytes > document_bytes_max || longest > string_bytes_max;
}

const json& member(const json& object, const char* key) {
  static const json nothing;
  if (!object.is_object()) {
    return nothing;
  }
  const auto found = object.find(key);
  return found == object.end() ? nothing : *found;
}

// Text, a number as text, a {"en": …} map's first text; else empty.
std::string text_in(const json& value) {
  if (const auto* text = value.get_ptr<const std::string*>()) {
    return *text;
  }
  if (value.is_number_integer() || value.is_number_unsigned()) {
    return value.dump();
  }
  if (value.is_object() && !value.empty()) {
    const json& first = value.contains("en") ? value.at("en") : value.front();
    const auto* text = first.get_ptr<const std::string*>();
    return text == nullptr ? std::string{} : *text;
  }
  return {};
}

std::string text_in(const json& object, const char* key) {
  return text_in(member(object, key));
}

class FrabJsonReader {
 public:
  FrabJsonReader(const ReadOptions& options, DraftEvent& event, Report& report)
      : clock_(options, report), event_(event), report_(report) {}

  void run(const json& root) {
    const json& schedule = member(root, "schedule");
    const json& conference = member(schedule, "conference");
    if (!schedule.is_object() || !conference.is_object()) {
      report_.error(0, "schedule.conference",
                    "This JSON is no conference schedule: it has no conference.");
      return;
    }
    read_conference(schedule, conference);
    if (member(schedule, "events").is_array()) {
      read_events(member(schedule, "events"), "", "", 0, "events");
    } else {
      read_days(member(conference, "days").is_array() ? member(conference, "days")
                                                      : member(schedule, "days"));
    }
    clock_.say_what_was_done();
    report_repeated_ids(event_, report_);
    if (event_.sessions.empty()) {
      report_.error(0, "", "There are no sessions in this schedule.");
    }
  }

 private:
  void read_conference(const json& schedule, const json& conference) {
    event_.title = line_of(text_in(conference, "title"), limits::title_bytes_max);
    event_.version = line_of(text_in(schedule, "version"), limits::name_bytes_max);
    event_.time_zone = line_of(text_in(conference, "time_zone_name"), limits::name_bytes_max);
    for (const json& room : member(conference, "rooms")) {
      add_room(text_in(room, "name"));
    }
    for (const json& track : member(conference, "tracks")) {
      const std::string name = line_of(text_in(track, "name"), limits::name_bytes_max);
      track_names_[text_in(track, "slug")] = name;
      if (event_.tracks.size() < limits::rooms_max) {
        event_.tracks.push_back(name);
      }
    }
    const json& days = member(conference, "days");
    event_.days = days.is_array() ? static_cast<int>(days.size()) : 0;
  }

  void add_room(const std::string& written) {
    const std::string name = line_of(written, limits::name_bytes_max);
    const bool known =
        std::find(event_.rooms.begin(), event_.rooms.end(), name) != event_.rooms.end();
    if (!name.empty() && !known && event_.rooms.size() < limits::rooms_max) {
      event_.rooms.push_back(name);
    }
  }

  void read_days(const json& days) {
    if (!days.is_array()) {
      report_.error(0, "conference.days", "This schedule has no days.");
      return;
    }
    event_.days = static_cast<int>(days.size());
    for (std::size_t index = 0; index < days.size(); ++index) {
      const json& day = days[index];
      const std::string date = text_in(day, "date");
      const std::string place = "days[" + std::to_string(index) + "]";
      const json& rooms = member(day, "rooms");
      const int number = static_cast<int>(index) + 1;
      if (rooms.is_object()) {
        for (const auto& [name, events] : rooms.items()) {
          add_room(name);
          read_events(events, name, date, number, place + ".rooms[\"" + line_excerpt(name) + "\"]");
        }
      } else if (rooms.is_array()) {
        for (const json& room : rooms) {
          const std::string name = text_in(room, "name");
          add_room(name);
          read_events(member(room, "events"), name, date, number, place + ".rooms");
        }
      }
    }
  }

  void read_events(const json& events, const std::string& room, const std::string& date, int day,
                   const std::string& place) {
    if (!events.is_array()) {
      return;
    }
    for (std::size_t index = 0; index < events.size() && !full_; ++index) {
      if (events[index].is_object()) {
        read_event(events[index], room, date, day, place + "[" + std::to_string(index) + "]");
      } else {
        report_.error(0, place, "Number " + std::to_string(index) + " is no session.");
      }
    }
  }

  void read_event(const json& event, const std::string& room, const std::string& day, int number,
                  const std::string& place) {
    DraftSession session;
    session.place = place;
    session.day = number;
    session.id = text_in(event, "guid");
    session.id = session.id.empty() ? text_in(event, "id") : session.id;
    session.title = text_in(event, "title");
    session.subtitle = text_in(event, "subtitle");
    session.room = room.empty() ? room_of(event) : room;
    session.track = track_of(event);
    session.kind = text_in(event, "type");
    session.language = text_in(event, "language");
    session.abstract = text_in(event, "abstract");
    session.description = text_in(event, "description");
    read_people(event, session);
    add_link(session, text_in(event, "url"), "");
    for (const char* list : {"links", "attachments"}) {
      read_links(member(event, list), session);
    }
    set_times(event, day, std::move(session));
  }

  std::string room_of(const json& event) const {
    const json& room = member(event, "room");
    return room.is_object() ? text_in(room, "name") : text_in(room);
  }

  std::string track_of(const json& event) const {
    const json& track = member(event, "track");
    if (!track.is_object()) {
      return text_in(track);
    }
    const auto known = track_names_.find(text_in(track, "slug"));
    return known != track_names_.end() ? known->second : text_in(track, "name");
  }

  static void read_people(const json& event, DraftSession& session) {
    const json& persons =
        member(event, member(event, "persons").is_array() ? "persons" : "participants");
    for (const json& person : persons) {
      std::string name = text_in(person, "public_name");
      name = name.empty() ? text_in(person, "name") : name;
      name = name.empty() ? text_in(person, "full_public_name") : name;
      if (session.presenters.size() <= limits::presenters_max) {
        session.presenters.push_back(std::move(name));
      }
    }
  }

  static void read_links(const json& links, DraftSession& session) {
    if (!links.is_array()) {
      return;
    }
    for (const json& link : links) {
      const std::string url = text_in(link, "url");
      add_link(session, url.empty() ? text_in(link, "href") : url, text_in(link, "title"));
      if (text_in(link, "type") == "SLIDES" && session.slides_url.empty()) {
        session.slides_url = url;
      }
    }
  }

  static void add_link(DraftSession& session, const std::string& url, const std::string& title) {
    if (!url.empty() && session.links.size() < draft_links_max) {
      session.links.push_back({url, title});
    }
  }

  void set_times(const json& event, const std::string& day, DraftSession session) {
    const std::string start = text_in(event, "start");
    const std::string date = text_in(event, "date");
    const std::string duration = text_in(event, "duration");
    const std::string end = text_in(event, "end");
    // Version 2 has the instant in "start".
    const bool instant = date.empty() && read_timestamp(start);
    const FrabTimes times{instant ? start : date, instant ? std::string_view{} : start, duration,
                          end, day};
    if (clock_.set_times(times, session)) {
      full_ = add_session(event_, std::move(session), report_) == Added::full;
    }
  }

  FrabClock clock_;
  DraftEvent& event_;
  Report& report_;
  std::map<std::string, std::string> track_names_;
  bool full_ = false;
};

// nlohmann's message without its number: "parse error at line 3, column 5: …".
std::string place_in(const std::string& message) {
  const std::size_t begin = message.find("line ");
  const std::size_t end = message.find(':', begin == std::string::npos ? 0 : begin);
  return begin == std::string::npos || end == std::string::npos
             ? std::string{"somewhere"}
             : "at " + message.substr(begin, end - begin);
}

}  // namespace

void read_frab_json(std::string_view bytes, const ReadOptions& options, DraftEvent& event,
                    Report& report) {
  const DecodedText decoded{bytes};
  if (is_too_large(decoded.text())) {
    report.error(0, "", "This JSON is too large to read safely; keep only the schedule in it.");
    return;
  }
  json root;
  try {
    root = json::parse(decoded.text());
  } catch (const json::exception& error) {
    report.error(0, "",
                 "The JSON breaks off " + place_in(error.what()) + "; download the file again.");
    return;
  }
  FrabJsonReader{options, event, report}.run(root);
}

}  // namespace lintel::formats
