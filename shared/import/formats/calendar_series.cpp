#include "shared/import/formats/calendar_series.h"

#include <algorithm>
#include <map>
#include <set>

#include "shared/core/counted.h"
#include "shared/core/text.h"
#include "shared/import/formats/calendar_rule.h"

namespace lintel::formats {
namespace {

using std::chrono::days;

// An instant where the zone is known, else the civil time: good for comparing within one series.
using Key = std::chrono::sys_seconds;

class SeriesReader {
 public:
  SeriesReader(const std::vector<CalendarHead>& heads, const ReadOptions& options,
               CalendarZones& zones, DraftEvent& event, Report& report)
      : heads_(heads), options_(options), zones_(zones), event_(event), report_(report) {}

  void read(std::vector<CalendarEvent> events) {
    events_ = std::move(events);
    std::vector<std::vector<std::size_t>> groups = group();
    for (const std::vector<std::size_t>& group : groups) {
      if (!full_) {
        add_group(group);
      }
    }
    say_what_was_done();
  }

 private:
  // By UID, in the order in which they first appear; without one each is its own.
  std::vector<std::vector<std::size_t>> group() const {
    std::vector<std::vector<std::size_t>> groups;
    std::map<std::string_view, std::size_t> known;
    for (std::size_t index = 0; index < events_.size(); ++index) {
      const std::string& uid = events_[index].uid;
      const auto found = uid.empty() ? known.end() : known.find(uid);
      if (found != known.end()) {
        groups[found->second].push_back(index);
        continue;
      }
      if (!uid.empty()) {
        known.emplace(uid, groups.size());
      }
      groups.push_back({index});
    }
    return groups;
  }

  static bool is_newer(const CalendarEvent& event, const CalendarEvent& than) {
    return std::pair{event.sequence, event.stamp} >= std::pair{than.sequence, than.stamp};
  }

  void add_group(const std::vector<std::size_t>& group) {
    std::vector<std::size_t> masters;
    for (const std::size_t index : group) {
      if (!events_[index].instead_of) {
        choose_master(masters, index);
      }
    }
    const bool whole_days = !masters.empty() && events_[masters.front()].start &&
                            events_[masters.front()].start->kind == CalendarTime::Kind::date;
    std::map<Key, std::size_t> replacements;
    for (const std::size_t index : group) {
      const CalendarEvent& event = events_[index];
      if (!event.instead_of) {
        continue;
      }
      // Exchange names an instance of an all-day series by a time of that day.
      const Key key = whole_days ? Key{day_of(event.instead_of->civil).time_since_epoch()}
                                 : key_of(*event.instead_of, event.calendar);
      const auto [at, added] = replacements.emplace(key, index);
      if (!added && is_newer(event, events_[at->second])) {
        at->second = index;
      }
    }
    std::set<Key> used;
    for (const std::size_t master : masters) {
      add_master(events_[master], replacements, used);
    }
    for (const auto& [key, index] : replacements) {
      if (!used.contains(key)) {
        add_single(events_[index]);  // an instance that its rule does not have, or has no master
      }
    }
  }

  // A newer version takes the older one's place. Programs that give every event the same UID write
  // equal sequences and different times: those are different sessions, and none may be lost.
  void choose_master(std::vector<std::size_t>& masters, std::size_t index) {
    const CalendarEvent& event = events_[index];
    for (std::size_t& master : masters) {
      const CalendarEvent& other = events_[master];
      const bool same_start =
          event.start && other.start && event.start->civil == other.start->civil;
      if (event.sequence != other.sequence || same_start || !event.start || !other.start) {
        ++superseded_;
        master = is_newer(event, other) ? index : master;
        return;
      }
    }
    shared_uids_ += masters.empty() ? 0 : 1;
    masters.push_back(index);
  }

  void add_master(const CalendarEvent& event, const std::map<Key, std::size_t>& replacements,
                  std::set<Key>& used) {
    if (!event.start) {
      say_no_start(event);
      return;
    }
    std::set<Key> seen;
    const auto take = [&](const CalendarTime& start, std::optional<seconds> length) {
      const Key key = key_of(start, event.calendar);
      if (full_ || !seen.insert(key).second) {
        return;
      }
      const auto replacement = replacements.find(key);
      if (replacement == replacements.end()) {
        add(event, start, length);
        return;
      }
      used.insert(key);
      add_single(events_[replacement->second]);
    };
    const std::vector<LocalTime> starts = starts_of(event);
    const Excluded excluded = excluded_of(event);
    for (const LocalTime start : starts) {
      CalendarTime time = *event.start;
      time.civil = start;
      const Key key = key_of(time, event.calendar);
      if (excluded.keys.contains(key) || excluded.days.contains(day_of(start))) {
        // A replacement of an excluded date is as dead as the date.
        used.insert(key);
        continue;
      }
      take(time, std::nullopt);
    }
    for (const AddedTime& added : event.added) {
      if (!excluded.keys.contains(key_of(added.start, event.calendar)) &&
          is_in_window(added.start.civil)) {
        take(added.start, added.length);
      }
    }
  }

