// Secrets of 256 random bits, as 64 hexadecimal digits: the admin key, one-time links, sessions.
// Ids from the same source.
// libsodium must have been initialised (Service::open does).
#pragma once

#include <string>
#include <string_view>

#include "shared/core/ids.h"

namespace lintel::collector {

std::string random_secret();
Uuid random_id();
bool is_secret(std::string_view text);
// In a time that does not tell where they differ.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace lintel::collector
