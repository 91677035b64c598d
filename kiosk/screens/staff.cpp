// The sheet for staff: the end of the day at this door, and then the stick.
#include <algorithm>

#include "kiosk/screens/low_sheet.h"
#include "kiosk/screens/screens.h"
#include "kiosk/screens/sheet.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

Answer asked_by(StaffAction does) {
  switch (does) {
    case StaffAction::none:
      return std::nullopt;
    case StaffAction::ask_end_day:
      return intent::AskEndDay{};
    case StaffAction::end_day:
      return intent::EndDayHere{};
    case StaffAction::save_to_stick:
      return intent::SaveToStick{};
  }
  return std::nullopt;
}

Answer draw_action(const StaffOverlay& view, Ui& ui, const Rect& face) {
  const std::string id = view.does == StaffAction::save_to_stick ? "save-to-stick" : "end-day";
  const bool pressed = button(ui, {id, view.action, face, {}, false, {}}, look::primary);
  return pressed ? asked_by(view.does) : std::nullopt;
}

TextBlock set_hint(const StaffOverlay& view, Ui& ui, const Rect& place) {
  return ui.set(
      view.hint,
      {type::body_large, colour::mute, 6, type::smallest, Align::left, Wrap::natural, Line::plain},
      place.width, place.height);
}

}  // namespace

Answer draw_staff(const StaffOverlay& view, Ui& ui, const Rect& room) {
  constexpr float width_max = 760;
  const Rect sheet = draw_sheet(ui, room, width_max, 420);
  const Rect inside = sheet.inset(space::xxl);
  const TextBlock title = ui.set(view.title,
                                 {type::title_small, colour::ink, 2, type::lead.size, Align::left,
                                  Wrap::balanced, Line::plain},
                                 inside.width);
  Rect line{inside.x, inside.y, inside.width, title.height};
  ui.put(title, line, {"staff.title", Role::heading});
  const float buttons = inside.bottom() - extent::button;
  line.y += title.height + space::s;
  line.height = buttons - line.y - space::l;
  ui.put(set_hint(view, ui, line), line, {"staff.hint", Role::status});
  const float close_width = button_width(ui, view.close, look::outline, space::xl);
  const Rect close{inside.x, buttons, close_width, extent::button};
  Answer answer;
  if (button(ui, {"close", view.close, close, {}, false, {}}, look::outline)) {
    answer = intent::CloseOverlay{};
  }
  if (view.action.empty()) {
    return answer;
  }
  const Answer acted = draw_action(
      view, ui,
      from_edges(close.right() + space::m, buttons, inside.right(), buttons + extent::button));
  return acted ? acted : answer;
}

Answer draw_low_staff(const StaffOverlay& view, Ui& ui, const Rect& place) {
  Answer closed;
  const Rect rest = draw_sheet_head({"staff.title", view.title, view.close}, ui, place, closed);
  if (view.action.empty()) {
    ui.put(set_hint(view, ui, rest), rest, {"staff.hint", Role::status});
    return closed;
  }
  const float wanted = button_width(ui, view.action, look::primary, space::xxl);
  const float width = ui.portrait() ? rest.width : std::min(wanted, rest.width / 2);
  const float top =
      ui.portrait() ? rest.bottom() - extent::button : rest.centre().y - extent::button / 2;
  const Rect face{rest.right() - width, top, width, extent::button};
  const Rect words = ui.portrait() ? from_edges(rest.x, rest.y, rest.right(), face.y - space::s)
                                   : from_edges(rest.x, rest.y, face.x - space::xl, rest.bottom());
  ui.put_middle(set_hint(view, ui, words), words, {"staff.hint", Role::status});
  const Answer acted = draw_action(view, ui, face);
  return acted ? acted : closed;
}

}  // namespace lintel::kiosk::screens
