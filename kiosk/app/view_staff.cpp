#include "kiosk/app/clock_check.h"
#include "kiosk/app/staff.h"
#include "kiosk/app/view_parts.h"

namespace lintel::kiosk {
namespace {

std::string why_no_stick(const Words& words, ErrorCode why) {
  if (why == ErrorCode::not_found) {
    return words.text("staff.no_stick");
  }
  return words.text(why == ErrorCode::full ? "staff.stick_full" : "staff.stick_failed");
}

// The day is done: what became of all that was given here, and the stick for what was not sent.
void say_what_is_unsent(StaffOverlay& overlay, const State& state, const Words& words) {
  if (may_save_to_stick(state)) {
    overlay.hint = words.plural("staff.unsent", unsent(state));
    overlay.action = words.text("staff.save");
    overlay.does = StaffAction::save_to_stick;
  } else {
    overlay.hint = words.text(state.counts.quarantined > 0 ? "staff.refused" : "staff.all_sent");
  }
  switch (state.stick.standing) {
    case StickStanding::none:
      return;
    case StickStanding::writing:
      overlay.hint = words.text("staff.saving");
      return;
    case StickStanding::written:
      overlay.hint = state.stick.still_waiting ? words.text("staff.saved_in_part")
                                               : words.plural("staff.saved", state.stick.records);
      if (!state.stick.still_waiting) {
        overlay.action.clear();
        overlay.does = StaffAction::none;
      }
      return;
    case StickStanding::failed:
      overlay.hint = why_no_stick(words, state.stick.why);
      return;
  }
}

}  // namespace

StaffOverlay make_staff(const State& state, const Words& words) {
  StaffOverlay overlay;
  overlay.title = words.text("staff.title");
  overlay.close = words.text("close");
  if (state.overlay == OverlayKind::end_day) {
    return {words.text("staff.sure"), words.text("staff.sure_hint"),
            words.text("staff.sure_button"), StaffAction::end_day, words.text("staff.back")};
  }
  if (is_day_done(state)) {
    overlay.title = words.text("staff.over");
    say_what_is_unsent(overlay, state, words);
  } else if (may_end_day(state)) {
    overlay.hint = words.text("staff.may_end");
    overlay.action = words.text("staff.end_day");
    overlay.does = StaffAction::ask_end_day;
  } else {
    overlay.hint = words.text("staff.not_yet");
  }
  if (state.clock != ClockStanding::checked) {
    overlay.hint =
        fill(words.text("staff.clock"), {door_clock_text(state, words)}) + " " + overlay.hint;
  }
  return overlay;
}

}  // namespace lintel::kiosk
