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

std::string_view showing_text(Showing showing) {
  switch (showing) {
    case Showing::shown:
      return "shown";
    case Showing::too_few:
      return "too-few";
    case Showing::waiting:
      return "waiting";
    case Showing::dark:
      return "dark";
  }
  return "too-few";
}

int count_of(const Counts<std::string>& counts, const std::string& key) {
  const auto found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

int will_use(const Counts<std::string>& counts) {
  int sum = 0;
  for (const auto& [use, count] : counts) {
    sum += means_will_use(use) ? count : 0;
  }
  return sum;
}

// {"counts":{…},"nearly_all":…,"base":…}: with "nearly_all" there are no counts.
Json question_json(const std::vector<std::string>& keys,
                   const PublishedQuestion<std::string>& question) {
  Json counts = Json::object();
  if (!question.nearly_all) {
    for (const std::string& key : keys) {
      counts[key] = count_of(question.counts, key);
    }
  }
  return Json{{"counts", std::move(counts)},
              {"nearly_all", question.nearly_all ? Json(*question.nearly_all) : Json(nullptr)},
              {"base", question.base}};
}

struct Idea {
  std::string text;
  std::string session_title;
  int count = 0;
  int base = 0;
};

// Those with figures, in the order of the session.
std::vector<Idea> ideas_of(const Session& session, const PublishedQuestion<int>& tried) {
  std::vector<Idea> ideas;
  for (std::size_t index = 0; index < session.suggestions.size() && tried.base > 0; ++index) {
    const auto found = tried.counts.find(static_cast<int>(index) + 1);
    ideas.push_back({session.suggestions[index], session.title,
                     found == tried.counts.end() ? 0 : found->second, tried.base});
  }
  return ideas;
}

Json ideas_json(const Session& session, const PublishedQuestion<int>& tried) {
  Json counts = Json::array();
  for (const Idea& idea : ideas_of(session, tried)) {
    counts.push_back({{"text", idea.text}, {"count", idea.count}});
  }
  Json nearly_all;
  if (tried.nearly_all) {
    const auto index = static_cast<std::size_t>(*tried.nearly_all) - 1;
    nearly_all = index < session.suggestions.size() ? session.suggestions[index]
                                                    : std::to_string(*tried.nearly_all);
  }
  return Json{
      {"counts", std::move(counts)}, {"nearly_all", std::move(nearly_all)}, {"base", tried.base}};
}

Json session_json(const Event& event, const Session& session, const PublishedSession& published) {
  const Room* room = event.find_room(session.room);
  const bool has_figures = published.shown > 0;
  const Json none(nullptr);
  return Json{{"id", session.id.value},
              {"title", session.title},
              {"room", room == nullptr ? session.room.value : room->name},
              {"start", to_rfc3339(session.start)},
              {"end", to_rfc3339(session.end)},
              {"presenters", session.presenters},
              {"group", session.group},
              {"cancelled", session.status == SessionStatus::cancelled},
              {"answers", published.answers},
              {"set_aside", published.set_aside},
              {"showing", showing_text(published.showing)},
              {"shown", published.shown},
              {"closed", published.closed},
              {"use", has_figures ? question_json(event.form.use, published.use) : none},
              {"help", has_figures ? question_json(event.form.help, published.help) : none},
              {"notes", published.notes ? Json(*published.notes) : none},
              {"ideas", has_figures ? ideas_json(session, published.tried) : none}};
}

int answers_of(const Holding& holding) {
  return cut_of(holding.came, {}).tally.answers;
}

Json unknown_json(const UnknownSessions& unknown) {
  Json list = Json::array();
  for (const auto& [session, answers] : unknown.listed) {
    list.push_back({{"session", session.value}, {"answers", answers}});
  }
  return list;
}

int other_answers(const Books& books, const Event* event) {
  int sum = books.unread;
  for (const auto& [device, tablet] : books.tablets) {
    sum += static_cast<int>(tablet.unreadable.size());
    sum += event == nullptr ? tablet.beyond : 0;
  }
  for (const auto& [topic, holding] : books.holdings) {
    const bool is_counted =
        event != nullptr && topic.event == event->id && topic.purpose == Purpose::exit;
    sum += is_counted ? 0 : answers_of(holding);
  }
  return sum;
}

Json event_json(const Event& event) {
  Json json{{"id", event.id.value},
            {"title", event.title},
            {"theme", event.theme},
            {"time_zone", event.time_zone},
            {"clock_hours", event.clock_style == ClockStyle::hours_24 ? 24 : 12},
            {"min_answers", group_size(event.rules.min_answers)},
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
              {"set_aside", published.set_aside},
              {"sessions_with_answers", published.sessions_with_answers},
              {"shown", published.shown},
              {"will_use", will_use(published.use.counts)},
              {"want_help", count_of(published.use.counts, "yes-with-help")},
              {"want_help_sessions", published.sessions_with_help_wanted},
              {"use", question_json(event.form.use, published.use)},
              {"help", question_json(event.form.help, published.help)},
              {"notes", published.notes}};
}

Json pool_json(const Event& event, const std::optional<Pool>& pool) {
  if (!pool) {
    return nullptr;
  }
  Json use;  // null: some of it is set aside
  if (!pool->use.empty()) {
    for (const std::string& key : event.form.use) {
      use[key] = count_of(pool->use, key);
    }
  }
  return Json{{"sessions", pool->sessions}, {"answers", pool->answers}, {"use", std::move(use)}};
}

// Whose answers are in no figure.
Json set_aside_json(const Books& books) {
  Json tablets = Json::array();
  for (const Uuid& device : books.set_aside) {
    const auto tablet = books.tablets.find(device);
    const bool has_ledger = tablet != books.tablets.end() && tablet->second.ledger;
    tablets.push_back(
        {{"device", device.text()}, {"room", has_ledger ? tablet->second.ledger->room : ""}});
  }
  return tablets;
}

std::vector<Idea> top_ideas(const Schedule& schedule, const Published& published) {
  std::vector<Idea> ideas;
  for (const PublishedSession& one : published.sessions) {
    for (Idea& idea : ideas_of(*schedule.find_session(one.session), one.tried)) {
      if (idea.count > 0) {
        ideas.push_back(std::move(idea));
      }
    }
  }
  std::stable_sort(ideas.begin(), ideas.end(),
                   [](const Idea& a, const Idea& b) { return a.count > b.count; });
  ideas.resize(std::min(ideas.size(), top_ideas_max));
  return ideas;
}

}  // namespace

