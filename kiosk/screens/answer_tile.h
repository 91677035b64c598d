// One answer to the first question, wherever it can be given.
#pragma once

#include <vector>

#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens {

// The tiles in one row, as wide as each other, with icons on one line and labels of one size.
Answer draw_tile_row(const std::vector<AnswerTile>& tiles, ui::Ui& ui, const ui::Rect& place);

}  // namespace lintel::kiosk::screens
