#include "sync/client/storage_work.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "sync/client/beginning.h"

namespace lintel {
namespace {

bool may_pass(const Error& error) {
  return error.code == ErrorCode::full || error.code == ErrorCode::io;
}

Error no_notes_key() {
  return Error{ErrorCode::unavailable,
               "No note can be taken yet: this tablet has not had the collector's key for notes."};
}

}  // namespace

StorageWork::StorageWork(std::unique_ptr<store::Store> store, Tell tell, OnCounts counted)
    : store_(std::move(store)), tell_(std::move(tell)), counted_(std::move(counted)) {}

// One write, again with the same id after an I/O error: whether a failed commit reached the disk
// is unknown, and every write of the journal may be repeated. The file is opened anew in between,
// because after a failed fsync the system may believe that pages are clean which are not.
Status StorageWork::persist(const Write& write) {
  Status written = write();
  for (int attempt = 1; attempt < storage_attempts_max; ++attempt) {
    if (written || written.error().code != ErrorCode::io) {
      break;
    }
    log_trouble(written);
    const Status reopened = store_->reopen();
    written = reopened ? write() : reopened;
  }
  if (!written && written.error().code == ErrorCode::corrupt && !told_damage_) {
    told_damage_ = true;
    tell_(Notice{written.error().message +
                 " Restart this tablet: it keeps the damaged file and begins a new one."});
  }
  log_trouble(written);
  return written;
}

// Once when it begins and once when it ends: a line for each answer would tell its moment.
void StorageWork::log_trouble(const Status& written) {
  const bool is_trouble =
      !written && (may_pass(written.error()) || written.error().code == ErrorCode::corrupt);
  if (is_trouble && !in_trouble_) {
    spdlog::error("The disk refuses to save; the screen says so each time: {}",
                  written.error().message);
  } else if (written && in_trouble_) {
    spdlog::warn("The disk saves again.");
  }
  in_trouble_ = is_trouble || (in_trouble_ && !written);
}

void StorageWork::recount() {
  const auto counts = store_->journal().counts();
  if (!counts) {
    log_trouble(counts.error());
    return;
  }
  counted_(*counts);
  tell_(Counted{*counts});
}

// --- orders ----------------------------------------------------------------------------------

void StorageWork::put_open(const Response& response) {
  const Status stored = persist([&] { return store_->journal().put_open(response); });
  if (!stored) {
    report(response.id, stored.error());
    return;
  }
  tell_(Stored{response.id});
  try_again();
}

void StorageWork::discard(const Uuid& id) {
  const Status discarded = persist([&] { return store_->journal().discard_open(id); });
  if (!discarded) {
    report(id, discarded.error());
    return;
  }
  recount();
}

// Now, or when the disk takes something again; after a restart the start or the screen orders it
// anew.
void StorageWork::persist_or_keep(Write write, std::optional<Uuid> seals) {
  if (!refused_.empty()) {
    try_again();
  }
  const Status written = persist(write);
  if (written) {
    if (seals) {
      tell_(SealedNews{*seals});
    }
    recount();
    try_again();
    return;
  }
  if (seals) {
    report(*seals, written.error());
  }
  if (may_pass(written.error()) && refused_.size() < storage_jobs_max) {
    refused_.push_back({std::move(write), seals});
  }
}

void StorageWork::seal(const Uuid& id, const SealRules& rules) {
  persist_or_keep([this, id, rules] { return store_->journal().seal(id, rules); }, id);
}

void StorageWork::close(const Topic& topic, std::optional<UtcTime> closes) {
  persist_or_keep([this, topic, closes] { return store_->journal().close(topic, closes); },
                  std::nullopt);
}

void StorageWork::end_day(const std::vector<Topic>& going_on) {
  persist_or_keep([this, going_on] { return store_->journal().end_day(going_on); }, std::nullopt);
}

void StorageWork::count_early(const std::vector<Topic>& topics) {
  persist_or_keep([this, topics] { return store_->journal().count_early(topics); }, std::nullopt);
}

void StorageWork::reopen(const std::vector<Topic>& topics) {
  persist_or_keep([this, topics] { return store_->journal().reopen(topics); }, std::nullopt);
}

void StorageWork::keep_day_over(const DayOver& over) {
  persist_or_keep([this, over] { return lintel::keep_day_over(store_->schedule(), over); },
                  std::nullopt);
}

// Not as long as the disk refuses a close.
void StorageWork::say_closed(ClosedWindows closed) {
  if (refused_.empty()) {
    store_->set_closed(std::move(closed));
  }
}

// The disk has just taken something: so it may take what it refused before, in the order in which
// that came. What it refuses again waits for the next time.
void StorageWork::try_again() {
  std::vector<Refused> waiting;
  waiting.swap(refused_);
  for (Refused& refused : waiting) {
    const Status written =
        refused_.empty() ? persist(refused.write) : Status(Error{ErrorCode::full, {}});
    if (written) {
      if (refused.seals) {
        tell_(SealedNews{*refused.seals});
      }
      recount();
    } else if (may_pass(written.error())) {
      refused_.push_back(std::move(refused));
    }
  }
}

// --- notes -----------------------------------------------------------------------------------

void StorageWork::put_note(const Note& note, NoteState state) {
  const auto box =
      notes_key_ ? trust::seal_note(note.text, *notes_key_) : Result<std::string>(no_notes_key());
  if (!box) {
    report(note.id, box.error());
    return;
  }
  const SealedNote sealed{note.id, note.topic, note.form, note.prompt, *box};
  const Status stored = persist([&] { return store_->journal().put_note(sealed, state); });
  if (!stored) {
    report(note.id, stored.error());
    return;
  }
  tell_(Stored{note.id});
  if (state == NoteState::kept) {
    recount();
  }
  try_again();
}

void StorageWork::discard_note(const Uuid& id) {
  const Status discarded = persist([&] { return store_->journal().discard_note(id); });
  if (!discarded) {
    report(id, discarded.error());
    return;
  }
  recount();
}

void StorageWork::use_notes_key(std::optional<trust::NotesPublicKey> key) {
  if (told_notes_key_ && notes_key_ == key) {
    return;
  }
  notes_key_ = std::move(key);
  told_notes_key_ = true;
  tell_(NotesKeyKnown{notes_key_.has_value()});
  if (!notes_key_) {
    return;
  }
  int sealed = 0;
  const Status done = persist([&]() -> Status {
    TRY(sealed, store_->seal_plain_notes(*notes_key_));
    return ok();
  });
  if (!done) {
    spdlog::error(
        "Notes of an older Lintel stay on this tablet as they are until the next start: {}",
        done.error().message);
  } else if (sealed > 0) {
    recount();
  }
}

// --- for others ------------------------------------------------------------------------------

bool StorageWork::carry_out_and_wait(Recount recount_after, const Work& work) {
  const Status answered = persist([&] { return work(*store_); });
  if (answered && recount_after == Recount::yes) {
    recount();
  }
  return true;
}

Status StorageWork::tidy() {
  return persist([&] { return store_->journal().tidy(); });
}

}  // namespace lintel
