// Notes of Lintel 0.1, which kept them in the clear: they wait in `plain_note` until the
// collector's key is known.
#pragma once

#include "shared/core/ids.h"
#include "sync/store/database.h"
#include "sync/trust/note_box.h"

namespace lintel::store {

// Seals all of them into `note`, as kept ones, and deletes the plain text, in one commit. How many.
Result<int> seal_plain_notes(Database& database, const Uuid& device,
                             const trust::NotesPublicKey& key);

}  // namespace lintel::store
