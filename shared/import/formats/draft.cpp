#include "shared/import/formats/draft.h"

#include <algorithm>
#include <set>

#include "shared/core/text.h"
#include "shared/import/formats/html_text.h"

namespace lintel::formats {
namespace {

// Room for what cleaning takes away, without cleaning megabytes to keep a line.
std::string_view head_of(std::string_view text, std::size_t bytes_max) {
  return text.substr(0, bytes_max * 4 + 64);
}

std::string cut(std::string text, std::size_t bytes_max) {
  text.resize(truncate_utf8(text, bytes_max).size());
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) {
    text.pop_back();
  }
  text.shrink_to_fit();  // thousands are kept, each cut from something longer
  return text;
}

void clean_lines(std::vector<std::string>& lines, std::size_t count_max, std::size_t bytes_max) {
  std::vector<std::string> clean;
  for (const std::string& line : lines) {
    std::string text = line_of_html(line, bytes_max);
    if (!text.empty() && clean.size() < count_max &&
        std::find(clean.begin(), clean.end(), text) == clean.end()) {
      clean.push_back(std::move(text));
    }
  }
  lines = std::move(clean);
}

void clean_session(DraftSession& session) {
  session.id = line_of(session.id, limits::id_bytes_max);
  session.title = line_of_html(session.title, limits::title_bytes_max);
  session.subtitle = line_of_html(session.subtitle, limits::title_bytes_max);
  for (std::string* name : {&session.room, &session.moved_from, &session.track, &session.kind,
                            &session.language, &session.group, &session.guide}) {
    *name = line_of_html(*name, limits::name_bytes_max);
  }
  for (std::string* text : {&session.challenge, &session.abstract, &session.description}) {
    *text = paragraph_of_html(*text, draft_paragraph_bytes_max);
  }
  // One more than fits, so that somebody hears of those that do not.
  clean_lines(session.suggestions, limits::suggestions_max + 1, limits::suggestion_bytes_max);
  clean_lines(session.presenters, limits::presenters_max + 1, limits::name_bytes_max);
  clean_lines(session.categories, draft_links_max, limits::name_bytes_max);
  session.slides_url = line_of(session.slides_url, limits::url_bytes_max);
  session.links.resize(std::min(session.links.size(), draft_links_max));
  for (DraftLink& link : session.links) {
    link.url = line_of(link.url, limits::url_bytes_max);
    link.title = line_of(link.title, limits::name_bytes_max);
  }
}

std::size_t text_bytes(const DraftSession& session) {
  std::size_t bytes = session.challenge.size() + session.abstract.size() +
                      session.description.size() + session.title.size() + session.subtitle.size() +
                      session.id.size();
  for (const std::string& text : session.suggestions) {
    bytes += text.size();
  }
  for (const DraftLink& link : session.links) {
    bytes += link.url.size() + link.title.size();
  }
  return bytes;
}

}  // namespace

void Report::error(int line, std::string field, std::string message) {
  add(Severity::error, line, std::move(field), std::move(message), errors_);
}

void Report::advise(int line, std::string field, std::string message) {
  add(Severity::advice, line, std::move(field), std::move(message), advice_);
}

void Report::add(Severity severity, int line, std::string field, std::string message,
                 std::size_t& count) {
  constexpr std::size_t half = limits::findings_max / 2;
  ++count;
  if (count > half) {
    return;
  }
  if (count == half) {
    line = 0;
    field.clear();
    message = "There is more of this kind; put these right first and load the file again.";
  }
  findings_.push_back({severity, file_, line, std::move(field), std::move(message)});
}

Added add_session(DraftEvent& event, DraftSession session, Report& report) {
  if (event.sessions.size() >= limits::sessions_max) {
    report.error(session.line, "",
                 "There are more than " + std::to_string(limits::sessions_max) +
                     " sessions; keep only those of the event's days.");
    return Added::full;
  }
  clean_session(session);
  event.text_bytes += text_bytes(session);
  if (event.text_bytes > draft_text_bytes_max) {
    report.error(session.line, "",
                 "All texts together are longer than " +
                     std::to_string(draft_text_bytes_max / (1024 * 1024)) +
                     " MB; shorten the descriptions.");
    return Added::full;
  }
  event.sessions.push_back(std::move(session));
  return Added::yes;
}

DraftEvent merge(std::vector<DraftEvent> events) {
  DraftEvent merged;
  for (DraftEvent& event : events) {
    const bool several = events.size() > 1;
    for (DraftSession& session : event.sessions) {
      if (several && session.room.empty()) {
        session.room = event.title;
      }
      merged.sessions.push_back(std::move(session));
    }
    merged.rooms.insert(merged.rooms.end(), event.rooms.begin(), event.rooms.end());
    merged.tracks.insert(merged.tracks.end(), event.tracks.begin(), event.tracks.end());
    merged.days = std::max(merged.days, event.days);
    for (auto [into, from] :
         {std::pair{&merged.title, &event.title}, std::pair{&merged.version, &event.version},
          std::pair{&merged.time_zone, &event.time_zone}}) {
      if (into->empty()) {
        *into = *from;
      }
    }
  }
  for (std::vector<std::string>* names : {&merged.rooms, &merged.tracks}) {
    std::set<std::string> seen;
    std::erase_if(*names, [&seen](const std::string& name) { return !seen.insert(name).second; });
  }
  return merged;
}

std::string line_of(std::string_view text, std::size_t bytes_max) {
  return cut(clean_line(head_of(text, bytes_max)), bytes_max);
}

std::string paragraph_of(std::string_view text, std::size_t bytes_max) {
  return cut(clean_paragraph(head_of(text, bytes_max)), bytes_max);
}

std::string paragraph_of_html(std::string_view text, std::size_t bytes_max) {
  return cut(clean_paragraph(plain_text(head_of(text, bytes_max))), bytes_max);
}

std::string line_of_html(std::string_view text, std::size_t bytes_max) {
  return cut(clean_line(plain_text(head_of(text, bytes_max))), bytes_max);
}

std::string line_excerpt(std::string_view text) {
  const std::string line = clean_line(text.substr(0, 400));
  return std::string{truncate_utf8(line, 60)} + (line.size() > 60 ? "…" : "");
}

}  // namespace lintel::formats
