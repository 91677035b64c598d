#include "kiosk/app/wording.h"

#include <array>

#include "kiosk/app/rules.h"
#include "shared/core/text.h"

namespace lintel::kiosk {
namespace {

// "e" instead of "y" before an i sound (RAE): i, í, hi but not hia, hie; y before a consonant.
bool begins_with_i_sound(std::string_view name) {
  const std::string lower = ascii_lower(name);
  const std::string_view text = lower;
  if (text.starts_with("hi")) {
    const std::string_view rest = text.substr(2);
    return !rest.starts_with('a') && !rest.starts_with('e') && !rest.starts_with("é");
  }
  if (text.starts_with('y')) {
    constexpr std::string_view vowels = "aeiou";
    const bool before_vowel = text.size() > 1 && vowels.find(text[1]) != std::string_view::npos;
    const bool before_accent = text.size() > 1 && static_cast<unsigned char>(text[1]) >= 0x80;
    return text.size() > 1 && !before_vowel && !before_accent;
  }
  return text.starts_with('i') || text.starts_with("í") || text.starts_with("Í") ||
         text.starts_with("hí") || text.starts_with("hÍ");
}

std::string two_digits(long long number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

std::string name_list(const Words& words, const std::vector<std::string>& names) {
  if (names.size() < 2) {
    return names.empty() ? std::string{} : names.front();
  }
  const std::vector<std::string> first(names.begin(), names.end() - 1);
  const char* const key = begins_with_i_sound(names.back()) ? "list.and_i" : "list.and";
  return fill(words.text(key), {short_name_list(first), names.back()});
}

std::string short_name_list(const std::vector<std::string>& names) {
  std::string list;
  for (const auto& name : names) {
    list += (list.empty() ? "" : ", ") + name;
  }
  return list;
}

std::string clock_text(LocalTime time, ClockStyle style) {
  const std::chrono::hh_mm_ss clock{time - day_of(time)};
  const long long hour = clock.hours().count();
  const std::string minute = two_digits(clock.minutes().count());
  if (style == ClockStyle::hours_24) {
    return two_digits(hour) + ":" + minute;
  }
  return std::to_string(hour % 12 == 0 ? 12 : hour % 12) + ":" + minute;
}

std::string start_text(const Session& session, ClockStyle style) {
  return clock_text(session.start.local(), style);
}

std::string span_text(const Session& session, const ActualEnds& actual, ClockStyle style) {
  const LocalTime end = to_local(end_of(session, actual), session.end.offset);
  return start_text(session, style) + " – " + clock_text(end, style);
}

std::string date_text(const Words& words, LocalDay day) {
  const std::chrono::year_month_day date{day};
  const std::chrono::weekday weekday{day};
  return fill(words.text("date.day_month"),
              {words.text("day." + std::to_string(weekday.c_encoding())),
               std::to_string(static_cast<unsigned>(date.day())),
               words.text("month." + std::to_string(static_cast<unsigned>(date.month())))});
}

std::string short_title(const std::string& title) {
  if (code_point_count(title) <= short_title_characters) {
    return title;
  }
  const std::size_t colon = title.find(": ");
  return colon == std::string::npos || colon == 0 ? title : title.substr(0, colon);
}

std::string room_title(const Words& words, const std::string& name) {
  const bool is_number = !name.empty() && name.front() >= '0' && name.front() <= '9';
  return is_number ? fill(words.text("chrome.room"), {name}) : name;
}

std::string dotted(const std::vector<std::string>& parts) {
  std::string joined;
  for (const auto& part : parts) {
    if (!part.empty()) {
      joined += (joined.empty() ? "" : " · ") + part;
    }
  }
  return joined;
}

std::string in_quotes(const Words& words, const std::string& text) {
  const bool has_own = text.starts_with("“") || text.starts_with("«") || text.starts_with('"');
  return has_own || text.empty() ? text : fill(words.text("quote"), {text});
}

std::string language_label(const std::string& code) {
  struct Language {
    std::string_view code;
    std::string_view label;
  };
  static constexpr std::array<Language, 19> languages{{
      {"en", "English"},   {"es", "Español"},    {"zh", "中文"},       {"fr", "Français"},
      {"pt", "Português"}, {"de", "Deutsch"},    {"it", "Italiano"},   {"ca", "Català"},
      {"gl", "Galego"},    {"eu", "Euskara"},    {"vi", "Tiếng Việt"}, {"tl", "Filipino"},
      {"ht", "Kreyòl"},    {"so", "Soomaali"},   {"ko", "한국어"},     {"ja", "日本語"},
      {"ru", "Русский"},   {"uk", "Українська"}, {"pl", "Polski"},
  }};
  for (const Language& language : languages) {
    if (language.code == std::string_view{code}.substr(0, language.code.size())) {
      return std::string{language.label};
    }
  }
  return code;
}

}  // namespace lintel::kiosk
