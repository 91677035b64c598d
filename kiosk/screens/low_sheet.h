// Sheets as low and wide as the strip of the exit screen, in whose place they stand there: the
// tiles above stay seen and live. Elsewhere they stand at the foot of the window. A row with the
// title and Close, and what there is to choose below it; the caller has drawn the ground.
#pragma once

#include <string>

#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens {

struct SheetHead {
  std::string id;  // of the title
  const std::string& title;
  const std::string& close;
};

// Returns what is left below it. `answer` is set when somebody closes the sheet.
ui::Rect draw_sheet_head(const SheetHead& head, ui::Ui& ui, const ui::Rect& place, Answer& answer);

// The ground of such a sheet where there is no strip: at the foot of the room, within reach.
ui::Rect draw_low_sheet(ui::Ui& ui, const ui::Rect& room);

Answer draw_change(const ChangeOverlay& view, ui::Ui& ui, const ui::Rect& place);
Answer draw_languages(const LanguagesOverlay& view, ui::Ui& ui, const ui::Rect& place);
Answer draw_low_staff(const StaffOverlay& view, ui::Ui& ui, const ui::Rect& place);
Answer draw_low_pairing(const PairingView& view, ui::Ui& ui, const ui::Rect& place);

}  // namespace lintel::kiosk::screens