  std::vector<LocalTime> starts_of(const CalendarEvent& event) {
    if (event.rule.empty()) {
      return is_in_window(event.start->civil) ? std::vector{event.start->civil}
                                              : std::vector<LocalTime>{};
    }
    RuleWindow window;
    if (options_.first_day) {
      window.from = LocalTime{*options_.first_day};
    }
    if (options_.last_day) {
      window.until = LocalTime{*options_.last_day + days{1}};
    }
    const Unit unit = event.start->kind == CalendarTime::Kind::date ? Unit::days : Unit::times;
    minutes offset = offset_of(*event.start, event.calendar).value_or(minutes{0});
    if (const auto until = until_in_utc(event.rule)) {
      // A series may begin in winter and end in summer.
      CalendarTime last = *event.start;
      last.civil = *until + offset;
      offset = offset_of(last, event.calendar).value_or(offset);
    }
    Occurrences found = unroll(event.rule, event.start->civil, unit, offset, window, budget_);
    say_how_it_ended(found.end, event);
    return std::move(found.starts);
  }

  struct Excluded {
    std::set<Key> keys;
    std::set<LocalDay> days;  // EXDATE as a DATE takes out the day
  };
  Excluded excluded_of(const CalendarEvent& event) {
    Excluded excluded;
    for (const CalendarTime& time : event.excluded) {
      const bool whole_days = event.start->kind == CalendarTime::Kind::date;
      if (time.kind == CalendarTime::Kind::date || whole_days) {
        excluded.days.insert(day_of(time.civil));
      } else {
        excluded.keys.insert(key_of(time, event.calendar));
      }
    }
    return excluded;
  }

  bool is_in_window(LocalTime time) const {
    return (!options_.first_day || time >= LocalTime{*options_.first_day}) &&
           (!options_.last_day || time < LocalTime{*options_.last_day + days{1}});
  }

  void add_single(const CalendarEvent& event) {
    if (!event.start) {
      say_no_start(event);
    } else if (is_in_window(event.start->civil)) {
      add(event, *event.start, std::nullopt);
    }
  }

  std::string zone_name_of(const CalendarTime& time, int calendar) const {
    if (time.kind == CalendarTime::Kind::zoned) {
      return time.zone;
    }
    const auto index = static_cast<std::size_t>(calendar);
    return index < heads_.size() ? heads_[index].time_zone : std::string{};
  }

  std::optional<minutes> offset_of(const CalendarTime& time, int calendar) {
    if (time.kind == CalendarTime::Kind::utc) {
      return minutes{0};
    }
    const std::string zone = zone_name_of(time, calendar);
    if (zone.empty() || time.kind == CalendarTime::Kind::date) {
      return std::nullopt;
    }
    const auto offset = zones_.offset_at(zone, time.civil);
    if (!offset && time.kind == CalendarTime::Kind::zoned) {
      unknown_zones_.insert(line_excerpt(zone));
    }
    return offset;
  }

  Key key_of(const CalendarTime& time, int calendar) {
    const minutes offset = offset_of(time, calendar).value_or(minutes{0});
    return Key{(time.civil - offset).time_since_epoch()};
  }

  void add(const CalendarEvent& from, const CalendarTime& start, std::optional<seconds> length) {
    DraftSession session;
    session.line = from.line;
    session.id = from.uid;
    session.title = from.summary.empty() ? "(no title)" : from.summary;
    session.description = from.description;
    session.room = from.location.substr(0, from.location.find_first_of("\r\n"));
    const auto index = static_cast<std::size_t>(from.calendar);
    if (line_of(session.room, limits::name_bytes_max).empty() && heads_.size() > 1 &&
        index < heads_.size()) {
      session.room = heads_[index].name;  // one calendar a room
    }
    session.categories = from.categories;
    session.track = from.categories.empty() ? "" : from.categories.front();
    session.status = from.status;
    session.sequence = from.sequence;
    if (!from.url.empty()) {
      session.links.push_back({from.url, ""});
    }
    take_ours(from, session);
    session.all_day = start.kind == CalendarTime::Kind::date;
    session.start = draft_time(start, from.calendar);
    session.end = session.start;
    seconds lasts = length ? *length : length_of(from);
    if (lasts <= seconds{0}) {
      session.end_assumed = !session.all_day;
      lasts = session.all_day ? seconds{days{1}} : seconds{options_.usual_length};
      ++(from.end ? backward_ : without_end_);
    }
    session.end->civil += lasts;
    full_ = add_session(event_, std::move(session), report_) == Added::full;
  }

