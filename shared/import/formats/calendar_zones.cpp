#include "shared/import/formats/calendar_zones.h"

#include <algorithm>

#include "shared/core/text.h"
#include "shared/import/formats/ical_values.h"
#include "shared/import/formats/word_scanner.h"

namespace lintel::formats {

// A VTIMEZONE that libical answers for.
struct CalendarZones::Own {
  explicit Own(icalcomponent* component) : zone(icaltimezone_new()) {
    usable = icaltimezone_set_component(zone, component) != 0;
    if (!usable) {
      icalcomponent_free(component);
    }
  }
  ~Own() { icaltimezone_free(zone, 1); }
  Own(const Own&) = delete;
  Own& operator=(const Own&) = delete;

  minutes offset_at(LocalTime civil) const {
    icaltimetype time = to_ical(civil, Precision::second);
    int is_daylight = 0;
    return std::chrono::floor<minutes>(
        seconds{icaltimezone_get_utc_offset(zone, &time, &is_daylight)});
  }

  icaltimezone* zone;
  bool usable = false;
};

namespace {

// "(GMT +01:00)", "(UTC-05:00) Somewhere", "UTC+2", "GMT-0330": the offset the name itself gives.
std::optional<minutes> offset_in_name(std::string_view name) {
  const std::string lower = ascii_lower(name);
  std::size_t at = lower.find("utc");
  at = at == std::string::npos ? lower.find("gmt") : at;
  if (at == std::string::npos || at > 1) {
    return std::nullopt;
  }
  WordScanner scanner{std::string_view{lower}.substr(at + 3)};
  scanner.skip_spaces();
  const bool minus = scanner.peek() == '-';
  if (!scanner.take('+') && !scanner.take('-')) {
    return scanner.at_end() || scanner.peek() == ')' ? std::optional{minutes{0}} : std::nullopt;
  }
  scanner.skip_spaces();
  int value = 0;
  if (const auto packed = scanner.take_number(4, 4)) {
    value = *packed / 100 * 60 + *packed % 100;
  } else if (const auto hours = scanner.take_number(1, 2)) {
    value = *hours * 60;
    value += scanner.take(':') ? scanner.take_number(2, 2).value_or(0) : 0;
  } else {
    return std::nullopt;
  }
  return value <= 14 * 60 ? std::optional{minutes{minus ? -value : value}} : std::nullopt;
}

// "/mozilla.org/20050126_1/Europe/Berlin", "/freeassociation.sourceforge.net/Europe/Berlin".
std::vector<std::string> tails_of(const std::string& zone) {
  std::vector<std::string> tails{zone};
  if (!zone.starts_with("/")) {
    return tails;
  }
  for (std::size_t slash = zone.find('/', 1); slash != std::string::npos && tails.size() < 6;
       slash = zone.find('/', slash + 1)) {
    tails.push_back(zone.substr(slash + 1));
  }
  return tails;
}

}  // namespace

CalendarZones::CalendarZones(ZoneOffsets offsets) : offsets_(std::move(offsets)) {}
CalendarZones::~CalendarZones() = default;

void CalendarZones::add(const CalendarPart& part) {
  if (++offered_ > zones_max) {
    return;
  }
  quiet_libical();
  ComponentPtr component{icalparser_parse_string(part.text.c_str())};
  if (!component) {
    return;
  }
  icalproperty* name = icalcomponent_get_first_property(component.get(), ICAL_TZID_PROPERTY);
  const char* text = name == nullptr ? nullptr : icalproperty_get_tzid(name);
  const bool observed =
      icalcomponent_get_first_component(component.get(), ICAL_XSTANDARD_COMPONENT) != nullptr ||
      icalcomponent_get_first_component(component.get(), ICAL_XDAYLIGHT_COMPONENT) != nullptr;
  if (text == nullptr || !observed || own_.contains(text)) {
    return;
  }
  const std::string key{text};
  auto own = std::make_unique<Own>(component.release());
  if (own->usable) {
    own_.emplace(key, std::move(own));
  }
  icalmemory_free_ring();
}

bool CalendarZones::is_iana(const std::string& name) const {
  if (!offsets_ || name.empty()) {
    return false;
  }
  // Any civil time will do: an unknown zone is not_found whatever the time.
  const auto offset = offsets_(name, LocalTime{LocalDay{std::chrono::year{2026} / 1 / 15}});
  return static_cast<bool>(offset);
}

const CalendarZones::Known& CalendarZones::know(const std::string& zone) {
  const auto found = known_.find(zone);
  if (found != known_.end()) {
    return found->second;
  }
  Known known;
  std::vector<std::string> names = tails_of(zone);
  names.push_back(iana_of_windows(zone));
  const auto iana = std::find_if(names.begin(), names.end(),
                                 [this](const std::string& name) { return is_iana(name); });
  const auto own = own_.find(zone);
  if (iana != names.end()) {
    known.iana = *iana;
  } else if (own != own_.end()) {
    known.own = own->second.get();
  } else {
    known.fixed = offset_in_name(zone);
  }
  constexpr std::size_t names_max = 1000;
  if (known_.size() >= names_max) {
    known_.clear();
  }
  return known_.emplace(zone, std::move(known)).first->second;
}

std::optional<minutes> CalendarZones::offset_at(const std::string& zone, LocalTime civil) {
  const Known& known = know(zone);
  if (!known.iana.empty()) {
    auto offset = offsets_(known.iana, civil);
    // A time that the clocks skip is read with the offset before the gap (RFC 5545, 3.3.5).
    offset = offset ? std::move(offset) : offsets_(known.iana, civil - std::chrono::hours{1});
    return offset ? std::optional{*offset} : std::nullopt;
  }
  return known.own != nullptr ? std::optional{known.own->offset_at(civil)} : known.fixed;
}

std::string CalendarZones::iana_name(const std::string& zone) {
  return know(zone).iana;
}

}  // namespace lintel::formats
