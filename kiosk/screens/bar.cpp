// The bar at the foot of every screen: what state the tablet is in, and the few controls that are
// the same everywhere. What does not fit gives way in turn: the status says less, the change pill
// says less, the languages share one pill that opens a sheet.
#include <algorithm>
#include <array>
#include <vector>

#include "kiosk/screens/screens.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using Role = SemanticNode::Role;

constexpr float middle_up = 44;   // the pills' middle, from the foot of the window
constexpr float status_up = 102;  // in portrait the status line has a row of its own
constexpr float gap = space::s;
constexpr float pill_padding = 22;
constexpr float language_padding = 13;
constexpr float chevron_room = 22;
constexpr float dot = 6;
constexpr float after_dot = 10;

struct Pill {
  std::string id;
  std::string label;
  Intent intent;
};

std::vector<Pill> pills_of(const Chrome& chrome, bool brief) {
  std::vector<Pill> pills;
  const auto add = [&](const char* id, const std::string& label, Intent intent) {
    if (!label.empty()) {
      pills.push_back({id, label, std::move(intent)});
    }
  };
  add("pairing", chrome.pairing, intent::OpenPairing{});
  add("change", brief ? chrome.change_short : chrome.change, intent::OpenChange{});
  add("slides", chrome.slides, intent::OpenSlides{});
  add("search", chrome.search, intent::OpenSearch{});
  add("this-room", chrome.this_room, intent::ShowDoor{});
  add("all-rooms", chrome.all_rooms, intent::ShowBoard{});
  return pills;
}

float pill_width(Ui& ui, const std::string& label) {
  return std::max(extent::target, ui.width_of(label, type::pill) + 2 * pill_padding);
}

float language_width(Ui& ui, const LanguageChoice& language) {
  const TextStyle& style = language.selected ? type::caption_strong : type::caption;
  return std::max(extent::target, ui.width_of(language.label, style) + 2 * language_padding);
}

std::string chosen_language(const Chrome& chrome) {
  const auto found = std::ranges::find_if(chrome.languages, &LanguageChoice::selected);
  return found == chrome.languages.end() ? chrome.languages.front().label : found->label;
}

// One way of saying all that the bar has to say.
struct Layout {
  std::vector<Pill> pills;
  std::vector<float> widths;
  float pills_width = 0;
  bool one_language = false;  // the others are behind it
  float languages_width = 0;  // with the gap before them
  float width = 0;            // of everything but the status
};

Layout lay_out(const Chrome& chrome, Ui& ui, bool brief, bool one_language) {
  Layout layout;
  layout.pills = pills_of(chrome, brief);
  for (const Pill& pill : layout.pills) {
    layout.widths.push_back(pill_width(ui, pill.label));
    layout.pills_width += layout.widths.back() + gap;
  }
  layout.one_language = one_language;
  if (!chrome.languages.empty()) {
    layout.languages_width = gap;
    if (one_language) {
      layout.languages_width += pill_width(ui, chosen_language(chrome)) + chevron_room;
    } else {
      for (const LanguageChoice& language : chrome.languages) {
        layout.languages_width += language_width(ui, language);
      }
    }
  }
  layout.width = layout.pills_width + layout.languages_width + extent::target;
  return layout;
}

struct Saying {
  std::string whole;
  std::string brief;
  bool strong = false;
};

// A narrow header has no room to say how old the schedule is; trouble is said first.
Saying saying_of(const Chrome& chrome, const Ui& ui) {
  const bool trouble = chrome.status_tone == Tone::trouble;
  if (ui.portrait() && !chrome.stale.empty() && !trouble) {
    return {chrome.stale, chrome.stale, true};
  }
  return {chrome.status, chrome.status_short.empty() ? chrome.status : chrome.status_short,
          trouble};
}

const TextStyle& style_of(const Saying& saying) {
  return saying.strong ? type::caption_strong : type::caption;
}

float status_width(Ui& ui, const Saying& saying, const std::string& words) {
  return 2 * dot + after_dot + ui.width_of(words, style_of(saying)) + space::m;
}

// The first of the ways that fits; the last when none does.
Layout fit(const Chrome& chrome, Ui& ui, const Saying& saying, float room) {
  struct Way {
    bool brief;
    bool one_language;
  };
  constexpr std::array<Way, 4> ways{{{false, false}, {true, false}, {false, true}, {true, true}}};
  Layout layout;
  for (const Way& way : ways) {
    layout = lay_out(chrome, ui, way.brief, way.one_language);
    const float status = ui.portrait() ? 0 : status_width(ui, saying, saying.brief);
    if (layout.width + status <= room) {
      return layout;
    }
  }
  return layout;
}

void draw_status(const Saying& saying, Tone tone, Ui& ui, const Rect& row) {
  ui.canvas().circle({row.x + dot, row.centre().y}, dot, tone_colour(tone));
  const Rect words = from_edges(row.x + 2 * dot + after_dot, row.y, row.right(), row.bottom());
  Paragraph paragraph{style_of(saying),
                      saying.strong ? colour::ink : colour::mute,
                      1,
                      0,
                      Align::left,
                      Wrap::natural,
                      Line::plain};
  TextBlock block = ui.set(saying.whole, paragraph, words.width);
  if (block.shortened) {
    block = ui.set(saying.brief, paragraph, words.width);
  }
  if (block.shortened) {
    paragraph.lines_max = 2;
    paragraph.size_min = type::smallest;
    block = ui.set(saying.brief, paragraph, words.width, words.height);
  }
  ui.put_middle(block, words, {"status", Role::status});
}

