#include "kiosk/screens/draw.h"

#include <string>

#include "kiosk/screens/low_sheet.h"
#include "kiosk/screens/screens.h"
#include "kiosk/screens/sheet.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;

template <class... Cases>
struct Match : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Match(Cases...) -> Match<Cases...>;

std::string name_of(const ScreenView& screen) {
  return std::visit(
      Match{[](const DoorView&) { return "door"; }, [](const ExitView&) { return "exit"; },
            [](const NoteView&) { return "note"; }, [](const BoardView&) { return "board"; },
            [](const SearchView&) { return "search"; },
            [](const PairingView&) { return "pairing"; }},
      screen);
}

std::string name_of(const Overlay& overlay) {
  return std::visit(Match{[](const std::monostate&) { return ""; },
                          [](const ChangeOverlay&) { return "+change"; },
                          [](const SlidesOverlay&) { return "+slides"; },
                          [](const StillHereOverlay&) { return "+still-here"; },
                          [](const SessionOverlay&) { return "+session"; },
                          [](const StaffOverlay&) { return "+staff"; },
                          [](const PairingView&) { return "+pairing"; },
                          [](const LanguagesOverlay&) { return "+languages"; }},
                    overlay);
}

struct Names {
  std::string base;
  std::string over;  // of what is open above it; empty: nothing
};

Answer draw_screen(const View& view, const std::string& name, Ui& ui) {
  const float here = ui.arrival("screen." + name);
  const Canvas::Group arriving{ui.canvas(), {{}, 1, (1 - here) * motion::screen_rise, here}};
  const Rect place = content_place(ui);
  return std::visit(Match{[&](const DoorView& v) { return draw_door(v, ui, place); },
                          [&](const ExitView& v) { return draw_exit(v, view.overlay, ui, place); },
                          [&](const NoteView& v) { return draw_note(v, ui, place); },
                          [&](const BoardView& v) { return draw_board(v, ui, place); },
                          [&](const SearchView& v) { return draw_search(v, ui, place); },
                          [&](const PairingView& v) { return draw_pairing(v, ui, place); }},
                    view.screen);
}

Answer draw_base(const View& view, const std::string& name, Ui& ui) {
  const Answer from_header = draw_header(view.chrome, ui);
  Answer answer = draw_screen(view, name, ui);
  answer = answer ? answer : from_header;
  // Whoever writes has the keyboard there.
  if (!std::holds_alternative<NoteView>(view.screen)) {
    const Answer from_footer = draw_footer(view.chrome, ui);
    answer = answer ? answer : from_footer;
  }
  return answer;
}

Answer draw_low_languages(const LanguagesOverlay& view, Ui& ui, const Rect& room) {
  return draw_languages(view, ui, draw_low_sheet(ui, room));
}

// In `room`, above a veil over `covered`.
Answer draw_overlay(const Overlay& overlay, const std::string& name, Ui& ui, const Rect& covered,
                    const Rect& room) {
  const float here = ui.arrival("overlay." + name);
  ui.canvas().fill(covered, with_alpha(colour::scrim, 0.45F * here));
  const Canvas::Group arriving{ui.canvas(),
                               {ui.area().centre(), 1, (1 - here) * motion::screen_rise, here}};
  return std::visit(
      Match{[](const std::monostate&) { return Answer{}; },
            [](const ChangeOverlay&) { return Answer{}; },  // in the strip's place
            [&](const SlidesOverlay& v) { return draw_slides(v, ui, room); },
            [&](const StillHereOverlay& v) { return draw_still_here(v, ui); },
            [&](const SessionOverlay& v) { return draw_session(v, ui); },
            [&](const StaffOverlay& v) { return draw_staff(v, ui, room); },
            [&](const PairingView& v) { return draw_pairing_sheet(v, ui, room); },
            [&](const LanguagesOverlay& v) { return draw_low_languages(v, ui, room); }},
      overlay);
}

