#include "shared/import/formats/table_texts.h"

#include <algorithm>

#include "shared/core/spreadsheet.h"
#include "shared/core/text.h"
#include "shared/import/formats/folding.h"
#include "shared/import/formats/table_sessions.h"
#include "shared/import/raw.h"
#include "shared/import/words.h"

namespace lintel::formats {
namespace {

bool is_word(std::string_view text, std::initializer_list<std::string_view> words) {
  const std::string folded = fold(text.substr(0, 40));
  return std::find(words.begin(), words.end(), folded) != words.end();
}

}  // namespace

bool says_yes(std::string_view text) {
  return is_word(text, {"yes", "y", "true", "1", "x", "ja", "j", "wahr", "si", "s", "verdadero",
                        "oui", "o", "vrai"});
}

bool says_no(std::string_view text) {
  return is_word(text, {"no", "n", "false", "0", "nein", "falsch", "falso", "non", "faux"});
}

std::string_view RowTexts::text(std::size_t row, Column column) const {
  const auto found = header_.columns.find(column);
  return found == header_.columns.end() ? std::string_view{}
                                        : armed_cell(trim(table_.cell(row, found->second.front())));
}

void RowTexts::fill(std::size_t row, DraftSession& session) {
  session.id = text(row, Column::id);
  session.title = text(row, Column::title);
  session.subtitle = text(row, Column::subtitle);
  session.room = text(row, Column::room);
  session.moved_from = text(row, Column::moved_from);
  session.track = text(row, Column::track);
  session.kind = text(row, Column::kind);
  session.language = text(row, Column::language);
  session.group = text(row, Column::group);
  session.guide = text(row, Column::guide);
  session.challenge = text(row, Column::challenge);
  session.abstract = text(row, Column::abstract);
  session.description = text(row, Column::description);
  session.slides_url = text(row, Column::slides);
  fill_show_names(row, session);
  if (const auto url = text(row, Column::url); !url.empty()) {
    session.links.push_back({std::string{url}, ""});
  }
  fill_list(row, Column::presenters, split_names, session.presenters);
  fill_list(row, Column::suggestions, split_points, session.suggestions);
  fill_list(row, Column::tags, split_names, session.categories);
  const std::string_view status = text(row, Column::status);
  const std::string folded = fold(status.substr(0, 60));
  for (const std::string_view word : {"cancel", "abgesagt", "entfall", "annul", "suspendid"}) {
    if (folded.starts_with(word) || says_yes(status)) {
      session.status = DraftStatus::cancelled;
    }
  }
  if (folded == "tentative") {
    session.status = DraftStatus::tentative;
  } else if (session.status == DraftStatus::scheduled) {
    check_status(status, folded, session.line);
  }
}

void RowTexts::check_status(std::string_view status, const std::string& folded, int line) {
  static const std::set<std::string> known{"",          "scheduled",  "confirmed", "accepted",
                                           "active",    "published",  "planned",   "geplant",
                                           "bestatigt", "confirmado", "confirme",  "ok"};
  if (!known.contains(folded) && !says_no(status) && unknown_statuses_.insert(folded).second) {
    report_.advise(
        line, "status",
        "\"" + line_excerpt(status) + "\" was read as taking place; write scheduled or cancelled.");
  }
}

// A name must not reach a public screen because somebody wrote "perhaps".
void RowTexts::fill_show_names(std::size_t row, DraftSession& session) const {
  const std::string_view shows = text(row, Column::show_names);
  session.names_withheld = !shows.empty() && !says_yes(shows);
  if (session.names_withheld && !says_no(shows)) {
    report_.error(session.line, "show_names",
                  "\"" + line_excerpt(shows) + "\" is neither yes nor no; write one of them.");
  }
}

void RowTexts::advise_on_headers() const {
  for (std::size_t at = 0; at < table_.columns(header_.row); ++at) {
    const std::string name = line_excerpt(table_.cell(header_.row, at));
    if (name.empty() || column_of(name)) {
      continue;
    }
    const std::string_view nearest = import::nearest_key(name, import::session_keys);
    const auto meant = nearest.empty() ? std::nullopt : column_from_key(nearest);
    if (meant && !header_.columns.contains(*meant)) {
      report_.advise(table_.line(header_.row), name,
                     import::unknown_key(name, import::session_keys));
    }
  }
}

void RowTexts::fill_list(std::size_t row, Column column, Splitter split_cell,
                         std::vector<std::string>& list) const {
  const auto found = header_.columns.find(column);
  if (found == header_.columns.end()) {
    return;
  }
  std::vector<std::size_t> places = found->second;
  std::sort(places.begin(), places.end());
  for (const std::size_t place : places) {
    const std::string_view cell = armed_cell(trim(table_.cell(row, place)));
    // Suggestion 1, suggestion 2: each cell is one, whatever stands in it.
    if (column == Column::suggestions && places.size() > 1) {
      list.emplace_back(cell);
      continue;
    }
    for (std::string& item : split_cell(cell)) {
      list.push_back(std::move(item));
    }
  }
}

}  // namespace lintel::formats