UnknownSessions unknown_sessions(const Books& books) {
  UnknownSessions unknown;
  const Topic first{books.schedule->event.id, Purpose::exit, {}};
  for (auto at = books.holdings.lower_bound(first);
       at != books.holdings.end() && at->first.event == first.event &&
       at->first.purpose == first.purpose;
       ++at) {
    const int answers = answers_of(at->second);
    if (answers > 0 && books.schedule->find_session(at->first.session) == nullptr) {
      unknown.listed.push_back({at->first.session, answers});
    }
  }
  std::stable_sort(unknown.listed.begin(), unknown.listed.end(),
                   [](const auto& a, const auto& b) { return a.answers > b.answers; });
  for (std::size_t at = unknown_listed_max; at < unknown.listed.size(); ++at) {
    ++unknown.more_sessions;
    unknown.more_answers += unknown.listed[at].answers;
  }
  unknown.listed.resize(std::min(unknown.listed.size(), unknown_listed_max));
  for (const auto& [device, tablet] : books.tablets) {
    unknown.more_answers += tablet.beyond;
  }
  return unknown;
}

Published publish_served(const Books& books) {
  const Event& event = books.schedule->event;
  const auto pool = books.pools.find(event.id);
  return publish(event, books.holdings, books.set_aside,
                 pool == books.pools.end() ? std::nullopt : std::optional<Pool>{pool->second});
}

std::string results_json(const Books& books, UtcTime now) {
  if (!books.schedule) {
    return Json{{"event", nullptr},
                {"as_of", to_rfc3339(now)},
                {"cards", nullptr},
                {"sessions", Json::array()},
                {"ideas", Json::array()},
                {"unknown_sessions", Json::array()},
                {"unknown_more", {{"sessions", 0}, {"answers", 0}}},
                {"other_answers", other_answers(books, nullptr)}}
        .dump();
  }
  const Event& event = books.schedule->event;
  const Published published = publish_served(books);
  const UnknownSessions unknown = unknown_sessions(books);
  const Moment as_of{std::chrono::floor<seconds>(now), event.offset_at(now)};
  Json sessions = Json::array();
  for (const PublishedSession& one : published.sessions) {
    sessions.push_back(session_json(event, *books.schedule->find_session(one.session), one));
  }
  Json top = Json::array();
  for (const Idea& idea : top_ideas(*books.schedule, published)) {
    top.push_back({{"text", idea.text},
                   {"session", idea.session_title},
                   {"count", idea.count},
                   {"base", idea.base}});
  }
  return Json{
      {"event", event_json(event)},
      {"as_of", to_rfc3339(as_of)},
      {"cards", cards_json(event, published)},
      {"sessions", std::move(sessions)},
      {"ideas", std::move(top)},
      {"set_aside", set_aside_json(books)},
      {"other_sessions", pool_json(event, published.pool)},
      {"unknown_sessions", unknown_json(unknown)},
      {"unknown_more", {{"sessions", unknown.more_sessions}, {"answers", unknown.more_answers}}},
      {"other_answers", other_answers(books, &event)}}
      .dump();
}

}  // namespace lintel::collector
