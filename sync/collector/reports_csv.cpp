#include <algorithm>
#include <array>

#include "shared/core/limits.h"
#include "shared/core/spreadsheet.h"
#include "sync/collector/reports.h"

namespace lintel::collector {
namespace {

class Line {
 public:
  Line& cell(std::string_view text) {
    text_ += first_ ? "" : ",";
    text_ += csv_cell(text);
    first_ = false;
    return *this;
  }
  Line& cell(int number) { return cell(std::to_string(number)); }
  std::string end() && { return std::move(text_) + "\r\n"; }

 private:
  std::string text_;
  bool first_ = true;
};

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

std::string heading(const Form& form, std::size_t ideas) {
  Line line;
  line.cell("session").cell("title").cell("room").cell("start").cell("end").cell("presenters");
  line.cell("status").cell("answers").cell("shown").cell("answers shown").cell("set aside");
  for (const std::string& key : form.use) {
    line.cell("use: " + key);
  }
  for (const std::string& key : form.help) {
    line.cell("help: " + key);
  }
  line.cell("nearly all").cell("notes");
  for (std::size_t number = 1; number <= ideas; ++number) {
    line.cell("idea " + std::to_string(number));
    line.cell("will try " + std::to_string(number));
  }
  return std::move(line).end();
}

std::string shown_text(const PublishedSession& published, int min_answers) {
  if (published.answers == 0) {
    return "no answers yet";
  }
  switch (published.showing) {
    case Showing::shown:
      return "yes";
    case Showing::too_few:
      return "no: fewer than " + std::to_string(min_answers) + " answers";
    case Showing::waiting:
      return published.shown > 0 ? std::to_string(published.shown) + " of them"
                                 : "no: answers come in groups";
    case Showing::dark:
      return "no: some of its answers were set aside";
  }
  return "no";
}

// Blank where there are no figures: not shown, or nearly all chose one.
template <class Key>
void count_cell(Line& line, const PublishedQuestion<Key>& question, const Key& key) {
  if (question.base == 0) {
    line.cell("");
    return;
  }
  const auto found = question.counts.find(key);
  line.cell(found == question.counts.end() ? 0 : found->second);
}

// "use: yes-this-week, idea 2"
std::string nearly_all_text(const PublishedSession& published) {
  std::vector<std::string> parts;
  if (published.use.nearly_all) {
    parts.push_back("use: " + *published.use.nearly_all);
  }
  if (published.help.nearly_all) {
    parts.push_back("help: " + *published.help.nearly_all);
  }
  if (published.tried.nearly_all) {
    parts.push_back("idea " + std::to_string(*published.tried.nearly_all));
  }
  return joined(parts);
}

std::string row(const Event& event, const Session& session, const PublishedSession& published,
                std::size_t ideas) {
  const Room* room = event.find_room(session.room);
  Line line;
  line.cell(session.id.value).cell(session.title);
  line.cell(room == nullptr ? session.room.value : room->name);
  line.cell(to_rfc3339(session.start)).cell(to_rfc3339(session.end));
  line.cell(joined(session.presenters));
  line.cell(session.status == SessionStatus::cancelled ? "cancelled" : "scheduled");
  line.cell(published.answers);
  line.cell(shown_text(published, group_size(event.rules.min_answers)));
  line.cell(published.shown).cell(published.set_aside);
  for (const std::string& key : event.form.use) {
    count_cell(line, published.use, key);
  }
  for (const std::string& key : event.form.help) {
    count_cell(line, published.help, key);
  }
  line.cell(nearly_all_text(published));
  line.cell(published.notes ? std::to_string(*published.notes) : "");
  for (std::size_t index = 0; index < ideas; ++index) {
    const bool exists = index < session.suggestions.size();
    line.cell(exists ? session.suggestions[index] : "");
    count_cell(line, exists ? published.tried : PublishedQuestion<int>{},
               static_cast<int>(index) + 1);
  }
  return std::move(line).end();
}

constexpr std::size_t columns_before_answers = 9;  // session … shown

void blank_cells(Line& line, std::size_t count) {
  for (std::size_t filled = 0; filled < count; ++filled) {
    line.cell("");
  }
}

// Those too small to be shown alone, together; only the first question was pooled. Its "answers
// shown" is the base. "answers" stays blank: they are counted in the sessions' own rows.
std::string pool_row(const Form& form, const Pool& pool, std::size_t columns) {
  constexpr std::size_t before = 2;  // session, title
  Line line;
  line.cell("").cell("other sessions together");
  blank_cells(line, columns_before_answers - 1 - before);
  if (pool.use.empty()) {
    line.cell("no: some of them were set aside");
    blank_cells(line, columns - columns_before_answers);
    return std::move(line).end();
  }
  line.cell("yes: " + std::to_string(pool.sessions) +
            (pool.sessions == 1 ? " session" : " sessions") + " too small to be shown alone");
  line.cell(pool.answers).cell("");
  for (const std::string& key : form.use) {
    const auto found = pool.use.find(key);
    line.cell(found == pool.use.end() ? 0 : found->second);
  }
  blank_cells(line, columns - columns_before_answers - 2 - form.use.size());
  return std::move(line).end();
}

// Answers about a session the schedule does not have: counted, nothing more is known to be safe.
std::string unknown_row(std::string_view session, std::string_view title, int answers,
                        std::size_t columns) {
  Line line;
  line.cell(session).cell(title);
  blank_cells(line, 5);
  line.cell(answers).cell("no: not in the schedule");
  blank_cells(line, columns - columns_before_answers);
  return std::move(line).end();
}

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string cell = defused_cell(text);
  // Also where a semicolon separates the cells.
  if (cell.find_first_of(",;\"\t\r\n") == std::string::npos) {
    return cell;
  }
  std::string quoted = "\"";
  for (const char byte : cell) {
    quoted += byte == '"' ? "\"\"" : std::string(1, byte);
  }
  return quoted + "\"";
}

std::string results_csv(const Books& books) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  std::string text(byte_order_mark);
  if (!books.schedule) {
    return text + "No event is loaded.\r\n";
  }
  const Event& event = books.schedule->event;
  std::size_t ideas = 0;
  for (const Session& session : event.sessions) {
    ideas = std::max(ideas, session.suggestions.size());
  }
  text += heading(event.form, ideas);
  const Published published = publish_served(books);
  for (const PublishedSession& one : published.sessions) {
    text += row(event, *books.schedule->find_session(one.session), one, ideas);
  }
  const std::size_t columns =
      columns_before_answers + 4 + event.form.use.size() + event.form.help.size() + 2 * ideas;
  if (published.pool) {
    text += pool_row(event.form, *published.pool, columns);
  }
  const UnknownSessions unknown = unknown_sessions(books);
  for (const auto& [session, answers] : unknown.listed) {
    text += unknown_row(session.value, "unknown session", answers, columns);
  }
  if (unknown.more_answers > 0) {
    text += unknown_row("", "more unknown sessions", unknown.more_answers, columns);
  }
  return text;
}

}  // namespace lintel::collector
