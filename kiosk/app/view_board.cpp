#include <algorithm>

#include "kiosk/app/place.h"
#include "kiosk/app/view_parts.h"
#include "kiosk/app/wording.h"

namespace lintel::kiosk {
namespace {

bool is_cancelled(const Session& session) {
  return session.status == SessionStatus::cancelled;
}

bool runs_now(const State& state, const Session& session) {
  return !is_cancelled(session) && session.start.utc <= state.now &&
         state.now < end_of(session, state.actual_ends);
}

std::string room_name(const State& state, const RoomId& id) {
  const Room* room = state.event->find_room(id);
  return room ? room->name : id.value;
}

std::string who(const Session& session) {
  const std::string names = short_name_list(session.presenters);
  return names.empty() ? session.group : names;
}

// The session as the row of `room` shows it: where it is, or where it was to be.
BoardCell cell_of(const State& state, const Words& words, const Session& session,
                  const RoomId& room) {
  BoardCell cell;
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
  if (session.moved_from) {
    cell.kind = CellKind::moved_here;
    cell.change = fill(words.text("board.moved_from"), {room_name(state, *session.moved_from)});
    return cell;
  }
  cell.kind = room == state.room && runs_now(state, session) ? CellKind::now : CellKind::normal;
  cell.byline = who(session);
  return cell;
}

BoardCell free_cell(const Words& words) {
  BoardCell cell;
  cell.kind = CellKind::free;
  cell.title = words.text("board.free");
  return cell;
}

std::vector<const Session*> sessions_on(const Event& event, LocalDay day) {
  std::vector<const Session*> sessions;
  for (const Session& session : event.sessions) {
    if (day_of(session.start.local()) == day) {
      sessions.push_back(&session);
    }
  }
  return sessions;
}

// The last column in which something runs.
int now_column(const State& state, const std::vector<const Session*>& sessions,
               const std::vector<Moment>& starts) {
  int column = -1;
  for (const Session* session : sessions) {
    if (runs_now(state, *session)) {
      const auto place = std::ranges::find(starts, session->start);
      column = std::max(column, static_cast<int>(place - starts.begin()));
    }
  }
  return column;
}

BoardRow row_of(const State& state, const Words& words, const Room& room,
                const std::vector<const Session*>& sessions, const std::vector<Moment>& starts) {
  BoardRow row;
  row.room = room.name;
  row.note = room.id == state.room ? words.text("board.you_are_here") : "";
  row.cells.resize(starts.size());
  for (const Session* session : sessions) {
    if (session->room != room.id && session->moved_from != room.id) {
      continue;
    }
    const auto column = std::ranges::find(starts, session->start) - starts.begin();
    row.cells[static_cast<std::size_t>(column)].push_back(cell_of(state, words, *session, room.id));
  }
  for (auto& cells : row.cells) {
    if (cells.empty()) {
      cells.push_back(free_cell(words));
    }
  }
  return row;
}

}  // namespace

std::optional<LocalDay> board_day(const State& state) {
  if (!state.event || state.event->sessions.empty()) {
    return std::nullopt;
  }
  const LocalDay today = day_of(local_now(state));
  const auto distance = [&](const Session& session) {
    return std::chrono::abs(day_of(session.start.local()) - today);
  };
  const auto nearest = std::ranges::min_element(state.event->sessions, {}, distance);
  return day_of(nearest->start.local());
}

BoardView make_board(const State& state, const Words& words) {
  BoardView view;
  const auto day = board_day(state);
  if (!day) {
    view.empty = words.text(state.event ? "board.empty" : "waiting.title");
    return view;
  }
  const auto sessions = sessions_on(*state.event, *day);
  std::vector<Moment> starts;
  for (const Session* session : sessions) {
    if (starts.empty() || starts.back() != session->start) {
      starts.push_back(session->start);
    }
  }
  view.now_column = now_column(state, sessions, starts);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const bool is_now = static_cast<int>(i) == view.now_column;
    view.columns.push_back({clock_text(starts[i].local(), clock_style(state)),
                            is_now ? " · " + words.text("board.now") : ""});
  }
  for (const Room& room : state.event->rooms) {
    view.rows.push_back(row_of(state, words, room, sessions, starts));
  }
  return view;
}

}  // namespace lintel::kiosk
