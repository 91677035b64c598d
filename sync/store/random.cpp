#include "sync/store/random.h"

#include <sodium.h>

#include <array>

namespace lintel::store {
namespace {

Status prepare() {
  if (sodium_init() < 0) {
    return Error{ErrorCode::unavailable, "The system gives no random numbers: restart it."};
  }
  return ok();
}

}  // namespace

Result<Uuid> random_uuid() {
  TRY_DO(prepare());
  std::array<std::uint8_t, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return Uuid::from_random(bytes);
}

Result<RandomBelow> system_random_below() {
  TRY_DO(prepare());
  return RandomBelow{[](std::uint32_t bound) { return randombytes_uniform(bound); }};
}

}  // namespace lintel::store
