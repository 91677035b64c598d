// The versions of the schedule over HTTP, for commands and the admin page; declared in router.h.
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "sync/collector/load_note.h"
#include "sync/collector/recording.h"
#include "sync/collector/router.h"

namespace lintel::collector {
namespace {

// The number behind "name=" in a target's query; nothing when there is none.
std::optional<int> query_number(std::string_view target, std::string_view name) {
  const std::size_t query = target.find('?');
  std::string_view rest = query == std::string_view::npos ? "" : target.substr(query + 1);
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
      const std::string_view digits = pair.substr(name.size() + 1);
      int number = 0;
      const auto [end, failure] =
          std::from_chars(digits.data(), digits.data() + digits.size(), number);
      return failure == std::errc{} && end == digits.data() + digits.size() ? std::optional{number}
                                                                            : std::nullopt;
    }
  }
  return std::nullopt;
}

std::string numbered(int version, const std::string& etag) {
  return "{\"version\":" + std::to_string(version) + ",\"etag\":" + etag + "}";
}

std::string list_json(const std::vector<Version>& versions) {
  nlohmann::json list = nlohmann::json::array();
  for (const Version& version : versions) {
    list.push_back({{"number", version.number},
                    {"replaced", version.replaced},
                    {"event", version.event.value},
                    {"title", version.title},
                    {"sessions", version.sessions},
                    {"source", version.source},
                    {"loaded", version.loaded ? nlohmann::json(to_rfc3339(*version.loaded))
                                              : nlohmann::json(nullptr)},
                    {"served", version.served}});
  }
  return nlohmann::json{{"versions", std::move(list)}}.dump();
}

}  // namespace

HttpReply Router::failure(const Error& error) const {
  return error.code == ErrorCode::not_found ? problem(404, "not-found", error.message)
                                            : busy(error);
}

// Served from now on, and told to everybody who looks on. What the collector adds for tablets is in
// the tag that comes back.
HttpReply Router::serve_schedule(CollectorStore& store, Schedule schedule) {
  if (const Status served = serve(store, books_, std::move(schedule)); !served) {
    return busy(served.error());
  }
  changes_.report();
  return books_.read([](const Books& books) {
    return json_reply(200, numbered(books.schedule->version, books.schedule->etag));
  });
}

void Router::with_store(Answer answer, std::function<HttpReply(CollectorStore&)> work) {
  const auto shared = std::make_shared<Answer>(std::move(answer));
  const Status queued = writer_.post([this, shared, work = std::move(work)](CollectorStore& store) {
    (*shared)(finished(work(store)));
  });
  if (!queued) {
    (*shared)(finished(busy(queued.error())));
  }
}

void Router::take_event(HttpRequest request, Answer answer) {
  Result<Schedule> made = make_schedule(std::move(request.body));
  if (!made) {
    answer(finished(problem(422, "bad-event", made.error().message)));
    return;
  }
  const std::optional<int> replaces = query_number(request.target, "replaces");
  const std::string source = read_load_note(made->loaded).source;
  const auto schedule = std::make_shared<Schedule>(std::move(made).value());
  with_store(std::move(answer), [this, schedule, replaces, source](CollectorStore& store) {
    const auto served = books_.read([](const Books& books) { return books.schedule; });
    const int version = served == nullptr ? 0 : served->version;
    if (replaces && *replaces != version) {
      return problem(409, "stale",
                     "Somebody loaded another version meanwhile, so nothing was loaded; load "
                     "again.");
    }
    if (served != nullptr && served->loaded == schedule->loaded) {
      return json_reply(200, numbered(version, served->etag));
    }
    const UtcTime now = clock_.now();
    const Result<int> stored = store.put_schedule(*schedule, source, now);
    if (!stored) {
      return busy(stored.error());
    }
    schedule->version = *stored;
    schedule->loaded_at = now;
    schedule->served_since = now;
    return serve_schedule(store, std::move(*schedule));
  });
}

void Router::list_versions(Answer answer) {
  with_store(std::move(answer), [this](CollectorStore& store) {
    const auto versions = store.versions();
    return versions ? json_reply(200, list_json(*versions)) : failure(versions.error());
  });
}

void Router::give_version(const HttpRequest& request, Answer answer) {
  const std::optional<int> number = query_number(request.target, "number");
  if (!number) {
    answer(finished(problem(400, "bad-request", "Name a version: ?number=3.")));
    return;
  }
  with_store(std::move(answer), [this, wanted = *number](CollectorStore& store) {
    const auto schedule = store.schedule_of(wanted);
    return schedule ? json_reply(200, schedule->loaded) : failure(schedule.error());
  });
}

void Router::undo_event(Answer answer) {
  with_store(std::move(answer), [this](CollectorStore& store) {
    Result<Schedule> schedule = store.undo_schedule(clock_.now());
    if (!schedule) {
      return failure(schedule.error());
    }
    return serve_schedule(store, std::move(schedule).value());
  });
}

}  // namespace lintel::collector
