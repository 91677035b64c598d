#include "shared/import/plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "shared/core/counted.h"
#include "shared/core/text.h"
#include "shared/core/utf8.h"

namespace lintel {
namespace {

constexpr std::size_t columns_min = 40;
constexpr std::size_t cell_min = 14;  // narrower shows no title
constexpr std::size_t cell_max = 36;
constexpr std::size_t cell_lines_max = 2;
constexpr std::size_t gap = 2;
constexpr const char* weekdays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                    "Thursday", "Friday", "Saturday"};

// Terminal columns: letters of Chinese, Japanese and Korean take two.
std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    at += point.bytes;
    const bool wide = (point.value >= 0x1100 && point.value <= 0x115F) ||
                      (point.value >= 0x2E80 && point.value <= 0xA4CF) ||
                      (point.value >= 0xAC00 && point.value <= 0xD7A3) ||
                      (point.value >= 0xF900 && point.value <= 0xFAFF) ||
                      (point.value >= 0xFF00 && point.value <= 0xFF60) ||
                      (point.value >= 0x1F300 && point.value <= 0x1FAFF);
    width += wide ? 2 : 1;
  }
  return width;
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t has = width_of(text);
  return text + std::string(has < width ? width - has : 0, ' ');
}

// The longest beginning that fits, whole letters.
std::string_view head_of(std::string_view text, std::size_t width) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t next = at + code_point_at(text, at).bytes;
    if (width_of(text.substr(0, next)) > width) {
      break;
    }
    at = next;
  }
  return text.substr(0, at);
}

// Broken at spaces; the last line that fits ends in … when there is more.
std::vector<std::string> wrapped(std::string_view text, std::size_t width, std::size_t lines_max) {
  std::vector<std::string> lines;
  while (!text.empty() && lines.size() < lines_max) {
    if (width_of(text) <= width) {
      lines.emplace_back(text);
      break;
    }
    if (lines.size() + 1 == lines_max) {
      lines.push_back(std::string{trim(head_of(text, width - 1))} + "…");
      break;
    }
    std::string_view line = head_of(text, width + 1);
    const std::size_t space = line.rfind(' ');
    line = space == std::string_view::npos || space == 0 ? head_of(text, width)
                                                         : line.substr(0, space);
    lines.emplace_back(trim(line));
    text = trim(text.substr(line.size()));
  }
  return lines;
}

std::string clock_of(const Moment& moment, ClockStyle style) {
  const std::string text = to_rfc3339(moment).substr(11, 5);
  if (style == ClockStyle::hours_24) {
    return text;
  }
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  return std::to_string(hour % 12 == 0 ? 12 : hour % 12) + text.substr(2) +
         (hour < 12 ? " am" : " pm");
}

std::string shown_title(const Session& session) {
  return (session.status == SessionStatus::cancelled ? "CANCELLED " : "") +
         std::string{session.moved_from ? "MOVED " : ""} + session.title;
}

class Day {
 public:
  Day(const Event& event, LocalDay day, std::size_t columns)
      : event_(event), columns_(columns), day_(day) {
    for (const Session& session : event.sessions) {
      if (day_of(session.start.local()) == day) {
        sessions_.push_back(&session);
      }
    }
    for (const Room& room : event.rooms) {
      const bool used =
          std::any_of(sessions_.begin(), sessions_.end(),
                      [&room](const Session* session) { return session->room == room.id; });
      if (used) {
        rooms_.push_back(&room);
      }
    }
    for (const Session* session : sessions_) {
      time_width_ = std::max(time_width_, width_of(time_of(*session)));
    }
  }

  std::string text() const {
    const std::chrono::weekday weekday{day_};
    std::string text =
        "\n" + std::string{weekdays[weekday.c_encoding()]} + " " + to_iso_day(day_) + "\n";
    return text + (is_grid() ? grid() : list());
  }

 private:
  std::string time_of(const Session& session) const {
    return clock_of(session.start, event_.clock_style) + " - " +
           clock_of(session.end, event_.clock_style);
  }

