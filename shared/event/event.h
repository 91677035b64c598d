// The PD day as a value: event, rooms, sessions. An Event that exists is valid: make_event checks
// every invariant below and is the only way to get one past a boundary.
//
// Invariants: ids are unique and within limits; every session's room is one of the event's rooms;
// start < end; text is clean UTF-8 within limits; sessions are sorted by (start, room order, id).
// Times are Moments: UTC with the offset in force, so that a tablet needs no time-zone database.
// Values only; immutable once shared between threads (std::shared_ptr<const Event>).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/limits.h"
#include "shared/core/result.h"
#include "shared/core/time.h"
#include "shared/event/form.h"

namespace lintel {

struct Room {
  RoomId id;
  std::string name;  // as on the door: "204", "Library"
  bool operator==(const Room&) const = default;
};

enum class SessionStatus { scheduled, cancelled };

struct Session {
  SessionId id;
  RoomId room;
  std::string title;
  Moment start;
  Moment end;
  std::string challenge;
  std::vector<std::string> suggestions;  // numbered 1.. on the wire, in this order
  std::vector<std::string> presenters;   // first names; empty when names are not to be shown
  std::string group;                     // who they are besides names: "Grade 10"
  std::string guide;                     // the adult who coached them; never on the public screens
  std::string slides_url;                // https; empty when there are none
  SessionStatus status = SessionStatus::scheduled;
  std::optional<RoomId> moved_from;  // the old door says where to
  bool operator==(const Session&) const = default;
};

enum class ClockStyle { hours_12, hours_24 };

// From `from` on, until the next one, clocks of the event's zone are `offset` ahead of UTC.
struct ZoneOffset {
  UtcTime from{};
  minutes offset{0};
  bool operator==(const ZoneOffset&) const = default;
};

// Group sizes of DESIGN sections 2.3 and 2.4.
struct AnswerRules {
  int release_group = limits::release_group_default;
  int min_answers = limits::min_answers_default;
  int min_notes = limits::min_notes_default;
  bool operator==(const AnswerRules&) const = default;
};

struct Event {
  EventId id;
  std::string title;                   // "Student-Led PD Day"
  std::string theme;                   // "This is what we prefer"; may be empty
  std::string time_zone;               // IANA name, for people and exports
  std::vector<std::string> languages;  // offered at the door, first is the default: "en", "es"
  ClockStyle clock_style = ClockStyle::hours_12;
  std::string accent;  // "#0B6B6B", or empty for Lintel's own
  AnswerRules rules;
  Form form;
  std::vector<Room> rooms;
  std::vector<Session> sessions;
  // What the collector adds for tablets when it serves the event.
  std::string notes_key;            // notes are sealed to it (sync/trust/note_box.h); empty: none
  std::vector<LocalDay> days_over;  // said by an adult: no more answers are asked for on them
  // The zone's own rules around the event, oldest first; the first holds before it, too. Empty: not
  // known.
  std::vector<ZoneOffset> zone_offsets;

  const Session* find_session(const SessionId& id) const;
  const Room* find_room(const RoomId& id) const;
  // By id or by the name on the door, as people spell it (room_name.h): "Room 12" and "12" alike.
  const Room* find_room_by_name(std::string_view name) const;
  // The offset from UTC in force at a time: by the zone's rules when they are known, else that of
  // the nearest session; 0 when there is none.
  minutes offset_at(UtcTime time) const;
  bool operator==(const Event&) const = default;
};

// One thing wrong, or worth a look, in somebody's file. line and column count from 1; 0 = unknown.
enum class Severity { error, advice };
struct Finding {
  Severity severity = Severity::error;
  std::string file;
  int line = 0;
  std::string field;    // column or key: "start", "rooms[2].name"; may be empty
  std::string message;  // one sentence: what is wrong and what to do
  bool operator==(const Finding&) const = default;
};
using Findings = std::vector<Finding>;
bool has_errors(const Findings& findings);
// "sessions.csv:7: start: …" one line each, errors first.
std::string to_text(const Findings& findings);

// Sorts sessions and checks every invariant; the Error names the first broken one (all of them:
// event/check.h). A draft without a form asks exit_form().
Result<Event> make_event(Event draft);

}  // namespace lintel
