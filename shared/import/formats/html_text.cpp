#include "shared/import/formats/html_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "shared/core/text.h"
#include "shared/core/utf8.h"

namespace lintel::formats {
namespace {

constexpr std::array<std::pair<std::string_view, char32_t>, 27> entities{{
    {"amp", U'&'},    {"lt", U'<'},     {"gt", U'>'},     {"quot", U'"'},   {"apos", U'\''},
    {"nbsp", U' '},   {"ndash", U'–'},  {"mdash", U'—'},  {"hellip", U'…'}, {"lsquo", U'‘'},
    {"rsquo", U'’'},  {"ldquo", U'“'},  {"rdquo", U'”'},  {"laquo", U'«'},  {"raquo", U'»'},
    {"bull", U'•'},   {"auml", U'ä'},   {"ouml", U'ö'},   {"uuml", U'ü'},   {"szlig", U'ß'},
    {"eacute", U'é'}, {"egrave", U'è'}, {"aacute", U'á'}, {"iacute", U'í'}, {"oacute", U'ó'},
    {"uacute", U'ú'}, {"ntilde", U'ñ'},
}};

struct Decoded {
  char32_t value;
  std::size_t bytes;
};

// text starts with '&'.
std::optional<Decoded> entity_at(std::string_view text) {
  constexpr std::size_t longest = 12;
  const std::size_t end = text.substr(0, longest).find(';');
  if (end == std::string_view::npos || end < 2) {
    return std::nullopt;
  }
  std::string_view name = text.substr(1, end - 1);
  if (name.front() == '#') {
    name.remove_prefix(1);
    const bool hex = !name.empty() && (name.front() == 'x' || name.front() == 'X');
    name.remove_prefix(hex ? 1 : 0);
    unsigned value = 0;
    const auto [rest, error] =
        std::from_chars(name.data(), name.data() + name.size(), value, hex ? 16 : 10);
    const bool whole = error == std::errc{} && rest == name.data() + name.size();
    const bool character = value > 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    return whole && character ? std::optional{Decoded{value, end + 1}} : std::nullopt;
  }
  const auto found = std::find_if(entities.begin(), entities.end(),
                                  [name](const auto& entity) { return entity.first == name; });
  return found == entities.end() ? std::nullopt : std::optional{Decoded{found->second, end + 1}};
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// text starts with '<'. The bytes of the whole tag; 0 when it is no tag.
std::size_t tag_bytes(std::string_view text) {
  if (text.starts_with("<!--")) {
    const std::size_t end = text.find("-->");
    return end == std::string_view::npos ? 0 : end + 3;
  }
  const std::size_t name = text.size() > 1 && text[1] == '/' ? 2 : 1;
  if (text.size() <= name || !is_letter(text[name])) {
    return 0;
  }
  constexpr std::size_t longest = 2000;
  const std::size_t end = text.substr(0, longest).find('>');
  return end == std::string_view::npos ? 0 : end + 1;
}

std::string tag_name(std::string_view tag) {
  std::size_t begin = tag.size() > 1 && tag[1] == '/' ? 2 : 1;
  std::size_t end = begin;
  while (end < tag.size() && (is_letter(tag[end]) || (tag[end] >= '0' && tag[end] <= '9'))) {
    ++end;
  }
  return ascii_lower(tag.substr(begin, end - begin));
}

bool breaks_line(const std::string& name) {
  constexpr std::array<std::string_view, 16> names{"br", "p",  "div",   "li",        "ul", "ol",
                                                   "tr", "h1", "h2",    "h3",        "h4", "h5",
                                                   "h6", "hr", "table", "blockquote"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string plain_text(std::string_view text) {
  if (text.find_first_of("<&") == std::string_view::npos) {
    return std::string{text};
  }
  std::string plain;
  plain.reserve(text.size());
  while (!text.empty()) {
    std::size_t step = 1;
    if (text.front() == '<' && (step = tag_bytes(text)) > 0) {
      const std::string name = tag_name(text.substr(0, step));
      if ((name == "script" || name == "style") && text[1] != '/') {
        const std::size_t end = text.find("</" + name);
        step = end == std::string_view::npos ? text.size() : end;
      }
      plain += breaks_line(name) ? "\n" : "";
    } else if (const auto entity = text.front() == '&' ? entity_at(text) : std::nullopt) {
      append_utf8(plain, entity->value);
      step = entity->bytes;
    } else {
      step = 1;
      plain += text.front();
    }
    text.remove_prefix(step);
  }
  return plain;
}

}  // namespace lintel::formats
