// Sealed notes and small things of the collector's settings; declared in collector_store.h.
#include <string>
#include <utility>

#include "shared/wire/cloudevents.h"
#include "sync/collector/collector_settings.h"
#include "sync/collector/collector_store.h"

namespace lintel::collector {
namespace {

using store::Loan;

constexpr std::string_view code_told = "recovery_code_told";
constexpr std::string_view rewritten_day = "rewritten_after_day";

}  // namespace

Result<std::vector<SealedNote>> CollectorStore::notes_of(Loan read) {
  std::vector<SealedNote> notes;
  for (;;) {
    TRY(const bool more, read->step());
    if (!more) {
      return notes;
    }
    if (auto decoded = wire::decode_note(read->column_text(0))) {
      notes.push_back(std::move(decoded->note));
    }
  }
}

Result<std::vector<SealedNote>> CollectorStore::listed_notes(const Topic& topic) {
  TRY(Loan read, database_->cached("SELECT bytes FROM note WHERE listed=1 AND event=?1 AND "
                                   "purpose=?2 AND session=?3 ORDER BY id"));
  read->bind_text(1, topic.event.value).bind_text(2, to_text(topic.purpose));
  read->bind_text(3, topic.session.value);
  return notes_of(std::move(read));
}

Result<std::vector<SealedNote>> CollectorStore::unlisted_notes(const EventId& event) {
  TRY(Loan read,
      database_->cached("SELECT bytes FROM note WHERE listed=0 AND event=?1 ORDER BY id"));
  read->bind_text(1, event.value);
  return notes_of(std::move(read));
}

Result<bool> CollectorStore::recovery_code_told() {
  TRY(const std::string told, setting(*database_, code_told));
  return !told.empty();
}

Status CollectorStore::put_recovery_code_told() {
  TRY_DO(recover());
  return set_setting(*database_, code_told, "yes");
}

Result<std::optional<LocalDay>> CollectorStore::rewritten_after() {
  TRY(const std::int64_t day, number_setting(*database_, rewritten_day));
  return day == 0 ? std::optional<LocalDay>{} : LocalDay{std::chrono::days{day}};
}

Status CollectorStore::put_rewritten_after(LocalDay day) {
  TRY_DO(recover());
  return set_setting(*database_, rewritten_day, std::to_string(day.time_since_epoch().count()));
}

}  // namespace lintel::collector
