// Answers of Lintel 0.1, rewritten once; declared in collector_store.h. Its rows carry a phase,
// flags and notes in plain: what is left is what an answer is today, and a note becomes a record of
// its own, sealed. Cut off half-way, nothing has happened, and the next start does it again.
#include <string>
#include <utility>

#include "shared/wire/cloudevents.h"
#include "sync/collector/collector_settings.h"
#include "sync/collector/collector_store.h"
#include "sync/store/blobs.h"

namespace lintel::collector {
namespace {

using store::blob_of;
using store::Loan;
using store::Transaction;
using store::uuid_of;

constexpr std::string_view to_rewrite = "answers_to_rewrite";
// A bound for memory: 8 MB of the longest answers.
constexpr int rows_at_a_time = 500;

}  // namespace

Result<std::vector<CollectorStore::StoredAnswer>> CollectorStore::answers_after(
    const StoredAnswer& last) {
  TRY(Loan read, database_->cached("SELECT device, id, bytes FROM response "
                                   "WHERE (device, id) > (?1, ?2) ORDER BY device, id LIMIT ?3"));
  read->bind_blob(1, blob_of(last.device)).bind_blob(2, blob_of(last.id));
  read->bind_integer(3, rows_at_a_time);
  std::vector<StoredAnswer> rows;
  for (;;) {
    TRY(const bool more, read->step());
    if (!more) {
      return rows;
    }
    rows.push_back(
        {uuid_of(read->column_blob(0)), uuid_of(read->column_blob(1)), read->column_text(2)});
  }
}

Status CollectorStore::rewrite_answer(const StoredAnswer& stored, Holdings& holdings) {
  const auto batch = wire::decode_batch("[" + stored.bytes + "]");
  const bool is_readable = batch && batch->size() == 1 && batch->front().record;
  if (!is_readable) {
    return ok();  // it stays as it is and counts as unread
  }
  const wire::BatchItem& item = batch->front();
  const Response* response = std::get_if<Response>(&*item.record);
  if (response == nullptr) {
    return ok();
  }
  if (item.plain_note) {
    TRY_DO(keep_plain_note(*response, *item.plain_note));
  }
  if (find_form(response->form) != nullptr) {
    holdings[response->topic()].came[stored.device].tally.add(*response);
  }
  TRY(Loan write, database_->cached("UPDATE response SET sha256=?3, bytes=?4 "
                                    "WHERE device=?1 AND id=?2"));
  write->bind_blob(1, blob_of(stored.device)).bind_blob(2, blob_of(stored.id));
  write->bind_blob(3, blob_of(sha256(item.bytes))).bind_text(4, item.bytes);
  return write->run();
}

Status CollectorStore::rewrite_answers() {
  TRY(const std::string due, setting(*database_, to_rewrite));
  if (due.empty()) {
    return ok();
  }
  TRY(Transaction transaction, begin());
  Holdings holdings;
  StoredAnswer last;
  for (;;) {
    TRY(std::vector<StoredAnswer> rows, answers_after(last));
    if (rows.empty()) {
      break;
    }
    for (const StoredAnswer& stored : rows) {
      TRY_DO(rewrite_answer(stored, holdings));
    }
    last = std::move(rows.back());
  }
  // Lintel 0.1 showed all of every session that had enough.
  for (const auto& [topic, holding] : holdings) {
    Disclosure disclosure;
    disclosure.shown = cut_of(holding.came, {});
    if (disclosure.shown.tally.answers >= limits::group_min) {
      TRY_DO(put_disclosure(topic, disclosure));
    }
  }
  TRY_DO(set_setting(*database_, to_rewrite, ""));
  TRY_DO(transaction.commit());
  // What was in plain is in no page any more, nor in the log.
  return rewrite();
}

}  // namespace lintel::collector
