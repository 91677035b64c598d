// Attacks on what is published and on what passes by: numbers, lengths, moments.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "tests/secrecy/attacks.h"

namespace lintel::secrecy {
namespace {

using std::chrono::milliseconds;

constexpr int alike_below = 10;  // DESIGN 2.4: "nearly all", no figures

std::string text(int number) {
  return std::to_string(number);
}

bool is_a_few(int difference, int k) {
  return difference > 0 && difference < k;
}

// Of the first question only: the others have no fixed sum.
bool shows_all_alike(const Figures& shown) {
  return shown.answers < alike_below &&
         std::any_of(shown.figures.begin(), shown.figures.end(), [&](const auto& figure) {
           return figure.first.starts_with("use.") && figure.second >= shown.answers - 1;
         });
}

void compare_states(const std::string& session, const std::vector<Figures>& states, int k,
                    Whom& whom) {
  for (std::size_t i = 0; i < states.size(); ++i) {
    for (std::size_t j = i + 1; j < states.size(); ++j) {
      const int difference = std::abs(states[j].answers - states[i].answers);
      const bool other_figures = difference == 0 && states[i].figures != states[j].figures;
      if (is_a_few(difference, k) || other_figures) {
        whom.push_back({"tallies of " + text(states[i].answers) + " and " +
                            text(states[j].answers) + " answers",
                        {},
                        {},
                        session});
      }
    }
  }
}

// What a total says of the parts that show no figures of their own.
void compare_total(const Snapshot& snapshot, int k, Whom& whom) {
  const auto total = snapshot.sessions.find("");
  if (total == snapshot.sessions.end()) {
    return;
  }
  int answers = total->second.answers;
  std::map<std::string, int> figures = total->second.figures;
  for (const auto& [session, part] : snapshot.sessions) {
    if (session.empty()) {
      continue;
    }
    answers -= part.answers;
    for (auto& [name, count] : figures) {
      const auto own = part.figures.find(name);
      count -= own == part.figures.end() ? 0 : own->second;
    }
  }
  const bool figures_remain = std::any_of(figures.begin(), figures.end(),
                                          [](const auto& figure) { return figure.second != 0; });
  if (is_a_few(std::abs(answers), k) || figures_remain) {
    whom.push_back({snapshot.source + "'s total less its parts: " + text(answers), {}, {}, {}});
  }
}

}  // namespace

Whom differences_published(const Recording& recording) {
  Whom whom;
  std::map<std::string, std::vector<Figures>> states;
  for (const Snapshot& snapshot : recording.snapshots) {
    for (const auto& [session, shown] : snapshot.sessions) {
      auto& known = states[session];
      if (shown.answers > 0 && !session.empty() &&
          std::find(known.begin(), known.end(), shown) == known.end()) {
        known.push_back(shown);
      }
    }
    compare_total(snapshot, recording.k, whom);
  }
  for (const auto& [session, shown] : states) {
    compare_states(session, shown, recording.k, whom);
    for (const Figures& state : shown) {
      if (is_a_few(state.answers, recording.k)) {
        whom.push_back({"a tally of " + text(state.answers), {}, {}, session});
      } else if (shows_all_alike(state)) {
        whom.push_back({text(state.answers) + " alike, or all but one", {}, {}, session});
      }
    }
  }
  return whom;
}

Whom lengths_of_packets(const Recording& recording) {
  constexpr std::size_t block = 4096;
  constexpr std::size_t tag = 16;
  constexpr std::size_t full = 16384 + 1;  // the longest record there is
  Whom whom;
  std::set<std::size_t> known;
  for (const Packet& packet : recording.packets) {
    const std::size_t length = packet.length < tag ? 0 : packet.length - tag;
    if ((length == 0 || length % block != 0) && length != full &&
        known.insert(packet.length).second) {
      whom.push_back(
          {"a record of " + std::to_string(packet.length) + " bytes", {}, packet.door, {}});
    }
  }
  return whom;
}

namespace {

constexpr milliseconds lag_step{2500};
constexpr std::size_t lag_steps = 24;  // a minute
constexpr double too_frequent = 5;     // standard deviations

std::optional<std::size_t> lag_of(const Person& person, const std::vector<Packet>& packets) {
  const auto next = std::find_if(packets.begin(), packets.end(), [&](const Packet& packet) {
    return packet.way == Way::to_collector && packet.door == person.door && packet.at >= person.at;
  });
  if (next == packets.end() || next->at - person.at >= lag_step * lag_steps) {
    return std::nullopt;
  }
  return static_cast<std::size_t>((next->at - person.at) / lag_step);
}

}  // namespace

Whom packets_after_taps(const std::vector<Recording>& recordings) {
  std::array<std::vector<const Person*>, lag_steps> lags;
  for (const Recording& recording : recordings) {
    for (const Person& person : recording.people) {
      if (const auto lag = lag_of(person, recording.packets)) {
        lags[*lag].push_back(&person);
      }
    }
  }
  std::size_t all = 0;
  for (const auto& lag : lags) {
    all += lag.size();
  }
  // Of a single day a neighbour may be empty by chance.
  const double mean = static_cast<double>(all) / static_cast<double>(lag_steps);
  Whom whom;
  for (std::size_t i = 0; i < lag_steps; ++i) {
    const double count = static_cast<double>(lags[i].size());
    const double before = i == 0 ? 0 : static_cast<double>(lags[i - 1].size());
    const double after = i + 1 == lag_steps ? 0 : static_cast<double>(lags[i + 1].size());
    const double usual = std::max({before, after, mean});
    if ((count - usual) / std::sqrt(usual + 1) > too_frequent) {
      for (const Person* person : lags[i]) {
        whom.push_back({"a request " + std::to_string(lag_step.count() * static_cast<long>(i)) +
                            " ms after the tap",
                        {},
                        person->door,
                        person->topic.session.value});
      }
    }
  }
  return whom;
}

Whom packets_after_taps(const Recording& recording) {
  return packets_after_taps(std::vector<Recording>{recording});
}

}  // namespace lintel::secrecy
