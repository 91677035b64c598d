// schedule.xml (voc/schedule's XSD, as frab, pretalx, wafer, OSEM and FOSDEM write it). The XSD is
// no gate: most published files break it. Rooms go by room@name, as all readers do.
#include <algorithm>

#include "shared/core/counted.h"
#include "shared/core/text.h"
#include "shared/import/formats/folding.h"
#include "shared/import/formats/frab.h"
#include "shared/import/formats/read.h"
#include "shared/import/formats/text_decoding.h"
#include "shared/import/formats/xml_tree.h"

namespace lintel::formats {
namespace {

class FrabXmlReader {
 public:
  FrabXmlReader(XmlTree& tree, const ReadOptions& options, DraftEvent& event, Report& report)
      : tree_(tree), clock_(options, report), event_(event), report_(report) {}

  void run() {
    const pugi::xml_node schedule = tree_.root();
    if (local_name(schedule) != "schedule") {
      report_.error(0, "", "This XML is no conference schedule: it has no <schedule>.");
      return;
    }
    event_.version = line_of(text_of(child_named(schedule, "version")), limits::name_bytes_max);
    read_conference(child_named(schedule, "conference"));
    for (const pugi::xml_node day : schedule.children()) {
      if (local_name(day) == "day") {
        read_day(day);
      }
    }
    say_what_was_done();
  }

 private:
  void read_conference(pugi::xml_node conference) {
    event_.title = line_of(text_of(child_named(conference, "title")), limits::title_bytes_max);
    event_.time_zone =
        line_of(text_of(child_named(conference, "time_zone_name")), limits::name_bytes_max);
    clock_.set_day_change(trim(text_of(child_named(conference, "day_change"))));
    for (const pugi::xml_node track : conference.children()) {
      if (local_name(track) == "track" && event_.tracks.size() < limits::rooms_max) {
        event_.tracks.push_back(line_of(track.attribute("name").value(), limits::name_bytes_max));
      }
    }
  }

  void read_day(pugi::xml_node day) {
    const int number = ++event_.days;
    for (const pugi::xml_node room : day.children()) {
      if (local_name(room) == "room") {
        read_room(room, day.attribute("date").value(), number);
      } else if (local_name(room) == "event") {
        read_event(room, "", day.attribute("date").value(), number);
      }
    }
  }

  void read_room(pugi::xml_node room, std::string_view day, int number) {
    const std::string name = line_of(room.attribute("name").value(), limits::name_bytes_max);
    const bool known =
        std::find(event_.rooms.begin(), event_.rooms.end(), name) != event_.rooms.end();
    if (!name.empty() && !known && event_.rooms.size() < limits::rooms_max) {
      event_.rooms.push_back(name);
    }
    for (const pugi::xml_node event : room.children()) {
      if (local_name(event) == "event" && !full_) {
        read_event(event, name, day, number);
      }
    }
  }

  std::string id_of(pugi::xml_node event) const {
    const std::string guid = event.attribute("guid").value();
    return guid.empty() ? event.attribute("id").value() : guid;
  }

  void read_event(pugi::xml_node event, const std::string& room, std::string_view day, int number) {
    DraftSession session;
    session.line = tree_.line_of(event);
    session.day = number;
    session.id = id_of(event);
    session.room = room;
    std::string date;
    std::string start;
    std::string duration;
    for (const pugi::xml_node child : event.children()) {
      const std::string_view name = local_name(child);
      if (name == "date") {
        date = text_of(child);
      } else if (name == "start") {
        start = text_of(child);
      } else if (name == "duration") {
        duration = text_of(child);
      } else if (name == "room") {
        take_room(text_of(child), session);
      } else {
        take_text(name, child, session);
      }
    }
    const FrabTimes times{trim(date), trim(start), trim(duration), {}, day};
    if (!full_ && clock_.set_times(times, session)) {
      full_ = add_session(event_, std::move(session), report_) == Added::full;
    }
  }

  void take_room(const std::string& written, DraftSession& session) {
    if (session.room.empty()) {
      session.room = written;
    } else if (!trim(written).empty() && fold(written) != fold(session.room)) {
      ++other_rooms_;
    }
  }

  void take_text(std::string_view name, pugi::xml_node child, DraftSession& session) {
    if (name == "title") {
      session.title = text_of(child);
    } else if (name == "subtitle") {
      session.subtitle = text_of(child);
    } else if (name == "track") {
      session.track = text_of(child);
    } else if (name == "type") {
      session.kind = text_of(child);
    } else if (name == "language") {
      session.language = text_of(child);
    } else if (name == "abstract") {
      session.abstract = text_of(child);
    } else if (name == "description") {
      session.description = text_of(child);
    } else if (name == "url") {
      add_link(session, text_of(child), "");
    } else if (name == "persons") {
      read_persons(child, session);
    } else if (name == "links" || name == "attachments") {
      for (const pugi::xml_node link : child.children()) {
        add_link(session, link.attribute("href").value(), text_of(link));
      }
    }
  }

  static void read_persons(pugi::xml_node persons, DraftSession& session) {
    for (const pugi::xml_node person : persons.children()) {
      if (local_name(person) == "person" && session.presenters.size() <= limits::presenters_max) {
        session.presenters.push_back(text_of(person));
      }
    }
  }

  static void add_link(DraftSession& session, std::string_view url, const std::string& title) {
    if (!trim(url).empty() && session.links.size() < draft_links_max) {
      session.links.push_back({std::string{trim(url)}, title});
    }
  }

  void say_what_was_done() {
    clock_.say_what_was_done();
    if (other_rooms_ > 0) {
      report_.advise(0, "room",
                     counted(other_rooms_, "session names", "sessions name") +
                         " another room than the one around it; that one was taken.");
    }
    report_repeated_ids(event_, report_);
    if (event_.sessions.empty()) {
      report_.error(0, "", "There are no sessions in this schedule.");
    }
  }

  XmlTree& tree_;
  FrabClock clock_;
  DraftEvent& event_;
  Report& report_;
  int other_rooms_ = 0;
  bool full_ = false;
};

}  // namespace

void read_frab_xml(std::string_view bytes, const ReadOptions& options, DraftEvent& event,
                   Report& report) {
  XmlTree tree;
  const Status parsed = tree.parse(std::string{DecodedText{bytes}.text()}, document_bytes_max);
  if (!parsed) {
    report.error(0, "", parsed.error().message);
    return;
  }
  FrabXmlReader{tree, options, event, report}.run();
}

}  // namespace lintel::formats