// Late leavers answer on below the sheet, and the bar stays with them.
Answer draw_above_late_card(const View& view, const DoorView& door, const Names& names, Ui& ui) {
  const Rect place = content_place(ui);
  const float card = late_card_top(ui, place);
  const float here = ui.arrival("screen." + names.base);
  const Canvas::Group arriving{ui.canvas(), {{}, 1, (1 - here) * motion::screen_rise, here}};
  {
    const Ui::Inert below{ui};
    draw_header(view.chrome, ui);
    draw_above_card(door, ui, place);
  }
  const Answer tapped = draw_late_card(door, ui, place);
  const Answer from_footer = draw_footer(view.chrome, ui);
  const Rect& area = ui.area();
  const Answer from_sheet = draw_overlay(
      view.overlay, names.over, ui, {0, 0, area.width, card - space::xs},
      from_edges(space::margin, space::m, area.width - space::margin, card - space::l));
  return tapped ? tapped : from_sheet ? from_sheet : from_footer;
}

Answer draw_under(const View& view, const Names& names, Ui& ui) {
  const auto* door = std::get_if<DoorView>(&view.screen);
  if (door != nullptr && door->exit) {
    return draw_above_late_card(view, *door, names, ui);
  }
  {
    const Ui::Inert below{ui};
    draw_base(view, names.base, ui);
  }
  return draw_overlay(view.overlay, names.over, ui, ui.area(), whole_room(ui));
}

bool takes_text(const View& view, const Names& names) {
  const bool writes = std::holds_alternative<NoteView>(view.screen) ||
                      std::holds_alternative<SearchView>(view.screen);
  return writes && names.over.empty();
}

// What a key asks for that no target has answered.
Answer answer_of(const DeskEvent& event, bool types) {
  switch (event.kind) {
    case DeskEvent::Kind::text:
      return intent::TypeText{event.text};
    case DeskEvent::Kind::erase:
      return intent::Backspace{};
    case DeskEvent::Kind::back:
      return intent::GoBack{};
    case DeskEvent::Kind::press:
      return types ? Answer{intent::KeepNote{}} : Answer{intent::Touched{}};  // as the key "Done"
    case DeskEvent::Kind::next:
    case DeskEvent::Kind::previous:
    case DeskEvent::Kind::scroll:
      return intent::Touched{};
  }
  return intent::Touched{};
}

// Which answer tiles stand there: while they are the same ones, a finger on them is meant for them.
std::string tiles_of(const ScreenView& screen) {
  if (std::holds_alternative<ExitView>(screen) || std::holds_alternative<NoteView>(screen)) {
    return "question";
  }
  const auto* door = std::get_if<DoorView>(&screen);
  return door != nullptr && door->exit ? "card" : "";
}

}  // namespace

Rect content_place(const Ui& ui) {
  const Rect& area = ui.area();
  const float footer = ui.portrait() ? extent::footer_tall : extent::footer;
  return from_edges(space::margin, extent::header, area.width - space::margin,
                    area.height - footer);
}

std::optional<Intent> draw(const View& view, const Ui::Frame& frame, Ui& ui) {
  const Names names{name_of(view.screen), name_of(view.overlay)};
  Ui::Scene scene{names.base + names.over, view.chrome.large_text,
                  parse_colour(view.chrome.accent)};
  scene.tiles = tiles_of(view.screen);
  scene.types = takes_text(view, names);
  ui.begin(frame, scene);
  // On the exit screen what is open has the strip's place, and all the rest stays as it is.
  const bool covers = !names.over.empty() && !std::holds_alternative<ExitView>(view.screen);
  Answer answer = covers ? draw_under(view, names, ui) : draw_base(view, names.base, ui);
  if (const DeskEvent* event = ui.unanswered_desk(); !answer && event != nullptr) {
    answer = answer_of(*event, scene.types);
  }
  if (!answer && ui.finger().unanswered()) {
    answer = intent::Touched{};
  }
  ui.end();
  return answer;
}

}  // namespace lintel::kiosk::screens
