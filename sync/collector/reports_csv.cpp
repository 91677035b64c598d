#include <algorithm>

#include "shared/core/limits.h"
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
  line.cell("status").cell("answers").cell("shown");
  for (const std::string& key : form.use) {
    line.cell("use: " + key);
  }
  for (const std::string& key : form.help) {
    line.cell("help: " + key);
  }
  line.cell("notes");
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
  switch (published.hidden) {
    case Hidden::no:
      return "yes";
    case Hidden::too_few:
      return "no: fewer than " + std::to_string(min_answers) + " answers";
    case Hidden::complement:
      return "no: hidden to protect another session of the block";
  }
  return "no";
}

template <class Key>
void count_cell(Line& line, const std::map<Key, int>& counts, const Key& key, bool shown) {
  if (!shown) {
    line.cell("");
    return;
  }
  const auto found = counts.find(key);
  line.cell(found == counts.end() ? 0 : found->second);
}

std::string row(const Event& event, const PublishedSession& published, std::size_t ideas) {
  const Session& session = *event.find_session(published.session);
  const Room* room = event.find_room(session.room);
  const bool shown = published.hidden == Hidden::no && published.answers > 0;
  Line line;
  line.cell(session.id.value).cell(session.title);
  line.cell(room == nullptr ? session.room.value : room->name);
  line.cell(to_rfc3339(session.start)).cell(to_rfc3339(session.end));
  line.cell(joined(session.presenters));
  line.cell(session.status == SessionStatus::cancelled ? "cancelled" : "scheduled");
  line.cell(published.answers).cell(shown_text(published, event.rules.min_answers));
  for (const std::string& key : event.form.use) {
    count_cell(line, published.tally.use, key, shown);
  }
  for (const std::string& key : event.form.help) {
    count_cell(line, published.tally.help, key, shown);
  }
  line.cell(shown ? std::to_string(published.tally.notes) : "");
  for (std::size_t index = 0; index < ideas; ++index) {
    const bool exists = index < session.suggestions.size();
    line.cell(exists ? session.suggestions[index] : "");
    count_cell(line, published.tally.tried, static_cast<int>(index) + 1, shown && exists);
  }
  return std::move(line).end();
}

// Answers about a session the schedule does not have: counted, nothing more is known to be safe.
std::string unknown_row(const SessionId& session, int answers, std::size_t columns) {
  Line line;
  line.cell(session.value).cell("unknown session");
  for (int blank = 0; blank < 5; ++blank) {
    line.cell("");
  }
  line.cell(answers).cell("no: not in the schedule");
  for (std::size_t filled = 9; filled < columns; ++filled) {
    line.cell("");
  }
  return std::move(line).end();
}

}  // namespace

std::string csv_cell(std::string_view text) {
  constexpr std::string_view formula_starts = "=+-@\t\r";
  std::string cell;
  if (!text.empty() && formula_starts.find(text.front()) != std::string_view::npos) {
    cell = "'";
  }
  cell += text;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) {
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
  const auto found = books.tallies.find(event.id);
  const Tallies tallies = found == books.tallies.end() ? Tallies{} : found->second;
  std::size_t ideas = 0;
  for (const Session& session : event.sessions) {
    ideas = std::max(ideas, session.suggestions.size());
  }
  text += heading(event.form, ideas);
  for (const PublishedSession& published : publish(event, tallies).sessions) {
    text += row(event, published, ideas);
  }
  const std::size_t columns = 10 + event.form.use.size() + event.form.help.size() + 2 * ideas;
  for (const auto& [session, tally] : tallies) {
    if (event.find_session(session) == nullptr) {
      text += unknown_row(session, tally.answers, columns);
    }
  }
  return text;
}

}  // namespace lintel::collector
