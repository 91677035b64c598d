// The dates of written_time.h, with the names of months and days in English, German, Spanish and
// French. Pure.
#pragma once

#include <optional>

#include "shared/import/formats/word_scanner.h"
#include "shared/import/formats/written_time.h"

namespace lintel::formats {

// Consumes a date from folded text, or nothing.
std::optional<WrittenDate> take_date(WordScanner& scanner);

}  // namespace lintel::formats
