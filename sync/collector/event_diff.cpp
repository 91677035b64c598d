#include "sync/collector/event_diff.h"

#include <algorithm>
#include <map>
#include <vector>

#include "shared/import/formats/draft.h"

namespace lintel::collector {
namespace {

std::string quoted(const std::string& text) {
  return "\"" + formats::line_excerpt(text) + "\"";
}

std::string joined(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& one : list) {
    text += (text.empty() ? "" : "; ") + one;
  }
  return text;
}

std::string time_of(const Moment& moment) {
  std::string text = to_rfc3339(moment).substr(0, 16);
  text[10] = ' ';
  return text;
}

std::string room_name(const Event& event, const RoomId& id) {
  const Room* room = event.find_room(id);
  return room == nullptr ? id.value : room->name;
}

std::string status_of(const Session& session) {
  return session.status == SessionStatus::cancelled ? "cancelled" : "taking place";
}

class Line {
 public:
  // Short values are shown, long ones only named.
  void add(const char* what, const std::string& before, const std::string& after) {
    constexpr std::size_t shown_bytes_max = 60;
    if (before == after) {
      return;
    }
    text_ += (text_.empty() ? "" : "; ") + std::string{what};
    if (before.size() <= shown_bytes_max && after.size() <= shown_bytes_max) {
      text_ += " " + (before.empty() ? "none" : before) + " -> " + (after.empty() ? "none" : after);
    } else {
      text_ += before.empty() ? " added" : after.empty() ? " taken out" : " changed";
    }
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string changes_of(const Event& before, const Session& old, const Event& after,
                       const Session& now) {
  Line line;
  line.add("title", quoted(old.title), quoted(now.title));
  line.add("status", status_of(old), status_of(now));
  line.add("room", room_name(before, old.room), room_name(after, now.room));
  line.add("start", time_of(old.start), time_of(now.start));
  line.add("end", time_of(old.end), time_of(now.end));
  line.add("presenters", joined(old.presenters), joined(now.presenters));
  line.add("group", old.group, now.group);
  line.add("guide", old.guide, now.guide);
  line.add("challenge", old.challenge, now.challenge);
  line.add("suggestions", joined(old.suggestions), joined(now.suggestions));
  line.add("slides", old.slides_url, now.slides_url);
  return line.text();
}

std::string place_of(const Event& event, const Session& session) {
  return room_name(event, session.room) + ", " + time_of(session.start);
}

}  // namespace

std::string diff_text(const Event& before, const Event& after) {
  Line header;
  header.add("event", before.id.value, after.id.value);
  header.add("title", quoted(before.title), quoted(after.title));
  header.add("theme", quoted(before.theme), quoted(after.theme));
  header.add("time zone", before.time_zone, after.time_zone);
  header.add("languages", joined(before.languages), joined(after.languages));
  std::string text = header.text().empty() ? "" : "* " + header.text() + "\n";
  std::map<SessionId, const Session*> gone;
  for (const Session& session : before.sessions) {
    gone.emplace(session.id, &session);
  }
  for (const Session& session : after.sessions) {
    const auto old = gone.find(session.id);
    const std::string name = quoted(session.title) + " [" + session.id.value + "]: ";
    if (old == gone.end()) {
      text += "+ " + name + place_of(after, session) + "\n";
      continue;
    }
    const std::string changes = changes_of(before, *old->second, after, session);
    gone.erase(old);
    text += changes.empty() ? "" : "~ " + name + changes + "\n";
  }
  for (const Session& session : before.sessions) {
    if (gone.contains(session.id)) {
      text += "- " + quoted(session.title) + " [" + session.id.value +
              "]: " + place_of(before, session) + "\n";
    }
  }
  return text;
}

}  // namespace lintel::collector
