#include "shared/import/assemble.h"

#include <algorithm>
#include <charconv>

#include "shared/core/text.h"
#include "shared/event/accent.h"
#include "shared/event/check.h"
#include "shared/import/words.h"

namespace lintel::import {
namespace {

class Assembler {
 public:
  Assembler(const RawEvent& raw, std::vector<RawSession> sessions, const ZoneOffsets& offsets,
            Sink& sink)
      : raw_(raw), sessions_(std::move(sessions)), offsets_(offsets), sink_(sink) {}

  std::optional<Event> run() {
    // When the sessions' file was broken, that they are missing is no news.
    const bool all_read = !sink_.has_errors();
    read_header();
    read_rooms();
    zone_known_ = check_zone();
    if (sessions_.empty() && all_read) {
      sink_.error(raw_.origin, "", "There are no sessions; give them as [[sessions]] or in a CSV.");
    }
    advise_on_ids();
    for (const RawSession& raw : sessions_) {
      read_session(raw);
    }
    report_breaches();
    if (sink_.has_errors()) {
      return std::nullopt;
    }
    lint(draft_, sessions_, sink_);
    auto event = make_event(draft_);
    if (!event) {
      sink_.error(raw_.origin, "", event.error().message);
      return std::nullopt;
    }
    return std::move(*event);
  }

 private:
  Origin line_of(const Origin& origin, const RawFields& fields, std::string_view key) const {
    return {origin.file, fields.line(key, origin.line), origin.prefix};
  }
  void wrong(const RawSession& raw, const char* key, std::string message) {
    faulty_ = true;
    sink_.error(line_of(raw.origin, raw.fields, key), key, std::move(message));
  }

  // --- the event's own table ---

  void advise_on_accent(const RawFields& fields) {
    const auto accent = parse_colour(draft_.accent);
    if (accent && !is_readable_accent(*accent)) {
      sink_.advise(line_of(raw_.origin, fields, "accent"), "accent",
                   "Words in this colour or on it would be hard to read (contrast below 4.5:1), so "
                   "doors keep Lintel's own; choose a darker one.");
    }
  }

  void read_header() {
    const RawFields& fields = raw_.fields;
    draft_.title = fields.text("title");
    draft_.theme = fields.text("theme");
    draft_.id.value = fields.text("id");
    draft_.time_zone = fields.text("time_zone");
    draft_.accent = fields.text("accent");
    advise_on_accent(fields);
    draft_.form = exit_form();
    draft_.languages = raw_.languages.empty() ? std::vector<std::string>{"en"} : raw_.languages;
    if (draft_.id.empty() && !draft_.title.empty()) {
      draft_.id.value = slug(draft_.title + " " + fields.text("date"));
      sink_.advise(raw_.origin, "id",
                   "There is none, so it is \"" + draft_.id.value +
                       "\"; write it down so that answers still belong here when the title "
                       "changes.");
    }
    read_clock_style(fields);
    draft_.rules.release_group = read_rule("release_group", draft_.rules.release_group);
    draft_.rules.min_answers = read_rule("min_answers", draft_.rules.min_answers);
    draft_.rules.min_notes = read_rule("min_notes", draft_.rules.min_notes);
    if (fields.has("date")) {
      auto day = parse_day(fields.text("date"));
      if (day) {
        day_ = *day;
      } else {
        sink_.error(line_of(raw_.origin, fields, "date"), "date", day.error().message);
      }
    }
  }

  void read_clock_style(const RawFields& fields) {
    const std::string& clock = fields.text("clock");
    if (clock == "24") {
      draft_.clock_style = ClockStyle::hours_24;
    } else if (!clock.empty() && clock != "12") {
      sink_.error(line_of(raw_.origin, fields, "clock"), "clock", "It is 12 or 24.");
    }
  }

  int read_rule(const char* key, int otherwise) {
    const std::string& text = raw_.answers.text(key);
    if (text.empty()) {
      return otherwise;
    }
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
      sink_.error({raw_.origin.file, raw_.answers.line(key, 0), "answers."}, key,
                  "It has to be a whole number.");
      return otherwise;
    }
    return value;
  }