Answer draw_pills(const Layout& layout, Ui& ui, float left, float middle, float squeeze) {
  Answer answer;
  float x = left;
  for (std::size_t i = 0; i < layout.pills.size(); ++i) {
    const Pill& pill = layout.pills[i];
    const float width = std::max(extent::target, layout.widths[i] * squeeze);
    const Rect face{x, middle - extent::pill / 2, width, extent::pill};
    if (button(ui, {pill.id, pill.label, face, {}, false, {}}, look::pill)) {
      answer = pill.intent;
    }
    x += width + gap;
  }
  return answer;
}

// Right to left, so that the row ends before Aa.
Answer draw_names(const Chrome& chrome, Ui& ui, float right, float middle) {
  Answer answer;
  float edge = right;
  for (auto language = chrome.languages.rbegin(); language != chrome.languages.rend(); ++language) {
    const float width = language_width(ui, *language);
    const Rect cell{edge - width, middle - extent::target / 2, width, extent::target};
    const std::string id = "language." + language->code;
    if (ui.target({Role::button, id, language->label, cell, cell, language->selected, true})
            .fired) {
      answer = intent::SetLanguage{language->code};
    }
    ui.put_middle(
        ui.set(language->label, {language->selected ? type::caption_strong : type::caption,
                                 language->selected ? colour::ink : colour::mute, 1, 0,
                                 Align::centre, Wrap::natural, Line::plain}),
        cell, {id + ".label", Role::text, id});
    if (language != chrome.languages.rbegin()) {
      ui.canvas().circle({cell.right(), middle}, 2, colour::mute);
    }
    edge = cell.x;
  }
  return answer;
}

// The chosen one, behind which the others are.
Answer draw_one_language(const Chrome& chrome, Ui& ui, const Rect& face) {
  const bool fired =
      button(ui, {"languages", chosen_language(chrome), face, {}, false, {}, false, chevron_room},
             look::pill);
  constexpr float wide = 6;
  constexpr float tall = 4;
  const Point at{face.right() - pill_padding - wide, face.centre().y};
  const std::array<Point, 3> chevron{Point{at.x - wide, at.y + tall}, Point{at.x, at.y - tall},
                                     Point{at.x + wide, at.y + tall}};
  ui.canvas().stroke_path(chevron, stroke::selected, colour::mute);
  return fired ? Answer{intent::OpenLanguages{}} : std::nullopt;
}

Answer draw_letters(const Chrome& chrome, Ui& ui, float right, float middle) {
  const Rect face{right - extent::target, middle - extent::pill / 2, extent::target, extent::pill};
  const ButtonLook& look = chrome.large_text ? look::pill_selected : look::pill;
  return button(ui, {"large-text", "Aa", face, {}, chrome.large_text, {}}, look)
             ? Answer{intent::ToggleLargeText{}}
             : std::nullopt;
}

}  // namespace

Colour tone_colour(Tone tone) {
  switch (tone) {
    case Tone::normal:
      return colour::outline;
    case Tone::good:
      return colour::leaf;
    case Tone::waiting:
      return colour::sun;
    case Tone::trouble:
      return colour::coral;
  }
  return colour::outline;
}

Answer draw_footer(const Chrome& chrome, Ui& ui) {
  const Rect& area = ui.area();
  const float left = space::margin;
  const float right = area.width - space::margin;
  const float middle = area.height - middle_up;
  const Saying saying = saying_of(chrome, ui);
  const Layout layout = fit(chrome, ui, saying, right - left);
  const float squeeze = std::min(1.0F, (right - left - layout.languages_width - extent::target) /
                                           std::max(1.0F, layout.pills_width));
  const float pills_left = ui.portrait() ? left : std::max(left, right - layout.width);
  if (ui.portrait()) {
    constexpr float tall = 44;
    draw_status(saying, chrome.status_tone, ui,
                {left, area.height - status_up - tall / 2, right - left, tall});
  } else {
    draw_status(saying, chrome.status_tone, ui,
                from_edges(left, middle - extent::target / 2, pills_left - space::m,
                           middle + extent::target / 2));
  }
  Answer answer = draw_pills(layout, ui, pills_left, middle, squeeze);
  const float names_right = right - extent::target - gap;
  Answer chosen;
  if (!chrome.languages.empty() && layout.one_language) {
    const float width = layout.languages_width - gap;
    chosen = draw_one_language(
        chrome, ui, {names_right - width, middle - extent::pill / 2, width, extent::pill});
  } else {
    chosen = draw_names(chrome, ui, names_right, middle);
  }
  answer = answer ? answer : chosen;
  const Answer letters = draw_letters(chrome, ui, right, middle);
  return answer ? answer : letters;
}

}  // namespace lintel::kiosk::screens
