#include "shared/ports/memory_journal.h"

#include <set>

#include "shared/core/limits.h"
#include "shared/wire/cloudevents.h"

namespace lintel {
namespace {

Error sealed_already() {
  return Error{ErrorCode::refused, "This answer is sealed and cannot be changed any more."};
}

}  // namespace

Status MemoryJournal::put_open(const Response& response) {
  std::string bytes = wire::encode(response, device_);
  if (bytes.size() > limits::event_bytes_max) {
    return Error{ErrorCode::limit, "This answer is too long to be sent: shorten the note."};
  }
  const auto found = rows_.find(response.id);
  if (found != rows_.end() && found->second.state != State::open) {
    return sealed_already();
  }
  if (disk_ == Disk::full) {
    return Error{ErrorCode::full, "The tablet's disk is full: free some room, then try again."};
  }
  rows_[response.id] = {State::open, response.session, std::move(bytes), {}, {}};
  return ok();
}

Status MemoryJournal::discard_open(const Uuid& id) {
  const auto found = rows_.find(id);
  if (found == rows_.end()) {
    return ok();
  }
  if (found->second.state != State::open) {
    return sealed_already();
  }
  rows_.erase(found);
  return ok();
}

void MemoryJournal::seal_row(const Uuid& id, Row& row) {
  row.state = State::held;
  LedgerEntry& entry = ledger_[row.session];
  ++entry.taken;
  add_to_digest(entry.digest, id);
}

void MemoryJournal::release_full_group(const SessionId& session, int release_group) {
  std::vector<Row*> held;
  for (auto& [id, row] : rows_) {
    if (row.state == State::held && row.session == session) {
      held.push_back(&row);
    }
  }
  if (static_cast<int>(held.size()) < release_group) {
    return;
  }
  for (Row* const row : held) {
    row->state = State::released;
  }
}

Status MemoryJournal::seal(const Uuid& id, int release_group) {
  const auto found = rows_.find(id);
  if (found == rows_.end()) {
    return Error{ErrorCode::not_found, "There is no such answer to seal: it was never stored."};
  }
  if (found->second.state == State::open) {
    seal_row(id, found->second);
    release_full_group(found->second.session, release_group);
  }
  return ok();
}

Result<int> MemoryJournal::seal_left_open(int release_group) {
  std::set<SessionId> sessions;
  int sealed = 0;
  for (auto& [id, row] : rows_) {
    if (row.state == State::open) {
      seal_row(id, row);
      sessions.insert(row.session);
      ++sealed;
    }
  }
  for (const SessionId& session : sessions) {
    release_full_group(session, release_group);
  }
  return sealed;
}

Status MemoryJournal::release(const SessionId& session) {
  release_full_group(session, 1);
  return ok();
}

Result<std::vector<PendingEvent>> MemoryJournal::pending(std::size_t events_max,
                                                         std::size_t bytes_max, const Uuid& after) {
  std::vector<PendingEvent> events;
  std::size_t bytes = 0;
  for (auto row = rows_.upper_bound(after); row != rows_.end(); ++row) {
    if (row->second.state != State::released) {
      continue;
    }
    bytes += row->second.bytes.size();
    if (events.size() >= events_max || (!events.empty() && bytes > bytes_max)) {
      break;
    }
    events.push_back({row->first, row->second.bytes});
  }
  return events;
}

Status MemoryJournal::mark_sent(const std::vector<Uuid>& ids, LocalDay day) {
  for (const Uuid& id : ids) {
    const auto found = rows_.find(id);
    if (found != rows_.end() && found->second.state == State::released) {
      found->second.state = State::sent;
      found->second.sent_day = day;
    }
  }
  return ok();
}

Status MemoryJournal::quarantine(const Uuid& id, const std::string& code) {
  const auto found = rows_.find(id);
  if (found != rows_.end() && found->second.state == State::released) {
    found->second.state = State::quarantined;
    found->second.code = code;
  }
  return ok();
}

Result<std::vector<Quarantined>> MemoryJournal::quarantined() {
  std::vector<Quarantined> found;
  for (const auto& [id, row] : rows_) {
    if (row.state == State::quarantined) {
      found.push_back({id, row.bytes, row.code});
    }
  }
  return found;
}

Result<std::vector<PendingEvent>> MemoryJournal::kept() {
  std::vector<PendingEvent> found;
  for (const auto& [id, row] : rows_) {
    if (row.state != State::open) {
      found.push_back({id, row.bytes});
    }
  }
  return found;
}

Status MemoryJournal::resend(const std::vector<SessionId>& sessions) {
  const std::set<SessionId> wanted(sessions.begin(), sessions.end());
  for (auto& [id, row] : rows_) {
    if (row.state == State::sent && wanted.count(row.session) > 0) {
      row.state = State::released;
    }
  }
  return ok();
}

Result<int> MemoryJournal::prune_sent(LocalDay before) {
  return static_cast<int>(std::erase_if(rows_, [before](const auto& entry) {
    return entry.second.state == State::sent && entry.second.sent_day < before;
  }));
}

Result<JournalCounts> MemoryJournal::counts() {
  JournalCounts counts;
  for (const auto& [id, row] : rows_) {
    counts.open += row.state == State::open ? 1 : 0;
    counts.waiting += row.state == State::held || row.state == State::released ? 1 : 0;
    counts.released += row.state == State::released ? 1 : 0;
    counts.sent += row.state == State::sent ? 1 : 0;
    counts.quarantined += row.state == State::quarantined ? 1 : 0;
  }
  for (const auto& [session, entry] : ledger_) {
    counts.taken.emplace(session, entry.taken);
  }
  return counts;
}

Result<std::map<SessionId, LedgerEntry>> MemoryJournal::ledger() {
  return ledger_;
}

}  // namespace lintel
