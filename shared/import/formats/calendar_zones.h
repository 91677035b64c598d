// Zone names of calendars -> offsets. In this order: an IANA name, a Windows name (both through
// ZoneOffsets), the file's own VTIMEZONE, an offset inside the name ("(GMT +01:00)"). Names of the
// Windows display kind ("(UTC-05:00) Eastern Time (US & Canada)") are known too. Pure besides
// ZoneOffsets. Not thread-safe: a reading has its own.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/import/formats/calendar_event.h"
#include "shared/import/source.h"

namespace lintel::formats {

// The IANA name of a Windows zone, by its key ("Eastern Standard Time") or by what Windows shows
// ("(UTC-05:00) Eastern Time (US & Canada)"); empty for others. CLDR windowsZones, territory 001.
std::string iana_of_windows(std::string_view name);
// Every name it knows.
std::vector<std::string> windows_zone_names();

class CalendarZones {
 public:
  explicit CalendarZones(ZoneOffsets offsets);
  ~CalendarZones();
  CalendarZones(const CalendarZones&) = delete;
  CalendarZones& operator=(const CalendarZones&) = delete;

  // A VTIMEZONE of the file; the first of a name wins, as in the file's own program.
  void add(const CalendarPart& part);
  // The offset in force at a civil time; nothing when the zone means nothing to anybody here.
  std::optional<minutes> offset_at(const std::string& zone, LocalTime civil);
  // The IANA name, when the zone has one; else empty.
  std::string iana_name(const std::string& zone);

  static constexpr std::size_t zones_max = 400;  // calendars merged from many rooms repeat theirs

 private:
  struct Own;
  struct Known {
    std::string iana;
    Own* own = nullptr;
    std::optional<minutes> fixed;
  };
  const Known& know(const std::string& zone);
  bool is_iana(const std::string& name) const;

  ZoneOffsets offsets_;
  std::size_t offered_ = 0;
  std::map<std::string, std::unique_ptr<Own>> own_;
  std::map<std::string, Known> known_;
};

}  // namespace lintel::formats
