// What adults decide on the day about tablets and results, and the ledgers they are decided by;
// declared in router.h.
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "shared/core/text.h"
#include "sync/collector/recording.h"
#include "sync/collector/router.h"
#include "sync/collector/spoken_names.h"
#include "sync/collector/tablet_facts.h"
#include "sync/collector/tablet_words.h"

namespace lintel::collector {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json, const char* member) {
  const auto found = json.is_object() ? json.find(member) : json.end();
  return json.is_object() && found != json.end() && found->is_string() ? found->get<std::string>()
                                                                       : std::string{};
}

const Event* event_of(const Books& books) {
  return books.schedule ? &books.schedule->event : nullptr;
}

}  // namespace

// As people name a tablet: its id, the letters of it that reports show, or a room that has one.
Result<Uuid> tablet_called(const Books& books, const std::string& word, UtcTime now) {
  constexpr std::size_t letters_min = 8;
  std::vector<Uuid> meant;
  const std::string wanted = ascii_lower(trim(word));
  const Event* event = event_of(books);
  const Room* room = event == nullptr ? nullptr : event->find_room_by_name(wanted);
  const std::vector<TabletStatus> states =
      tablet_states(day_facts(books, now), tablet_facts(books));
  for (const TabletStatus& status : states) {
    const bool by_id = wanted.size() >= letters_min && status.device.text().starts_with(wanted);
    const bool by_room =
        !wanted.empty() && (room != nullptr ? status.room == room->id : status.room.value == word);
    if (by_id || by_room) {
      meant.push_back(status.device);
    }
  }
  if (meant.size() == 1) {
    return meant.front();
  }
  return meant.empty()
             ? Error{ErrorCode::not_found,
                     "There is no tablet \"" + clean_line(word) +
                         "\"; name one by its room or by the letters that the ledger shows."}
             : Error{ErrorCode::invalid, "More than one tablet is meant by \"" + clean_line(word) +
                                             "\"; name it by the letters that the ledger shows."};
}

namespace {

// "10:31" is of today; "2026-11-20T10:31" names its day.
Result<UtcTime> time_called(const std::string& word, const Event* event, UtcTime now) {
  const minutes offset = event == nullptr ? minutes{0} : event->offset_at(now);
  const std::string today = to_iso_day(day_of(to_local(now, offset)));
  const std::string hour = word.size() == 4 ? "0" + word : word;
  auto parsed = parse_local_time(hour.size() == 5 ? today + "T" + hour : hour);
  if (!parsed) {
    return Error{ErrorCode::invalid,
                 "\"" + clean_line(word) + "\" is no time; write 10:31 or 2026-11-20T10:31."};
  }
  const UtcTime time{parsed->time_since_epoch() - offset};
  if (time > now) {
    return Error{ErrorCode::invalid, clock_words(time, now, event) + " is still to come."};
  }
  return time;
}

}  // namespace

Result<const Session*> session_called(const Event* event, const std::string& word) {
  if (event == nullptr) {
    return Error{ErrorCode::not_found,
                 "No event is loaded yet; load one with lintel-collector event load."};
  }
  if (const Session* by_id = event->find_session(SessionId{word})) {
    return by_id;
  }
  std::vector<const Session*> meant;
  for (const Session& session : event->sessions) {
    if (ascii_lower(session.title) == ascii_lower(trim(word))) {
      meant.push_back(&session);
    }
  }
  if (meant.size() == 1) {
    return meant.front();
  }
  return Error{meant.empty() ? ErrorCode::not_found : ErrorCode::invalid,
               (meant.empty() ? "The event has no session \"" : "Several sessions are called \"") +
                   clean_line(word) + "\"; name one by its id, as event export --format csv says."};
}

