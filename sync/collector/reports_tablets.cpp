#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "sync/collector/reports.h"
#include "sync/collector/tablet_facts.h"
#include "sync/collector/tablet_words.h"

namespace lintel::collector {
namespace {

using Json = nlohmann::ordered_json;

std::string clock_text(ClockQuality quality) {
  switch (quality) {
    case ClockQuality::network:
      return "network";
    case ClockQuality::collector:
      return "collector";
    case ClockQuality::set_by_hand:
      return "set-by-hand";
    case ClockQuality::unknown:
      return "unknown";
  }
  return "unknown";
}

std::string_view word_of(TabletState state) {
  switch (state) {
    case TabletState::in:
      return "in";
    case TabletState::waiting:
      return "waiting";
    case TabletState::overdue:
      return "overdue";
    case TabletState::written_off:
      return "written-off";
  }
  return "overdue";
}

std::string_view word_of(TabletReason reason) {
  switch (reason) {
    case TabletReason::none:
      return "none";
    case TabletReason::nothing_due:
      return "nothing-due";
    case TabletReason::window_open:
      return "window-open";
    case TabletReason::on_its_way:
      return "on-its-way";
    case TabletReason::no_ledger:
      return "no-ledger";
    case TabletReason::old_ledger:
      return "old-ledger";
    case TabletReason::still_open:
      return "still-open";
    case TabletReason::holds:
      return "holds";
    case TabletReason::refused:
      return "refused";
    case TabletReason::more_than_taken:
      return "more-than-taken";
    case TabletReason::other_answers:
      return "other-answers";
    case TabletReason::identity_shared:
      return "identity-shared";
  }
  return "none";
}

std::string_view word_of(Standing standing) {
  switch (standing) {
    case Standing::nothing_due:
      return "nothing-due";
    case Standing::waiting:
      return "waiting";
    case Standing::complete:
      return "complete";
    case Standing::incomplete:
      return "incomplete";
  }
  return "incomplete";
}

std::string room_name(const RoomId& id, const Event* event) {
  const Room* room = event == nullptr ? nullptr : event->find_room(id);
  return room == nullptr ? id.value : room->name;
}

TabletRow row_of(const Books& books, const TabletFacts& facts, const TabletStatus& status,
                 const Event* event) {
  static const std::map<Topic, Received> nothing;
  TabletRow row;
  // Without a ledger every answer that came is one more than we know to be taken.
  row.standing = reconcile(facts.ledger == nullptr ? Ledger{} : *facts.ledger,
                           facts.received == nullptr ? nothing : *facts.received);
  row.standing.device = facts.device;
  row.status = status;
  row.reported = facts.ledger != nullptr;
  row.standing.meets = row.standing.meets && row.reported;
  row.may_send = !facts.revoked;
  row.set_aside = books.set_aside.contains(facts.device);
  if (const auto tablet = books.tablets.find(facts.device); tablet != books.tablets.end()) {
    row.beyond = tablet->second.beyond;
  }
  row.seen = facts.seen;
  row.room = room_name(status.room, event);
  if (row.reported) {
    row.version = facts.ledger->version;
    row.clock = clock_text(facts.ledger->clock);
    row.clock_ahead = facts.ledger->clock_ahead;
    row.clock_words = wrong_clock_words(row);
    row.watched = facts.ledger->watched;
    row.volatile_storage = facts.ledger->volatile_storage;
    for (const auto& [topic, entry] : facts.ledger->topics) {
      row.bursts += entry.bursts;
      row.late += entry.late;
      row.early += entry.early;
    }
  }
  if (const auto shared = books.identity_shared.find(facts.device);
      shared != books.identity_shared.end()) {
    row.identity_rooms = shared->second;
  }
  return row;
}

Json time_json(const std::optional<UtcTime>& time, const Event* event) {
  if (!time) {
    return nullptr;
  }
  const minutes offset = event == nullptr ? minutes{0} : event->offset_at(*time);
  return to_rfc3339(Moment{std::chrono::floor<minutes>(*time), offset});
}

// Sessions of the day, and of others as many as a person looks at.
struct ListedTopics {
  Json list = Json::array();
  int more = 0;  // not listed
};
ListedTopics topics_json(const TabletRow& row, const Books& books, const Event* event) {
  ListedTopics topics;
  std::size_t unknown = 0;
  for (const TopicStanding& topic : row.standing.topics) {
    if (!books.is_known(topic.topic) && ++unknown > unknown_listed_max) {
      ++topics.more;
      continue;
    }
    const bool is_served = event != nullptr && topic.topic.event == event->id;
    const Session* session =
        is_served ? books.schedule->find_session(topic.topic.session) : nullptr;
    topics.list.push_back({{"event", topic.topic.event.value},
                           {"purpose", to_text(topic.topic.purpose)},
                           {"session", topic.topic.session.value},
                           {"title", topic_words(topic.topic, event, session)},
                           {"taken", row.reported ? Json(topic.taken) : Json(nullptr)},
                           {"received", topic.received},
                           {"waiting", topic.waiting},
                           {"quarantined", topic.quarantined},
                           {"early", topic.early},
                           {"closed", topic.closed},
                           {"meets", topic.meets}});
  }
  return topics;
}

Json row_json(const TabletRow& row, const Books& books, UtcTime now, const Event* event) {
  ListedTopics topics = topics_json(row, books, event);
  const Json age =
      row.seen
          ? Json(std::max<std::int64_t>(0, std::chrono::floor<minutes>(now - *row.seen).count()))
          : Json(nullptr);
  return {{"device", row.standing.device.text()},
          {"room", row.room},
          {"says_room", row.status.says_room},
          {"state", word_of(row.status.state)},
          {"reason", word_of(row.status.reason)},
          {"until", time_json(row.status.until, event)},
          {"since", time_json(row.status.since, event)},
          {"words", row.words},
          {"reported", row.reported},
          {"may_send", row.may_send},
          {"last_seen", time_json(row.seen, event)},
          {"last_seen_minutes", age},
          {"taken", row.reported ? Json(row.standing.taken) : Json(nullptr)},
          {"received", row.standing.received},
          {"waiting", row.standing.waiting},
          {"quarantined", row.standing.quarantined},
          {"meets", row.standing.meets},
          {"set_aside", row.set_aside},
          {"watched", row.watched},
          {"volatile_storage", row.volatile_storage},
          {"bursts", row.bursts},
          {"late", row.late},
          {"early", row.early},
          {"identity_rooms", row.identity_rooms},
          {"sessions", std::move(topics.list)},
          {"more_sessions", topics.more},
          {"beyond", row.beyond},
          {"version", row.version},
          {"clock", row.clock},
          {"clock_ahead_minutes", row.clock_ahead ? Json(row.clock_ahead->count()) : Json(nullptr)},
          {"clock_words", row.clock_words}};
}

}  // namespace

TabletReport report_tablets(const Books& books, UtcTime now) {
  const DayFacts day = day_facts(books, now);
  const std::vector<TabletFacts> tablets = tablet_facts(books);
  const std::vector<TabletStatus> states = tablet_states(day, tablets);
  TabletReport report;
  report.day = day_standing(day, states);
  report.complete = report.day.standing == Standing::complete;
  report.meets = !tablets.empty();
  for (std::size_t at = 0; at < tablets.size(); ++at) {
    TabletRow row = row_of(books, tablets[at], states[at], day.event);
    row.words = standing_words(row, now, day.event);
    report.taken += row.standing.taken;
    report.received += row.standing.received;
    report.meets = report.meets && row.standing.meets;
    ++report.tablets_of_room[row.room];
    report.rows.push_back(std::move(row));
  }
  std::sort(report.rows.begin(), report.rows.end(), [](const TabletRow& a, const TabletRow& b) {
    return std::tie(a.room, a.standing.device) < std::tie(b.room, b.standing.device);
  });
  for (const RoomId& room : report.day.rooms_without) {
    report.rooms_without.push_back(room_name(room, day.event));
  }
  report.sentence = sentence_of(report, now, day.event);
  return report;
}

std::string tablets_json(const Books& books, UtcTime now, const std::string& warning) {
  const Event* event = books.schedule ? &books.schedule->event : nullptr;
  const TabletReport report = report_tablets(books, now);
  Json days = Json::array();
  for (const LocalDay day : books.served_with.days_over) {
    days.push_back(to_iso_day(day));
  }
  std::string text =
      Json{{"sentence", report.sentence},  {"standing", word_of(report.day.standing)},
           {"complete", report.complete},  {"more_to_come", report.day.more_to_come},
           {"meets", report.meets},        {"tablets", report.day.expected},
           {"tablets_in", report.day.in},  {"taken", report.taken},
           {"received", report.received},  {"rooms_without_tablet", report.rooms_without},
           {"days_over", std::move(days)}, {"warning", warning}}
          .dump();
  // A row at a time: the tree of a thousand tablets would be many times its text.
  text.back() = ',';
  text += R"("rows":[)";
  for (const TabletRow& row : report.rows) {
    text += row_json(row, books, now, event).dump();
    text += ',';
  }
  if (!report.rows.empty()) {
    text.pop_back();
  }
  return text + "]}";
}

}  // namespace lintel::collector
