// Small and middling files as a whole: read within a bound, and written so that whoever looks finds
// the old one or the new one, whatever happens in between. No threads; any folder, also on a stick.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "shared/core/result.h"

namespace lintel::store {

// The Error names the file and says what is wrong: not_found, invalid (a folder), limit, io.
Result<std::string> read_whole_file(const std::string& path, std::size_t bytes_max);

// Readable by its owner only. Goes through a hidden file beside it (".<name>.part"), which a power
// cut may leave behind and nobody reads: that is written, synced and renamed, the folder synced,
// and the result read back from the device and compared. Error: full, io; the old file stands, or,
// where reading back failed, none does.
Status write_whole_file(const std::string& path, std::string_view bytes);

// What is in it is on the disk. Error: io.
Status sync_file(const std::string& path);
// Takes the place of what `to` names, if anything, and the folder is synced. Error: io.
Status rename_durably(const std::string& from, const std::string& to);

}  // namespace lintel::store
