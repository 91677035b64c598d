#include "shared/import/formats/calendar_event.h"

#include <algorithm>

#include "shared/import/formats/ical_values.h"

namespace lintel::formats {
namespace {

std::string text_of(icalproperty* property, std::size_t bytes_max) {
  const icalvalue* value = icalproperty_get_value(property);
  const char* text = value == nullptr ? nullptr : icalvalue_get_text(value);
  return text == nullptr ? std::string{} : std::string{text}.substr(0, bytes_max * 4);
}

std::optional<CalendarTime> time_of(icalproperty* property, const icaltimetype& time) {
  const auto civil = civil_of(time);
  if (!civil) {
    return std::nullopt;
  }
  CalendarTime result{CalendarTime::Kind::floating, *civil, ""};
  if (time.is_date != 0) {
    result.kind = CalendarTime::Kind::date;
    return result;
  }
  if (icaltime_is_utc(time)) {
    result.kind = CalendarTime::Kind::utc;
    return result;
  }
  icalparameter* zone = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
  const char* name = zone == nullptr ? nullptr : icalparameter_get_tzid(zone);
  if (name != nullptr && *name != '\0') {
    result.kind = CalendarTime::Kind::zoned;
    result.zone = name;
  }
  return result;
}

std::optional<CalendarTime> time_of(icalproperty* property) {
  const icalvalue* value = icalproperty_get_value(property);
  if (value == nullptr) {
    return std::nullopt;
  }
  switch (icalvalue_isa(value)) {
    case ICAL_DATE_VALUE:
      return time_of(property, icalvalue_get_date(value));
    case ICAL_DATETIME_VALUE:
      return time_of(property, icalvalue_get_datetime(value));
    case ICAL_DATETIMEDATE_VALUE:
      return time_of(property, icalvalue_get_datetimedate(value));
    default:
      return std::nullopt;
  }
}

// A day is always 24 hours here; who plans "P1D" plans a day, and clocks do not change in schools.
seconds seconds_of(const icaldurationtype& duration) {
  const auto bounded = [](unsigned value) { return std::min<long long>(value, 1'000'000); };
  const seconds length = std::chrono::weeks{bounded(duration.weeks)} +
                         std::chrono::days{bounded(duration.days)} +
                         std::chrono::hours{bounded(duration.hours)} +
                         minutes{bounded(duration.minutes)} + seconds{bounded(duration.seconds)};
  return duration.is_neg != 0 ? -length : length;
}

void add_rdate(icalproperty* property, CalendarEvent& event) {
  const icalvalue* value = icalproperty_get_value(property);
  if (value == nullptr || event.added.size() >= calendar_times_max) {
    return;
  }
  if (icalvalue_isa(value) != ICAL_DATETIMEPERIOD_VALUE &&
      icalvalue_isa(value) != ICAL_PERIOD_VALUE) {
    if (auto start = time_of(property)) {
      event.added.push_back({*start, std::nullopt});
    }
    return;
  }
  const icaldatetimeperiodtype pair = icalvalue_get_datetimeperiod(value);
  const bool period = icalperiodtype_is_null_period(pair.period) == 0;
  const auto start = time_of(property, period ? pair.period.start : pair.time);
  if (!start) {
    return;
  }
  std::optional<seconds> length;
  if (period) {
    const auto end = civil_of(pair.period.end);
    const bool ends = icaltime_is_null_time(pair.period.end) == 0 && end.has_value();
    length = ends ? *end - start->civil : seconds_of(pair.period.duration);
  }
  event.added.push_back({*start, length});
}

DraftStatus status_of(icalproperty* property) {
  switch (icalproperty_get_status(property)) {
    case ICAL_STATUS_CANCELLED:
      return DraftStatus::cancelled;
    case ICAL_STATUS_TENTATIVE:
      return DraftStatus::tentative;
    default:
      return DraftStatus::scheduled;
  }
}

void take_text(std::string& into, icalproperty* property, std::size_t bytes_max) {
  if (into.empty()) {
    into = text_of(property, bytes_max);
  }
}

void take_time(std::optional<CalendarTime>& into, icalproperty* property) {
  if (!into) {
    into = time_of(property);
  }
}

void take_stamp(icalproperty* property, CalendarEvent& event) {
  const auto time = time_of(property);
  if (time && event.stamp.size() < limits::key_bytes_max) {
    const bool modified = icalproperty_isa(property) == ICAL_LASTMODIFIED_PROPERTY;
    const std::string stamp =
        std::to_string(time->civil.time_since_epoch().count() + 100'000'000'000);
    event.stamp = modified || event.stamp.empty() ? stamp : event.stamp;
  }
}

void take_ours(icalproperty* property, CalendarEvent& event) {
  constexpr std::string_view prefix = "X-LINTEL-";
  constexpr std::size_t count_max = 16;
  const char* name = icalproperty_get_x_name(property);
  const char* text = icalproperty_get_x(property);
  if (name != nullptr && text != nullptr && std::string_view{name}.starts_with(prefix) &&
      event.ours.size() < count_max) {
    event.ours.emplace(std::string_view{name}.substr(prefix.size()),
                       std::string_view{text}.substr(0, draft_paragraph_bytes_max * 2));
  }
}

void take_property(icalproperty* property, CalendarEvent& event) {
  switch (icalproperty_isa(property)) {
    case ICAL_UID_PROPERTY:
      return take_text(event.uid, property, limits::id_bytes_max);
    case ICAL_SUMMARY_PROPERTY:
      return take_text(event.summary, property, limits::title_bytes_max);
    case ICAL_DESCRIPTION_PROPERTY:
      return take_text(event.description, property, draft_paragraph_bytes_max);
    case ICAL_LOCATION_PROPERTY:
      return take_text(event.location, property, limits::name_bytes_max);
    case ICAL_URL_PROPERTY: {
      const char* url = icalproperty_get_url(property);
      event.url = url == nullptr ? "" : std::string{url}.substr(0, limits::url_bytes_max);
      return;
    }
    case ICAL_CATEGORIES_PROPERTY:
      if (event.categories.size() < draft_links_max) {
        event.categories.push_back(text_of(property, limits::name_bytes_max));
      }
      return;
    case ICAL_STATUS_PROPERTY:
      event.status = status_of(property);
      return;
    case ICAL_SEQUENCE_PROPERTY:
      event.sequence = icalproperty_get_sequence(property);
      return;
    case ICAL_LASTMODIFIED_PROPERTY:
    case ICAL_DTSTAMP_PROPERTY:
      return take_stamp(property, event);
    case ICAL_DTSTART_PROPERTY:
      return take_time(event.start, property);
    case ICAL_DTEND_PROPERTY:
      return take_time(event.end, property);
    case ICAL_RECURRENCEID_PROPERTY:
      return take_time(event.instead_of, property);
    case ICAL_DURATION_PROPERTY:
      event.duration = seconds_of(icalproperty_get_duration(property));
      return;
    case ICAL_EXDATE_PROPERTY:
      if (const auto time = time_of(property); time && event.excluded.size() < calendar_times_max) {
        event.excluded.push_back(*time);
      }
      return;
    case ICAL_RDATE_PROPERTY:
      return add_rdate(property, event);
    case ICAL_X_PROPERTY:
      return take_ours(property, event);
    case ICAL_RRULE_PROPERTY: {
      icalrecurrencetype rule = icalproperty_get_rrule(property);
      const char* text = icalrecurrencetype_as_string(&rule);
      event.rule = text == nullptr ? "" : text;
      return;
    }
    default:
      return;
  }
}

}  // namespace

CalendarEvent read_event(const CalendarPart& part) {
  quiet_libical();
  CalendarEvent event;
  event.calendar = part.calendar;
  event.line = part.line;
  const ComponentPtr component{icalparser_parse_string(part.text.c_str())};
  if (!component) {
    return event;
  }
  for (icalproperty* property =
           icalcomponent_get_first_property(component.get(), ICAL_ANY_PROPERTY);
       property != nullptr;
       property = icalcomponent_get_next_property(component.get(), ICAL_ANY_PROPERTY)) {
    take_property(property, event);
  }
  icalmemory_free_ring();
  return event;
}

}  // namespace lintel::formats