namespace {

std::vector<LocalDay> days_of(const Event& event) {
  std::vector<LocalDay> days;
  for (const Session& session : event.sessions) {
    const LocalDay day = day_of(session.start.local());
    if (std::find(days.begin(), days.end(), day) == days.end()) {
      days.push_back(day);
    }
  }
  return days;
}

// Empty: today.
Result<LocalDay> day_called(const Event* event, const std::string& word, UtcTime now) {
  if (event == nullptr) {
    return Error{ErrorCode::not_found,
                 "No event is loaded yet; load one with lintel-collector event load."};
  }
  const LocalDay today = day_of(to_local(now, event->offset_at(now)));
  LocalDay day = today;
  if (!word.empty()) {
    const auto parsed = parse_day(word);
    if (!parsed) {
      return Error{ErrorCode::invalid, "\"" + clean_line(word) + "\" is no day; write 2026-11-20."};
    }
    day = *parsed;
  }
  const std::vector<LocalDay> days = days_of(*event);
  if (std::find(days.begin(), days.end(), day) == days.end()) {
    std::string known;
    for (const LocalDay one : days) {
      known += (known.empty() ? "" : ", ") + to_iso_day(one);
    }
    return Error{ErrorCode::invalid, "The event has no sessions on " + to_iso_day(day) +
                                         (known.empty() ? "." : "; its days: " + known + ".")};
  }
  if (day > today) {
    return Error{ErrorCode::invalid, to_iso_day(day) + " has not come yet."};
  }
  return day;
}

}  // namespace

Result<Router::LedgerOutcome> Router::keep_ledger(CollectorStore& store, const Ledger& ledger,
                                                  UtcTime seen) {
  LedgerOutcome outcome;
  std::optional<Ledger> stored;
  books_.read([&](const Books& books) {
    const auto tablet = books.tablets.find(ledger.device);
    if (tablet != books.tablets.end()) {
      stored = tablet->second.ledger;
    }
    outcome.identity_shared = books.identity_shared.contains(ledger.device);
    return 0;
  });
  const TabletRuns::Run run = runs_.note(ledger, stored ? &*stored : nullptr, clock_.now());
  if (run == TabletRuns::Run::superseded) {
    outcome.is_old = true;
    outcome.sentence =
        "This tablet was started again since: a newer ledger of it has come already.";
    return outcome;
  }
  TRY(const LedgerIs is, record_ledger(store, books_, ledger, seen));
  if (run == TabletRuns::Run::alive_twice || is == LedgerIs::of_another) {
    std::vector<std::string> rooms = runs_.rooms_of(ledger.device);
    if (rooms.empty()) {
      rooms.push_back(ledger.room);
    }
    TRY_DO(store.put_identity_shared(ledger.device, rooms));
    books_.change([&](Books& books) { books.identity_shared[ledger.device] = rooms; });
    outcome.identity_shared = true;
  }
  if (is == LedgerIs::old) {
    outcome.is_old = true;
    outcome.sentence =
        "A newer ledger of this tablet has come already: it counts more answers, and answers are "
        "never taken back.";
  }
  return outcome;
}

// Paired anew, it has a new key; revoked, it says no more.
void Router::forget_copies(CollectorStore& store, const Uuid& device) {
  runs_.forget(device);
  // When the disk refuses now, the mark stays and is said: too much, never too little.
  if (store.put_identity_shared(device, {})) {
    books_.change([&](Books& books) { books.identity_shared.erase(device); });
  }
}

bool Router::answer_decision(std::string_view path, const HttpRequest& request, Answer& answer) {
  if (path == "/v1/admin/write-off") {
    write_off(request, std::move(answer));
  } else if (path == "/v1/admin/day-over") {
    end_day(request, std::move(answer));
  } else if (path == "/v1/admin/close") {
    close_results(request, std::move(answer));
  } else if (path == "/v1/admin/set-aside") {
    count_tablet(request, Counted::set_aside, std::move(answer));
  } else if (path == "/v1/admin/take-back") {
    count_tablet(request, Counted::yes, std::move(answer));
  } else if (path == "/v1/admin/show-anyway") {
    show_session_anyway(request, std::move(answer));
  } else if (path == "/v1/admin/pool") {
    pool_sessions(std::move(answer));
  } else {
    return false;
  }
  return true;
}

