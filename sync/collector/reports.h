// What admins are shown, as documents: results and tablets as JSON, results as CSV. Pure: books in,
// bytes out. Everything about answers comes from publish(), so that a group too small to show is
// hidden in each of them alike (DESIGN section 2.4). Notes are counted, never quoted: they wait for
// an adult's release. Times carry the event's own offset from UTC.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/core/time.h"
#include "sync/collector/books.h"

namespace lintel::collector {

// {"event":…,"cards":…,"sessions":[…],"ideas":[…],"unknown_sessions":[…]}; "event" is null and the
// lists are empty when no event is loaded.
std::string results_json(const Books& books, UtcTime now);

// RFC 4180 with a byte-order mark, a row for each session. Cells that a spreadsheet would run as a
// formula are defused with an apostrophe.
std::string results_csv(const Books& books);
std::string csv_cell(std::string_view text);

// Tablets that may send, and the room each was given: one that never called is missing, too.
using PairedRooms = std::map<Uuid, RoomId>;

struct TabletRow {
  TabletStanding standing;
  bool reported = false;  // its ledger has come
  std::string room;       // as on the door when the event knows it
  std::string version;
  std::string clock;  // "network", "set-by-hand", "unknown"
  std::optional<UtcTime> seen;
};
struct TabletReport {
  std::vector<TabletRow> rows;            // by room, then device
  std::vector<std::string> silent_rooms;  // rooms of the event no tablet has called from
  int tablets_in = 0;                     // whose counts meet
  int taken = 0;
  int received = 0;
  bool meets = false;
  // "4 of 4 tablets in, 12 taken = 12 received, nothing missing", or exactly what is: which room,
  // tablet and session, and how many.
  std::string sentence;
};
TabletReport report_tablets(const Books& books, const PairedRooms& paired = {});
std::string tablets_json(const Books& books, const PairedRooms& paired = {});

}  // namespace lintel::collector