  // A calendar of Lintel's own says more than a calendar can.
  static void take_ours(const CalendarEvent& from, DraftSession& session) {
    const auto ours = [&from](const char* key) {
      const auto found = from.ours.find(key);
      return found == from.ours.end() ? std::string{} : found->second;
    };
    session.id = from.ours.contains("ID") ? ours("ID") : session.id;
    session.challenge = ours("CHALLENGE");
    session.group = ours("GROUP");
    session.slides_url = ours("SLIDES");
    session.suggestions = split(ours("SUGGESTIONS"), '\n');
    session.presenters = split(ours("PRESENTERS"), '\n');
    if (from.ours.contains("ID")) {
      session.description.clear();  // the same again, for people
    }
  }

  DraftTime draft_time(const CalendarTime& time, int calendar) {
    DraftTime draft{time.civil, offset_of(time, calendar), ""};
    const std::string zone = zone_name_of(time, calendar);
    if (!zone.empty() && time.kind != CalendarTime::Kind::date) {
      draft.zone = zones_.iana_name(zone);
    }
    return draft;
  }

  // By instants, because DTSTART and DTEND may name different zones.
  seconds length_of(const CalendarEvent& event) {
    if (event.duration) {
      return *event.duration;
    }
    if (!event.end) {
      return event.start->kind == CalendarTime::Kind::date ? seconds{days{1}} : seconds{0};
    }
    if (event.start->kind == CalendarTime::Kind::date ||
        event.end->kind == CalendarTime::Kind::date) {
      return day_of(event.end->civil) - day_of(event.start->civil);
    }
    return key_of(*event.end, event.calendar) - key_of(*event.start, event.calendar);
  }

  void say_no_start(const CalendarEvent& event) {
    report_.error(event.line, "DTSTART",
                  "\"" + line_excerpt(event.summary.empty() ? "An event" : event.summary) +
                      "\" has no start that can be read; it was left out.");
  }

  void say_how_it_ended(RuleEnd end, const CalendarEvent& event) {
    const auto say = [&](const std::string& what) {
      report_.advise(event.line, "RRULE", "\"" + line_excerpt(event.summary) + "\" " + what);
    };
    switch (end) {
      case RuleEnd::complete:
        return;
      case RuleEnd::endless:
        return say(
            "repeats without end; only the first was taken. Say the event's days to get "
            "those of them.");
      case RuleEnd::too_many:
        return say("repeats more than " + std::to_string(occurrences_max) +
                   " times; the rest was left out.");
      case RuleEnd::unsupported:
        return say("repeats in a way that no timetable does; only the first was taken.");
    }
  }

  void say_what_was_done() {
    const auto say = [this](int count, const char* field, const char* one, const char* many) {
      if (count > 0) {
        report_.advise(0, field, counted(count, one, many));
      }
    };
    say(superseded_, "SEQUENCE", "older version of a session was left out.",
        "older versions of sessions were left out.");
    say(shared_uids_, "UID", "session shares a UID with another one; all were kept.",
        "sessions share a UID with another one; all were kept.");
    say(without_end_, "DTEND", "session has no end; the usual length was taken.",
        "sessions have no end; the usual length was taken.");
    say(backward_, "DTEND", "session ends before it starts; the usual length was taken.",
        "sessions end before they start; the usual length was taken.");
    for (const std::string& zone : unknown_zones_) {
      report_.advise(
          0, "TZID",
          "Nobody knows the time zone \"" + zone + "\"; its times were read as the event's own.");
    }
  }

  const std::vector<CalendarHead>& heads_;
  const ReadOptions& options_;
  CalendarZones& zones_;
  DraftEvent& event_;
  Report& report_;
  std::vector<CalendarEvent> events_;
  RuleBudget budget_;
  std::set<std::string> unknown_zones_;
  int superseded_ = 0;
  int shared_uids_ = 0;
  int without_end_ = 0;
  int backward_ = 0;
  bool full_ = false;
};

}  // namespace

void add_series(std::vector<CalendarEvent> events, const std::vector<CalendarHead>& heads,
                const ReadOptions& options, CalendarZones& zones, DraftEvent& event,
                Report& report) {
  SeriesReader{heads, options, zones, event, report}.read(std::move(events));
}

bool is_outside(const CalendarEvent& event, const ReadOptions& options) {
  if (!event.start || !event.rule.empty() || !event.added.empty() || event.instead_of) {
    return false;
  }
  // A day more on either side, for zones.
  return (options.first_day && event.start->civil < LocalTime{*options.first_day - days{1}}) ||
         (options.last_day && event.start->civil >= LocalTime{*options.last_day + days{2}});
}

}  // namespace lintel::formats
