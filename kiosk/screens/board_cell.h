// One cell of the board and the day tabs above it.
#pragma once

#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens {

namespace board {
inline constexpr float gap = ui::space::s;
inline constexpr float cell_least_width = 206;
}  // namespace board

// Draws the cell into its place and offers it to the finger; a free one is nothing to touch. What
// is cut off at the left by the clip keeps its words in view.
Answer draw_board_cell(const BoardCell& cell, ui::Ui& ui, const ui::Rect& place,
                       const std::string& id);

// The days as a row of tabs that scrolls when they are many.
Answer draw_day_tabs(const std::vector<DayTab>& days, ui::Ui& ui, const ui::Rect& place);

}  // namespace lintel::kiosk::screens
