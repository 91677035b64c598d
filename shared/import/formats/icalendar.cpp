// iCalendar files: the driver. content_lines joins and repairs, calendar_event lets libical read,
// calendar_series makes sessions.
#include "shared/core/counted.h"
#include "shared/core/text.h"
#include "shared/import/formats/calendar_event.h"
#include "shared/import/formats/calendar_series.h"
#include "shared/import/formats/calendar_zones.h"
#include "shared/import/formats/read.h"
#include "shared/import/formats/text_decoding.h"

namespace lintel::formats {
namespace {

constexpr std::size_t events_max =
    20'000;  // four times what an event may hold: years of a calendar

struct CalendarFile {
  std::vector<CalendarEvent> events;
  std::vector<CalendarHead> heads;
  std::size_t read = 0;  // events with a start, on the event's days or not
  int skipped = 0;
  int unclosed = 0;
  bool whole = true;
};

std::size_t bytes_of(const CalendarEvent& event) {
  return event.summary.size() + event.description.size() + event.location.size() +
         event.uid.size() + event.rule.size() +
         (event.excluded.size() + event.added.size()) * sizeof(AddedTime);
}

CalendarFile read_file(std::string_view text, const ReadOptions& options, CalendarZones& zones,
                       Report& report) {
  CalendarFile file;
  CalendarLines lines{text};
  CalendarPart part;
  std::size_t bytes = 0;
  while (lines.next(part)) {
    if (part.kind == CalendarPart::Kind::zone) {
      zones.add(part);
      continue;
    }
    file.whole = file.whole && part.closed;
    CalendarEvent event = read_event(part);
    if (!event.start) {
      report.error(part.line, "DTSTART",
                   part.start_written.empty()
                       ? std::string{"An event has no start; it was left out."}
                       : "\"" + part.start_written + "\" is no date; the event was left out.");
      continue;
    }
    ++file.read;
    if (is_outside(event, options)) {
      continue;
    }
    if (part.this_and_future) {
      report.advise(part.line, "RECURRENCE-ID",
                    "A change \"from here on\" was read as a change of this one date.");
    }
    bytes += bytes_of(event);
    if (file.events.size() >= events_max || bytes > draft_text_bytes_max) {
      report.error(part.line, "", "The calendar is too large; export only the event's days.");
      break;
    }
    file.events.push_back(std::move(event));
  }
  file.heads = lines.heads();
  file.skipped = lines.components_skipped();
  file.unclosed = lines.events_unclosed();
  file.whole = file.whole && lines.closed();
  return file;
}

// Replies and counter-proposals are mail about a calendar, not a calendar: their sessions lack
// what a schedule needs, and several states of one session stand side by side.
bool is_correspondence(const std::vector<CalendarHead>& heads) {
  for (const CalendarHead& head : heads) {
    if (head.method == "REPLY" || head.method == "COUNTER" || head.method == "REFRESH" ||
        head.method == "DECLINECOUNTER") {
      return true;
    }
  }
  return false;
}

// METHOD:CANCEL cancels what it names, whatever STATUS says (RFC 5546, 3.2.5).
void cancel_by_method(CalendarFile& file) {
  for (CalendarEvent& event : file.events) {
    const auto index = static_cast<std::size_t>(event.calendar);
    if (index < file.heads.size() && file.heads[index].method == "CANCEL") {
      event.status = DraftStatus::cancelled;
    }
  }
}

void say_what_is_odd(const CalendarFile& file, Report& report) {
  if (!file.whole) {
    report.error(0, "", "The calendar breaks off before its end; download it again.");
  }
  if (file.unclosed > 0) {
    report.error(0, "",
                 counted(file.unclosed, "event has", "events have") +
                     " no END:VEVENT; download the calendar again.");
  }
  if (file.read == 0) {
    report.error(0, "",
                 file.skipped > 0 ? "There are no sessions in this calendar, only tasks or notes."
                                  : "There are no sessions in this calendar.");
  }
}

}  // namespace

void read_icalendar(std::string_view bytes, const ReadOptions& options, DraftEvent& event,
                    Report& report) {
  // Folds may split UTF-8 characters, so only UTF-16 is decoded before unfolding.
  const DecodedText decoded{bytes};
  const bool wide =
      decoded.encoding() == Encoding::utf16_le || decoded.encoding() == Encoding::utf16_be;
  std::string_view text = wide ? decoded.text() : bytes;
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  CalendarZones zones{options.offsets};
  CalendarFile file = read_file(text, options, zones, report);
  if (is_correspondence(file.heads)) {
    report.error(0, "METHOD",
                 "These are invitations and replies from mail, not a calendar; export the "
                 "calendar itself.");
    return;
  }
  cancel_by_method(file);
  for (const CalendarHead& head : file.heads) {
    event.title = event.title.empty() ? head.name : event.title;
    const std::string zone = head.time_zone.empty() ? "" : zones.iana_name(head.time_zone);
    event.time_zone = event.time_zone.empty() ? zone : event.time_zone;
  }
  add_series(std::move(file.events), file.heads, options, zones, event, report);
  if (file.read > 0 && event.sessions.empty()) {
    report.error(0, "", "No session of this calendar is on the event's days.");
  }
  say_what_is_odd(file, report);
}

}  // namespace lintel::formats
