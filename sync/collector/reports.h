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
#include "shared/results/publish.h"
#include "shared/results/tablet_states.h"
#include "sync/collector/books.h"

namespace lintel::collector {

// Of the event that is served; there must be one.
Published publish_served(const Books& books);

// Lists of what tablets alone speak of are cut to so many, the largest first; the rest is a number.
inline constexpr std::size_t unknown_listed_max = 20;

// Answers about sessions that the served schedule does not have.
struct UnknownSessions {
  struct One {
    SessionId session;
    int answers = 0;
  };
  std::vector<One> listed;
  int more_sessions = 0;  // not listed
  int more_answers = 0;   // of those, and of sessions beyond what is kept apart (books.h)
};
UnknownSessions unknown_sessions(const Books& books);

// {"event":…,"cards":…,"sessions":[…],"ideas":[…],"unknown_sessions":[…]}; "event" is null and the
// lists are empty when no event is loaded. A question is {"counts":…,"nearly_all":…,"base":…}; each
// number has its base.
std::string results_json(const Books& books, UtcTime now);

// RFC 4180 with a byte-order mark, a row for each session, and one for those that were pooled.
// Cells that a spreadsheet would run as a formula are defused with an apostrophe.
std::string results_csv(const Books& books);
std::string csv_cell(std::string_view text);

// Sealed notes that may be read, by their session, or of the whole event without sessions:
// {"key":…,"session":…,"title":…,"notes":[{"prompt":…,"box":…}],"sentence":…}, in an order drawn
// anew. The sentence says what waits, the same whether something does or not.
std::string notes_json(const Books& books, const Session* session, std::vector<SealedNote> notes);

// Every tablet that may send, or from which something came, and whether it is in (DESIGN 2.9).
struct TabletRow {
  TabletStanding standing;             // counts
  TabletStatus status;                 // and their age
  bool reported = false;               // its ledger has come
  bool may_send = false;               // paired
  bool set_aside = false;              // its answers are in no result
  bool watched = false;                // it writes down touches or times
  bool volatile_storage = false;       // switched off, it loses what it has not sent
  int bursts = 0;                      // answers given ten in ten seconds
  int late = 0;                        // answers given after their window
  int early = 0;                       // answers given before their session had begun
  std::optional<minutes> clock_ahead;  // its own clock before this computer's
  int beyond = 0;    // stored about sessions nobody knows, more than are kept apart
  std::string room;  // as on the door when the event knows it
  std::string version;
  std::string clock;                        // "network", "collector", "set-by-hand", "unknown"
  std::string clock_words;                  // for a person, when it is wrong; empty otherwise
  std::optional<UtcTime> seen;              // whole minutes
  std::vector<std::string> identity_rooms;  // of the tablets that share its identity
  std::string words;                        // its standing, for a person
};
struct TabletReport {
  std::vector<TabletRow> rows;                 // by room, then device
  std::map<std::string, int> tablets_of_room;  // by TabletRow::room
  DayStanding day;
  std::vector<std::string> rooms_without;  // that have sessions and no tablet
  int taken = 0;
  int received = 0;
  bool meets = false;     // the counts of every tablet, whatever their age
  bool complete = false;  // nothing is missing
  // "4 of 4 tablets in, 12 taken = 12 received, nothing missing", or exactly what is not in: which
  // tablet, until or since when, and what it holds; which room has none.
  std::string sentence;
};
TabletReport report_tablets(const Books& books, UtcTime now);
// warning: what an admin has to know of the collector itself; empty: nothing.
std::string tablets_json(const Books& books, UtcTime now, const std::string& warning = {});

}  // namespace lintel::collector
