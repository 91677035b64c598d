// Whether a touch shared its time on the glass with another one: two people at once, who are never
// each other's bounce.
#pragma once

#include "kiosk/app/intent.h"

namespace lintel::kiosk::ui {

using kiosk::Touches;

}  // namespace lintel::kiosk::ui
