#include "shared/export/frab_schedule.h"

#include <algorithm>
#include <map>
#include <set>

#include "shared/export/public_ids.h"

namespace lintel {
namespace {

// Both formats want four letters before a hyphen, and no two alike.
std::string slug_of(const std::string& acronym, const Session& session, const std::string& guid,
                    std::set<std::string>& taken) {
  std::string slug = acronym + "-" + ascii_name(session.id.value, '-');
  if (!taken.insert(slug).second) {
    slug += "-" + guid.substr(0, 8);
    taken.insert(slug);
  }
  return slug;
}

std::string duration_of(const Session& session) {
  const auto length = std::chrono::floor<minutes>(session.end.utc - session.start.utc).count();
  const auto two_digits = [](long long number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return two_digits(length / 60) + ":" + two_digits(length % 60);
}

std::string points_of(const std::vector<std::string>& suggestions) {
  std::string text;
  for (const std::string& suggestion : suggestions) {
    text += (text.empty() ? "- " : "\n- ") + suggestion;
  }
  return text;
}

}  // namespace

FrabSchedule frab_schedule(const Event& event) {
  FrabSchedule schedule;
  schedule.acronym = ascii_name(event.id.value, '_');
  std::map<LocalDay, std::vector<const Session*>> days;
  for (const Session& session : event.sessions) {
    if (session.status == SessionStatus::scheduled) {
      days[day_of(session.start.local())].push_back(&session);
    }
  }
  std::set<std::string> slugs;
  std::set<std::int64_t> ids;
  for (const auto& [date, sessions] : days) {
    FrabDay day;
    day.index = static_cast<int>(schedule.days.size()) + 1;
    day.date = to_iso_day(date);
    const auto ends_first = [](const Session* a, const Session* b) { return a->end < b->end; };
    day.start = to_rfc3339(sessions.front()->start);
    day.end = to_rfc3339((*std::max_element(sessions.begin(), sessions.end(), ends_first))->end);
    for (const Room& room : event.rooms) {
      FrabRoom frab_room{room.name, guid_of(event.id, "room", room.id.value), {}};
      for (const Session* session : sessions) {
        if (session->room != room.id) {
          continue;
        }
        FrabEvent one;
        one.session = session;
        one.guid = guid_of(event.id, "session", session->id.value);
        one.id = number_of(one.guid);
        while (!ids.insert(one.id).second) {
          ++one.id;
        }
        one.slug = slug_of(schedule.acronym, *session, one.guid, slugs);
        one.date = to_rfc3339(session->start);
        one.end = to_rfc3339(session->end);
        one.start = one.date.substr(11, 5);
        one.duration = duration_of(*session);
        one.description = points_of(session->suggestions);
        frab_room.events.push_back(std::move(one));
      }
      if (!frab_room.events.empty()) {
        day.rooms.push_back(std::move(frab_room));
      }
    }
    schedule.days.push_back(std::move(day));
  }
  const std::string epoch = "1970-01-01";  // an event of cancelled sessions only
  schedule.start = schedule.days.empty() ? epoch : schedule.days.front().date;
  schedule.end = schedule.days.empty() ? epoch : schedule.days.back().date;
  return schedule;
}

}  // namespace lintel
