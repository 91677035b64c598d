// The school's colour on everything that wears the accent. Set once a frame by Ui::begin, before
// anything is drawn; screens go on saying colour::accent. UI thread only.
#pragma once

#include <optional>

#include "shared/event/accent.h"

namespace lintel::kiosk::ui {

// Nothing: Lintel's own.
void wear_accent(std::optional<Rgb> accent);

}  // namespace lintel::kiosk::ui
