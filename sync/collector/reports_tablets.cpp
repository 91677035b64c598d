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

int total(const std::map<SessionId, LedgerEntry>& entries) {
  int sum = 0;
  for (const auto& [session, entry] : entries) {
    sum += entry.taken;
  }
  return sum;
}

std::string answers_text(int count) {
  return std::to_string(count) + (count == 1 ? " answer" : " answers");
}

TabletRow row_of(const Uuid& device, const Tablet& tablet, const Event* event) {
  TabletRow row;
  row.seen = tablet.seen;
  if (!tablet.ledger) {
    row.standing.device = device;
    row.standing.received = total(tablet.received);
    return row;
  }
  row.reported = true;
  row.standing = reconcile(*tablet.ledger, tablet.received);
  row.room = tablet.ledger->room;
  if (const Room* room = event == nullptr ? nullptr : event->find_room_by_name(row.room)) {
    row.room = room->name;
  }
  row.version = tablet.ledger->version;
  row.clock = clock_text(tablet.ledger->clock);
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

// What keeps one tablet from being in, to be read after its room's name.
std::string reason(const TabletRow& row) {
  const TabletStanding& standing = row.standing;
  if (!row.reported) {
    return "sent " + answers_text(standing.received) + " but not yet its own count";
  }
  const int missing = standing.taken - standing.received;
  if (missing < 0) {
    return "sent " + std::to_string(-missing) + " more than it counts as taken";
  }
  if (missing == 0) {
    return "counts as many, but not the same answers";
  }
  if (standing.quarantined >= missing) {
    return "has " + std::to_string(missing) + " set aside that could not be accepted";
  }
  return "still holds " + std::to_string(missing);
}

std::string sentence(const TabletReport& report) {
  if (report.rows.empty()) {
    return "No tablet has called in yet.";
  }
  std::string text = std::to_string(report.tablets_in) + " of " +
                     std::to_string(report.rows.size()) + " tablets in, " +
                     std::to_string(report.taken) + " taken ";
  if (report.meets) {
    return text + "= " + std::to_string(report.received) + " received";
  }
  text += "and " + std::to_string(report.received) + " received: ";
  bool first = true;
  for (const TabletRow& row : report.rows) {
    if (row.standing.meets) {
      continue;
    }
    text += first ? "" : "; ";
    text += (row.room.empty() ? "a tablet without a room" : row.room) + " " + reason(row);
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

}  // namespace

TabletReport report_tablets(const Books& books) {
  const Event* event = books.schedule ? &books.schedule->event : nullptr;
  TabletReport report;
  for (const auto& [device, tablet] : books.tablets) {
    report.rows.push_back(row_of(device, tablet, event));
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
  report.sentence = sentence(report);
  return report;
}

std::string tablets_json(const Books& books) {
  const Event* event = books.schedule ? &books.schedule->event : nullptr;
  const TabletReport report = report_tablets(books);
  Json rows = Json::array();
  for (const TabletRow& row : report.rows) {
    const std::string seen = seen_text(row, event);
    Json differing = Json::array();
    for (const SessionId& session : row.standing.differing) {
      differing.push_back(session.value);
    }
    rows.push_back({{"device", row.standing.device.text()},
                    {"room", row.room},
                    {"reported", row.reported},
                    {"last_seen", seen.empty() ? Json(nullptr) : Json(seen)},
                    {"taken", row.reported ? Json(row.standing.taken) : Json(nullptr)},
                    {"received", row.standing.received},
                    {"waiting", row.standing.pending},
                    {"quarantined", row.standing.quarantined},
                    {"meets", row.standing.meets},
                    {"differing", std::move(differing)},
                    {"version", row.version},
                    {"clock", row.clock},
                    {"reason", row.standing.meets ? std::string{} : reason(row)}});
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
