#include "shared/import/formats/calendar_rule.h"

#include "shared/import/formats/ical_values.h"

namespace lintel::formats {
namespace {

struct FreeIterator {
  void operator()(icalrecur_iterator* iterator) const { icalrecur_iterator_free(iterator); }
};

bool is_supported(const icalrecurrencetype& rule) {
  return (rule.freq == ICAL_DAILY_RECURRENCE || rule.freq == ICAL_WEEKLY_RECURRENCE ||
          rule.freq == ICAL_MONTHLY_RECURRENCE || rule.freq == ICAL_YEARLY_RECURRENCE) &&
         rule.rscale == nullptr && rule.by_second[0] == ICAL_RECURRENCE_ARRAY_MAX &&
         rule.by_minute[0] == ICAL_RECURRENCE_ARRAY_MAX &&
         rule.by_hour[0] == ICAL_RECURRENCE_ARRAY_MAX;
}

// libical compares UNTIL with civil times as they stand, so it is made civil; a day is meant whole.
void settle_until(icalrecurrencetype& rule, Unit unit, minutes until_offset) {
  if (icaltime_is_null_time(rule.until)) {
    return;
  }
  const auto until = civil_of(rule.until);
  if (!until) {
    rule.until = icaltime_null_time();
    return;
  }
  LocalTime last = *until;
  if (rule.until.is_date != 0) {
    last += std::chrono::days{1} - seconds{1};
  } else if (icaltime_is_utc(rule.until)) {
    last += until_offset;
  }
  rule.until = to_ical(last, unit == Unit::days ? Precision::day : Precision::second);
}

}  // namespace

Occurrences unroll(const std::string& text, LocalTime start, Unit unit, minutes until_offset,
                   const RuleWindow& window) {
  quiet_libical();
  Occurrences found;
  found.starts.push_back(start);  // DTSTART is always the first, whatever the rule says (3.8.5.3)
  icalrecurrencetype rule = icalrecurrencetype_from_string(text.c_str());
  if (!is_supported(rule)) {
    found.end = RuleEnd::unsupported;
    icalrecurrencetype_clear(&rule);
    return found;
  }
  settle_until(rule, unit, until_offset);
  const bool ends = rule.count > 0 || !icaltime_is_null_time(rule.until);
  if (!ends && !window.until) {
    found.end = RuleEnd::endless;
    return found;
  }
  const std::unique_ptr<icalrecur_iterator, FreeIterator> iterator{icalrecur_iterator_new(
      rule, to_ical(start, unit == Unit::days ? Precision::day : Precision::second))};
  found.starts.clear();
  const auto wanted = [&window](LocalTime time) {
    return (!window.from || time >= *window.from) && (!window.until || time < *window.until);
  };
  if (wanted(start)) {
    found.starts.push_back(start);
  }
  for (int step = 0; iterator && step < rule_steps_max; ++step) {
    const icaltimetype next = icalrecur_iterator_next(iterator.get());
    const auto civil = icaltime_is_null_time(next) ? std::nullopt : civil_of(next);
    if (!civil || (window.until && *civil >= *window.until)) {
      break;
    }
    if (*civil <= start || !wanted(*civil)) {
      continue;
    }
    if (found.starts.size() >= occurrences_max) {
      found.end = RuleEnd::too_many;
      break;
    }
    found.starts.push_back(*civil);
  }
  icalmemory_free_ring();
  return found;
}

}  // namespace lintel::formats
