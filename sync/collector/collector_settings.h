// Private to the collector's store: its key-value table. An empty text stands for a missing key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/store/database.h"

namespace lintel::collector {

Result<std::string> setting(store::Database& database, std::string_view key);
// Missing: 0. corrupt: it is no number.
Result<std::int64_t> number_setting(store::Database& database, std::string_view key);
Status set_setting(store::Database& database, std::string_view key, std::string_view value);

}  // namespace lintel::collector
