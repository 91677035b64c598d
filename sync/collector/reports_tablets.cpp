#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "sync/collector/reports.h"

namespace lintel::collector {
namespace {

using Json = nlohmann::ordered_json;

std::string clock_text(ClockQuality quality) {
  switch (quality) {
    case ClockQuality::network:
      return "network";
    case ClockQuality::set_by_hand:
      return "set-by-hand";
    case ClockQuality::unknown:
      return "unknown";
  }
  return "unknown";
}

std::string answers_text(int count) {
  return std::to_string(count) + (count == 1 ? " answer" : " answers");
}

// As on the door, whether the tablet says its room's name or its id.
std::string room_name(const std::string& said, const Event* event) {
  const Room* by_name = event == nullptr ? nullptr : event->find_room_by_name(said);
  const Room* room =
      by_name == nullptr && event != nullptr ? event->find_room(RoomId{said}) : by_name;
  return room == nullptr ? said : room->name;
}

TabletRow row_of(const Uuid& device, const Tablet& tablet, const Event* event,
                 const PairedRooms& paired) {
  TabletRow row;
  const auto given = paired.find(device);
  const std::string given_room = given == paired.end() ? std::string{} : given->second.value;
  row.seen = tablet.seen;
  // Without a ledger every answer that came is one more than we know to be taken.
  row.standing = reconcile(tablet.ledger.value_or(Ledger{}), tablet.received);
  row.standing.device = device;
  row.reported = tablet.ledger.has_value();
  row.standing.meets = row.standing.meets && row.reported;
  if (row.reported) {
    row.version = tablet.ledger->version;
    row.clock = clock_text(tablet.ledger->clock);
  }
  row.room = room_name(row.standing.room.empty() ? given_room : row.standing.room, event);
  return row;
}

std::string seen_text(const TabletRow& row, const Event* event) {
  if (!row.seen) {
    return {};
  }
  const minutes offset = event == nullptr ? minutes{0} : event->offset_at(*row.seen);
  const Moment moment{std::chrono::floor<seconds>(*row.seen), offset};
  return to_rfc3339(moment);
}

std::string session_title(const SessionId& id, const Event* event) {
  const Session* session = event == nullptr ? nullptr : event->find_session(id);
  return session == nullptr ? id.value : session->title;
}

// "3 of \"Late work\" and 2 of \"Phones\"": where the difference lies. A long list is cut short;
// the table below the sentence has all of it.
template <class Count>
std::string by_session(const TabletStanding& standing, const Event* event, Count&& count) {
  constexpr std::size_t sessions_named_max = 3;
  std::vector<std::string> parts;
  for (const SessionStanding& session : standing.sessions) {
    if (const int number = count(session); number > 0) {
      parts.push_back(std::to_string(number) + " of \"" + session_title(session.session, event) +
                      "\"");
    }
  }
  std::string text;
  for (std::size_t at = 0; at < std::min(parts.size(), sessions_named_max); ++at) {
    text += (at == 0 ? "" : ", ") + parts[at];
  }
  if (parts.size() > sessions_named_max) {
    text += " and of " + std::to_string(parts.size() - sessions_named_max) + " more sessions";
  }
  return text;
}

int more_than_taken(const SessionStanding& session) {
  return std::max(0, session.received - session.taken);
}

// What keeps one tablet from being in, to be read after its room's name.
std::string reason(const TabletRow& row, const Event* event) {
  const TabletStanding& standing = row.standing;
  if (!row.reported && standing.received == 0) {
    return "is paired and has not called in yet";
  }
  if (!row.reported) {
    return "sent " + answers_text(standing.received) + " but not yet its own count";
  }
  if (standing.taken == standing.received && standing.waiting == 0) {
    return "counts as many, but not the same answers";
  }
  if (standing.waiting == 0 && standing.taken < standing.received) {
    return "sent more than it counts as taken: " + by_session(standing, event, more_than_taken);
  }
  if (standing.waiting == 0) {
    return "has set aside, because they could not be accepted, " +
           by_session(standing, event, [](const SessionStanding& session) {
             return std::min(session.quarantined, session.taken - session.received);
           });
  }
  const std::string waiting =
      by_session(standing, event, [](const SessionStanding& session) { return session.waiting; });
  // What it does not hold back was confirmed once: this collector has lost it since.
  const std::string where = standing.pending >= standing.waiting ? "still holds "
                            : standing.pending == 0              ? "is asked again for "
                                                    : "still holds or is asked again for ";
  return where + waiting;
}

// Told apart where a room has more than one.
std::string name_of(const TabletRow& row) {
  constexpr std::size_t device_letters = 8;
  return (row.room.empty() ? "a tablet without a room" : row.room) + " (tablet " +
         row.standing.device.text().substr(0, device_letters) + ")";
}

std::string sentence(const TabletReport& report, const Event* event) {
  if (report.rows.empty()) {
    return "No tablet has called in yet.";
  }
  std::string text = std::to_string(report.tablets_in) + " of " +
                     std::to_string(report.rows.size()) + " tablets in, " +
                     std::to_string(report.taken) + " taken ";
  if (report.meets) {
    return text + "= " + std::to_string(report.received) + " received, nothing missing";
  }
  text += "and " + std::to_string(report.received) + " received: ";
  bool first = true;
  for (const TabletRow& row : report.rows) {
    if (row.standing.meets) {
      continue;
    }
    text += (first ? "" : "; ") + name_of(row) + " " + reason(row, event);
    first = false;
  }
  return text + ".";
}

std::vector<std::string> silent_rooms(const Event* event, const std::vector<TabletRow>& rows) {
  std::vector<std::string> silent;
  if (event == nullptr) {
    return silent;
  }
  std::set<std::string> heard;
  for (const TabletRow& row : rows) {
    heard.insert(row.room);
  }
  for (const Room& room : event->rooms) {
    if (!heard.contains(room.name)) {
      silent.push_back(room.name);
    }
  }
  return silent;
}

Json sessions_json(const TabletRow& row, const Event* event) {
  Json sessions = Json::array();
  for (const SessionStanding& session : row.standing.sessions) {
    sessions.push_back({{"session", session.session.value},
                        {"title", session_title(session.session, event)},
                        {"taken", row.reported ? Json(session.taken) : Json(nullptr)},
                        {"received", session.received},
                        {"waiting", session.waiting},
                        {"quarantined", session.quarantined},
                        {"meets", session.meets}});
  }
  return sessions;
}

}  // namespace

TabletReport report_tablets(const Books& books, const PairedRooms& paired) {
  const Event* event = books.schedule ? &books.schedule->event : nullptr;
  TabletReport report;
  for (const auto& [device, tablet] : books.tablets) {
    report.rows.push_back(row_of(device, tablet, event, paired));
  }
  for (const auto& [device, room] : paired) {
    if (!books.tablets.contains(device)) {
      report.rows.push_back(row_of(device, Tablet{}, event, paired));
    }
  }
  std::sort(report.rows.begin(), report.rows.end(), [](const TabletRow& a, const TabletRow& b) {
    return std::tie(a.room, a.standing.device) < std::tie(b.room, b.standing.device);
  });
  for (const TabletRow& row : report.rows) {
    report.taken += row.standing.taken;
    report.received += row.standing.received;
    report.tablets_in += row.standing.meets ? 1 : 0;
  }
  report.meets =
      !report.rows.empty() && static_cast<std::size_t>(report.tablets_in) == report.rows.size();
  report.silent_rooms = silent_rooms(event, report.rows);
  report.sentence = sentence(report, event);
  return report;
}

std::string tablets_json(const Books& books, const PairedRooms& paired) {
  const Event* event = books.schedule ? &books.schedule->event : nullptr;
  const TabletReport report = report_tablets(books, paired);
  Json rows = Json::array();
  for (const TabletRow& row : report.rows) {
    const std::string seen = seen_text(row, event);
    rows.push_back({{"device", row.standing.device.text()},
                    {"room", row.room},
                    {"reported", row.reported},
                    {"last_seen", seen.empty() ? Json(nullptr) : Json(seen)},
                    {"taken", row.reported ? Json(row.standing.taken) : Json(nullptr)},
                    {"received", row.standing.received},
                    {"waiting", row.standing.waiting},
                    {"quarantined", row.standing.quarantined},
                    {"meets", row.standing.meets},
                    {"sessions", sessions_json(row, event)},
                    {"version", row.version},
                    {"clock", row.clock},
                    {"reason", row.standing.meets ? std::string{} : reason(row, event)}});
  }
  return Json{{"sentence", report.sentence},
              {"meets", report.meets},
              {"tablets", report.rows.size()},
              {"tablets_in", report.tablets_in},
              {"taken", report.taken},
              {"received", report.received},
              {"silent_rooms", report.silent_rooms},
              {"rows", std::move(rows)}}
      .dump();
}

}  // namespace lintel::collector
