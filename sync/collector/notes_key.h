// notes.key in the data folder (0600): what opens notes, written as its recovery code. Made once;
// never replaced, and missing or altered it is said and put back from the code on paper.
#pragma once

#include <string>

#include "sync/trust/note_box.h"

namespace lintel::collector {

// not_found: there is none. invalid: it holds no recovery code.
Result<trust::NotesKeyPair> read_notes_key(const std::string& folder);
// The one that is there, or a new one.
Result<trust::NotesKeyPair> first_notes_key(const std::string& folder);
Status write_notes_key(const std::string& folder, const trust::NotesKeyPair& key);

// Empty, or a sentence: the key in the folder does not open what is sealed to `sealed_to`.
std::string notes_key_notice(const std::string& folder, const trust::NotesPublicKey& sealed_to);

}  // namespace lintel::collector
