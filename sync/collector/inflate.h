// gzip (RFC 1952) bodies, inflated within bounds: never more than bytes_max, never more than
// ratio_max times what came in, so that a bomb costs no more than an honest body. One member only.
// Pure; safe from any thread. Error: limit when a bound is met, invalid when it is no gzip.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "shared/core/result.h"

namespace lintel::collector {

inline constexpr std::size_t inflated_bytes_max = 1024 * 1024;
inline constexpr std::size_t inflate_ratio_max = 50;  // real batches reach 9 (notes/sync.md 1.1)

Result<std::string> gunzip(std::string_view body, std::size_t bytes_max = inflated_bytes_max);

}  // namespace lintel::collector
