// Tablets and sessions as people name them at a terminal. Pure. Error: not_found, or invalid when
// more than one is meant; a sentence that says how to name one.
#pragma once

#include <string>

#include "sync/collector/books.h"

namespace lintel::collector {

// By its id, by the letters of it that reports show, or by a room that has one tablet.
Result<Uuid> tablet_called(const Books& books, const std::string& word, UtcTime now);
// By its id, or by a title that no other has. Points into the event; null: no event is loaded.
Result<const Session*> session_called(const Event* event, const std::string& word);

}  // namespace lintel::collector
