// What adults decide about results and notes once they are in; declared in router.h.
#include <nlohmann/json.hpp>
#include <utility>

#include "sync/collector/recording.h"
#include "sync/collector/reports.h"
#include "sync/collector/router.h"
#include "sync/collector/spoken_names.h"

namespace lintel::collector {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const std::string& body, const char* member) {
  const Json json = Json::parse(body, nullptr, false);
  const auto found = json.is_object() ? json.find(member) : json.end();
  return json.is_object() && found != json.end() && found->is_string() ? found->get<std::string>()
                                                                       : std::string{};
}

Result<Topic> topic_called(const Books& books, const std::string& word) {
  const Event* event = books.schedule ? &books.schedule->event : nullptr;
  TRY(const Session* session, session_called(event, word));
  return Topic{event->id, Purpose::exit, session->id};
}

}  // namespace

// {"session":"late"}: those of a session; without one, at the event's end, those that never were
// enough to be listed with theirs. They stay sealed: whoever asks has the key.
void Router::give_notes(const HttpRequest& request, Answer answer) {
  with_store(
      std::move(answer),
      [this, word = text_of(request.body, "session")](CollectorStore& store) -> HttpReply {
        const auto schedule = books_.read([](const Books& books) { return books.schedule; });
        if (schedule == nullptr) {
          return refusal_of({ErrorCode::not_found, "No event is loaded yet."});
        }
        const Event& event = schedule->event;
        if (word.empty()) {
          const bool is_over =
              books_.read([&](const Books& all) { return all.is_over(event.id, clock_.now()); });
          if (!is_over) {
            return refusal_of({ErrorCode::refused,
                               "The event is not over: a session is still open. Name a session, or "
                               "close it first (lintel-collector close)."});
          }
        }
        const auto topic = books_.read([&](const Books& all) { return topic_called(all, word); });
        if (!word.empty() && !topic) {
          return refusal_of(topic.error());
        }
        auto notes = word.empty() ? store.unlisted_notes(event.id) : store.listed_notes(*topic);
        if (!notes) {
          return busy(notes.error());
        }
        return json_reply(200, books_.read([&](const Books& all) {
          return notes_json(all, word.empty() ? nullptr : event.find_session(topic->session),
                            std::move(notes).value());
        }));
      });
}

// {"tablet":"204"}
void Router::count_tablet(const HttpRequest& request, Counted counted, Answer answer) {
  with_store(
      std::move(answer),
      [this, counted, word = text_of(request.body, "tablet")](CollectorStore& store) -> HttpReply {
        const auto device = books_.read(
            [&](const Books& books) { return tablet_called(books, word, clock_.now()); });
        if (!device) {
          return refusal_of(device.error());
        }
        if (const Status kept = record_counted(store, books_, *device, counted); !kept) {
          return busy(kept.error());
        }
        changes_.report();
        return json_reply(200, Json{{"device", device->text()}}.dump());
      });
}

// {"session":"late"}: once and for good.
void Router::show_session_anyway(const HttpRequest& request, Answer answer) {
  with_store(std::move(answer),
             [this, word = text_of(request.body, "session")](CollectorStore& store) -> HttpReply {
               const auto topic =
                   books_.read([&](const Books& books) { return topic_called(books, word); });
               const Status shown =
                   topic ? record_shown_anyway(store, books_, *topic, clock_.now()) : topic.error();
               if (!shown) {
                 return refusal_of(shown.error());
               }
               changes_.report();
               return json_reply(200, Json{{"session", topic->session.value}}.dump());
             });
}

void Router::pool_sessions(Answer answer) {
  with_store(std::move(answer), [this](CollectorStore& store) -> HttpReply {
    const auto schedule = books_.read([](const Books& books) { return books.schedule; });
    const Status pooled = schedule == nullptr
                              ? Status(Error{ErrorCode::not_found, "No event is loaded yet."})
                              : record_pool(store, books_, schedule->event.id, clock_.now());
    if (!pooled) {
      return refusal_of(pooled.error());
    }
    changes_.report();
    return json_reply(200, "{}");
  });
}

}  // namespace lintel::collector
