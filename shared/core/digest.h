// SHA-256 (FIPS 180-4, by libsodium) and the order-free digest of a set of ids: the XOR of the
// SHA-256 of each (DESIGN section 6, ledger). Adding the same id twice removes it again, so callers
// add each sealed id exactly once.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/core/ids.h"

namespace lintel {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
void add_to_digest(Sha256& digest, const Uuid& id);  // hashes the 36-character text form
std::string to_hex(const Sha256& digest);
Result<Sha256> sha256_from_hex(std::string_view text);

}  // namespace lintel
