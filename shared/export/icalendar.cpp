// iCalendar, RFC 5545, by libical. Times are UTC, so that no time zone has to be described; phones
// show them in their own. X-LINTEL-… hold what has no property, for reading it back.
#include <libical/ical.h>

#include <memory>
#include <string>

#include "shared/export/export.h"
#include "shared/export/public_ids.h"

namespace lintel {
namespace {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using ComponentPtr = std::unique_ptr<icalcomponent, FreeComponent>;

icaltimetype time_of(std::chrono::sys_seconds utc) {
  return icaltime_from_timet_with_zone(static_cast<time_t>(utc.time_since_epoch().count()), 0,
                                       icaltimezone_get_utc_timezone());
}

void add_x(icalcomponent* component, const std::string& name, const std::string& text) {
  if (text.empty()) {
    return;
  }
  icalproperty* property = icalproperty_new_x(text.c_str());
  icalproperty_set_x_name(property, name.c_str());
  icalcomponent_add_property(component, property);
}

std::string joined(const std::vector<std::string>& list, const std::string& between) {
  std::string text;
  for (const std::string& one : list) {
    text += (text.empty() ? "" : between) + one;
  }
  return text;
}

// What a calendar app shows below the title.
std::string description_of(const Session& session) {
  std::string text = session.challenge;
  const auto add = [&text](const std::string& paragraph) {
    if (!paragraph.empty()) {
      text += (text.empty() ? "" : "\n\n") + paragraph;
    }
  };
  add(session.suggestions.empty() ? "" : "- " + joined(session.suggestions, "\n- "));
  const std::string names = joined(session.presenters, ", ");
  add(names + (names.empty() || session.group.empty() ? "" : ", ") + session.group);
  add(session.slides_url);
  return text;
}

void add_session(icalcomponent* calendar, const Event& event, const Edition& edition,
                 const Session& session) {
  icalcomponent* one = icalcomponent_new(ICAL_VEVENT_COMPONENT);
  const auto add = [one](icalproperty* property) { icalcomponent_add_property(one, property); };
  const Room* room = event.find_room(session.room);
  add(icalproperty_new_uid(guid_of(event.id, "session", session.id.value).c_str()));
  add(icalproperty_new_dtstamp(time_of(std::chrono::floor<seconds>(edition.made))));
  add(icalproperty_new_sequence(edition.number));
  add(icalproperty_new_summary(session.title.c_str()));
  add(icalproperty_new_dtstart(time_of(session.start.utc)));
  add(icalproperty_new_dtend(time_of(session.end.utc)));
  add(icalproperty_new_location(room == nullptr ? "" : room->name.c_str()));
  add(icalproperty_new_status(session.status == SessionStatus::cancelled ? ICAL_STATUS_CANCELLED
                                                                         : ICAL_STATUS_CONFIRMED));
  const std::string description = description_of(session);
  if (!description.empty()) {
    add(icalproperty_new_description(description.c_str()));
  }
  add_x(one, "X-LINTEL-ID", session.id.value);
  add_x(one, "X-LINTEL-CHALLENGE", session.challenge);
  add_x(one, "X-LINTEL-SUGGESTIONS", joined(session.suggestions, "\n"));
  add_x(one, "X-LINTEL-PRESENTERS", joined(session.presenters, "\n"));
  add_x(one, "X-LINTEL-GROUP", session.group);
  add_x(one, "X-LINTEL-SLIDES", session.slides_url);
  icalcomponent_add_component(calendar, one);
}

}  // namespace

std::string to_icalendar(const Event& event, const Edition& edition) {
  const ComponentPtr calendar{icalcomponent_new(ICAL_VCALENDAR_COMPONENT)};
  const auto add = [&calendar](icalproperty* property) {
    icalcomponent_add_property(calendar.get(), property);
  };
  add(icalproperty_new_version("2.0"));
  add(icalproperty_new_prodid(("-//Lintel//" + edition.program + "//EN").c_str()));
  add_x(calendar.get(), "X-WR-CALNAME", event.title);
  add_x(calendar.get(), "X-WR-CALDESC", event.theme);
  add_x(calendar.get(), "X-WR-TIMEZONE", event.time_zone);
  add_x(calendar.get(), "X-PUBLISHED-TTL", "PT15M");
  for (const Session& session : event.sessions) {
    add_session(calendar.get(), event, edition, session);
  }
  char* text = icalcomponent_as_ical_string_r(calendar.get());
  std::string bytes = text == nullptr ? "" : text;
  icalmemory_free_buffer(text);
  icalmemory_free_ring();
  return bytes;
}

}  // namespace lintel
