#include "shared/import/formats/content_lines.h"

#include <algorithm>
#include <array>
#include <optional>

#include "shared/core/text.h"
#include "shared/import/formats/draft.h"
#include "shared/import/formats/text_decoding.h"

namespace lintel::formats {
namespace {

constexpr std::size_t nesting_max = 16;

// A line of a file is longer than this only by malice; what is beyond is left out.
constexpr std::size_t line_bytes_max = 128 * 1024;

std::string upper_case(std::string_view text) {
  std::string upper{text};
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return upper;
}

struct SplitLine {
  std::string name;  // upper case
  std::string_view parameters;
  std::string_view value;
};

// NAME;PARAM=…:value, at the first colon outside quotation marks.
std::optional<SplitLine> split_line(std::string_view line) {
  bool quoted = false;
  std::size_t colon = std::string_view::npos;
  for (std::size_t at = 0; at < line.size() && colon == std::string_view::npos; ++at) {
    quoted = quoted != (line[at] == '"');
    colon = line[at] == ':' && !quoted ? at : colon;
  }
  if (colon == std::string_view::npos) {
    colon = line.rfind(':');  // a quotation mark is missing, or stands around the value as well
  }
  if (colon == std::string_view::npos || colon == 0) {
    return std::nullopt;
  }
  const std::size_t name_end = std::min(line.find(';'), colon);
  SplitLine split;
  split.name = upper_case(trim(line.substr(0, name_end)));
  split.parameters = line.substr(name_end, colon - name_end);
  split.value = trim(line.substr(colon + 1));
  return split;
}

// TZID=X, TZID="X" and "TZID=X" (Exchange); empty when there is none.
std::string zone_parameter(std::string_view parameters) {
  const std::string lower = ascii_lower(parameters);
  const std::size_t at = lower.find("tzid=");
  if (at == std::string::npos) {
    return {};
  }
  std::string_view zone = parameters.substr(at + 5);
  if (zone.starts_with("\"")) {
    zone.remove_prefix(1);
    zone = zone.substr(0, zone.find('"'));
  } else {
    zone = zone.substr(0, zone.find_first_of(";\""));
  }
  std::string clean = line_of(zone, limits::name_bytes_max);
  std::erase(clean, '"');
  return clean;
}

// "2014-04-09T09:30:00Z", "20110804T1200" -> "20140409T093000Z", "20110804T120000".
std::string repaired_time(std::string_view value) {
  std::string time;
  for (const char c : value.substr(0, 40)) {
    if (c == '.') {
      break;  // fractions of a second
    }
    if (c != '-' && c != ':' && c != ' ' && c != '"') {
      time += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    }
  }
  if (value.ends_with("Z") && !time.ends_with("Z")) {
    time += 'Z';
  }
  const bool zulu = time.ends_with("Z");
  if (time.size() == (zulu ? 14U : 13U) && time[8] == 'T') {
    time.insert(13, "00");
  }
  return time;
}

std::string repaired_value(std::string_view value, std::string& kind) {
  const std::size_t slash = value.find('/');
  if (slash != std::string_view::npos) {
    kind = ";VALUE=PERIOD";
    const std::string_view end = value.substr(slash + 1);
    const bool duration = end.find_first_of("Pp") != std::string_view::npos;
    return repaired_time(value.substr(0, slash)) + "/" +
           (duration ? std::string{end.substr(0, 40)} : repaired_time(end));
  }
  std::string time = repaired_time(value);
  const bool date = time.size() == 8;
  kind = date ? ";VALUE=DATE" : "";
  return time;
}

bool is_time(std::string_view name) {
  return name == "DTSTART" || name == "DTEND" || name == "RECURRENCE-ID" || name == "EXDATE" ||
         name == "RDATE";
}

bool is_wanted_text(std::string_view name) {
  constexpr std::array<std::string_view, 12> names{
      "UID",    "SUMMARY",  "DESCRIPTION", "LOCATION", "DURATION",      "RRULE",
      "STATUS", "SEQUENCE", "CATEGORIES",  "URL",      "LAST-MODIFIED", "DTSTAMP"};
  return name.starts_with("X-LINTEL-") ||
         std::find(names.begin(), names.end(), name) != names.end();
}

bool append(CalendarPart& part, std::string_view line) {
  if (part.text.size() + line.size() >= part_text_bytes_max) {
    return false;
  }
  part.text += line;
  part.text += "\r\n";
  return true;
}

// One line a value, because a list may mix dates, times and periods.
void append_times(CalendarPart& part, const SplitLine& line) {
  const std::string zone = zone_parameter(line.parameters);
  const std::string with_zone = zone.empty() ? "" : ";TZID=\"" + zone + "\"";
  for (std::size_t at = 0; at <= line.value.size();) {
    const std::size_t end = std::min(line.value.find(',', at), line.value.size());
    std::string kind;
    const std::string value = repaired_value(line.value.substr(at, end - at), kind);
    append(part, line.name + with_zone + kind + ":" + value);
    at = end + 1;
  }
}

void event_line(CalendarPart& part, const SplitLine& line) {
  if (line.name == "DTSTART" && part.start_written.empty()) {
    part.start_written = line_excerpt(line.value);
  }
  if (line.name == "RECURRENCE-ID" &&
      ascii_lower(line.parameters).find("thisandfuture") != std::string::npos) {
    part.this_and_future = true;
  }
  if (is_time(line.name)) {
    append_times(part, line);
  } else if (line.name == "DTSTAMP" || line.name == "LAST-MODIFIED") {
    append(part, line.name + ":" + repaired_time(line.value));
  } else if (is_wanted_text(line.name)) {
    append(part, line.name + ":" + std::string{line.value});
  }
}

bool is_observance(std::string_view name) {
  return name == "STANDARD" || name == "DAYLIGHT";
}

bool collects_zone(const CalendarPart& part) {
  return part.kind == CalendarPart::Kind::zone && !part.text.empty();
}

// Rules finer than a year make libical expand for minutes; no zone on Earth needs them.
bool is_zone_rule(std::string_view value) {
  const std::string rule = ascii_lower(value);
  if (rule.find("freq=yearly") == std::string::npos || rule.size() > 200) {
    return false;
  }
  for (const std::string_view key :
       {"bysecond", "byminute", "byhour", "byweekno", "byyearday", "bysetpos", "rscale", "skip"}) {
    if (rule.find(key) != std::string::npos) {
      return false;
    }
  }
  return true;
}

void zone_line(CalendarPart& part, const SplitLine& line) {
  if (line.name == "TZID" || line.name == "TZOFFSETFROM" || line.name == "TZOFFSETTO") {
    append(part, line.name + ":" + line_of(line.value, limits::name_bytes_max));
  } else if (line.name == "DTSTART" || line.name == "RDATE") {
    append_times(part, line);
  } else if (line.name == "RRULE" && is_zone_rule(line.value)) {
    append(part, "RRULE:" + std::string{line.value});
  }
}

}  // namespace

// Joins a line with those that begin with a blank after it. Line ends are LF with any CRs before
// it, or CR alone.
bool CalendarLines::next_line() {
  line_.clear();
  line_number_ = lines_read_ + 1;
  bool any = false;
  while (!rest_.empty()) {
    const bool folded = rest_.front() == ' ' || rest_.front() == '\t';
    if (any && !folded) {
      return true;
    }
    rest_.remove_prefix(any ? 1 : 0);
    const std::size_t end = std::min(rest_.find_first_of("\r\n"), rest_.size());
    line_ += rest_.substr(0, std::min(end, line_bytes_max - line_.size()));
    rest_.remove_prefix(end);
    const std::size_t returns = std::min(rest_.find_first_not_of('\r'), rest_.size());
    if (rest_.substr(returns).starts_with("\n")) {
      rest_.remove_prefix(returns + 1);
    } else {
      rest_.remove_prefix(std::min<std::size_t>(returns, 1));
    }
    ++lines_read_;
    any = true;
  }
  return any;
}

void CalendarLines::begin(std::string_view name, CalendarPart& part) {
  if (name == "VCALENDAR" && heads_.size() < calendars_max) {
    heads_.emplace_back();
  }
  if (open_.size() < nesting_max) {
    open_.emplace_back(name);
  }
  if (name == "VEVENT" || name == "VTIMEZONE") {
    unclosed_ += !part.text.empty() && part.kind == CalendarPart::Kind::event ? 1 : 0;
    part = {};
    part.kind = name == "VEVENT" ? CalendarPart::Kind::event : CalendarPart::Kind::zone;
    part.line = line_number_;
    part.calendar = std::max(0, static_cast<int>(heads_.size()) - 1);
    append(part, "BEGIN:" + std::string{name});
  } else if (is_observance(name) && collects_zone(part)) {
    part.observances_open += append(part, "BEGIN:" + std::string{name}) ? 1 : 0;
  } else if (open_.size() == 2) {
    ++skipped_;
  }
}

// True when it ends the part that was being collected.
bool CalendarLines::end(std::string_view name, CalendarPart& part) {
  const auto opened = std::find(open_.rbegin(), open_.rend(), name);
  if (opened == open_.rend()) {
    return false;
  }
  open_.erase(opened.base() - 1, open_.end());
  if (is_observance(name) && part.observances_open > 0) {
    --part.observances_open;
    part.text += "END:" + std::string{name} + "\r\n";
  }
  const bool is_event = part.kind == CalendarPart::Kind::event;
  if (name == (is_event ? "VEVENT" : "VTIMEZONE") && !part.text.empty()) {
    part.text += "END:" + std::string{name} + "\r\n";
    return true;
  }
  return false;
}

void CalendarLines::head_line(std::string_view name, std::string_view value) {
  if (heads_.empty()) {
    heads_.emplace_back();
  }
  CalendarHead& head = heads_.back();
  if ((name == "X-WR-CALNAME" || name == "NAME") && head.name.empty()) {
    std::string unescaped;
    for (std::size_t at = 0; at < value.size(); ++at) {
      if (value[at] == '\\' && at + 1 < value.size()) {
        ++at;
        unescaped += value[at] == 'n' || value[at] == 'N' ? ' ' : value[at];
      } else {
        unescaped += value[at];
      }
    }
    head.name = line_of(unescaped, limits::title_bytes_max);
  } else if ((name == "X-WR-TIMEZONE" || name == "TZID") && head.time_zone.empty()) {
    head.time_zone = line_of(value, limits::name_bytes_max);
  } else if (name == "METHOD") {
    head.method = upper_case(line_of(value, limits::key_bytes_max));
  }
}

bool CalendarLines::next(CalendarPart& part) {
  part = {};
  while (next_line()) {
    if (!is_utf8(line_)) {
      line_ = std::string{DecodedText{line_}.text()};
    }
    const auto line = split_line(line_);
    if (!line) {
      continue;
    }
    const std::string_view inside = open_.empty() ? std::string_view{} : open_.back();
    if (line->name == "BEGIN") {
      begin(upper_case(line->value.substr(0, 40)), part);
    } else if (line->name == "END") {
      if (end(upper_case(line->value.substr(0, 40)), part)) {
        return true;
      }
    } else if (inside == "VEVENT" && line->name != "TZID" && !part.text.empty()) {
      event_line(part, *line);
    } else if ((inside == "VTIMEZONE" || is_observance(inside)) && collects_zone(part)) {
      zone_line(part, *line);
    } else if (inside == "VCALENDAR" || (inside == "VEVENT" && line->name == "TZID")) {
      head_line(line->name, line->value);
    }
  }
  const bool cut_short = !part.text.empty() && part.kind == CalendarPart::Kind::event;
  if (cut_short) {
    part.text += "END:VEVENT\r\n";
    part.closed = false;
  }
  return cut_short;
}

}  // namespace lintel::formats