// {"tablet":"204","since":"10:31"}, or {"tablet":"204","found":true}.
void Router::write_off(const HttpRequest& request, Answer answer) {
  const Json asked = Json::parse(request.body, nullptr, false);
  const bool found = asked.is_object() && asked.value("found", Json(false)) == Json(true);
  with_store(
      std::move(answer),
      [this, tablet = text_of(asked, "tablet"), since = text_of(asked, "since"),
       found](CollectorStore& store) -> HttpReply {
        const UtcTime now = clock_.now();
        std::optional<UtcTime> lost;
        const auto device = books_.read([&](const Books& books) -> Result<Uuid> {
          TRY(const Uuid meant, tablet_called(books, tablet, now));
          if (found) {
            return meant;
          }
          const auto known = books.tablets.find(meant);
          lost = known == books.tablets.end() ? now : known->second.seen.value_or(now);
          if (!since.empty()) {
            TRY(lost, time_called(since, event_of(books), now));
          }
          lost = std::chrono::floor<minutes>(*lost);
          return meant;
        });
        if (!device) {
          return refusal_of(device.error());
        }
        if (const Status kept = record_written_off(store, books_, *device, lost, now); !kept) {
          return busy(kept.error());
        }
        changes_.report();
        return books_.read([&](const Books& books) {
          const std::string clock = lost ? clock_words(*lost, now, event_of(books)) : std::string{};
          return json_reply(200, Json{{"device", device->text()},
                                      {"lost_since", lost ? Json(clock) : Json(nullptr)}}
                                     .dump());
        });
      });
}

// {"day":"2026-11-20"}; without one, today. It cannot be taken back: doors close for good.
void Router::end_day(const HttpRequest& request, Answer answer) {
  const Json asked = Json::parse(request.body, nullptr, false);
  with_store(
      std::move(answer), [this, word = text_of(asked, "day")](CollectorStore& store) -> HttpReply {
        const UtcTime now = clock_.now();
        const auto day =
            books_.read([&](const Books& books) { return day_called(event_of(books), word, now); });
        if (!day) {
          return refusal_of(day.error());
        }
        if (const Status kept = record_day_over(store, books_, *day, now); !kept) {
          return busy(kept.error());
        }
        changes_.report();
        return json_reply(200, Json{{"day", to_iso_day(*day)}}.dump());
      });
}

// {"session":"late"}: for good; what comes after is late.
void Router::close_results(const HttpRequest& request, Answer answer) {
  const Json asked = Json::parse(request.body, nullptr, false);
  with_store(
      std::move(answer),
      [this, word = text_of(asked, "session")](CollectorStore& store) -> HttpReply {
        const UtcTime now = clock_.now();
        std::string title;
        const auto topic = books_.read([&](const Books& books) -> Result<Topic> {
          TRY(const Session* session, session_called(event_of(books), word));
          if (session->start.utc > now) {
            return Error{ErrorCode::invalid, "\"" + session->title + "\" has not begun yet."};
          }
          title = session->title;
          return Topic{books.schedule->event.id, Purpose::exit, session->id};
        });
        if (!topic) {
          return refusal_of(topic.error());
        }
        const Status kept = record_close(store, books_, {*topic}, TopicClose::by_adult);
        if (!kept) {
          return busy(kept.error());
        }
        changes_.report();
        return json_reply(200, Json{{"session", topic->session.value}, {"title", title}}.dump());
      });
}

HttpReply Router::refusal_of(const Error& error) const {
  return error.code == ErrorCode::not_found ? problem(404, "not-found", error.message)
                                            : problem(422, "bad-request", error.message);
}

}  // namespace lintel::collector
