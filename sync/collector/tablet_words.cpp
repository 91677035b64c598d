#include "sync/collector/tablet_words.h"

#include <algorithm>
#include <map>
#include <utility>

#include "shared/core/counted.h"
#include "shared/core/limits.h"
#include "shared/core/text.h"

namespace lintel::collector {
namespace {

// A longer list is cut short; the table beside the sentence has all of it.
constexpr std::size_t names_max = 4;
constexpr std::size_t tablets_told_max = 6;

// "204", "204 and Gym", "204, 206, Gym, Library and 12 more".
std::string listed(const std::vector<std::string>& names) {
  const std::size_t shown = std::min(names.size(), names_max);
  std::string text;
  for (std::size_t at = 0; at < shown; ++at) {
    const bool last = at + 1 == names.size();
    text += (at == 0 ? "" : last ? " and " : ", ") + names[at];
  }
  if (names.size() > shown) {
    text += " and " + std::to_string(names.size() - shown) + " more";
  }
  return text;
}

// "3 of \"Late work\", 2 of \"Phones\"": where the difference lies.
template <class Count>
std::string by_topic(const TabletStanding& standing, const Event* event, Count&& count) {
  constexpr std::size_t topics_named_max = 3;
  std::size_t topics = 0;
  std::string text;
  for (const TopicStanding& topic : standing.topics) {
    const int number = count(topic);
    if (number > 0 && ++topics <= topics_named_max) {
      text += (topics == 1 ? "" : ", ") + std::to_string(number) + " of \"" +
              topic_words(topic.topic, event) + "\"";
    }
  }
  if (topics > topics_named_max) {
    text += " and of " + counted(topics - topics_named_max, "more session");
  }
  return text;
}

std::string held_words(const TabletRow& row, const Event* event) {
  const TabletStanding& standing = row.standing;
  const std::string waiting =
      by_topic(standing, event, [](const TopicStanding& topic) { return topic.waiting; });
  // What it does not hold back was confirmed once: this collector has lost it since.
  const std::string where = standing.pending >= standing.waiting ? "still holds "
                            : standing.pending == 0              ? "is asked again for "
                                                    : "still holds or is asked again for ";
  return where + (waiting.empty() ? "notes" : waiting);
}

// What keeps one tablet from being in.
std::string reason_words(const TabletRow& row, const Event* event) {
  switch (row.status.reason) {
    case TabletReason::none:
    case TabletReason::nothing_due:
    case TabletReason::window_open:
    case TabletReason::on_its_way:
      return {};
    case TabletReason::no_ledger:
      return row.standing.received == 0 ? "has not called in yet"
                                        : "sent " + counted(row.standing.received, "answer") +
                                              " but not yet its own count";
    case TabletReason::old_ledger:
      return row.may_send ? "may hold answers" : "may hold answers and may no longer send";
    case TabletReason::still_open:
      return "says that its window is still open, may hold answers";
    case TabletReason::holds:
      return held_words(row, event);
    case TabletReason::refused:
      return "has set aside, because they could not be accepted, " +
             by_topic(row.standing, event, [](const TopicStanding& topic) {
               return std::min(topic.quarantined, std::max(0, topic.taken - topic.received));
             });
    case TabletReason::more_than_taken:
      return "sent more than it counts as taken, like a tablet put back to an older state: " +
             by_topic(row.standing, event, [](const TopicStanding& topic) {
               return std::max(0, topic.received - topic.taken);
             });
    case TabletReason::other_answers:
      return "counts as many, but not the same answers";
    case TabletReason::identity_shared:
      return "two tablets use one identity: " + listed(row.identity_rooms);
  }
  return {};
}

// Told apart where a room has more than one.
std::string name_of(const TabletReport& report, const TabletRow& row) {
  constexpr std::size_t device_letters = 8;
  const auto same = report.tablets_of_room.find(row.room);
  const bool is_alone = same != report.tablets_of_room.end() && same->second == 1;
  if (is_alone && !row.room.empty()) {
    return row.room;
  }
  return (row.room.empty() ? "A tablet without a room" : row.room) + " (tablet " +
         row.standing.device.text().substr(0, device_letters) + ")";
}

std::vector<std::string> waiting_words(const TabletReport& report, UtcTime now,
                                       const Event* event) {
  std::map<UtcTime, std::vector<std::string>> until;
  std::vector<std::string> on_its_way;
  for (const TabletRow& row : report.rows) {
    if (row.status.state != TabletState::waiting) {
      continue;
    }
    if (row.status.reason == TabletReason::on_its_way || !row.status.until) {
      on_its_way.push_back(name_of(report, row));
    } else {
      until[*row.status.until].push_back(name_of(report, row));
    }
  }
  std::vector<std::string> parts;
  for (const auto& [time, names] : until) {
    parts.push_back(listed(names) + (names.size() == 1 ? " waits" : " wait") + " until " +
                    clock_words(time, now, event));
  }
  if (!on_its_way.empty()) {
    parts.push_back("what " + listed(on_its_way) + " took is on its way");
  }
  return parts;
}

std::vector<std::string> missing_words(const TabletReport& report, UtcTime now,
                                       const Event* event) {
  std::vector<std::string> parts;
  std::size_t more = 0;
  for (const TabletRow& row : report.rows) {
    const bool lost = row.status.state == TabletState::written_off;
    if (!lost && row.status.state != TabletState::overdue) {
      continue;
    }
    if (parts.size() == tablets_told_max) {
      ++more;
      continue;
    }
    const std::string since =
        row.status.since ? " since " + clock_words(*row.status.since, now, event) : std::string{};
    if (row.status.reason == TabletReason::identity_shared) {
      parts.push_back(reason_words(row, event));
    } else if (lost) {
      parts.push_back(name_of(report, row) + " written off, lost" + since);
    } else {
      parts.push_back(name_of(report, row) + " overdue" + since + ", " + reason_words(row, event));
    }
  }
  if (more > 0) {
    parts.push_back(counted(more, "more tablet") + " not in");
  }
  return parts;
}

void append_rooms(const TabletReport& report, std::vector<std::string>& parts) {
  if (!report.rooms_without.empty()) {
    parts.push_back(listed(report.rooms_without) +
                    (report.rooms_without.size() == 1 ? " has no tablet" : " have no tablet"));
  }
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : "; ") + part;
  }
  return text + ".";
}

