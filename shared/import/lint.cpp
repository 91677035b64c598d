#include <algorithm>
#include <unordered_map>

#include "shared/core/text.h"
#include "shared/import/assemble.h"

namespace lintel::import {
namespace {

constexpr std::size_t presenters_least = 2;
constexpr std::size_t presenters_most = 3;
constexpr std::size_t suggestions_least = 3;
constexpr std::size_t suggestions_most = 4;
constexpr std::size_t title_characters_most = 90;  // two lines on a door
constexpr std::chrono::hours early{6};

bool is_between(std::size_t value, std::size_t least, std::size_t most) {
  return value >= least && value <= most;
}

void lint_words(const Session& session, const RawSession& raw, Sink& sink) {
  const Origin& origin = raw.origin;
  // Counted in the file: the event leaves out names that are not to be shown.
  if (!is_between(raw.presenters.size(), presenters_least, presenters_most)) {
    sink.advise(origin, "presenters",
                "It names " + std::to_string(raw.presenters.size()) +
                    "; groups are of 2 or 3, with ; between the names.");
  }
  if (!is_between(session.suggestions.size(), suggestions_least, suggestions_most)) {
    sink.advise(origin, "suggestions",
                "It names " + std::to_string(session.suggestions.size()) +
                    "; 3 or 4 fit the door's screen best.");
  }
  if (session.challenge.empty()) {
    sink.advise(origin, "challenge", "There is none; one sentence tells teachers why to come.");
  }
  if (code_point_count(session.title) > title_characters_most) {
    sink.advise(origin, "title",
                "It is longer than 90 characters; a door shows two lines, so shorten it.");
  }
}

void lint_hours(const Session& session, const RawSession& raw, Sink& sink) {
  if (session.start.local() - day_of(session.start.local()) < early) {
    sink.advise(raw.origin, "start",
                "This is before 6 in the morning; write an afternoon as 13:00 or 1:00 PM.");
  }
}

// Sessions that overlap in one room: whoever leaves could be asked about the wrong one.
void lint_clashes(const Event& draft, const std::vector<RawSession>& raw, Sink& sink) {
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
      sink.advise(raw[i].origin, "room",
                  "\"" + before.title + "\" (line " +
                      std::to_string(raw[found->second].origin.line) +
                      ") is in this room at the same time; move one of them.");
    }
    if (session.end > before.end) {
      found->second = i;
    }
  }
}

}  // namespace

void lint(const Event& draft, const std::vector<RawSession>& raw, Sink& sink) {
  for (std::size_t i = 0; i < draft.sessions.size(); ++i) {
    lint_words(draft.sessions[i], raw[i], sink);
    lint_hours(draft.sessions[i], raw[i], sink);
  }
  lint_clashes(draft, raw, sink);
}

}  // namespace lintel::import
