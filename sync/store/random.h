// The operating system's random source, by libsodium. unavailable: it gives none.
#pragma once

#include "shared/core/ids.h"
#include "shared/core/result.h"
#include "shared/ports/journal.h"

namespace lintel::store {

Result<Uuid> random_uuid();
// Every number as likely, without the bias of a remainder (randombytes_uniform).
Result<RandomBelow> system_random_below();

}  // namespace lintel::store
