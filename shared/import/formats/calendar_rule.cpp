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

// A month has at most 31 days and a year 366; a BYSETPOS beyond never matches.
bool has_reachable_positions(const icalrecurrencetype& rule) {
  const int positions_max = rule.freq == ICAL_YEARLY_RECURRENCE    ? 366
                            : rule.freq == ICAL_MONTHLY_RECURRENCE ? 31
                                                                   : 7;
  for (const short position : rule.by_set_pos) {
    if (position == ICAL_RECURRENCE_ARRAY_MAX) {
      return true;
    }
    if (position > positions_max || position < -positions_max) {
      return false;
    }
  }
  return true;
}

// The last civil time that UNTIL allows; a day is meant whole. Compared here, not by libical, which
// takes civil times and UTC for the same.
std::optional<LocalTime> last_of(const icalrecurrencetype& rule, minutes until_offset) {
  const auto until = icaltime_is_null_time(rule.until) ? std::nullopt : civil_of(rule.until);
  if (!until) {
    return std::nullopt;
  }
  if (rule.until.is_date != 0) {
    return *until + std::chrono::days{1} - seconds{1};
  }
  return icaltime_is_utc(rule.until) ? *until + until_offset : *until;
}

class Unroller {
 public:
  Unroller(const RuleWindow& window, std::optional<LocalTime> last, RuleBudget& budget)
      : window_(window), last_(last), budget_(budget) {}

  void take_first(LocalTime start) {
    before_ = start;
    add(start);
  }

  // False when there is nothing more to ask for.
  bool take(const std::optional<LocalTime>& next) {
    --budget_.steps_left;
    if (!next) {
      return false;
    }
    constexpr std::chrono::days long_gap{2 * 366};
    budget_.searches_left -= *next - before_ > long_gap ? 1 : 0;
    const LocalTime before = before_;
    before_ = *next;
    if ((last_ && *next > *last_) || (window_.until && *next >= *window_.until)) {
      return false;
    }
    if (*next > before) {
      add(*next);
    }
    return found.end == RuleEnd::complete;
  }

  Occurrences found;

 private:
  void add(LocalTime time) {
    if ((window_.from && time < *window_.from) || (window_.until && time >= *window_.until)) {
      return;
    }
    if (found.starts.size() >= occurrences_max) {
      found.end = RuleEnd::too_many;
      return;
    }
    found.starts.push_back(time);
  }

  const RuleWindow& window_;
  std::optional<LocalTime> last_;
  RuleBudget& budget_;
  LocalTime before_{};
};

}  // namespace

std::optional<LocalTime> until_in_utc(const std::string& text) {
  quiet_libical();
  icalrecurrencetype rule = icalrecurrencetype_from_string(text.c_str());
  const bool utc = !icaltime_is_null_time(rule.until) && icaltime_is_utc(rule.until);
  const auto until = utc ? civil_of(rule.until) : std::nullopt;
  icalrecurrencetype_clear(&rule);
  return until;
}

Occurrences unroll(const std::string& text, LocalTime start, Unit unit, minutes until_offset,
                   const RuleWindow& window, RuleBudget& budget) {
  quiet_libical();
  icalrecurrencetype rule = icalrecurrencetype_from_string(text.c_str());
  const auto last = last_of(rule, until_offset);
  const int count = rule.count;
  Unroller unroller{window, last, budget};
  // DTSTART is always the first, whatever the rule says (RFC 5545, 3.8.5.3).
  unroller.take_first(start);
  if (!is_supported(rule) || !has_reachable_positions(rule) || budget.searches_left <= 0 ||
      budget.steps_left <= 0) {
    icalrecurrencetype_clear(&rule);
    unroller.found.end = RuleEnd::unsupported;
    return std::move(unroller.found);
  }
  if (count <= 0 && !last && !window.until) {
    unroller.found.end = RuleEnd::endless;
    return std::move(unroller.found);
  }
  rule.until = icaltime_null_time();
  const std::unique_ptr<icalrecur_iterator, FreeIterator> iterator{icalrecur_iterator_new(
      rule, to_ical(start, unit == Unit::days ? Precision::day : Precision::second))};
  constexpr int endless_search = 7;  // it went to the end of time and found nothing
  int steps = 0;
  bool more = iterator != nullptr;
  budget.searches_left -= more ? 0 : endless_search;
  while (more && steps < rule_steps_max && budget.steps_left > 0) {
    const icaltimetype next = icalrecur_iterator_next(iterator.get());
    const bool none = icaltime_is_null_time(next) != 0;
    if (none && (count <= 0 || steps < count)) {
      budget.searches_left -= endless_search;
    }
    more = unroller.take(none ? std::nullopt : civil_of(next));
    ++steps;
  }
  icalmemory_free_ring();
  return std::move(unroller.found);
}

}  // namespace lintel::formats
