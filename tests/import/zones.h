// The system's zone database as a ZoneOffsets, for tests.
#pragma once

#include "shared/import/source.h"

namespace lintel::formats {

ZoneOffsets real_zones();

}  // namespace lintel::formats
