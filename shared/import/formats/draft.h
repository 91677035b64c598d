// What a schedule file says, before it is an Event: no zone has been decided, rooms are as written,
// and nothing has been refused for being unfit for a door. The readers of this folder make drafts,
// import.h makes the Event of them, so that several files and formats can be one day's.
//
// All text is clean UTF-8 within limits (add_session sees to it). Plain values, no thread-safety.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/time.h"
#include "shared/event/event.h"

namespace lintel::formats {

// A time as written. With an offset it is an instant, whatever the zone is called; without one it
// is civil time in `zone`, or in the event's zone when that is empty too ("floating").
struct DraftTime {
  LocalTime civil{};
  std::optional<minutes> offset;
  std::string zone;  // IANA name, when the file names one
  bool operator==(const DraftTime&) const = default;
};

struct DraftLink {
  std::string url;
  std::string title;
  bool operator==(const DraftLink&) const = default;
};

enum class DraftStatus { scheduled, tentative, cancelled };

struct DraftSession {
  std::string id;  // guid, UID or the id column; empty when the file has none
  std::string title;
  std::string subtitle;
  std::string room;  // empty when the file names none
  std::string moved_from;
  std::string track;
  std::string kind;  // "Talk", "Workshop"
  std::string language;
  std::string group;
  std::string guide;
  std::string challenge;
  std::string abstract;
  std::string description;
  std::vector<std::string> suggestions;
  std::vector<std::string> presenters;
  std::vector<std::string> categories;
  std::vector<DraftLink> links;
  std::string slides_url;

  std::optional<DraftTime> start;
  std::optional<DraftTime> end;  // exclusive; whenever start is set, so is end
  bool all_day = false;          // whole days: start and end are midnights
  bool end_assumed = false;      // the file has no end: the usual length was taken
  bool names_withheld = false;   // presenters are not to be shown
  DraftStatus status = DraftStatus::scheduled;
  int sequence = 0;  // iCalendar SEQUENCE
  int day = 0;       // the file's own day number, 0 when it has none

  int line = 0;       // of the record, 0 = unknown
  std::string place;  // a path where there are no lines: "days[0].rooms[\"Gym\"][2]"
};

struct DraftEvent {
  std::string title;
  std::string version;    // of the schedule, as its program counts
  std::string time_zone;  // IANA name the file gives for all of it; may contradict the offsets
  std::vector<std::string> rooms;  // named by the file, used or not, in its order
  std::vector<std::string> tracks;
  int days = 0;  // the file's own count, 0 when it has none
  std::vector<DraftSession> sessions;
  std::size_t text_bytes = 0;  // of all sessions, counted by add_session
};

// What a reader gives back: everything that could be read, and what could not.
struct Reading {
  DraftEvent event;
  Findings findings;
};

// Findings of one file, bounded (limits::findings_max) so that a broken file stays readable: errors
// and advice each have half, and the last of a half says that there are more.
class Report {
 public:
  explicit Report(std::string file) : file_(std::move(file)) {}
  void error(int line, std::string field, std::string message);
  void advise(int line, std::string field, std::string message);
  bool has_errors() const { return errors_ > 0; }
  Findings take() { return std::move(findings_); }

 private:
  void add(Severity severity, int line, std::string field, std::string message, std::size_t& count);
  std::string file_;
  Findings findings_;
  std::size_t errors_ = 0;
  std::size_t advice_ = 0;
};

// Cleans a session's text, cuts it to limits and adds it. False, with one error in the report, when
// the event is full (limits::sessions_max or draft_text_bytes_max): the reader then stops.
enum class Added { yes, full };
Added add_session(DraftEvent& event, DraftSession session, Report& report);

// Several files of one day, such as one calendar per room: sessions without a room get their file's
// title as one. Titles and zones are the first that is given.
DraftEvent merge(std::vector<DraftEvent> events);

// Clean text of at most bytes_max, from any bytes.
std::string line_of(std::string_view text, std::size_t bytes_max);
std::string paragraph_of(std::string_view text, std::size_t bytes_max);
// At most 60 bytes of it, for quoting in a message.
std::string line_excerpt(std::string_view text);
// As paragraph_of, with HTML's entities decoded and its tags taken out: Sched, Google and pretalx
// put them into descriptions and names.
std::string paragraph_of_html(std::string_view text, std::size_t bytes_max);
std::string line_of_html(std::string_view text, std::size_t bytes_max);

// All descriptions of one file together: past this only titles and times matter.
inline constexpr std::size_t draft_text_bytes_max = 6 * 1024 * 1024;
inline constexpr std::size_t draft_paragraph_bytes_max = limits::challenge_bytes_max;
inline constexpr std::size_t draft_links_max = 20;

}  // namespace lintel::formats
