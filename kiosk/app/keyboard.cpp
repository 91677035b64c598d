#include "kiosk/app/keyboard.h"

#include <algorithm>
#include <array>

namespace lintel::kiosk {
namespace {

// Keys of a row are separated by spaces; each types what it shows.
struct Layout {
  std::string_view name;
  std::array<std::string_view, 3> rows;
  std::string_view other_case;               // where shift leads; empty: no shift key
  std::array<std::string_view, 2> switches;  // layer keys beside the space bar
};

constexpr std::array<Layout, 5> layouts{{
    {"letters",
     {"q w e r t y u i o p", "a s d f g h j k l", "z x c v b n m"},
     "capitals",
     {"digits", "accents"}},
    {"capitals",
     {"Q W E R T Y U I O P", "A S D F G H J K L", "Z X C V B N M"},
     "letters",
     {"digits", "accents"}},
    {"digits",
     {"1 2 3 4 5 6 7 8 9 0", "? ! ’ “ ” : ; ( )", "¿ ¡ … – / + % &"},
     "",
     {"letters", "accents"}},
    {"accents",
     {"á é í ó ú ü ñ ç à è", "ù â ê î ô û ä ö ë ï", "ß ã õ å ø æ œ"},
     "accent-capitals",
     {"letters", "digits"}},
    {"accent-capitals",
     {"Á É Í Ó Ú Ü Ñ Ç À È", "Ù Â Ê Î Ô Û Ä Ö Ë Ï", "ẞ Ã Õ Å Ø Æ Œ"},
     "accents",
     {"letters", "digits"}},
}};

// The widest row: ten keys of one unit.
constexpr float row_units = 10;
constexpr float side_key_units = 1.4F;
constexpr float space_units = 3.2F;
constexpr float keep_units = 2;

const Layout& layout_of(std::string_view name) {
  const auto found = std::ranges::find(layouts, name, &Layout::name);
  return found == layouts.end() ? layouts.front() : *found;
}

std::string_view switch_label(std::string_view layer) {
  if (layer == "digits") {
    return "123";
  }
  return layer == "accents" ? "áñü" : "abc";
}

Key key(Key::Kind kind, std::string_view label, std::string_view text, float width) {
  Key made;
  made.kind = kind;
  made.label = label;
  made.text = text;
  made.width = width;
  return made;
}

void add_text_keys(KeyRow& row, std::string_view keys) {
  while (!keys.empty()) {
    const std::size_t end = std::min(keys.find(' '), keys.size());
    const std::string_view character = keys.substr(0, end);
    row.keys.push_back(key(Key::Kind::text, character, character, 1));
    keys.remove_prefix(std::min(end + 1, keys.size()));
  }
}

float width_of(const KeyRow& row) {
  float width = 0;
  for (const Key& each : row.keys) {
    width += each.width;
  }
  return width;
}

KeyRow third_row(const Layout& layout) {
  KeyRow row;
  if (!layout.other_case.empty()) {
    Key shift = key(Key::Kind::shift, "", layout.other_case, side_key_units);
    shift.active = layout.name == "capitals" || layout.name == "accent-capitals";
    row.keys.push_back(std::move(shift));
  }
  add_text_keys(row, layout.rows[2]);
  row.keys.push_back(key(Key::Kind::backspace, "", "", side_key_units));
  return row;
}

KeyRow last_row(const Layout& layout, std::string keep_label) {
  KeyRow row;
  for (const std::string_view layer : layout.switches) {
    row.keys.push_back(key(Key::Kind::layer, switch_label(layer), layer, side_key_units));
  }
  row.keys.push_back(key(Key::Kind::space, "", " ", space_units));
  add_text_keys(row, ", .");
  row.keys.push_back(key(Key::Kind::keep, keep_label, "", keep_units));
  return row;
}

}  // namespace

bool is_layer(std::string_view name) {
  return std::ranges::find(layouts, name, &Layout::name) != layouts.end();
}

std::vector<KeyRow> keyboard_rows(std::string_view layer, std::string keep_label) {
  const Layout& layout = layout_of(layer);
  std::vector<KeyRow> rows(2);
  add_text_keys(rows[0], layout.rows[0]);
  add_text_keys(rows[1], layout.rows[1]);
  rows.push_back(third_row(layout));
  rows.push_back(last_row(layout, std::move(keep_label)));
  for (KeyRow& row : rows) {
    row.indent = std::max(0.0F, (row_units - width_of(row)) / 2);
  }
  return rows;
}

std::string after_typing(std::string_view layer, std::string_view typed) {
  if (layer == "digits") {
    return typed == " " || typed == "’" ? "letters" : "digits";
  }
  return "letters";
}

std::string for_case(std::string_view layer, bool capitals) {
  if (layer == "letters" || layer == "capitals") {
    return capitals ? "capitals" : "letters";
  }
  if (layer == "accents" || layer == "accent-capitals") {
    return capitals ? "accent-capitals" : "accents";
  }
  return std::string{layer};
}

}  // namespace lintel::kiosk
