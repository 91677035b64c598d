// The screens, one function each: they draw a view model into the place they are given and return
// what was asked for. No state, no clock, no files; what outlives a frame is in Ui.
#pragma once

#include <optional>

#include "kiosk/app/intent.h"
#include "kiosk/app/view.h"
#include "kiosk/ui/controls.h"
#include "kiosk/ui/ui.h"

namespace lintel::kiosk::screens {

using Answer = std::optional<Intent>;

// For reading only: nothing that can be touched lies in the top quarter of a screen.
Answer draw_header(const Chrome& chrome, ui::Ui& ui);
// The bar at the foot: the tablet's state and the few controls of every screen.
Answer draw_footer(const Chrome& chrome, ui::Ui& ui);
ui::Colour tone_colour(Tone tone);
// Where what can be touched may begin.
float reach_top(const ui::Ui& ui);

Answer draw_door(const DoorView& view, ui::Ui& ui, const ui::Rect& place);
// Its two parts while late leavers answer at the door: the card of theirs, and all that is above.
Answer draw_above_card(const DoorView& view, ui::Ui& ui, const ui::Rect& place);
Answer draw_late_card(const DoorView& view, ui::Ui& ui, const ui::Rect& place);
float late_card_top(ui::Ui& ui, const ui::Rect& place);
// What is asked and about which session, at the same place above the exit screen and above a note.
struct QuestionWords {
  const std::string& kicker;
  const std::string& question;
  const std::string& title;
};
void draw_question(const QuestionWords& words, ui::Ui& ui, const ui::Rect& place);
// Where the tiles of the exit screen stand, on a day whose sessions have up to this many ideas.
ui::Rect question_tiles(const ui::Ui& ui, const ui::Rect& place, int ideas_most);
float question_bottom(const ui::Ui& ui, const ui::Rect& place);  // where the tiles begin
// What is open there stands in the strip's place: the tiles stay seen and live.
Answer draw_exit(const ExitView& view, const Overlay& open, ui::Ui& ui, const ui::Rect& place);
Answer draw_note(const NoteView& view, ui::Ui& ui, const ui::Rect& place);
Answer draw_keyboard(const std::vector<KeyRow>& rows, ui::Ui& ui, const ui::Rect& place);
Answer draw_board(const BoardView& view, ui::Ui& ui, const ui::Rect& place);
Answer draw_search(const SearchView& view, ui::Ui& ui, const ui::Rect& place);

Answer draw_pairing(const PairingView& view, ui::Ui& ui, const ui::Rect& place);

// Sheets that may stand above the card of late leavers get the room there is for them.
Answer draw_staff(const StaffOverlay& view, ui::Ui& ui, const ui::Rect& room);
Answer draw_slides(const SlidesOverlay& view, ui::Ui& ui, const ui::Rect& room);
Answer draw_pairing_sheet(const PairingView& view, ui::Ui& ui, const ui::Rect& room);
Answer draw_session(const SessionOverlay& view, ui::Ui& ui);
Answer draw_still_here(const StillHereOverlay& view, ui::Ui& ui);

// The place between header and footer.
ui::Rect content_place(const ui::Ui& ui);

}  // namespace lintel::kiosk::screens
