#include "kiosk/screens/draw.h"

#include <string>

#include "kiosk/screens/screens.h"

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

Answer draw_screen(const View& view, const std::string& name, Ui& ui) {
  const float here = ui.arrival("screen." + name);
  const Canvas::Group arriving{ui.canvas(), {{}, 1, (1 - here) * motion::screen_rise, here}};
  const Rect place = content_place(ui);
  return std::visit(Match{[&](const DoorView& v) { return draw_door(v, ui, place); },
                          [&](const ExitView& v) { return draw_exit(v, ui, place); },
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

Answer draw_overlay(const Overlay& overlay, const std::string& name, Ui& ui) {
  const float here = ui.arrival("overlay." + name);
  ui.canvas().fill(ui.area(), with_alpha(colour::scrim, 0.45F * here));
  const Canvas::Group arriving{ui.canvas(),
                               {ui.area().centre(), 1, (1 - here) * motion::screen_rise, here}};
  return std::visit(Match{[](const std::monostate&) { return Answer{}; },
                          [&](const ChangeOverlay& v) { return draw_change(v, ui); },
                          [&](const SlidesOverlay& v) { return draw_slides(v, ui); },
                          [&](const StillHereOverlay& v) { return draw_still_here(v, ui); },
                          [&](const SessionOverlay& v) { return draw_session(v, ui); },
                          [&](const StaffOverlay& v) { return draw_staff(v, ui); },
                          [&](const PairingView& v) { return draw_pairing_sheet(v, ui); },
                          [&](const LanguagesOverlay& v) { return draw_languages(v, ui); }},
                    overlay);
}

}  // namespace

Rect content_place(const Ui& ui) {
  const Rect& area = ui.area();
  const float footer = ui.portrait() ? extent::footer_tall : extent::footer;
  return from_edges(space::margin, extent::header, area.width - space::margin,
                    area.height - footer);
}

std::optional<Intent> draw(const View& view, const Ui::Frame& frame, Ui& ui) {
  const std::string base = name_of(view.screen);
  const std::string over = name_of(view.overlay);
  Ui::Scene scene{base + over, view.chrome.large_text, parse_colour(view.chrome.accent)};
  scene.has_tiles = over.empty() && (std::holds_alternative<ExitView>(view.screen) ||
                                     std::holds_alternative<NoteView>(view.screen));
  ui.begin(frame, scene);
  Answer answer;
  if (over.empty()) {
    answer = draw_base(view, base, ui);
  } else {
    {
      const Ui::Inert below{ui};
      draw_base(view, base, ui);
    }
    answer = draw_overlay(view.overlay, over, ui);
  }
  if (!answer && ui.finger().unanswered()) {
    answer = intent::Touched{};
  }
  ui.end();
  return answer;
}

}  // namespace lintel::kiosk::screens
