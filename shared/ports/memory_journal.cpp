#include "shared/ports/memory_journal.h"

#include <algorithm>
#include <set>

#include "shared/core/limits.h"
#include "shared/ports/release.h"
#include "shared/wire/cloudevents.h"

namespace lintel {
namespace {

constexpr const char* answer_is_sealed = "This answer is sealed and cannot be changed any more.";
constexpr const char* note_is_released = "This note is on its way and cannot be changed any more.";

}  // namespace

// --- at the door -----------------------------------------------------------------------------

Status MemoryJournal::put(const Uuid& id, Row row, const char* sealed_already) {
  if (row.bytes.size() > limits::event_bytes_max) {
    return Error{ErrorCode::limit, "This is too long to be sent: shorten it."};
  }
  const auto found = rows_.find(id);
  if (found != rows_.end()) {
    const State there = found->second.state;
    const bool may_change =
        there == State::open || (row.kind == RecordKind::note && there == State::held);
    if (!may_change || found->second.kind != row.kind) {
      return Error{ErrorCode::refused, sealed_already};
    }
  }
  if (disk_ == Disk::full) {
    return Error{ErrorCode::full, "The tablet's disk is full: free some room, then try again."};
  }
  rows_[id] = std::move(row);
  return ok();
}

Status MemoryJournal::put_open(const Response& response) {
  return put(
      response.id,
      {RecordKind::answer, State::open, response.topic(), wire::encode(response, device_), {}, {}},
      answer_is_sealed);
}

Status MemoryJournal::put_note(const SealedNote& note, NoteState state) {
  TRY_DO(put(note.id,
             {RecordKind::note,
              state == NoteState::draft ? State::open : State::held,
              note.topic,
              wire::encode(note, device_),
              {},
              {}},
             note_is_released));
  is_untidy_ = true;
  return ok();
}

Status MemoryJournal::discard_open(const Uuid& id) {
  const auto found = rows_.find(id);
  if (found == rows_.end()) {
    return ok();
  }
  if (found->second.kind != RecordKind::answer || found->second.state != State::open) {
    return Error{ErrorCode::refused, answer_is_sealed};
  }
  rows_.erase(found);
  is_untidy_ = true;
  return ok();
}

Status MemoryJournal::discard_note(const Uuid& id) {
  const auto found = rows_.find(id);
  if (found == rows_.end()) {
    return ok();
  }
  const State there = found->second.state;
  if (found->second.kind != RecordKind::note || (there != State::open && there != State::held)) {
    return Error{ErrorCode::refused, note_is_released};
  }
  rows_.erase(found);
  is_untidy_ = true;
  return ok();
}

// --- sealing and releasing -------------------------------------------------------------------

std::vector<Uuid> MemoryJournal::held(const Topic& topic, RecordKind kind) const {
  std::vector<Uuid> ids;
  for (const auto& [id, row] : rows_) {
    if (row.state == State::held && row.kind == kind && row.topic == topic) {
      ids.push_back(id);
    }
  }
  return ids;
}

void MemoryJournal::seal_row(Row& row, const SealRules& rules) {
  row.state = State::held;
  TopicRow& topic = topics_[row.topic];
  topic.held_bursts += counted_in(rules.burst);
  if (!topic.told.closed && rules.closes) {
    topic.closes = whole_minute(*rules.closes);
  }
  is_untidy_ = true;
}

void MemoryJournal::release(const std::vector<Uuid>& ids, LedgerEntry& entry) {
  for (const Uuid& id : ids) {
    rows_.at(id).state = State::released;
    ++entry.taken;
    add_to_digest(entry.digest, id);
  }
}

void MemoryJournal::tell_parts(TopicRow& row) {
  tell_part(row.told.bursts, row.held_bursts, row.told.answers.taken);
  tell_part(row.told.early, row.held_early, row.told.answers.taken);
}

void MemoryJournal::release_groups(const Topic& topic, int release_group) {
  TopicRow& row = topics_[topic];
  while (!row.told.closed) {
    std::vector<Uuid> ids = held(topic, RecordKind::answer);
    const std::size_t size =
        release_size(ids.size(), static_cast<std::size_t>(row.held_bursts), release_group);
    if (size == 0) {
      return;
    }
    release(draw(std::move(ids), size, random_below_), row.told.answers);
    tell_parts(row);
    row.told.closes = row.closes;
  }
}

void MemoryJournal::release_all(const Topic& topic, TopicRow& row) {
  const std::vector<Uuid> answers = held(topic, RecordKind::answer);
  release(answers, row.told.answers);
  release(held(topic, RecordKind::note), row.told.notes);
  row.told.late += row.told.closed ? static_cast<int>(answers.size()) : 0;
  tell_parts(row);
  row.told.closes = row.closes;
  row.told.closed = true;
}

Status MemoryJournal::seal(const Uuid& id, const SealRules& rules) {
  const auto found = rows_.find(id);
  if (found == rows_.end() || found->second.kind != RecordKind::answer) {
    return Error{ErrorCode::not_found, "There is no such answer to seal: it was never stored."};
  }
  if (found->second.state == State::open) {
    seal_row(found->second, rules);
    release_groups(found->second.topic, rules.release_group);
  }
  return ok();
}

Result<int> MemoryJournal::seal_left_open(int release_group) {
  std::set<Topic> topics;
  int sealed = 0;
  for (auto& [id, row] : rows_) {
    if (row.state != State::open) {
      continue;
    }
    if (row.kind == RecordKind::note) {
      row.state = State::held;
      continue;
    }
    seal_row(row, {});
    topics.insert(row.topic);
    ++sealed;
  }
  for (const Topic& topic : topics) {
    release_groups(topic, release_group);
  }
  return sealed;
}

Status MemoryJournal::close(const Topic& topic, std::optional<UtcTime> closes) {
  TopicRow& row = topics_[topic];
  if (row.told.closed) {
    return ok();
  }
  row.closes = closes ? std::optional{whole_minute(*closes)} : row.closes;
  release_all(topic, row);
  is_untidy_ = true;
  return ok();
}

Status MemoryJournal::end_day(const std::vector<Topic>& going_on) {
  for (const auto& [id, row] : rows_) {
    if (row.state == State::held) {
      topics_.try_emplace(row.topic);
    }
  }
  for (auto& [topic, row] : topics_) {
    const bool goes_on = std::find(going_on.begin(), going_on.end(), topic) != going_on.end();
    if (row.told.closed || !goes_on) {
      release_all(topic, row);
    }
  }
  is_untidy_ = true;
  return ok();
}

Status MemoryJournal::count_early(const std::vector<Topic>& topics) {
  for (const Topic& topic : topics) {
    TopicRow& row = topics_[topic];
    const int held_now = static_cast<int>(held(topic, RecordKind::answer).size());
    row.held_early = row.told.answers.taken - row.told.early + held_now;
  }
  is_untidy_ = true;
  return ok();
}

Status MemoryJournal::reopen(const std::vector<Topic>& topics) {
  for (const Topic& topic : topics) {
    const auto row = topics_.find(topic);
    if (row != topics_.end()) {
      row->second.told.closed = false;
    }
  }
  is_untidy_ = true;
  return ok();
}

Status MemoryJournal::tidy() {
  is_untidy_ = false;
  return ok();
}

// --- what leaves -----------------------------------------------------------------------------

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
    events.push_back({row->first, row->second.bytes, row->second.kind});
  }
  return events;
}

