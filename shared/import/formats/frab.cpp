#include "shared/import/formats/frab.h"

#include <algorithm>
#include <set>

#include "shared/core/counted.h"
#include "shared/core/text.h"
#include "shared/import/formats/written_time.h"

namespace lintel::formats {
namespace {

std::optional<LocalDay> day_in(const WrittenDate& date) {
  const std::chrono::year_month_day day{std::chrono::year{date.year},
                                        std::chrono::month{static_cast<unsigned>(date.month)},
                                        std::chrono::day{static_cast<unsigned>(date.day)}};
  return date.kind == WrittenDate::Kind::full && day.ok()
             ? std::optional{std::chrono::local_days{day}}
             : std::nullopt;
}

std::optional<minutes> clock_in(std::string_view text) {
  const auto when = read_when(text);
  if (!when || !when->time || when->date || when->end_time) {
    return std::nullopt;
  }
  return minutes{when->time->hour * 60 + when->time->minute};
}

minutes clock_of(const DraftTime& time) {
  return std::chrono::floor<minutes>(time.civil - LocalTime{day_of(time.civil)});
}

// The offset that makes a UTC instant's clock read `start`, if it is one that zones have.
std::optional<minutes> offset_between(minutes utc_clock, minutes start) {
  minutes offset = start - utc_clock;
  if (offset > minutes{14 * 60}) {
    offset -= minutes{24 * 60};
  } else if (offset < minutes{-12 * 60}) {
    offset += minutes{24 * 60};
  }
  return offset.count() % 15 == 0 ? std::optional{offset} : std::nullopt;
}

}  // namespace

std::optional<DraftTime> read_timestamp(std::string_view text) {
  const auto when = read_when(text);
  if (!when || !when->date || !when->time || when->end_time || when->date->order_open) {
    return std::nullopt;
  }
  const auto day = day_in(*when->date);
  if (!day) {
    return std::nullopt;
  }
  const WrittenTime& time = *when->time;
  return DraftTime{
      LocalTime{*day} + std::chrono::hours{time.hour} + minutes{time.minute} + seconds{time.second},
      when->offset, ""};
}

void FrabClock::set_day_change(std::string_view time) {
  day_change_ = clock_in(time).value_or(minutes{0});
}

std::optional<DraftTime> FrabClock::start_of(const FrabTimes& times, const DraftSession& session) {
  const auto start = clock_in(times.start);
  if (auto date = read_timestamp(times.date)) {
    if (start && *start != clock_of(*date)) {
      // wafer writes <date> in UTC and <start> in local time: together they give the offset.
      const auto offset =
          date->offset == minutes{0} ? offset_between(clock_of(*date), *start) : std::nullopt;
      if (offset) {
        date->civil += *offset;
        date->offset = *offset;
      } else {
        ++contradictions_;
      }
    }
    return date;
  }
  std::string_view day_text = trim(times.date.empty() ? times.day : times.date);
  const auto when = read_when(day_text);
  const auto day = when && when->date ? day_in(*when->date) : std::nullopt;
  if (!day || !start) {
    report_.error(session.line, "date",
                  "\"" + line_excerpt(session.title) +
                      "\" has no date and start that can be read (" + line_excerpt(day_text) + " " +
                      line_excerpt(times.start) + ").");
    return std::nullopt;
  }
  ++without_date_;
  const bool night = times.date.empty() && *start < day_change_;
  return DraftTime{LocalTime{*day + std::chrono::days{night ? 1 : 0}} + *start, std::nullopt, ""};
}

std::optional<minutes> FrabClock::length_of(std::string_view duration) {
  three_parts_ += std::count(duration.begin(), duration.end(), ':') == 2 ? 1 : 0;
  return read_duration(duration);
}

bool FrabClock::set_times(const FrabTimes& times, DraftSession& session) {
  session.start = start_of(times, session);
  if (!session.start) {
    return false;
  }
  session.end = session.start;
  const auto end = read_timestamp(times.end);
  if (end && end->offset && session.start->offset) {
    const seconds lasts =
        (end->civil - *end->offset) - (session.start->civil - *session.start->offset);
    session.end->civil += lasts;
  } else if (end) {
    session.end->civil = end->civil;
  } else if (const auto length = length_of(trim(times.duration))) {
    session.end->civil += *length;
  }
  if (session.end->civil <= session.start->civil) {
    session.end_assumed = true;
    session.end->civil = session.start->civil + options_.usual_length;
  }
  return true;
}

void FrabClock::say_what_was_done() {
  if (contradictions_ > 0) {
    report_.advise(0, "date",
                   counted(contradictions_, "session gives", "sessions give") +
                       " another time in <start> than in <date>; <date> was taken.");
  }
  if (without_date_ > 0) {
    report_.advise(0, "date",
                   counted(without_date_, "session has", "sessions have") +
                       " no date with an offset; such times were read as the event's own.");
  }
  if (three_parts_ > 0) {
    report_.advise(
        0, "duration",
        counted(three_parts_, "length of three parts was", "lengths of three parts were") +
            " read as hours, minutes and seconds.");
  }
}

void report_repeated_ids(const DraftEvent& event, Report& report) {
  std::set<std::string_view> seen;
  int repeated = 0;
  for (const DraftSession& session : event.sessions) {
    repeated += !session.id.empty() && !seen.insert(session.id).second ? 1 : 0;
  }
  if (repeated > 0) {
    report.advise(0, "guid",
                  counted(repeated, "session repeats", "sessions repeat") +
                      " the id of another one; all were kept.");
  }
}

}  // namespace lintel::formats
