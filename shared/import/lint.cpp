#include <algorithm>
#include <unordered_map>

#include "shared/core/text.h"
#include "shared/import/assemble.h"
#include "shared/import/formats/draft.h"

namespace lintel::import {
namespace {

constexpr std::size_t presenters_least = 2;
constexpr std::size_t presenters_most = 3;
constexpr std::size_t suggestions_least = 3;
constexpr std::size_t suggestions_most = 4;
constexpr std::size_t title_characters_most = 90;  // two lines on a door
constexpr std::chrono::hours early{6};
constexpr std::chrono::hours long_session{8};
// More lines than this of one kind are not read one by one.
constexpr std::size_t said_one_by_one = 12;

bool is_between(std::size_t value, std::size_t least, std::size_t most) {
  return value >= least && value <= most;
}

void lint_words(const Session& session, const RawSession& raw, Advice& advice) {
  const Origin& origin = raw.origin;
  // Counted in the file: the event leaves out names that are not to be shown.
  if (!is_between(raw.presenters.size(), presenters_least, presenters_most)) {
    advice.add(origin, "presenters",
               "It names " + std::to_string(raw.presenters.size()) +
                   "; groups are of 2 or 3, with ; between the names.",
               "do not name 2 or 3 presenters.");
  }
  if (!is_between(session.suggestions.size(), suggestions_least, suggestions_most)) {
    advice.add(origin, "suggestions",
               "It names " + std::to_string(session.suggestions.size()) +
                   "; 3 or 4 fit the door's screen best.",
               "do not name 3 or 4 suggestions, which teachers choose from; add them here or in a "
               "file of their own (id, suggestions).");
  }
  if (session.challenge.empty()) {
    advice.add(origin, "challenge", "There is none; one sentence tells teachers why to come.",
               "have no challenge; one sentence each tells teachers why to come.");
  }
  if (code_point_count(session.title) > title_characters_most) {
    advice.add(origin, "title",
               "It is longer than 90 characters; a door shows two lines, so shorten it.",
               "have titles longer than 90 characters; a door shows two lines.");
  }
}

void lint_hours(const Session& session, const RawSession& raw, Advice& advice) {
  if (session.start.local() - day_of(session.start.local()) < early) {
    advice.add(raw.origin, "start",
               "This is before 6 in the morning; write an afternoon as 13:00 or 1:00 PM.",
               "begin before 6 in the morning; write afternoons as 13:00 or 1:00 PM.");
  }
  const auto length = std::chrono::floor<minutes>(session.end.utc - session.start.utc);
  if (length >= long_session) {
    advice.add(raw.origin, "end",
               "It lasts " + std::to_string(length.count() / 60) +
                   " hours; check the end, because the exit question waits for it.",
               "last 8 hours or more; check their ends.");
  }
}

// "line 7 of plan.csv" when it is another file's, else "line 7".
std::string place_of(const RawSession& session, const RawSession& beside) {
  const Origin& origin = session.origin;
  std::string text = origin.line > 0 ? "line " + std::to_string(origin.line) : origin.prefix;
  if (origin.file != beside.origin.file) {
    text += (text.empty() ? "" : " of ") + origin.file;
  }
  return text.empty() ? "" : " (" + text + ")";
}

// Sessions that overlap in one room: whoever leaves could be asked about the wrong one.
void lint_clashes(const Event& draft, const std::vector<RawSession>& raw, Advice& advice) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < draft.sessions.size(); ++i) {
    if (draft.sessions[i].status == SessionStatus::scheduled) {
      order.push_back(i);
    }
  }
  std::stable_sort(order.begin(), order.end(), [&draft](std::size_t a, std::size_t b) {
    return draft.sessions[a].start < draft.sessions[b].start;
  });
  std::unordered_map<RoomId, std::size_t> latest;  // per room: the one that ends last so far
  for (const std::size_t i : order) {
    const Session& session = draft.sessions[i];
    const auto [found, first] = latest.emplace(session.room, i);
    if (first) {
      continue;
    }
    const Session& before = draft.sessions[found->second];
    if (session.start < before.end) {
      advice.add(raw[i].origin, "room",
                 "\"" + formats::line_excerpt(before.title) + "\"" +
                     place_of(raw[found->second], raw[i]) +
                     " is in this room at the same time; move one of them.",
                 "are in a room at the same time as another; move one of each two.");
    }
    if (session.end > before.end) {
      found->second = i;
    }
  }
}

}  // namespace

void Advice::add(const Origin& origin, const std::string& field, std::string message,
                 const std::string& summary) {
  auto kind = std::find_if(kinds_.begin(), kinds_.end(), [&](const Kind& one) {
    return one.summary == summary && one.file == origin.file;
  });
  if (kind == kinds_.end()) {
    kind = kinds_.insert(kinds_.end(), {field, summary, origin.file, {}});
  }
  kind->all.push_back({origin, std::move(message)});
}

void Advice::tell(Sink& sink) const {
  for (const Kind& kind : kinds_) {
    if (kind.all.size() <= said_one_by_one) {
      for (const One& one : kind.all) {
        sink.advise(one.origin, kind.field, one.message);
      }
      continue;
    }
    const int line = kind.all.front().origin.line;
    sink.advise({kind.file, 0, ""}, kind.field,
                std::to_string(kind.all.size()) + " sessions" +
                    (line > 0 ? ", the first in line " + std::to_string(line) + "," : "") + " " +
                    kind.summary);
  }
}

void lint(const Event& draft, const std::vector<RawSession>& raw, Sink& sink) {
  Advice advice;
  for (std::size_t i = 0; i < draft.sessions.size(); ++i) {
    lint_words(draft.sessions[i], raw[i], advice);
    lint_hours(draft.sessions[i], raw[i], advice);
  }
  lint_clashes(draft, raw, advice);
  lint_names(draft, raw, advice);
  advice.tell(sink);
}

}  // namespace lintel::import