// "45 min", "3 h", "10 days".
std::string span_words(minutes span) {
  constexpr std::chrono::hours in_minutes_max{2};
  constexpr std::chrono::days in_hours_max{2};
  if (span < in_minutes_max) {
    return std::to_string(span.count()) + " min";
  }
  return span < in_hours_max
             ? std::to_string(std::chrono::floor<std::chrono::hours>(span).count()) + " h"
             : std::to_string(std::chrono::floor<std::chrono::days>(span).count()) + " days";
}

}  // namespace

std::string wrong_clock_words(const TabletRow& row) {
  if (!row.clock_ahead || std::chrono::abs(*row.clock_ahead) < limits::clocks_agree) {
    return {};
  }
  const std::string off = span_words(std::chrono::abs(*row.clock_ahead)) +
                          (*row.clock_ahead > minutes{0} ? " ahead of" : " behind");
  return row.clock == "network"
             ? "A time service keeps its clock, which is " + off +
                   " this computer's: set this computer's clock, all doors go by it."
             : "Its own clock is " + off + " this computer's; its door goes by this computer's.";
}

std::string clock_words(UtcTime time, UtcTime now, const Event* event) {
  const auto local_of = [event](UtcTime at) {
    return to_local(at, event == nullptr ? minutes{0} : event->offset_at(at));
  };
  const LocalTime local = local_of(time);
  const LocalDay day = day_of(local);
  const auto of_day = std::chrono::duration_cast<minutes>(local - day).count();
  const auto two = [](long number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const long hour = of_day / 60;
  const std::string minute = two(of_day % 60);
  const bool is_24 = event == nullptr || event->clock_style == ClockStyle::hours_24;
  const std::string clock = is_24 ? two(hour) + ":" + minute
                                  : std::to_string(hour % 12 == 0 ? 12 : hour % 12) + ":" + minute +
                                        (hour < 12 ? " am" : " pm");
  return (day == day_of(local_of(now)) ? "" : to_iso_day(day) + " ") + clock +
         (event == nullptr ? " UTC" : "");
}

std::string topic_words(const Topic& topic, const Event* event) {
  const bool served = event != nullptr && topic.event == event->id;
  return topic_words(topic, event, served ? event->find_session(topic.session) : nullptr);
}

std::string topic_words(const Topic& topic, const Event* event, const Session* session) {
  const bool served = event != nullptr && topic.event == event->id;
  const std::string about = session != nullptr ? session->title : topic.session.value;
  const std::string other = served || topic.event.empty() ? "" : " (" + topic.event.value + ")";
  switch (topic.purpose) {
    case Purpose::exit:
      return about + other;
    case Purpose::practice:
      return "Practice" + (about.empty() ? "" : ": " + about) + other;
    case Purpose::listening:
      return "Just listening" + other;
    case Purpose::follow_up:
      return "Weeks later" + (about.empty() ? "" : ": " + about) + other;
  }
  return about;
}

std::string standing_words(const TabletRow& row, UtcTime now, const Event* event) {
  const TabletStatus& status = row.status;
  const auto clock = [&](const std::optional<UtcTime>& time) {
    return clock_words(*time, now, event);
  };
  switch (status.state) {
    case TabletState::in:
      return "In";
    case TabletState::written_off:
      return "Written off" + (status.since ? ": lost since " + clock(status.since) : std::string{});
    case TabletState::waiting:
      if (status.reason == TabletReason::nothing_due) {
        return "Nothing due" + (status.until ? " before " + clock(status.until) : " yet");
      }
      if (status.reason == TabletReason::on_its_way) {
        return "On its way" + (status.until ? ": closed at " + clock(status.until) : std::string{});
      }
      return "Waiting on purpose" +
             (status.until ? " until " + clock(status.until) : std::string{});
    case TabletState::overdue:
      if (status.reason == TabletReason::identity_shared) {
        return "Two tablets use one identity: " + listed(row.identity_rooms);
      }
      return "Overdue" + (status.since ? " since " + clock(status.since) : std::string{}) + ": " +
             reason_words(row, event);
  }
  return {};
}

std::string sentence_of(const TabletReport& report, UtcTime now, const Event* event) {
  std::vector<std::string> parts;
  if (report.day.standing == Standing::nothing_due) {
    parts.push_back(report.rows.empty() ? "No tablet has called in yet" : "Nothing is due yet");
    if (report.day.next_close) {
      parts.push_back("the first window closes at " +
                      clock_words(*report.day.next_close, now, event));
    }
    append_rooms(report, parts);
    return joined(parts);
  }
  if (report.rows.empty()) {
    parts.emplace_back("No tablet has called in yet");
    append_rooms(report, parts);
    return joined(parts);
  }
  std::string head =
      std::to_string(report.day.in) + " of " + counted(report.day.expected, "tablet") + " in";
  if (report.complete) {
    head += ", " + std::to_string(report.taken) + " taken = " + std::to_string(report.received) +
            " received, nothing missing";
    return report.day.more_to_come ? head + " so far; answers given late come when the day is over"
                                   : head;
  }
  parts.push_back(std::move(head));
  for (auto&& more : {waiting_words(report, now, event), missing_words(report, now, event)}) {
    parts.insert(parts.end(), more.begin(), more.end());
  }
  append_rooms(report, parts);
  if (parts.size() == 1 && report.day.next_close) {
    parts.push_back("a window is open until " + clock_words(*report.day.next_close, now, event));
  }
  return joined(parts);
}

}  // namespace lintel::collector
