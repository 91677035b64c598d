#include "shared/event/event.h"

#include <algorithm>
#include <unordered_map>

#include "shared/core/folding.h"
#include "shared/core/text.h"
#include "shared/event/check.h"
#include "shared/event/room_name.h"

namespace lintel {
namespace {

// "session \"a1\": end: is not after the start; …"
std::string name_of(const Event& draft, const Breach& breach) {
  switch (breach.part) {
    case Part::event:
      return breach.field + ": " + breach.message;
    case Part::room:
      return "room \"" + draft.rooms[breach.index].id.value + "\": " + breach.field + ": " +
             breach.message;
    case Part::session:
      return "session \"" + draft.sessions[breach.index].id.value + "\": " + breach.field + ": " +
             breach.message;
  }
  return breach.message;
}

void sort_sessions(Event& event) {
  std::unordered_map<RoomId, std::size_t> order;
  for (std::size_t i = 0; i < event.rooms.size(); ++i) {
    order.emplace(event.rooms[i].id, i);
  }
  std::sort(event.sessions.begin(), event.sessions.end(),
            [&order](const Session& a, const Session& b) {
              if (a.start != b.start) {
                return a.start < b.start;
              }
              const std::size_t room_a = order.at(a.room);
              const std::size_t room_b = order.at(b.room);
              return room_a != room_b ? room_a < room_b : a.id < b.id;
            });
}

}  // namespace

const Session* Event::find_session(const SessionId& wanted) const {
  const auto found = std::find_if(sessions.begin(), sessions.end(),
                                  [&](const Session& session) { return session.id == wanted; });
  return found == sessions.end() ? nullptr : &*found;
}

const Room* Event::find_room(const RoomId& wanted) const {
  const auto found =
      std::find_if(rooms.begin(), rooms.end(), [&](const Room& room) { return room.id == wanted; });
  return found == rooms.end() ? nullptr : &*found;
}

const Room* Event::find_room_by_name(std::string_view name) const {
  const std::string wanted = fold(clean_line(name));
  const std::string bare = bare_room_name(wanted);
  const Room* by_id = nullptr;
  const Room* by_number = nullptr;
  for (const Room& room : rooms) {
    const std::string known = fold(room.name);
    if (known == wanted) {
      return &room;
    }
    if (by_id == nullptr && fold(room.id.value) == wanted) {
      by_id = &room;
    }
    if (by_number == nullptr && !wanted.empty() && bare_room_name(known) == bare) {
      by_number = &room;
    }
  }
  return by_id != nullptr ? by_id : by_number;
}

minutes Event::offset_at(UtcTime time) const {
  if (!zone_offsets.empty()) {
    const auto later =
        std::upper_bound(zone_offsets.begin(), zone_offsets.end(), time,
                         [](UtcTime at, const ZoneOffset& next) { return at < next.from; });
    return later == zone_offsets.begin() ? later->offset : std::prev(later)->offset;
  }
  minutes nearest{0};
  milliseconds distance = milliseconds::max();
  for (const Session& session : sessions) {
    const milliseconds before = session.start.utc - time;
    const milliseconds after = time - session.end.utc;
    const milliseconds away = std::max({before, after, milliseconds{0}});
    if (away < distance) {
      distance = away;
      nearest = session.start.offset;
    }
  }
  return nearest;
}

bool has_errors(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.severity == Severity::error; });
}

std::string to_text(const Findings& findings) {
  std::string text;
  for (const Severity severity : {Severity::error, Severity::advice}) {
    for (const Finding& finding : findings) {
      if (finding.severity != severity) {
        continue;
      }
      if (!finding.file.empty()) {
        text += finding.file + ":";
      }
      if (finding.line > 0) {
        text += std::to_string(finding.line) + ":";
      }
      if (!text.empty() && text.back() == ':') {
        text += " ";
      }
      text += severity == Severity::advice ? "advice: " : "";
      text += finding.field.empty() ? "" : finding.field + ": ";
      text += finding.message + "\n";
    }
  }
  return text;
}

Result<Event> make_event(Event draft) {
  if (draft.form == Form{}) {
    draft.form = exit_form();
  }
  const std::vector<Breach> breaches = find_breaches(draft);
  if (!breaches.empty()) {
    return Error{breaches.front().code, name_of(draft, breaches.front())};
  }
  sort_sessions(draft);
  return draft;
}

}  // namespace lintel
