// Content-Digest (RFC 9530, section 2): SHA-256 over the bytes of a body as they travel, so after
// gzip, before inflating. Pure.
#pragma once

#include <string>
#include <string_view>

#include "shared/core/result.h"

namespace lintel::trust {

// "sha-256=:…:".
std::string content_digest(std::string_view body);

// Error: invalid (the header is not one of RFC 9530, or names no sha-256), refused (it does not fit
// the body: something on the way changed one of them). Digests of other kinds beside it are
// passed over.
Status check_content_digest(std::string_view header, std::string_view body);

}  // namespace lintel::trust
