// This tablet's key pair for life, and random bytes from the system.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "shared/core/result.h"
#include "shared/ports/schedule_store.h"
#include "shared/trust/keys.h"

namespace lintel {

// Made at the first call and kept in the store's settings, in its folder of mode 0700: a thief of
// the tablet has it, which is what revoking is for. Error: corrupt, unavailable, those of the
// store.
Result<std::shared_ptr<const trust::KeyPair>> device_key(ScheduleStore& settings);

void fill_with_random(std::span<std::uint8_t> bytes);

}  // namespace lintel
