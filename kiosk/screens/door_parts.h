// The parts of the door's screen, each drawn in a file of its own and placed by draw_door().
#pragma once

#include <string>
#include <vector>

#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens::door {

struct CardColours {
  ui::Colour fill;
  ui::Colour line;
  ui::Colour kicker;
};
CardColours colours_of(CardKind kind, ui::Colour normal_kicker);

// One line for each thing that changed.
ui::TextBlock set_news(const std::vector<std::string>& news, ui::Ui& ui, float width, int lines);

// How long until the next session, with its slides; stands at the foot of the main card.
float countdown_height(const DoorView& view, ui::Ui& ui);
Answer draw_countdown(const DoorView& view, ui::Ui& ui, const ui::Rect& place);

// What stands beside the main card, or in portrait below it.
float side_height(const DoorView& view, ui::Ui& ui, float width, float room);
void draw_side(const DoorView& view, ui::Ui& ui, const ui::Rect& place);

// The question about the session before, at the foot of the door.
float turnover_height(ui::Ui& ui);
Answer draw_turnover(const CompactExit& view, ui::Ui& ui, const ui::Rect& place);

}  // namespace lintel::kiosk::screens::door
