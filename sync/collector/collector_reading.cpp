// Everything the database holds, into Books; declared in collector_store.h. A stored digest is
// compared when its row is read. What does not agree any more makes way in the table `unreadable`:
// it is kept and counted, and the same id can come once more from the tablet that still has it.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "shared/wire/cloudevents.h"
#include "shared/wire/ledger_json.h"
#include "sync/collector/collector_settings.h"
#include "sync/collector/collector_store.h"
#include "sync/store/blobs.h"

namespace lintel::collector {
namespace {

using store::blob_of;
using store::digest_of;
using store::Loan;
using store::Transaction;
using store::uuid_of;

std::string said(const std::string& notice, const std::string& sentence) {
  return notice + (notice.empty() ? "" : " ") + sentence;
}

}  // namespace

Result<std::vector<trust::KnownTablet>> CollectorStore::read_tablets() {
  TRY(Loan read, database_->cached("SELECT device, public_key, name, room, revoked FROM pairing"));
  std::vector<trust::KnownTablet> tablets;
  for (;;) {
    TRY(const bool more, read->step());
    if (!more) {
      return tablets;
    }
    const Uuid device = uuid_of(read->column_blob(0));
    const auto key = trust::PublicKey::parse(read->column_text(1));
    if (device.is_nil() || !key) {
      return Error{ErrorCode::corrupt, database_->path() + " holds a pairing that is not whole."};
    }
    const bool revoked = read->column_integer(4) != 0;
    tablets.push_back({device, *key, read->column_text(2), RoomId{read->column_text(3)},
                       revoked ? trust::Admission::revoked : trust::Admission::paired});
  }
}

Result<Books> CollectorStore::read_books() {
  Books books;
  Unreadable unreadable;
  TRY_DO(read_schedule(books));
  TRY_DO(read_answers(books, unreadable));
  TRY_DO(read_notes(books, unreadable));
  TRY_DO(make_way(unreadable));
  TRY_DO(read_unreadable(books));
  TRY_DO(read_ledgers(books));
  TRY_DO(read_shown(books));
  TRY_DO(read_tablet_marks(books));
  TRY(const auto paired, read_tablets());
  for (const trust::KnownTablet& tablet : paired) {
    if (tablet.admission == trust::Admission::paired) {
      books.paired[tablet.device] = tablet.room;
    }
  }
  return books;
}

Status CollectorStore::read_answers(Books& books, Unreadable& unreadable) {
  TRY(Loan read, database_->cached("SELECT device, id, sha256, bytes FROM response"));
  for (;;) {
    TRY(const bool more, read->step());
    if (!more) {
      return ok();
    }
    const Uuid device = uuid_of(read->column_blob(0));
    const Uuid id = uuid_of(read->column_blob(1));
    const Sha256 hash = digest_of(read->column_blob(2));
    const std::string bytes = read->column_text(3);
    const auto intake = read_batch("[" + bytes + "]");
    const Row* const row = intake && intake->rows.size() == 1 ? &intake->rows.front() : nullptr;
    if (row != nullptr && row->hash == hash && row->device == device && row->id == id) {
      books.add(*row);
    } else if (row == nullptr && sha256(bytes) == hash) {
      ++books.unread;  // whole, and of a form or type that is not known here
    } else {
      unreadable.answers.emplace_back(device, id);
    }
  }
}

Status CollectorStore::read_notes(Books& books, Unreadable& unreadable) {
  TRY(Loan read,
      database_->cached("SELECT device, id, sha256, event, purpose, session, listed, bytes "
                        "FROM note"));
  for (;;) {
    TRY(const bool more, read->step());
    if (!more) {
      return ok();
    }
    const Uuid device = uuid_of(read->column_blob(0));
    const Uuid id = uuid_of(read->column_blob(1));
    const std::string bytes = read->column_text(7);
    const auto purpose = parse_purpose(read->column_text(4));
    const auto decoded = wire::decode_note(bytes);
    const Topic topic{
        {read->column_text(3)}, purpose ? *purpose : Purpose::exit, {read->column_text(5)}};
    const bool agrees = !decoded || (decoded->note.id == id && decoded->device == device &&
                                     decoded->note.topic == topic);
    if (sha256(bytes) != digest_of(read->column_blob(2)) || (purpose && !agrees)) {
      unreadable.notes.emplace_back(device, id);
    } else if (!purpose) {
      ++books.unread;
    } else {
      books.add_note(topic, {device, id, read->column_integer(6) != 0});
    }
  }
}

// Nothing is thrown away: the row goes as it is, damaged.
Status CollectorStore::make_way(const Unreadable& unreadable) {
  const std::size_t count = unreadable.answers.size() + unreadable.notes.size();
  if (count == 0) {
    return ok();
  }
  TRY(Transaction transaction, begin());
  const auto move = [&](const std::vector<std::pair<Uuid, Uuid>>& keys, std::string_view copy,
                        std::string_view remove) -> Status {
    for (const auto& [device, id] : keys) {
      for (const std::string_view sql : {copy, remove}) {
        TRY(Loan change, database_->cached(sql));
        change->bind_blob(1, blob_of(device)).bind_blob(2, blob_of(id));
        TRY_DO(change->run());
      }
    }
    return ok();
  };
  TRY_DO(move(unreadable.answers,
              "INSERT OR REPLACE INTO unreadable(device, id, kind, sha256, bytes) SELECT device, "
              "id, 'response', sha256, bytes FROM response WHERE device=?1 AND id=?2",
              "DELETE FROM response WHERE device=?1 AND id=?2"));
  TRY_DO(move(unreadable.notes,
              "INSERT OR REPLACE INTO unreadable(device, id, kind, sha256, bytes) SELECT device, "
              "id, 'note', sha256, bytes FROM note WHERE device=?1 AND id=?2",
              "DELETE FROM note WHERE device=?1 AND id=?2"));
  TRY_DO(transaction.commit());
  notice_ = said(notice_, std::to_string(count) +
                              (count == 1 ? " stored record does" : " stored records do") +
                              " not agree with the checksum any more that was stored with it: "
                              "the disk is failing; what is left is kept in the database as "
                              "unreadable, is in no result, and its tablet is asked for it again.");
  return ok();
}

// Those that did not come again since.
Status CollectorStore::read_unreadable(Books& books) {
  TRY(Loan read,
      database_->cached("SELECT device, id FROM unreadable AS lost WHERE NOT EXISTS(SELECT 1 FROM "
                        "response AS kept WHERE kept.device=lost.device AND kept.id=lost.id) AND "
                        "NOT EXISTS(SELECT 1 FROM note AS kept WHERE kept.device=lost.device AND "
                        "kept.id=lost.id)"));
  for (;;) {
    TRY(const bool more, read->step());
    if (!more) {
      return ok();
    }
    books.tablets[uuid_of(read->column_blob(0))].unreadable.insert(uuid_of(read->column_blob(1)));
  }
}

Status CollectorStore::read_ledgers(Books& books) {
  TRY(Loan read, database_->cached("SELECT ledger, seen_ms FROM tablet"));
  int unread = 0;
  for (;;) {
    TRY(const bool more, read->step());
    if (!more) {
      break;
    }
    Result<Ledger> ledger = wire::decode_ledger(read->column_text(0));
    if (ledger) {
      books.set_ledger(std::move(ledger).value(), UtcTime{milliseconds{read->column_integer(1)}});
    } else {
      ++unread;
    }
  }
  if (unread > 0) {
    notice_ =
        said(notice_, std::to_string(unread) +
                          (unread == 1 ? " tablet's stored counts" : " tablets' stored counts") +
                          " cannot be read: until the next ones come it waits for them.");
  }
  for (const auto& [device, tablet] : books.tablets) {
    for (const auto& [topic, received] : tablet.received) {
      books.refresh(topic, device);
    }
  }
  return ok();
}

}  // namespace lintel::collector
