// gzip (RFC 1952) by zlib, for request bodies.
#pragma once

#include <string>
#include <string_view>

#include "shared/core/result.h"

namespace lintel {

Result<std::string> gzip(std::string_view bytes);

}  // namespace lintel
