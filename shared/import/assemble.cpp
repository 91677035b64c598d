#include "shared/import/assemble.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "shared/core/text.h"
#include "shared/event/accent.h"
#include "shared/event/check.h"
#include "shared/import/formats/folding.h"
#include "shared/import/session_times.h"
#include "shared/import/words.h"

namespace lintel::import {
namespace {

class Assembler {
 public:
  Assembler(const RawEvent& raw, std::vector<RawSession> sessions, const ZoneOffsets& offsets,
            Sink& sink)
      : raw_(raw),
        sessions_(std::move(sessions)),
        offsets_(offsets),
        sink_(sink),
        times_(offsets, sink) {}

  std::optional<Event> run() {
    // When the sessions' file was broken, that they are missing is no news.
    const bool all_read = !sink_.has_errors();
    read_header();
    read_rooms();
    if (check_zone()) {
      times_.set_zone(draft_.time_zone);
    }
    if (sessions_.empty() && all_read) {
      sink_.error(raw_.origin, "",
                  "There are no sessions; give a sheet, a calendar or a schedule that holds them.");
    }
    advise_on_ids();
    for (const RawSession& raw : sessions_) {
      read_session(raw);
    }
    say_what_was_done();
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
      draft_.id.value.resize(truncate_utf8(draft_.id.value, limits::id_bytes_max).size());
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
        times_.set_day(*day);
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
    const std::size_t index = draft_.rooms.size();
    by_name_.emplace(formats::fold_room(room.name), index);
    by_bare_name_.emplace(formats::fold_bare_room(room.name), index);
    by_id_.emplace(formats::fold_room(room.id.value), index);
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
        room.id = new_room_id(room.name);
      }
      add_room(std::move(room), raw.origin);
    }
  }

  RoomId new_room_id(const std::string& name) const {
    const std::string base{truncate_utf8(slug(name), limits::id_bytes_max - 8)};
    std::string id = base.empty() ? "room-" + std::to_string(draft_.rooms.size() + 1) : base;
    for (int number = 2; by_id_.contains(formats::fold_room(id)); ++number) {
      id = (base.empty() ? "room" : base) + "-" + std::to_string(number);
    }
    return {id};
  }

  const Room* known_room(const std::string& name) {
    const std::string key = formats::fold_room(name);
    auto found = by_name_.find(key);
    bool named = found != by_name_.end();
    if (!named && (found = by_id_.find(key)) == by_id_.end()) {
      found = by_bare_name_.find(formats::fold_bare_room(name));
      named = true;
      if (found == by_bare_name_.end()) {
        return nullptr;
      }
    }
    const Room& room = draft_.rooms[found->second];
    if (named && ascii_lower(room.name) != ascii_lower(name)) {
      spellings_.insert("\"" + name + "\" as \"" + room.name + "\"");
    }
    return &room;
  }

  // The room of a session's cell, created when nobody listed it.
  RoomId room_of(const RawSession& raw, const char* key) {
    const std::string& name = raw.fields.text(key);
    if (name.empty()) {
      return {};
    }
    if (const Room* const known = known_room(name)) {
      return known->id;
    }
    const Room room{new_room_id(name), name};
    if (raw_.rooms_are_all) {
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
    session.title = fields.text("title");
    session.room = room_of(raw, "room");
    read_old_room(raw, session);
    faulty_times_.push_back(!times_.read(raw, session));
    set_id(raw, session);
    session.challenge = fields.text("challenge");
    session.suggestions = raw.suggestions;
    session.group = fields.text("group");
    session.guide = fields.text("guide");
    session.slides_url = fields.text("slides");
    read_status(raw, session);
    if (shows_names(raw)) {
      session.presenters = raw.presenters;
    }
    draft_.sessions.push_back(std::move(session));
  }

  // A program may name the room a session is in as the one it came from; people then mean it.
  void read_old_room(const RawSession& raw, Session& session) {
    if (raw.fields.has("moved_from")) {
      session.moved_from = room_of(raw, "moved_from");
      if (raw.times && session.moved_from == session.room) {
        session.moved_from.reset();
      }
    }
  }

  // Made ids, and those of a series, are told apart by the start and then by a number: stable as
  // long as the file is. A table's own id that stands there twice is a slip, and find_breaches says
  // so.
  void set_id(const RawSession& raw, Session& session) {
    const std::string& own = raw.fields.text("id");
    const std::string time = start_in_id(session);
    session.id.value = own.empty() ? made_id(session.title, time) : own;
    if (session.id.empty() || (!own.empty() && raw.ids == Ids::distinct) ||
        ids_.insert(session.id.value).second) {
      ids_.insert(session.id.value);
      return;
    }
    const std::string base = own.empty() ? session.id.value : with_suffix(own, "/" + time);
    std::string distinct = base;
    int& number = repeats_[base];  // counted, because trying from 1 each time would be quadratic
    while (!ids_.insert(distinct).second) {
      number = std::max(number, 1) + 1;
      distinct = with_suffix(base, "/" + std::to_string(number));
    }
    session.id.value = distinct;
  }

  static std::string start_in_id(const Session& session) {
    std::string time = to_rfc3339(session.start).substr(0, 16);  // 2026-11-20T10:00
    std::replace(time.begin(), time.end(), ':', '-');
    return ascii_lower(time);
  }
  static std::string made_id(const std::string& title, const std::string& time) {
    std::string made = slug(title);
    made = truncate_utf8(made, limits::id_bytes_max - time.size() - 1);
    if (made.empty()) {
      return title.empty() ? std::string{} : "session-" + time;
    }
    return made + "-" + time;
  }
  static std::string with_suffix(const std::string& id, const std::string& suffix) {
    return std::string{truncate_utf8(id, limits::id_bytes_max - suffix.size())} + suffix;
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

  void say_what_was_done() {
    times_.say_what_was_done({raw_.origin.file, 0, ""});
    for (const std::string& spelling : spellings_) {
      sink_.advise({raw_.origin.file, 0, ""}, "room", "The room " + spelling + " was read as one.");
    }
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
  std::map<std::string, std::size_t> by_name_;       // folded names of rooms -> draft_.rooms
  std::map<std::string, std::size_t> by_bare_name_;  // without their word for "room"
  std::map<std::string, std::size_t> by_id_;
  std::set<std::string> spellings_;
  std::set<std::string> ids_;
  std::map<std::string, int> repeats_;
  SessionTimes times_;
  std::vector<bool> faulty_times_;
  std::optional<LocalDay> day_;
};

}  // namespace

std::optional<Event> assemble(const RawEvent& raw, std::vector<RawSession> sessions,
                              const ZoneOffsets& offsets, Sink& sink) {
  return Assembler{raw, std::move(sessions), offsets, sink}.run();
}

}  // namespace lintel::import
