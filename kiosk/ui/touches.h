// Whether a touch shared its time on the glass with another one: two people at once, who are never
// each other's bounce.
#pragma once

namespace lintel::kiosk::ui {

enum class Touches { apart, overlapping };

}  // namespace lintel::kiosk::ui
