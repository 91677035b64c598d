// While nobody has just answered: one tap is enough, what is on here, and what comes.
#include <algorithm>

#include "kiosk/screens/strip_parts.h"

namespace lintel::kiosk::screens {
namespace {

using namespace ui;
using namespace strip;
using Role = SemanticNode::Role;

Colour kicker_colour(const NoticeCard& notice) {
  if (notice.kind != CardKind::normal) {
    return colour::coral_deep;
  }
  return notice.is_next ? colour::accent : colour::mute;
}

Paragraph notice_title(const NoticeCard& notice, float size, int lines) {
  const bool gone = notice.kind == CardKind::cancelled;
  return {sized(type::card_title, size, 1.22F),
          gone ? colour::mute : colour::ink,
          lines,
          type::label.size,
          Align::left,
          Wrap::balanced,
          gone ? Line::struck : Line::plain};
}

Paragraph notice_byline(const NoticeCard& notice, int lines) {
  const bool changed = notice.kind != CardKind::normal;
  return {changed ? type::label : type::label_quiet,
          changed ? colour::coral_deep : colour::mute,
          lines,
          type::caption.size,
          Align::left,
          Wrap::balanced,
          Line::plain};
}

void draw_notice_column(const NoticeCard& notice, const std::string& id, Ui& ui,
                        const Rect& column) {
  const TextBlock kicker = ui.set(notice.kicker,
                                  {type::kicker, kicker_colour(notice), 1, type::smallest - 2,
                                   Align::left, Wrap::natural, Line::plain},
                                  column.width);
  const TextBlock foot = ui.set(
      notice.foot,
      {type::caption, colour::mute, 2, type::smallest, Align::left, Wrap::balanced, Line::plain},
      column.width);
  ui.put(kicker, column, {id + ".kicker"});
  float y = column.y + kicker.height + space::xs;
  const float bottom = column.bottom() - foot.height - space::xs;
  const TextBlock byline =
      ui.set(notice.byline, notice_byline(notice, 2), column.width, (bottom - y) * 0.45F);
  const float byline_room = notice.byline.empty() ? 0 : byline.height + space::xxs;
  const TextBlock title =
      ui.set(notice.title, notice_title(notice, 26, 4), column.width, bottom - y - byline_room);
  ui.put(title, {column.x, y, column.width, title.height}, {id + ".title", Role::heading});
  y += title.height + space::xxs;
  ui.put(byline, {column.x, y, column.width, byline.height}, {id + ".byline"});
  ui.put(foot, {column.x, column.bottom() - foot.height, column.width, foot.height},
         {id + ".foot"});
}

void draw_notice_row(const NoticeCard& notice, const std::string& id, Ui& ui, const Rect& row) {
  constexpr float time_width = 190;
  const Rect left{row.x, row.y, time_width, row.height};
  const Rect right = from_edges(left.right() + space::m, row.y, row.right(), row.bottom());
  ui.put_middle(ui.set(notice.kicker,
                       {type::kicker, kicker_colour(notice), 2, type::smallest, Align::left,
                        Wrap::balanced, Line::plain},
                       left.width, left.height),
                left, {id + ".kicker"});
  const std::string& more = notice.byline.empty() ? notice.foot : notice.byline;
  const TextBlock byline = ui.set(more, notice_byline(notice, 1), right.width);
  const float byline_height = more.empty() ? 0 : byline.height;
  const TextBlock title =
      ui.set(notice.title, notice_title(notice, 24, 2), right.width, right.height - byline_height);
  const float tall = title.height + byline_height;
  const Rect place{right.x, row.centre().y - tall / 2, right.width, title.height};
  ui.put(title, place, {id + ".title", Role::heading});
  ui.put(byline, {right.x, place.bottom(), right.width, byline.height}, {id + ".byline"});
}

}  // namespace

void draw_hint(const ExitView& view, Ui& ui, const Rect& place) {
  ui.canvas().fill(place, colour::quiet_card, radius::card);
  const Rect inside = place.inset(inner, place.height < tall_row ? space::s : space::m);
  const Paragraph quiet{sized(type::label_quiet, 20, 1.3F),
                        colour::mute,
                        4,
                        type::smallest,
                        Align::left,
                        Wrap::balanced,
                        Line::plain};
  if (place.height < tall_row) {
    const TextBlock title = ui.set(view.hint_title,
                                   {type::card_title, colour::ink, 1, type::label.size, Align::left,
                                    Wrap::natural, Line::plain},
                                   inside.width);
    const TextBlock hint =
        ui.set(view.hint, quiet, inside.width, inside.height - title.height - space::xxs);
    const float tall = title.height + space::xxs + hint.height;
    const Rect first{inside.x, inside.centre().y - tall / 2, inside.width, title.height};
    ui.put(title, first, {"hint.title", Role::heading});
    ui.put(hint, {inside.x, first.bottom() + space::xxs, inside.width, hint.height}, {"hint"});
    return;
  }
  const TextBlock title = ui.set(view.hint_title,
                                 {sized(type::lead_strong, 28, 1.21F), colour::ink, 2,
                                  type::label.size, Align::left, Wrap::balanced, Line::plain},
                                 inside.width, inside.height * 0.42F);
  const TextBlock foot = ui.set(view.hint_foot,
                                {sized(type::caption, 18, 1.33F), colour::mute, 2, type::smallest,
                                 Align::left, Wrap::balanced, Line::plain},
                                inside.width);
  const Rect first{inside.x, inside.y + space::xs, inside.width, title.height};
  const Rect last{inside.x, inside.bottom() - foot.height, inside.width, foot.height};
  const Rect middle =
      from_edges(inside.x, first.bottom() + space::s, inside.right(), last.y - space::xs);
  ui.put(title, first, {"hint.title", Role::heading});
  ui.put(ui.set(view.hint, quiet, middle.width, middle.height), middle, {"hint"});
  ui.put(foot, last, {"hint.foot"});
}

void draw_notices(const std::vector<NoticeCard>& notices, Ui& ui, const Rect& place) {
  ui.canvas().fill(place, colour::quiet_card, radius::card);
  if (notices.empty()) {
    return;
  }
  const auto count = static_cast<float>(notices.size());
  const Rect inside = place.inset(inner, space::l);
  constexpr float gap = 2 * inner - space::xs;
  const bool as_rows = ui.portrait();
  const float width = as_rows ? inside.width : (inside.width - gap * (count - 1)) / count;
  const float height = as_rows ? (inside.height - space::s * (count - 1)) / count
                               : place.bottom() - space::m - inside.y;
  for (std::size_t i = 0; i < notices.size(); ++i) {
    const std::string id = "notice." + std::to_string(i + 1);
    const auto at = static_cast<float>(i);
    const Rect part = as_rows ? Rect{inside.x, inside.y + at * (height + space::s), width, height}
                              : Rect{inside.x + at * (width + gap), inside.y, width, height};
    if (as_rows) {
      draw_notice_row(notices[i], id, ui, part);
    } else {
      draw_notice_column(notices[i], id, ui, part);
    }
    if (i > 0) {
      const Rect line = as_rows ? Rect{inside.x, part.y - space::s / 2, inside.width, 1}
                                : Rect{part.x - gap / 2, part.y, 1, part.height};
      ui.canvas().fill(line, colour::line);
    }
  }
}

}  // namespace lintel::kiosk::screens
