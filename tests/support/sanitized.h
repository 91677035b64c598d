// Whether a bound on memory can be held against this build: sanitizers keep what was freed.
#pragma once

namespace lintel::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool memory_is_measured = false;
#else
inline constexpr bool memory_is_measured = true;
#endif
// Its runtime must be loaded before anything else, so no other library can be put before it.
inline constexpr bool is_sanitized = !memory_is_measured;

}  // namespace lintel::test
