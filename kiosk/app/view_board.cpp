// The board's rows and columns. A day of blocks is a grid of its starts; a day without such a
// pattern is drawn along the clock, each session as long as it takes.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "kiosk/app/browsing.h"
#include "kiosk/app/capitals.h"
#include "kiosk/app/news.h"
#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"
#include "kiosk/app/view_parts.h"
#include "kiosk/app/wording.h"

namespace lintel::kiosk {
namespace {

using Sessions = std::vector<const Session*>;

bool is_cancelled(const Session& session) {
  return session.status == SessionStatus::cancelled;
}

bool runs_now(const State& state, const Session& session) {
  return !is_cancelled(session) && session.start.utc <= state.now &&
         state.now < end_of(session, state.actual_ends);
}

std::string who(const Session& session) {
  const std::string names = short_name_list(session.presenters);
  return names.empty() ? session.group : names;
}

// What is new about it besides its room, without its age: a cell is small.
std::string short_news(const State& state, const Words& words, const Session& session) {
  if (find_change(state.changes, session.id, ChangeKind::new_time)) {
    return words.text("board.new_time");
  }
  const Change* title = find_change(state.changes, session.id, ChangeKind::new_title);
  return title ? words.text("board.new_title") : "";
}

// The session as the row of `room` shows it: where it is, or where it was to be.
BoardCell cell_of(const State& state, const Words& words, const Session& session,
                  const RoomId& room) {
  BoardCell cell;
  cell.session = session.id;
  cell.title = short_title(session.title);
  if (is_cancelled(session)) {
    cell.kind = CellKind::cancelled;
    cell.kicker = words.text("board.cancelled");
    return cell;
  }
  if (session.room != room) {
    cell.kind = CellKind::moved_away;
    cell.change = fill(words.text("board.moved_to"), {room_name(state, session.room)});
    return cell;
  }
  const Change* moved = find_change(state.changes, session.id, ChangeKind::moved);
  if (moved || session.moved_from) {
    const RoomId& from = moved ? moved->room : *session.moved_from;
    cell.kind = CellKind::moved_here;
    cell.change = fill(words.text("board.moved_from"), {room_name(state, from)});
    return cell;
  }
  cell.change = short_news(state, words, session);
  cell.kind = cell.change.empty() ? CellKind::normal : CellKind::changed;
  if (room == state.room && runs_now(state, session)) {
    cell.kind = CellKind::now;
  }
  cell.byline = who(session);
  return cell;
}

Sessions sessions_on(const Event& event, LocalDay day) {
  Sessions sessions;
  for (const Session& session : event.sessions) {
    if (day_of(session.start.local()) == day) {
      sessions.push_back(&session);
    }
  }
  return sessions;
}

std::vector<Moment> starts_of(const Sessions& sessions) {
  std::vector<Moment> starts;
  for (const Session* session : sessions) {
    if (starts.empty() || starts.back() != session->start) {
      starts.push_back(session->start);
    }
  }
  return starts;
}

// Turns a session's times into columns: by the day's starts, or evenly along the clock.
class Scale {
 public:
  static Scale of(const Sessions& sessions) {
    Scale scale;
    scale.starts_ = starts_of(sessions);
    if (scale.starts_.size() > grid_columns_max) {
      scale.follow_the_clock(sessions);
    }
    return scale;
  }

  bool is_grid() const { return unit_ == minutes{0}; }
  const std::vector<Moment>& starts() const { return starts_; }

  float from(const Session& session) const {
    if (is_grid()) {
      return static_cast<float>(column_at_or_after(session.start));
    }
    return units_to(session.start);
  }
  // A session that goes on while others begin reaches over their columns.
  float to(const Session& session) const {
    if (is_grid()) {
      return static_cast<float>(
          std::max(column_at_or_after(session.start) + 1, column_at_or_after(session.end)));
    }
    constexpr float narrowest = 0.9F;  // a short talk still needs words
    return std::max(units_to(session.end), from(session) + narrowest);
  }
  float at(UtcTime time) const {
    const std::chrono::duration<float, std::milli> gone = time - UtcTime{starts_.front().utc};
    return is_grid() ? 0 : gone / std::chrono::duration<float, std::milli>(unit_);
  }

 private:
  // The length that is short for this day decides how much clock a column holds.
  void follow_the_clock(const Sessions& sessions) {
    std::vector<std::chrono::seconds> lengths;
    UtcTime last{};
    for (const Session* session : sessions) {
      lengths.push_back(session->end.utc - session->start.utc);
      last = std::max(last, UtcTime{session->end.utc});
    }
    const auto quarter = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 4);
    std::ranges::nth_element(lengths, quarter);
    constexpr std::array<minutes, 6> units{minutes{5},  minutes{10}, minutes{15},
                                           minutes{20}, minutes{30}, minutes{60}};
    unit_ = units.front();
    for (const minutes unit : units) {
      unit_ = unit <= *quarter ? unit : unit_;
    }
    // Columns begin at round times and reach to the end of the day.
    Moment column = starts_.front();
    const auto past = std::chrono::floor<seconds>(column.local().time_since_epoch()) % unit_;
    column.utc -= past;
    starts_.clear();
    while (UtcTime{column.utc} < last && starts_.size() < clock_columns_max) {
      starts_.push_back(column);
      column.utc += unit_;
    }
  }

  float units_to(const Moment& moment) const { return at(UtcTime{moment.utc}); }
  std::ptrdiff_t column_at_or_after(const Moment& moment) const {
    return std::ranges::lower_bound(starts_, moment) - starts_.begin();
  }

