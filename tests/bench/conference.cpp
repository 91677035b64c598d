#include "tests/bench/conference.h"

#include <cstdlib>
#include <filesystem>

#include "tests/e2e/support/temp_folder.h"

namespace lintel::bench {
namespace {

constexpr int rooms = 25;
constexpr int sessions_in_room = 20;
constexpr const char* real_file = "/frab-xml/EventFahrplan-tests__schedule-38c3-20251206.xml";

std::string as_csv(const Event& event) {
  std::string text = "Title,Room,Presenters,Date,Start,End\n";
  for (const Session& session : event.sessions) {
    const std::string start = to_rfc3339(session.start);
    const std::string end = to_rfc3339(session.end);
    text += session.title + "," + session.room.value + ",\"Amara, Luis, Mei\"," +
            start.substr(0, 10) + "," + start.substr(11, 5) + "," + end.substr(11, 5) + "\n";
  }
  return text;
}

}  // namespace

Result<Event> large_day() {
  Event event;
  event.id.value = "large";
  event.title = "A conference";
  event.time_zone = "UTC";
  event.languages = {"en"};
  const auto opening = parse_rfc3339("2026-11-20T08:00:00Z");
  for (int r = 0; r < rooms; ++r) {
    const std::string room = "room-" + std::to_string(r);
    event.rooms.push_back({RoomId{room}, room});
    for (int s = 0; s < sessions_in_room; ++s) {
      Session session;
      session.id.value = room + "-" + std::to_string(s);
      session.room.value = room;
      session.title = "What number " + std::to_string(s) + " of a long day is really about";
      session.presenters = {"Amara", "Luis", "Mei"};
      session.group = "Grade 10";
      session.start = *opening;
      session.start.utc += minutes{5 * (r % 4) + 30 * s};
      session.end = session.start;
      session.end.utc += minutes{25};
      event.sessions.push_back(std::move(session));
    }
  }
  return make_event(std::move(event));
}

Result<Conference> conference(const std::string& folder) {
  const char* named = std::getenv("LINTEL_SCHEDULES");
  const std::string real =
      (named != nullptr ? named : LINTEL_SCHEDULES_BESIDE) + std::string{real_file};
  if (std::filesystem::exists(real)) {
    return Conference{real, "Saal GLITCH", "2024-12-28T14:10"};
  }
  TRY(const Event event, large_day());
  const std::string file = folder + "/conference.csv";
  e2e::write_text(file, as_csv(event));
  return Conference{file, "room-7", "2026-11-20T12:10"};
}

}  // namespace lintel::bench
