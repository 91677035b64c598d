// iCalendar bytes -> components that libical reads well. This is no parser of iCalendar: it joins
// folded lines (on bytes, because folds split UTF-8 characters in real files), keeps only what a
// schedule needs, and repairs what libical misreads: CR CR LF, ";;", a VALUE that contradicts its
// value, TZID quoted together with the time, dates with hyphens. One component at a time, so that a
// file of 16 MB never becomes a tree of a gigabyte. RFC 5545 sections 3.1, 3.2 and 3.8. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lintel::formats {

struct CalendarPart {
  enum class Kind { event, zone };
  Kind kind = Kind::event;
  std::string text;  // BEGIN:VEVENT … END:VEVENT, repaired
  int line = 0;
  int calendar = 0;           // number of the VCALENDAR it stands in, from 0
  std::string start_written;  // DTSTART as the file has it, for messages
  bool closed = true;         // false: the file ends inside it
  bool this_and_future = false;
  int observances_open = 0;  // STANDARD and DAYLIGHT not yet ended
};

struct CalendarHead {
  std::string name;       // X-WR-CALNAME or NAME, unescaped
  std::string time_zone;  // X-WR-TIMEZONE, or TZID standing by itself
  std::string method;     // upper case
};

class CalendarLines {
 public:
  explicit CalendarLines(std::string_view bytes) : rest_(bytes) {}
  // False at the end of the file.
  bool next(CalendarPart& part);
  // One per VCALENDAR, complete once next() has said false.
  const std::vector<CalendarHead>& heads() const { return heads_; }
  bool closed() const { return open_.empty(); }
  int components_skipped() const { return skipped_; }  // to-dos, journals, free-busy
  int events_unclosed() const { return unclosed_; }    // a new one began inside them

 private:
  bool next_line();
  void begin(std::string_view name, CalendarPart& part);
  bool end(std::string_view name, CalendarPart& part);
  void head_line(std::string_view name, std::string_view value);

  std::string_view rest_;
  std::string line_;  // unfolded
  int line_number_ = 0;
  int lines_read_ = 0;
  std::vector<std::string> open_;  // names of the components we are inside
  std::vector<CalendarHead> heads_;
  int skipped_ = 0;
  int unclosed_ = 0;
};

inline constexpr std::size_t part_text_bytes_max = 256 * 1024;
inline constexpr std::size_t calendars_max = 1000;

}  // namespace lintel::formats