  // A zone nobody knows is one error where it was written, not one for every session.
  bool check_zone() {
    const std::string& zone = draft_.time_zone;
    if (zone.empty()) {
      return false;  // a breach says so
    }
    const LocalDay probe = day_.value_or(LocalDay{std::chrono::days{20'000}});
    const auto offset = offsets_(zone, LocalTime{probe + std::chrono::hours{12}});
    if (!offset && offset.error().code == ErrorCode::not_found) {
      sink_.error(line_of(raw_.origin, raw_.fields, "time_zone"), "time_zone",
                  offset.error().message);
      return false;
    }
    return true;
  }

  // --- rooms ---

  void add_room(Room room, Origin origin) {
    draft_.rooms.push_back(std::move(room));
    room_origins_.push_back(std::move(origin));
  }

  void read_rooms() {
    for (const RawRoom& raw : raw_.rooms) {
      Room room{{raw.fields.text("id")}, raw.fields.text("name")};
      if (room.name.empty()) {
        room.name = room.id.value;
      }
      if (room.id.empty()) {
        room.id.value = slug(room.name);
      }
      add_room(std::move(room), raw.origin);
    }
  }

  // The room of a session's cell, created when nobody listed it.
  RoomId room_of(const RawSession& raw, const char* key) {
    const std::string& name = raw.fields.text(key);
    if (name.empty()) {
      return {};
    }
    if (const Room* const known = draft_.find_room_by_name(name)) {
      return known->id;
    }
    Room room{{slug(name)}, name};
    if (room.id.empty() || draft_.find_room(room.id) != nullptr) {
      room.id.value = name;
    }
    if (!raw_.rooms.empty()) {
      sink_.advise(line_of(raw.origin, raw.fields, key), key,
                   "\"" + name + "\" is none of the rooms listed in " + raw_.origin.file +
                       " and becomes a room of its own; correct it or list it there.");
    }
    add_room(room, line_of(raw.origin, raw.fields, key));
    return room.id;
  }

  // --- sessions ---

  // One piece of advice for a file that has no ids at all, else one for every gap.
  void advise_on_ids() {
    const auto lacks = [](const RawSession& raw) { return !raw.fields.has("id"); };
    std::string last_file;
    for (const RawSession& raw : sessions_) {
      const std::string& file = raw.origin.file;
      const bool all = std::all_of(sessions_.begin(), sessions_.end(), [&](const RawSession& one) {
        return one.origin.file != file || lacks(one);
      });
      if (!lacks(raw) || (all && file == last_file)) {
        continue;
      }
      last_file = file;
      Origin origin = raw.origin;
      if (all) {
        origin.line = 0;
        origin.prefix.clear();
      }
      sink_.advise(origin, "id",
                   std::string{all ? "No session has one" : "It is missing"} +
                       ", so it is made of title and start; give one, so that answers still "
                       "belong to the session when either changes.");
    }
  }

  void read_session(const RawSession& raw) {
    const RawFields& fields = raw.fields;
    Session session;
    faulty_ = false;
    session.title = fields.text("title");
    session.room = room_of(raw, "room");
    if (fields.has("moved_from")) {
      session.moved_from = room_of(raw, "moved_from");
    }
    read_times(raw, session);
    session.id.value = fields.has("id") ? fields.text("id") : made_id(session);
    session.challenge = fields.text("challenge");
    session.suggestions = raw.suggestions;
    session.group = fields.text("group");
    session.guide = fields.text("guide");
    session.slides_url = fields.text("slides");
    read_status(raw, session);
    if (shows_names(raw)) {
      session.presenters = raw.presenters;
    }
    faulty_times_.push_back(faulty_);
    draft_.sessions.push_back(std::move(session));
  }

  static std::string made_id(const Session& session) {
    std::string time = to_rfc3339(session.start).substr(0, 16);  // 2026-11-20T10:00
    std::replace(time.begin(), time.end(), ':', '-');
    std::string title = slug(session.title);
    title = truncate_utf8(title, limits::id_bytes_max - time.size() - 1);
    return title.empty() ? std::string{} : title + "-" + ascii_lower(time);
  }

  void read_times(const RawSession& raw, Session& session) {
    const auto day = session_day(raw);
    const auto start = local_time(raw, "start", day);
    const auto end = local_time(raw, "end", start ? day_of(*start) : day);
    if (start && end && *end <= *start) {
      wrong(raw, "end",
            raw.fields.text("end") + " is not after the start, " + raw.fields.text("start") +
                "; write afternoons as 13:00 or 1:00 PM.");
    }
    if (start) {
      session.start = moment(raw, "start", *start);
    }
    if (end) {
      session.end = moment(raw, "end", *end);
    }
  }

  std::optional<LocalDay> session_day(const RawSession& raw) {
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

  std::optional<LocalTime> local_time(const RawSession& raw, const char* key,
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
      faulty_ = true;
      if (!raw.fields.has("date") && !raw_.fields.has("date") && std::string_view{key} == "start") {
        wrong(raw, "date", "There is none; give the event a date or every session its own.");
      }
      return std::nullopt;
    }
    return LocalTime{*day + *clock};
  }

  Moment moment(const RawSession& raw, const char* key, LocalTime time) {
    Moment result{std::chrono::sys_seconds{time.time_since_epoch()}, minutes{0}};
    if (!zone_known_) {
      return result;
    }
    auto found = known_offsets_.find(time);
    if (found == known_offsets_.end()) {
      found = known_offsets_.emplace(time, offsets_(draft_.time_zone, time)).first;
    }
    if (!found->second) {
      wrong(raw, key, found->second.error().message);
      return result;
    }
    result.offset = *found->second;
    result.utc -= result.offset;
    return result;
  }

  void read_status(const RawSession& raw, Session& session) {
    const std::string status = ascii_lower(raw.fields.text("status"));
    if (status == "cancelled" || status == "canceled") {
      session.status = SessionStatus::cancelled;
    } else if (!status.empty() && status != "scheduled") {
      sink_.error(line_of(raw.origin, raw.fields, "status"), "status",
                  "It is scheduled, cancelled or empty.");
    }
  }

  bool shows_names(const RawSession& raw) {
    const std::string& text = raw.fields.text("show_names");
    if (text.empty()) {
      return true;
    }
    const auto answer = parse_yes_no(text);
    if (!answer) {
      sink_.error(line_of(raw.origin, raw.fields, "show_names"), "show_names",
                  "It is yes, no or empty.");
      return false;
    }
    return *answer;
  }

  // --- invariants, with lines ---

  void report_breaches() {
    for (const Breach& breach : find_breaches(draft_)) {
      switch (breach.part) {
        case Part::event:
          report_event(breach);
          break;
        case Part::room: {
          const Origin& origin = room_origins_[breach.index];
          sink_.error(origin, breach.field, breach.message);
          break;
        }
        case Part::session:
          report_session(breach);
          break;
      }
    }
  }

  void report_event(const Breach& breach) {
    const bool rule = std::find(std::begin(answer_keys), std::end(answer_keys), breach.field) !=
                      std::end(answer_keys);
    const bool list = breach.field == "rooms" || breach.field == "sessions";
    Origin origin = line_of(raw_.origin, rule ? raw_.answers : raw_.fields, breach.field);
    origin.prefix = rule ? "answers." : list ? "" : origin.prefix;
    if (breach.field == "rooms" && sessions_.empty()) {
      return;  // the missing sessions were named already
    }
    sink_.error(origin, breach.field, breach.message);
  }

  void report_session(const Breach& breach) {
    const bool time = breach.field == "start" || breach.field == "end";
    if (time && faulty_times_[breach.index]) {
      return;  // only follows from what was named already
    }
    const RawSession& raw = sessions_[breach.index];
    sink_.error(line_of(raw.origin, raw.fields, breach.field), breach.field, breach.message);
  }

  const RawEvent& raw_;
  std::vector<RawSession> sessions_;
  const ZoneOffsets& offsets_;
  Sink& sink_;
  Event draft_;
  std::vector<Origin> room_origins_;
  std::vector<bool> faulty_times_;
  std::map<LocalTime, Result<minutes>> known_offsets_;
  std::optional<LocalDay> day_;
  bool zone_known_ = false;
  bool faulty_ = false;
};

}  // namespace

std::optional<Event> assemble(const RawEvent& raw, std::vector<RawSession> sessions,
                              const ZoneOffsets& offsets, Sink& sink) {
  return Assembler{raw, std::move(sessions), offsets, sink}.run();
}

}  // namespace lintel::import
