// What can still be read of a collector's damaged database, row by row: those that prove by their
// own checksum that they are whole, whatever has become of the pages around them.
#pragma once

#include <string>

#include "shared/core/result.h"

namespace lintel::collector {

// Puts a fresh database with every row that is whole in the place of the damaged one at `path`,
// which is renamed and kept (store/replacement.h). Returns one sentence for a person that says what
// was kept, and under which name the rest is. No connection is open to it.
Result<std::string> replace_with_whole(const std::string& path);

}  // namespace lintel::collector
