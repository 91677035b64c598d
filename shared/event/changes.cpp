#include "shared/event/changes.h"

#include <algorithm>
#include <map>
#include <ranges>

namespace lintel {
namespace {

bool is_cancelled(const Session& session) {
  return session.status == SessionStatus::cancelled;
}

Change change_of(ChangeKind kind, const Session& before, std::optional<UtcTime> since) {
  return {kind, before.id, before.room, before.start, before.end, before.title, since};
}

bool is_replaced(const Session& before, const Event& after) {
  return std::ranges::any_of(after.sessions, [&](const Session& other) {
    return other.room == before.room && !is_cancelled(other) && other.start < before.end &&
           before.start < other.end;
  });
}

void compare(Changes& changes, const Session& before, const Session& after,
             std::optional<UtcTime> since) {
  const auto note = [&](ChangeKind kind) { changes.push_back(change_of(kind, before, since)); };
  if (before.room != after.room) {
    note(ChangeKind::moved);
  }
  if (before.start != after.start || before.end != after.end) {
    note(ChangeKind::new_time);
  }
  if (before.title != after.title) {
    note(ChangeKind::new_title);
  }
  if (!is_cancelled(before) && is_cancelled(after)) {
    note(ChangeKind::cancelled);
  }
}

// The session is again as it was when people first read it, or its end is news of another kind.
bool is_taken_back(const Change& change, const Session* now) {
  if (change.kind == ChangeKind::dropped) {
    return now != nullptr;
  }
  if (now == nullptr) {
    return true;
  }
  switch (change.kind) {
    case ChangeKind::moved:
      return now->room == change.room;
    case ChangeKind::new_time:
      return now->start == change.start && now->end == change.end;
    case ChangeKind::new_title:
      return now->title == change.title;
    case ChangeKind::cancelled:
      return !is_cancelled(*now);
    case ChangeKind::dropped:
      return true;
  }
  return true;
}

// Where the session is now is fresh news at every door it left.
void add_move(Changes& known, Change fresh) {
  for (Change& old : known) {
    if (old.kind == ChangeKind::moved && old.session == fresh.session) {
      old.since = fresh.since;
    }
  }
  if (find_move(known, fresh.session, fresh.room) == nullptr) {
    known.push_back(std::move(fresh));
  }
}

void add(Changes& known, Change fresh) {
  if (fresh.kind == ChangeKind::moved) {
    add_move(known, std::move(fresh));
    return;
  }
  const auto old = std::ranges::find_if(known, [&](const Change& change) {
    return change.kind == fresh.kind && change.session == fresh.session;
  });
  if (old == known.end()) {
    known.push_back(std::move(fresh));
  } else {
    old->since = fresh.since;  // what people first read stays what it was
  }
}

}  // namespace

Changes changes_between(const Event& before, const Event& after, std::optional<UtcTime> since) {
  Changes changes;
  if (before.id != after.id) {
    return changes;
  }
  std::map<std::string_view, const Session*> by_id;
  for (const Session& session : after.sessions) {
    by_id.emplace(session.id.value, &session);
  }
  for (const Session& session : before.sessions) {
    const auto found = by_id.find(session.id.value);
    if (found != by_id.end()) {
      compare(changes, session, *found->second, since);
    } else if (!is_cancelled(session) && !is_replaced(session, after)) {
      changes.push_back(change_of(ChangeKind::dropped, session, since));
    }
  }
  return changes;
}

Changes later(Changes known, const Event& before, const Event& after,
              std::optional<UtcTime> since) {
  if (before.id != after.id) {
    return {};
  }
  for (Change& fresh : changes_between(before, after, since)) {
    add(known, std::move(fresh));
  }
  std::map<std::string_view, const Session*> by_id;
  for (const Session& session : after.sessions) {
    by_id.emplace(session.id.value, &session);
  }
  std::erase_if(known, [&](const Change& change) {
    const auto found = by_id.find(change.session.value);
    return is_taken_back(change, found == by_id.end() ? nullptr : found->second);
  });
  if (known.size() > limits::changes_max) {
    known.erase(known.begin(), known.end() - static_cast<std::ptrdiff_t>(limits::changes_max));
  }
  return known;
}

const Change* find_change(const Changes& changes, const SessionId& session, ChangeKind kind) {
  const auto backwards = std::views::reverse(changes);
  const auto found = std::ranges::find_if(backwards, [&](const Change& change) {
    return change.kind == kind && change.session == session;
  });
  return found == backwards.end() ? nullptr : &*found;
}

const Change* find_move(const Changes& changes, const SessionId& session, const RoomId& from) {
  const auto found = std::ranges::find_if(changes, [&](const Change& change) {
    return change.kind == ChangeKind::moved && change.session == session && change.room == from;
  });
  return found == changes.end() ? nullptr : &*found;
}

}  // namespace lintel