  std::vector<Moment> starts_;
  minutes unit_{0};  // none: a grid
};

// The last column in which something runs; along the clock, the present one.
int now_column(const State& state, const Sessions& sessions, const Scale& scale) {
  int column = -1;
  for (const Session* session : sessions) {
    if (runs_now(state, *session)) {
      const float place = scale.is_grid() ? scale.from(*session) : scale.at(state.now);
      column = std::max(column, static_cast<int>(std::floor(place)));
    }
  }
  return std::min(column, static_cast<int>(scale.starts().size()) - 1);
}

// Sessions of one room that overlap stand under each other; those that are alone have the row to
// themselves.
void give_lanes(BoardRow& row) {
  std::vector<float> ends;  // of the lanes in this run of overlapping cells
  std::size_t first = 0;    // of the run
  float last_end = 0;
  const auto close_run = [&](std::size_t past) {
    for (std::size_t i = first; i < past; ++i) {
      row.cells[i].lanes = static_cast<int>(ends.size());
    }
    row.lanes = std::max(row.lanes, static_cast<int>(ends.size()));
    ends.clear();
    first = past;
  };
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    BoardCell& cell = row.cells[i];
    if (cell.from >= last_end) {
      close_run(i);
    }
    const auto lane = std::ranges::find_if(ends, [&](float end) { return end <= cell.from; });
    cell.lane = static_cast<int>(lane - ends.begin());
    if (lane == ends.end()) {
      ends.push_back(cell.to);
    } else {
      *lane = cell.to;
    }
    last_end = std::max(last_end, cell.to);
  }
  close_run(row.cells.size());
}

void fill_gaps(BoardRow& row, std::size_t columns, const Words& words) {
  std::vector<bool> taken(columns, false);
  for (const BoardCell& cell : row.cells) {
    for (auto c = static_cast<std::size_t>(cell.from); c < static_cast<std::size_t>(cell.to); ++c) {
      taken.at(c) = true;
    }
  }
  for (std::size_t c = 0; c < columns; ++c) {
    if (!taken[c]) {
      BoardCell cell;
      cell.kind = CellKind::free;
      cell.title = words.text("board.free");
      cell.from = static_cast<float>(c);
      cell.to = cell.from + 1;
      row.cells.push_back(std::move(cell));
    }
  }
  std::ranges::stable_sort(row.cells, {}, &BoardCell::from);
}

BoardRow row_of(const State& state, const Words& words, const Room& room, const Sessions& sessions,
                const Scale& scale) {
  BoardRow row;
  row.room = room.name;
  row.note = room.id == state.room ? words.text("board.you_are_here") : "";
  for (const Session* session : sessions) {
    BoardCell cell = cell_of(state, words, *session, room.id);
    cell.from = scale.from(*session);
    cell.to = scale.to(*session);
    row.cells.push_back(std::move(cell));
  }
  give_lanes(row);
  if (scale.is_grid()) {
    fill_gaps(row, scale.starts().size(), words);
  }
  return row;
}

// Each room's sessions: those in it and those it has lost.
std::map<RoomId, Sessions> by_room(const State& state, const Sessions& sessions) {
  std::map<RoomId, Sessions> rooms;
  for (const Session* session : sessions) {
    std::vector<RoomId> shown{session->room};
    if (session->moved_from) {
      shown.push_back(*session->moved_from);
    }
    for (const Change& change : state.changes) {
      if (change.kind == ChangeKind::moved && change.session == session->id) {
        shown.push_back(change.room);
      }
    }
    for (std::size_t i = 0; i < shown.size(); ++i) {
      const auto before = shown.begin() + static_cast<std::ptrdiff_t>(i);
      if (std::find(shown.begin(), before, shown[i]) == before) {
        rooms[shown[i]].push_back(session);
      }
    }
  }
  return rooms;
}

void add_days(BoardView& view, const State& state, const Words& words, LocalDay shown) {
  const std::vector<LocalDay> days = board_days(state);
  if (days.size() < 2) {
    return;
  }
  for (const LocalDay day : days) {
    const std::chrono::weekday weekday{day};
    const std::chrono::year_month_day date{day};
    view.days.push_back(
        {to_iso_day(day),
         fill(words.text("board.day"), {words.text("day." + std::to_string(weekday.c_encoding())),
                                        std::to_string(static_cast<unsigned>(date.day()))}),
         day == shown});
  }
}

}  // namespace

BoardView make_board(const State& state, const Words& words) {
  BoardView view;
  const auto day = board_day(state);
  if (!day) {
    view.empty = words.text(state.event ? "board.empty" : "waiting.title");
    return view;
  }
  view.day_kicker = in_capitals(date_text(words, *day));
  view.day_title =
      state.event->theme.empty() ? state.event->title : in_quotes(words, state.event->theme);
  view.day = to_iso_day(*day);
  add_days(view, state, words, *day);
  const Sessions sessions = sessions_on(*state.event, *day);
  const Scale scale = Scale::of(sessions);
  view.along_clock = !scale.is_grid();
  view.now_column = now_column(state, sessions, scale);
  if (view.along_clock && view.now_column >= 0) {
    view.now = scale.at(state.now);
  }
  for (std::size_t i = 0; i < scale.starts().size(); ++i) {
    const bool is_now = static_cast<int>(i) == view.now_column;
    view.columns.push_back({clock_text(scale.starts()[i].local(), clock_style(state)),
                            is_now ? " · " + words.text("board.now") : ""});
  }
  const std::map<RoomId, Sessions> rooms = by_room(state, sessions);
  for (const Room& room : state.event->rooms) {
    const auto found = rooms.find(room.id);
    view.rows.push_back(
        row_of(state, words, room, found == rooms.end() ? Sessions{} : found->second, scale));
  }
  return view;
}

}  // namespace lintel::kiosk