  std::size_t cell_width() const {
    const std::size_t left = columns_ - time_width_;
    return std::min(cell_max, left / std::max<std::size_t>(rooms_.size(), 1) - gap);
  }

  using Block = std::pair<Moment, Moment>;
  // A grid: rooms fit side by side, and what shares a room does not share a block.
  bool is_grid() const {
    if (rooms_.empty() || columns_ < time_width_ + rooms_.size() * (cell_min + gap)) {
      return false;
    }
    std::set<std::pair<Block, RoomId>> places;
    std::set<Block> blocks;
    for (const Session* session : sessions_) {
      const Block block{session->start, session->end};
      blocks.insert(block);
      if (!places.insert({block, session->room}).second) {
        return false;
      }
    }
    // Sessions of different lengths make a staircase, which a list says better.
    return rooms_.size() == 1 || blocks.size() * 2 <= sessions_.size() + 2;
  }

  std::string grid() const {
    const std::size_t width = cell_width();
    std::string text = std::string(time_width_, ' ');
    for (const Room* room : rooms_) {
      text += std::string(gap, ' ') + padded(wrapped(room->name, width, 1).front(), width);
    }
    text = std::string{text.substr(0, text.find_last_not_of(' ') + 1)} + "\n";
    std::map<Block, std::map<RoomId, const Session*>> blocks;
    for (const Session* session : sessions_) {
      blocks[{session->start, session->end}][session->room] = session;
    }
    for (const auto& [block, by_room] : blocks) {
      text += row(by_room, width);
    }
    return text;
  }

  std::string row(const std::map<RoomId, const Session*>& by_room, std::size_t width) const {
    std::vector<std::string> lines(1, padded(time_of(*by_room.begin()->second), time_width_));
    for (std::size_t at = 0; at < rooms_.size(); ++at) {
      const auto found = by_room.find(rooms_[at]->id);
      const auto cell = found == by_room.end()
                            ? std::vector<std::string>{}
                            : wrapped(shown_title(*found->second), width, cell_lines_max);
      for (std::size_t i = 0; i < cell.size(); ++i) {
        if (i == lines.size()) {
          lines.emplace_back();
        }
        const std::size_t before = time_width_ + gap + at * (width + gap);
        lines[i] = padded(lines[i], before) + cell[i];
      }
    }
    std::string text;
    for (const std::string& line : lines) {
      text += line + "\n";
    }
    return text;
  }

  std::string list() const {
    std::size_t room_width = 4;
    for (const Room* room : rooms_) {
      room_width = std::max(room_width, width_of(room->name));
    }
    room_width = std::min(room_width, columns_ / 4);
    const std::size_t title_width =
        std::max(cell_min, columns_ - std::min(columns_, time_width_ + room_width + 2 * gap));
    std::string text;
    for (const Session* session : sessions_) {
      const Room* room = event_.find_room(session->room);
      text += padded(time_of(*session), time_width_ + gap) +
              padded(wrapped(room->name, room_width, 1).front(), room_width + gap) +
              wrapped(shown_title(*session), title_width, 1).front() + "\n";
    }
    return text;
  }

  const Event& event_;
  const std::size_t columns_;
  const LocalDay day_;
  std::vector<const Session*> sessions_;
  std::vector<const Room*> rooms_;
  std::size_t time_width_ = 0;
};

}  // namespace

std::string plan_text(const Event& event, std::size_t columns) {
  columns = std::max(columns, columns_min);
  std::set<LocalDay> days;
  for (const Session& session : event.sessions) {
    days.insert(day_of(session.start.local()));
  }
  std::string text = event.title + (event.theme.empty() ? "" : " - " + event.theme) + "\n" +
                     counted(event.sessions.size(), "session") + " in " +
                     counted(event.rooms.size(), "room") + " on " + counted(days.size(), "day") +
                     ", times of " + event.time_zone + ", event id " + event.id.value + "\n";
  for (const LocalDay day : days) {
    text += Day{event, day, columns}.text();
  }
  return text;
}

}  // namespace lintel
