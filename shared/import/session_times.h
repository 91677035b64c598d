// Private to shared/import: what a session says about its start and end -> Moments. Texts of an
// event TOML are read here; what the readers of formats/ understood meets the event's zone here.
// An offset in a file is trusted before any zone name; UTC, and times of another zone, are shown in
// the event's. Asks each civil time of the zone database once.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "shared/import/assemble.h"

namespace lintel::import {

class SessionTimes {
 public:
  SessionTimes(const ZoneOffsets& offsets, Sink& sink) : offsets_(offsets), sink_(sink) {}

  // empty: no zone could be decided; times are read all the same, so that their slips are named.
  void set_zone(std::string zone) { zone_ = std::move(zone); }
  void set_day(LocalDay day) { day_ = day; }

  // Sets start and end. False when something was wrong; the sink has heard what.
  bool read(const RawSession& raw, Session& session);
  // Advice on what was decided for the whole of it.
  void say_what_was_done(const Origin& origin);

 private:
  void wrong(const RawSession& raw, const char* key, std::string message);
  void read_written(const RawSession& raw, Session& session);
  void read_known(const RawSession& raw, Session& session);
  std::optional<LocalDay> session_day(const RawSession& raw);
  std::optional<LocalTime> local_time(const RawSession& raw, const char* key,
                                      std::optional<LocalDay> day);
  Moment civil_moment(const RawSession& raw, const char* key, LocalTime time);
  Moment known_moment(const RawSession& raw, const char* key, const formats::DraftTime& time);
  const Result<minutes>& offset_of(const std::string& zone, LocalTime time);
  minutes zone_offset_at(std::chrono::sys_seconds utc);

  const ZoneOffsets& offsets_;
  Sink& sink_;
  std::string zone_;
  std::optional<LocalDay> day_;
  std::map<std::pair<std::string, LocalTime>, Result<minutes>> known_;
  int other_offsets_ = 0;
  bool fine_ = true;
};

}  // namespace lintel::import