Status MemoryJournal::mark_sent(const std::vector<Uuid>& ids, LocalDay day) {
  is_untidy_ = is_untidy_ || !ids.empty();
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
  is_untidy_ = true;
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

Result<std::vector<PendingEvent>> MemoryJournal::carried() {
  std::vector<PendingEvent> found;
  for (const auto& [id, row] : rows_) {
    if (row.state != State::open && row.state != State::held) {
      found.push_back({id, row.bytes, row.kind});
    }
  }
  return found;
}

Status MemoryJournal::resend(const std::vector<Topic>& topics) {
  is_untidy_ = true;
  const std::set<Topic> wanted(topics.begin(), topics.end());
  for (auto& [id, row] : rows_) {
    if (row.state == State::sent && wanted.contains(row.topic)) {
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

// --- counting --------------------------------------------------------------------------------

Result<JournalCounts> MemoryJournal::counts() {
  JournalCounts counts;
  for (const auto& [topic, row] : topics_) {
    counts.topics[topic] = {.released = row.told.answers.taken,
                            .closed = row.told.closed,
                            .closes = row.closes,
                            .early = row.told.early + row.held_early};
  }
  for (const auto& [id, row] : rows_) {
    const bool is_answer = row.kind == RecordKind::answer;
    counts.open += is_answer && row.state == State::open ? 1 : 0;
    counts.held += is_answer && row.state == State::held ? 1 : 0;
    counts.released += row.state == State::released ? 1 : 0;
    counts.sent += row.state == State::sent ? 1 : 0;
    counts.quarantined += row.state == State::quarantined ? 1 : 0;
    if (is_answer && row.state == State::open) {
      ++counts.topics[row.topic].open;
    } else if (row.state == State::held) {
      TopicCounts& topic = counts.topics[row.topic];
      ++(is_answer ? topic.held : topic.notes_held);
    }
  }
  return counts;
}

// A topic of which nothing was released and that is not closed is not told: that something is held
// there is nobody's business yet.
Result<std::map<Topic, TopicLedger>> MemoryJournal::ledger() {
  std::map<Topic, TopicLedger> ledger;
  for (const auto& [topic, row] : topics_) {
    if (row.told.closed || row.told.answers.taken > 0) {
      ledger.emplace(topic, row.told);
    }
  }
  for (const auto& [id, row] : rows_) {
    if (row.state == State::quarantined) {
      ++ledger[row.topic].quarantined;
    }
  }
  return ledger;
}

}  // namespace lintel
