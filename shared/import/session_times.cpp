#include "shared/import/session_times.h"

#include "shared/core/counted.h"
#include "shared/core/text.h"
#include "shared/import/words.h"

namespace lintel::import {

bool SessionTimes::read(const RawSession& raw, Session& session) {
  fine_ = true;
  if (raw.times) {
    read_known(raw, session);
  } else {
    read_written(raw, session);
  }
  return fine_;
}

void SessionTimes::say_what_was_done(const Origin& origin) {
  if (other_offsets_ > 0) {
    sink_.advise(origin, "time_zone",
                 counted(other_offsets_, "time in the files has an offset that is not ",
                         "times in the files have offsets that are not ") +
                     zone_ + "'s; what the files say was taken.");
  }
}

void SessionTimes::wrong(const RawSession& raw, const char* key, std::string message) {
  fine_ = false;
  sink_.error({raw.origin.file, raw.fields.line(key, raw.origin.line), raw.origin.prefix}, key,
              std::move(message));
}

void SessionTimes::read_written(const RawSession& raw, Session& session) {
  const auto day = session_day(raw);
  const auto start = local_time(raw, "start", day);
  const auto end = local_time(raw, "end", start ? day_of(*start) : day);
  if (start && end && *end <= *start) {
    wrong(raw, "end",
          raw.fields.text("end") + " is not after the start, " + raw.fields.text("start") +
              "; write afternoons as 13:00 or 1:00 PM.");
  }
  if (start) {
    session.start = civil_moment(raw, "start", *start);
  }
  if (end) {
    session.end = civil_moment(raw, "end", *end);
  }
}

std::optional<LocalDay> SessionTimes::session_day(const RawSession& raw) {
  const std::string& text = raw.fields.text("date");
  if (text.empty()) {
    return day_;
  }
  const auto day = parse_day(text);
  if (!day) {
    wrong(raw, "date", day.error().message);
    return std::nullopt;
  }
  return *day;
}

std::optional<LocalTime> SessionTimes::local_time(const RawSession& raw, const char* key,
                                                  std::optional<LocalDay> day) {
  const std::string& text = raw.fields.text(key);
  if (text.empty()) {
    wrong(raw, key, "It is missing; write a time like 10:00 or 1:05 PM.");
    return std::nullopt;
  }
  if (const auto whole = parse_local_time(text)) {
    return *whole;
  }
  const auto clock = parse_clock(text);
  if (!clock) {
    wrong(raw, key,
          "\"" + std::string{truncate_utf8(text, 40)} +
              "\" is not a time; write it like 10:00, 13:05 or 1:05 PM.");
    return std::nullopt;
  }
  if (!day) {
    fine_ = false;
    if (!raw.fields.has("date") && !day_ && std::string_view{key} == "start") {
      wrong(raw, "date", "There is none; give the event a date or every session its own.");
    }
    return std::nullopt;
  }
  return LocalTime{*day + *clock};
}

const Result<minutes>& SessionTimes::offset_of(const std::string& zone, LocalTime time) {
  auto found = known_.find({zone, time});
  if (found == known_.end()) {
    found = known_.emplace(std::pair{zone, time}, offsets_(zone, time)).first;
  }
  return found->second;
}

Moment SessionTimes::civil_moment(const RawSession& raw, const char* key, LocalTime time) {
  Moment result{std::chrono::sys_seconds{time.time_since_epoch()}, minutes{0}};
  if (zone_.empty()) {
    return result;
  }
  const Result<minutes>& offset = offset_of(zone_, time);
  if (!offset) {
    wrong(raw, key, offset.error().message);
    return result;
  }
  result.offset = *offset;
  result.utc -= result.offset;
  return result;
}

void SessionTimes::read_known(const RawSession& raw, Session& session) {
  session.start = known_moment(raw, "start", raw.times->start);
  session.end = fine_ ? known_moment(raw, "end", raw.times->end) : session.start;
}

Moment SessionTimes::known_moment(const RawSession& raw, const char* key,
                                  const formats::DraftTime& time) {
  const bool elsewhere = !time.zone.empty() && time.zone != zone_;
  if (!time.offset && !elsewhere) {
    return civil_moment(raw, key, time.civil);
  }
  minutes offset{0};
  if (time.offset) {
    offset = *time.offset;
  } else {
    const Result<minutes>& found = offset_of(time.zone, time.civil);
    if (!found) {
      wrong(raw, key, found.error().message);
      return {};
    }
    offset = *found;
  }
  Moment moment{std::chrono::sys_seconds{(time.civil - offset).time_since_epoch()}, offset};
  if (zone_.empty()) {
    return moment;
  }
  const minutes here = zone_offset_at(moment.utc);
  const bool utc = time.offset == minutes{0} && here != minutes{0};
  if (elsewhere || utc) {
    moment.offset = here;
  } else if (here != moment.offset) {
    ++other_offsets_;
  }
  return moment;
}

// Zones are asked by civil time: guess with the offset of the day, and ask again with the civil
// time that gives. An hour that the clocks skip is asked an hour later.
minutes SessionTimes::zone_offset_at(std::chrono::sys_seconds utc) {
  minutes offset{0};
  for (int round = 0; round < 2; ++round) {
    const LocalTime civil{(utc + offset).time_since_epoch()};
    const Result<minutes>& found = offset_of(zone_, civil);
    const Result<minutes>& used = found ? found : offset_of(zone_, civil + std::chrono::hours{1});
    offset = used ? *used : offset;
  }
  return offset;
}

}  // namespace lintel::import
