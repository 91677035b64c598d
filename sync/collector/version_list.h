// What GET /v1/admin/versions says, for commands: the server that answers may be of another Lintel.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/result.h"

namespace lintel::collector {

struct ListedVersion {
  int number = 0;
  std::string event;
  std::string loaded;  // RFC 3339; empty: not known
  bool served = false;
};
// unavailable: it cannot be understood.
Result<std::vector<ListedVersion>> read_version_list(std::string_view json);
// The number of {"version":n}, likewise.
Result<int> read_version_number(std::string_view json);

}  // namespace lintel::collector
