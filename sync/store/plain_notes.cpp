#include "sync/store/plain_notes.h"

#include <vector>

#include "shared/event/note.h"
#include "shared/wire/cloudevents.h"
#include "sync/store/blobs.h"
#include "sync/store/topic_table.h"

namespace lintel::store {
namespace {

Result<std::vector<Note>> read_plain(Database& database) {
  std::vector<Note> notes;
  TRY(Loan rows, database.cached("SELECT id, event, purpose, session, form, prompt, text "
                                 "FROM plain_note ORDER BY id"));
  for (;;) {
    TRY(const bool is_there, rows->step());
    if (!is_there) {
      return notes;
    }
    notes.push_back({uuid_of(rows->column_blob(0)), topic_of(*rows, 1), rows->column_text(4),
                     rows->column_text(5), rows->column_text(6)});
  }
}

}  // namespace

Result<int> seal_plain_notes(Database& database, const Uuid& device,
                             const trust::NotesPublicKey& key) {
  TRY(const std::vector<Note> notes, read_plain(database));
  if (notes.empty()) {
    return 0;
  }
  TRY(Transaction transaction, Transaction::begin(database));
  for (const Note& note : notes) {
    TRY(std::string box, trust::seal_note(note.text, key));
    const SealedNote sealed{note.id, note.topic, note.form, note.prompt, std::move(box)};
    TRY(Loan insert,
        database.cached("INSERT INTO note(id, state, event, purpose, session, bytes, sum) "
                        "VALUES(?1, 1, ?2, ?3, ?4, ?5, "
                        "lintel_sum('note', ?1, ?2, ?3, ?4, ?5))"));
    insert->bind_blob(1, blob_of(note.id));
    bind_topic(*insert, 2, note.topic);
    insert->bind_blob(5, wire::encode(sealed, device));
    TRY_DO(insert->run());
  }
  TRY_DO(database.run("DELETE FROM plain_note"));
  TRY_DO(transaction.commit());
  return static_cast<int>(notes.size());
}

}  // namespace lintel::store
