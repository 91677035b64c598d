#include "sync/collector/event_csv.h"

#include <algorithm>

#include "sync/collector/reports.h"

namespace lintel::collector {
namespace {

std::string lines_of(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& one : list) {
    text += (text.empty() ? "" : "\n") + one;
  }
  return text;
}

std::string room_name(const Event& event, const RoomId& id) {
  const Room* room = event.find_room(id);
  return room == nullptr ? id.value : room->name;
}

// Suggestions have a column each, so that a ; in one of them stays in it.
std::size_t suggestion_columns(const Event& event) {
  std::size_t columns = 0;
  for (const Session& session : event.sessions) {
    columns = std::max(columns, session.suggestions.size());
  }
  return columns;
}

}  // namespace

std::string sessions_csv(const Event& event) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  std::string text{byte_order_mark};
  text +=
      "id,room,date,start,end,end_date,title,presenters,group,guide,challenge,slides,status,"
      "moved_from";
  const std::size_t columns = suggestion_columns(event);
  for (std::size_t number = 1; number <= columns; ++number) {
    text += ",suggestion_" + std::to_string(number);
  }
  text += "\r\n";
  for (const Session& session : event.sessions) {
    const std::string start = to_rfc3339(session.start);
    const std::string end = to_rfc3339(session.end);
    const bool cancelled = session.status == SessionStatus::cancelled;
    const std::string old_room = session.moved_from ? room_name(event, *session.moved_from) : "";
    std::string line;
    for (const std::string& cell :
         {session.id.value, room_name(event, session.room), start.substr(0, 10),
          start.substr(11, 5), end.substr(11, 5), end.substr(0, 10), session.title,
          lines_of(session.presenters), session.group, session.guide, session.challenge,
          session.slides_url, std::string{cancelled ? "cancelled" : "scheduled"}, old_room}) {
      line += (line.empty() ? "" : ",") + csv_cell(cell);
    }
    for (std::size_t at = 0; at < columns; ++at) {
      line += "," + csv_cell(at < session.suggestions.size() ? session.suggestions[at] : "");
    }
    text += line + "\r\n";
  }
  return text;
}

}  // namespace lintel::collector
