#include "shared/import/formats/to_event.h"

#include <algorithm>
#include <map>
#include <set>

#include "shared/core/text.h"
#include "shared/event/check.h"
#include "shared/import/formats/folding.h"
#include "shared/import/words.h"

namespace lintel::formats {
namespace {

class EventMaker {
 public:
  EventMaker(const DraftEvent& draft, const EventOptions& options, const ZoneOffsets& offsets)
      : draft_(draft), options_(options), offsets_(offsets), report_(options.file) {}

  ImportResult run() {
    fill_header();
    if (find_zone()) {
      for (const std::string& room : draft_.rooms) {
        room_of(room);
      }
      for (const DraftSession& session : draft_.sessions) {
        add(session);
      }
      say_what_was_done();
      check();
    }
    ImportResult result;
    result.findings = report_.take();
    if (!has_errors(result.findings)) {
      auto event = make_event(std::move(event_));
      if (event) {
        result.event = std::move(*event);
      } else {
        result.findings.push_back({Severity::error, options_.file, 0, "", event.error().message});
      }
    }
    return result;
  }

 private:
  void fill_header() {
    event_.title = options_.title.empty() ? draft_.title : options_.title;
    if (event_.title.empty()) {
      report_.error(0, "title", "The event has no title; give it one.");
    }
    event_.id.value = options_.id.empty() ? import::slug(event_.title) : options_.id;
    event_.theme = options_.theme;
    event_.languages = options_.languages;
    event_.clock_style = options_.clock_style;
    event_.rules = options_.rules;
    event_.form = exit_form();
  }

  // The zone asked for, the file's, or the only one that its sessions name.
  bool find_zone() {
    std::string zone = options_.time_zone.empty() ? draft_.time_zone : options_.time_zone;
    if (zone.empty()) {
      std::set<std::string> named;
      for (const DraftSession& session : draft_.sessions) {
        if (session.start && !session.start->zone.empty()) {
          named.insert(session.start->zone);
        }
      }
      zone = named.size() == 1 ? *named.begin() : "";
    }
    if (zone.empty()) {
      report_.error(0, "time_zone",
                    "The file names no time zone; give one, such as America/Chicago.");
      return false;
    }
    const auto known = offsets_(zone, LocalTime{LocalDay{std::chrono::year{2026} / 1 / 15}});
    if (!known) {
      report_.error(0, "time_zone", known.error().message);
      return false;
    }
    event_.time_zone = zone;
    return true;
  }

  // The offset of the event's zone at an instant, although zones are asked by civil time: guess
  // with the offset of the day, and ask again with the civil time that gives.
  minutes zone_offset_at(std::chrono::sys_seconds utc) const {
    minutes offset{0};
    for (int round = 0; round < 2; ++round) {
      const LocalTime civil{(utc + offset).time_since_epoch()};
      auto found = offsets_(event_.time_zone, civil);
      found = found ? std::move(found) : offsets_(event_.time_zone, civil + std::chrono::hours{1});
      offset = found ? *found : offset;
    }
    return offset;
  }

  std::optional<Moment> moment(const DraftTime& time, const DraftSession& session) {
    const bool elsewhere = !time.zone.empty() && time.zone != event_.time_zone;
    std::optional<minutes> offset = time.offset;
    if (!offset) {
      const auto found = offsets_(elsewhere ? time.zone : event_.time_zone, time.civil);
      if (!found) {
        report_.error(session.line, "start", quoted(session) + found.error().message);
        return std::nullopt;
      }
      offset = *found;
    }
    Moment moment{std::chrono::sys_seconds{(time.civil - *offset).time_since_epoch()}, *offset};
    const minutes here = zone_offset_at(moment.utc);
    const bool utc = time.offset == minutes{0} && here != minutes{0};
    if (elsewhere || utc) {
      moment.offset = here;
    } else if (here != moment.offset) {
      ++other_offsets_;
    }
    return moment;
  }

  static std::string quoted(const DraftSession& session) {
    return "\"" + line_excerpt(session.title) + "\": ";
  }

  void add(const DraftSession& draft) {
    if (draft.all_day) {
      ++all_day_;
      return;
    }
    Session session;
    if (!set_times(draft, session)) {
      return;
    }
    const std::string& room = draft.room.empty() ? options_.room_of_roomless : draft.room;
    if (room.empty()) {
      report_.error(draft.line, "room",
                    quoted(draft) +
                        "it has no room; write one, or say which room "
                        "sessions without one are in.");
      return;
    }
    session.room = room_of(room);
    if (!draft.moved_from.empty()) {
      const RoomId from = room_of(draft.moved_from);
      session.moved_from = from == session.room ? std::nullopt : std::optional{from};
    }
    if (draft.title.empty()) {
      report_.error(draft.line, "title", "A session has no title; give it one.");
      return;
    }
    session.title = draft.title;
    session.status = draft.status == DraftStatus::cancelled ? SessionStatus::cancelled
                                                            : SessionStatus::scheduled;
    session.group = draft.group;
    session.guide = draft.guide;
    session.challenge = challenge_of(draft);
    session.suggestions = draft.suggestions;
    set_presenters(draft, session);
    session.slides_url = slides_of(draft);
    session.id = id_of(draft, session);
    lines_.push_back(draft.line);
    event_.sessions.push_back(std::move(session));
  }

