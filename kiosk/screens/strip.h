// The strip beside the tiles: what became of the last answer and what may follow it, or, while
// nobody has just answered, what is on here and what comes. Its targets carry when the finger
// landed, because a touch may be meant for the answer before (DESIGN 2.1, hand-over).
#pragma once

#include "kiosk/app/view.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/ui.h"

namespace lintel::kiosk::screens {

// Its card, upright beside the choices or, where it is wide, in one row.
Answer draw_saved(const SavedCard& card, ui::Ui& ui, const ui::Rect& place);
Answer draw_choices(const StripChoices& strip, ui::Ui& ui, const ui::Rect& place);
void draw_hint(const ExitView& view, ui::Ui& ui, const ui::Rect& place);
void draw_notices(const std::vector<NoticeCard>& notices, ui::Ui& ui, const ui::Rect& place);

// When the finger landed that did something in this frame.
intent::Began landed(ui::Ui& ui);

// How high the choices want to be when a session has up to this many ideas.
float choices_height(const ui::Ui& ui, int ideas_most);

}  // namespace lintel::kiosk::screens
