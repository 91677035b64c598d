#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "sync/collector/reports.h"

namespace lintel::collector {
namespace {

using Json = nlohmann::ordered_json;

// The page shows what can be acted on; a longer list is in the CSV.
constexpr std::size_t top_ideas_max = 8;

std::string hidden_text(Hidden hidden) {
  switch (hidden) {
    case Hidden::no:
      return "no";
    case Hidden::too_few:
      return "too-few";
    case Hidden::complement:
      return "complement";
  }
  return "too-few";
}

int count_of(const std::map<std::string, int>& counts, const std::string& key) {
  const auto found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

int will_use(const Tally& tally) {
  int sum = 0;
  for (const auto& [use, count] : tally.use) {
    sum += means_will_use(use) ? count : 0;
  }
  return sum;
}

Json counts_json(const std::vector<std::string>& keys, const std::map<std::string, int>& counts) {
  Json json = Json::object();
  for (const std::string& key : keys) {
    json[key] = count_of(counts, key);
  }
  return json;
}

struct Idea {
  std::string text;
  std::string session_title;
  int count = 0;
};

std::vector<Idea> ideas_of(const Session& session, const Tally& tally) {
  std::vector<Idea> ideas;
  for (std::size_t index = 0; index < session.suggestions.size(); ++index) {
    const auto found = tally.tried.find(static_cast<int>(index) + 1);
    const int count = found == tally.tried.end() ? 0 : found->second;
    ideas.push_back({session.suggestions[index], session.title, count});
  }
  return ideas;
}

const Tallies& tallies_of(const Books& books, const Event& event) {
  static const Tallies none;
  const auto found = books.tallies.find(event.id);
  return found == books.tallies.end() ? none : found->second;
}

Json session_json(const Event& event, const Session& session, const PublishedSession& published) {
  const Room* room = event.find_room(session.room);
  Json ideas = Json::array();
  const bool shown = published.hidden == Hidden::no && published.answers > 0;
  if (shown) {
    for (const Idea& idea : ideas_of(session, published.tally)) {
      ideas.push_back({{"text", idea.text}, {"count", idea.count}});
    }
  }
  return Json{{"id", session.id.value},
              {"title", session.title},
              {"room", room == nullptr ? session.room.value : room->name},
              {"start", to_rfc3339(session.start)},
              {"end", to_rfc3339(session.end)},
              {"presenters", session.presenters},
              {"group", session.group},
              {"cancelled", session.status == SessionStatus::cancelled},
              {"answers", published.answers},
              {"hidden", hidden_text(published.hidden)},
              {"use", shown ? counts_json(event.form.use, published.tally.use) : Json(nullptr)},
              {"help", shown ? counts_json(event.form.help, published.tally.help) : Json(nullptr)},
              {"notes", shown ? Json(published.tally.notes) : Json(nullptr)},
              {"ideas", std::move(ideas)}};
}

// Answers about sessions this schedule does not have: their number only.
Json unknown_sessions(const Event& event, const Tallies& tallies) {
  Json unknown = Json::array();
  for (const auto& [session, tally] : tallies) {
    if (event.find_session(session) == nullptr) {
      unknown.push_back({{"session", session.value}, {"answers", tally.answers}});
    }
  }
  return unknown;
}

int other_answers(const Books& books, const Event* event) {
  int sum = books.unread;
  for (const auto& [id, tallies] : books.tallies) {
    if (event != nullptr && id == event->id) {
      continue;
    }
    for (const auto& [session, tally] : tallies) {
      sum += tally.answers;
    }
  }
  return sum;
}

Json event_json(const Event& event) {
  Json json{{"id", event.id.value},
            {"title", event.title},
            {"theme", event.theme},
            {"time_zone", event.time_zone},
            {"clock_hours", event.clock_style == ClockStyle::hours_24 ? 24 : 12},
            {"min_answers", event.rules.min_answers},
            {"first_day", nullptr},
            {"last_day", nullptr},
            {"use", event.form.use},
            {"help", event.form.help}};
  if (!event.sessions.empty()) {
    json["first_day"] = to_iso_day(day_of(event.sessions.front().start.local()));
    json["last_day"] = to_iso_day(day_of(event.sessions.back().start.local()));
  }
  return json;
}

Json cards_json(const Event& event, const Published& published) {
  return Json{{"answers", published.answers},
              {"sessions_with_answers", published.sessions_with_answers},
              {"shown", published.shown.answers},
              {"will_use", will_use(published.shown)},
              {"want_help", count_of(published.shown.use, "yes-with-help")},
              {"want_help_sessions", published.sessions_with_help_wanted},
              {"help", counts_json(event.form.help, published.shown.help)},
              {"notes", published.shown.notes}};
}

}  // namespace

std::string results_json(const Books& books, UtcTime now) {
  if (!books.schedule) {
    return Json{{"event", nullptr},
                {"as_of", to_rfc3339(now)},
                {"cards", nullptr},
                {"sessions", Json::array()},
                {"ideas", Json::array()},
                {"unknown_sessions", Json::array()},
                {"other_answers", other_answers(books, nullptr)}}
        .dump();
  }
  const Event& event = books.schedule->event;
  const Tallies& tallies = tallies_of(books, event);
  const Published published = publish(event, tallies);
  const Moment as_of{std::chrono::floor<seconds>(now), event.offset_at(now)};
  Json sessions = Json::array();
  std::vector<Idea> ideas;
  for (const PublishedSession& one : published.sessions) {
    const Session* session = event.find_session(one.session);
    sessions.push_back(session_json(event, *session, one));
    for (Idea& idea : ideas_of(*session, one.tally)) {
      if (one.hidden == Hidden::no && idea.count > 0) {
        ideas.push_back(std::move(idea));
      }
    }
  }
  std::stable_sort(ideas.begin(), ideas.end(),
                   [](const Idea& a, const Idea& b) { return a.count > b.count; });
  ideas.resize(std::min(ideas.size(), top_ideas_max));
  Json top = Json::array();
  for (const Idea& idea : ideas) {
    top.push_back({{"text", idea.text}, {"session", idea.session_title}, {"count", idea.count}});
  }
  return Json{{"event", event_json(event)},
              {"as_of", to_rfc3339(as_of)},
              {"cards", cards_json(event, published)},
              {"sessions", std::move(sessions)},
              {"ideas", std::move(top)},
              {"unknown_sessions", unknown_sessions(event, tallies)},
              {"other_answers", other_answers(books, &event)}}
      .dump();
}

}  // namespace lintel::collector