  bool set_times(const DraftSession& draft, Session& session) {
    const auto start = draft.start ? moment(*draft.start, draft) : std::nullopt;
    const auto end = draft.end ? moment(*draft.end, draft) : std::nullopt;
    if (!start || !end) {
      if (!draft.start) {
        report_.error(draft.line, "start", quoted(draft) + "it has no start; write one.");
      }
      return false;
    }
    if (end->utc - start->utc > limits::session_length_max) {
      report_.advise(draft.line, "end",
                     quoted(draft) + "it lasts longer than a day and was left out.");
      return false;
    }
    session.start = *start;
    session.end = *end;
    return true;
  }

  // What the door says besides the title. Conferences have no challenge; their short text is as
  // near.
  static std::string challenge_of(const DraftSession& draft) {
    for (const std::string* text :
         {&draft.challenge, &draft.subtitle, &draft.abstract, &draft.description}) {
      if (!text->empty()) {
        return *text;
      }
    }
    return {};
  }

  void set_presenters(const DraftSession& draft, Session& session) {
    if (draft.names_withheld || options_.names == PresenterNames::hidden) {
      return;
    }
    session.presenters = draft.presenters;
    if (session.presenters.size() > limits::presenters_max) {
      report_.advise(draft.line, "presenters",
                     quoted(draft) + "only the first " + std::to_string(limits::presenters_max) +
                         " presenters are kept.");
      session.presenters.resize(limits::presenters_max);
    }
    if (options_.names == PresenterNames::first_names) {
      for (std::string& name : session.presenters) {
        name.resize(std::min(name.find(' '), name.size()));
      }
    }
  }

  // Only addresses that make_event takes: a QR code on a public screen leads there.
  static std::string slides_of(const DraftSession& draft) {
    std::string url = draft.slides_url;
    for (const DraftLink& link : draft.links) {
      const std::string title = fold(link.title);
      const bool slides = title.find("slides") != std::string::npos ||
                          title.find("folien") != std::string::npos ||
                          title.find("diapo") != std::string::npos;
      url = url.empty() && slides ? link.url : url;
    }
    return url;
  }

  SessionId id_of(const DraftSession& draft, const Session& session) {
    std::string time = to_rfc3339(session.start).substr(0, 16);  // 2026-11-20T10:00
    std::replace(time.begin(), time.end(), ':', '-');
    time = ascii_lower(time);
    std::string id = draft.id;
    if (id.empty()) {
      ++made_ids_;
      const std::string slug = import::slug(session.title);
      id = std::string{truncate_utf8(slug, limits::id_bytes_max - time.size() - 1)};
      id += (id.empty() ? "session-" : "-") + time;
    }
    if (ids_.insert(id).second) {
      return SessionId{id};
    }
    const std::string base = draft.id.empty() ? id : with_suffix(id, "/" + time);
    std::string distinct = base;
    int& number = repeats_[base];  // counted, because trying from 1 each time would be quadratic
    while (!ids_.insert(distinct).second) {
      number = std::max(number, 1) + 1;
      distinct = with_suffix(base, "/" + std::to_string(number));
    }
    return SessionId{distinct};
  }

  static std::string with_suffix(const std::string& id, const std::string& suffix) {
    return std::string{truncate_utf8(id, limits::id_bytes_max - suffix.size())} + suffix;
  }

  RoomId room_of(const std::string& name) {
    const std::string key = fold_room(name);
    const auto found = rooms_.find(key);
    if (found != rooms_.end()) {
      const Room& room = event_.rooms[found->second];
      if (room.name != name) {
        spellings_.insert("\"" + name + "\" as \"" + room.name + "\"");
      }
      return room.id;
    }
    std::string id = import::slug(name);
    id = id.empty() ? "room-" + std::to_string(event_.rooms.size() + 1) : id;
    for (int number = 2; !room_ids_.insert(id).second; ++number) {
      id = import::slug(name) + "-" + std::to_string(number);
    }
    rooms_.emplace(key, event_.rooms.size());
    event_.rooms.push_back({{id}, name});
    return event_.rooms.back().id;
  }

  void say_what_was_done() {
    if (all_day_ > 0) {
      report_.advise(0, "start",
                     std::to_string(all_day_) +
                         " entries last whole days and were left out: they are no "
                         "sessions.");
    }
    if (other_offsets_ > 0) {
      report_.advise(0, "time_zone",
                     "The offsets in the file are not those of " + event_.time_zone +
                         "; the offsets were trusted.");
    }
    if (made_ids_ > 0) {
      report_.advise(0, "id",
                     std::to_string(made_ids_) +
                         " sessions have no id, so it was made of title and start; give "
                         "them one, so that answers stay with them when either changes.");
    }
    for (const std::string& spelling : spellings_) {
      report_.advise(0, "room", "The room " + spelling + " was read as one.");
    }
  }

  void check() {
    for (const Breach& breach : find_breaches(event_)) {
      const bool session = breach.part == Part::session && breach.index < lines_.size();
      const std::string what =
          session ? "\"" + line_excerpt(event_.sessions[breach.index].title) + "\": " : "";
      report_.error(session ? lines_[breach.index] : 0, breach.field, what + breach.message);
    }
  }

  const DraftEvent& draft_;
  const EventOptions& options_;
  const ZoneOffsets& offsets_;
  Report report_;
  Event event_;
  std::vector<int> lines_;  // of event_.sessions
  std::map<std::string, std::size_t> rooms_;
  std::set<std::string> room_ids_;
  std::set<std::string> ids_;
  std::map<std::string, int> repeats_;
  std::set<std::string> spellings_;
  int all_day_ = 0;
  int other_offsets_ = 0;
  int made_ids_ = 0;
};

}  // namespace

ImportResult to_event(const DraftEvent& draft, const EventOptions& options,
                      const ZoneOffsets& offsets) {
  return EventMaker{draft, options, offsets}.run();
}

}  // namespace lintel::formats
