// Attacks on what tables say: digests, new rows, marks, notes.
#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "shared/core/base64.h"
#include "shared/core/digest.h"
#include "shared/core/limits.h"
#include "shared/wire/cloudevents.h"
#include "tests/secrecy/attacks.h"

namespace lintel::secrecy {
namespace {

using nlohmann::json;

Sha256 apart(const Sha256& a, const Sha256& b) {
  Sha256 result{};
  std::transform(a.begin(), a.end(), b.begin(), result.begin(),
                 [](std::uint8_t x, std::uint8_t y) { return static_cast<std::uint8_t>(x ^ y); });
  return result;
}

Sha256 hash_of(const Uuid& id) {
  Sha256 digest{};
  add_to_digest(digest, id);
  return digest;
}

// The `count` ids, one to four, whose hashes make up the digest.
std::vector<Uuid> ids_making(const Sha256& digest, int count, const std::vector<Uuid>& among) {
  if (count == 1) {
    const auto found = std::find_if(among.begin(), among.end(),
                                    [&](const Uuid& id) { return hash_of(id) == digest; });
    return found == among.end() ? std::vector<Uuid>{} : std::vector<Uuid>{*found};
  }
  if (count == 2) {
    std::map<Sha256, Uuid> by_hash;
    for (const Uuid& id : among) {
      const auto other = by_hash.find(apart(digest, hash_of(id)));
      if (other != by_hash.end()) {
        return {other->second, id};
      }
      by_hash[hash_of(id)] = id;
    }
    return {};
  }
  for (std::size_t i = 0; i < among.size(); ++i) {
    const std::vector<Uuid> rest(among.begin() + static_cast<std::ptrdiff_t>(i) + 1, among.end());
    auto found = ids_making(apart(digest, hash_of(among[i])), count - 1, rest);
    if (!found.empty()) {
      found.push_back(among[i]);
      return found;
    }
  }
  return {};
}

struct Series {
  Uuid device;
  Topic topic;
  auto operator<=>(const Series&) const = default;
};

bool is_note(const Row& row) {
  return row.type == wire::note_type;
}

// Per door and session, in the order they were first seen in a collector's copy.
struct Step {
  Uuid device;
  std::string session;
  bool notes = false;
  std::vector<Uuid> fresh;
};
std::vector<Step> steps_of(const Recording& recording) {
  std::vector<Step> steps;
  std::set<Uuid> known;
  for (const Copy& copy : recording.copies) {
    if (copy.medium == Medium::tablet) {
      continue;
    }
    std::map<std::tuple<Uuid, std::string, bool>, std::vector<Uuid>> fresh;
    for (const Row& row : rows_of(copy)) {
      if (known.insert(row.id).second) {
        fresh[{row.device, row.subject, is_note(row)}].push_back(row.id);
      }
    }
    for (auto& [key, ids] : fresh) {
      steps.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), std::move(ids)});
    }
  }
  return steps;
}

// What a row says beyond what was chosen.
std::string skeleton_of(const Row& row) {
  json event = json::parse(row.bytes, nullptr, false);
  std::string text;
  event.erase("id");
  event.erase("source");
  if (event.contains("data") && event["data"].contains("answers")) {
    for (const auto& [name, value] : event["data"]["answers"].items()) {
      if (name != "use" && name != "try" && name != "help") {
        text += name + "=" + value.dump() + " ";
      }
    }
    event["data"].erase("answers");
  }
  const bool compact = nlohmann::ordered_json::parse(row.bytes, nullptr, false).dump() == row.bytes;
  return text + event.dump() + (compact ? "" : " not compact") + row.beside;
}

std::string without_state(std::string beside) {
  const std::size_t at = beside.find("state=");
  return at == std::string::npos ? beside : beside.erase(at, beside.find(' ', at) - at);
}

}  // namespace

Whom digests_apart(const Recording& recording) {
  std::vector<LedgerSeen> ledgers = recording.ledgers;
  std::map<std::string, std::set<Uuid>> rows;
  for (const Copy& copy : recording.copies) {
    const auto found = ledgers_in(copy);
    ledgers.insert(ledgers.end(), found.begin(), found.end());
    for (const Row& row : rows_of(copy)) {
      rows[row.subject].insert(row.id);
    }
  }
  std::map<Series, std::map<int, std::set<Sha256>>> states;
  for (const LedgerSeen& seen : ledgers) {
    for (const auto& [topic, entry] : seen.ledger.topics) {
      states[{seen.ledger.device, topic}][entry.answers.taken].insert(entry.answers.digest);
    }
  }
  Whom whom;
  for (auto& [series, by_count] : states) {
    by_count[0].insert(Sha256{});
    for (auto later = std::next(by_count.begin()); later != by_count.end(); ++later) {
      const auto earlier = std::prev(later);
      const int difference = later->first - earlier->first;
      if (difference < recording.k) {
        const auto& session = rows[series.topic.session.value];
        const Sha256 digest = apart(*earlier->second.begin(), *later->second.begin());
        whom.push_back({"ledgers of " + std::to_string(earlier->first) + " and " +
                            std::to_string(later->first) + " answers",
                        ids_making(digest, difference, {session.begin(), session.end()}),
                        {},
                        series.topic.session.value});
      }
    }
  }
  return whom;
}

Whom rows_between_copies(const Recording& recording) {
  Whom whom;
  for (const Step& step : steps_of(recording)) {
    if (!step.notes && static_cast<int>(step.fresh.size()) < recording.k) {
      whom.push_back({"new rows between two copies", step.fresh, {}, step.session});
    }
  }
  return whom;
}

Whom marks_in_rows(const Recording& recording) {
  // A row as it was in every place: table, door, session, kind.
  std::map<std::tuple<Medium, std::string, Uuid, std::string, std::string>,
           std::map<Uuid, std::string>>
      groups;
  for (const Copy& copy : recording.copies) {
    for (const Row& row : rows_of(copy)) {
      if (!is_note(row)) {
        Row plain = row;
        plain.beside = without_state(row.beside);
        groups[{copy.medium, row.table, row.device, row.subject, row.type}][row.id] =
            skeleton_of(plain);
      }
    }
  }
  Whom whom;
  for (const auto& [key, rows] : groups) {
    std::map<std::string, std::vector<Uuid>> kinds;
    for (const auto& [id, skeleton] : rows) {
      kinds[skeleton].push_back(id);
    }
    for (const auto& [skeleton, ids] : kinds) {
      if (kinds.size() > 1 && static_cast<int>(ids.size()) < recording.k) {
        whom.push_back({"a mark: " + skeleton, ids, {}, std::get<3>(key)});
      }
    }
  }
  return whom;
}

Whom sizes_of_notes(const Recording& recording) {
  Whom whom;
  std::set<Uuid> known;
  for (const Copy& copy : recording.copies) {
    for (const Row& row : rows_of(copy)) {
      if (!is_note(row) || !known.insert(row.id).second) {
        continue;
      }
      const json event = json::parse(row.bytes, nullptr, false);
      const std::string box = event["data"].value("box", "");
      const auto& sizes = limits::note_box_bytes;
      const bool one_of_few = std::any_of(sizes.begin(), sizes.end(), [&](std::size_t size) {
        std::vector<std::uint8_t> bytes(size);
        return from_base64(box, Base64::standard, bytes);
      });
      if (!one_of_few) {
        whom.push_back(
            {"a note of " + std::to_string(box.size()) + " characters", {row.id}, {}, row.subject});
      }
    }
  }
  return whom;
}

Whom notes_one_by_one(const Recording& recording) {
  Whom whom;
  std::map<std::pair<Uuid, std::string>, std::vector<Step>> by_session;
  for (const Step& step : steps_of(recording)) {
    if (step.notes) {
      by_session[{step.device, step.session}].push_back(step);
    }
  }
  for (const auto& [key, steps] : by_session) {
    for (const Step& step : steps) {
      if (steps.size() > 1 && static_cast<int>(step.fresh.size()) < recording.k) {
        whom.push_back({"notes that came on their own", step.fresh, {}, step.session});
      }
    }
  }
  std::map<std::string, std::set<int>> counts;
  for (const Snapshot& snapshot : recording.snapshots) {
    for (const auto& [session, count] : snapshot.notes) {
      counts[session].insert(count);
    }
  }
  for (auto& [session, seen] : counts) {
    seen.insert(0);
    for (auto later = std::next(seen.begin()); later != seen.end(); ++later) {
      if (*later - *std::prev(later) < recording.k) {
        whom.push_back({"notes listed: " + std::to_string(*std::prev(later)) + ", then " +
                            std::to_string(*later),
                        {},
                        {},
                        session});
      }
    }
  }
  return whom;
}

double Draws::expected_z() const {
  return variance > 0 ? (agreeing - expected) / std::sqrt(variance) : 0;
}

Draws& Draws::operator+=(const Draws& other) {
  tests += other.tests;
  agreeing += other.agreeing;
  expected += other.expected;
  variance += other.variance;
  whom.insert(whom.end(), other.whom.begin(), other.whom.end());
  return *this;
}

bool Draws::tells() const {
  return agreeing >= 3 && expected_z() > 5;
}

namespace {

Sha256 key_of(const Uuid& id, Rule rule) {
  Sha256 key{};
  if (rule == Rule::lowest_hash || rule == Rule::highest_hash) {
    key = hash_of(id);
  } else {
    std::copy(id.bytes.begin(), id.bytes.end(), key.begin());
  }
  if (rule == Rule::highest_id || rule == Rule::highest_hash) {
    std::transform(key.begin(), key.end(), key.begin(),
                   [](std::uint8_t byte) { return static_cast<std::uint8_t>(~byte); });
  }
  return key;
}

// Chance that all of `group` drawn from n lie among the lowest n - group.
double chance(int n, int group) {
  double product = 1;
  for (int i = 0; i < group; ++i) {
    product *= static_cast<double>(n - group - i) / static_cast<double>(n - i);
  }
  return product;
}

// The last group holds the k that the one before left; by the rule they are behind all of those.
Draws test_of(const Step& before, const Step& last, Rule rule, int k) {
  Draws draws;
  const int n = static_cast<int>(before.fresh.size() + last.fresh.size());
  if (static_cast<int>(before.fresh.size()) != k || static_cast<int>(last.fresh.size()) < k ||
      static_cast<int>(last.fresh.size()) >= 2 * k) {
    return draws;
  }
  Sha256 furthest{};
  for (const Uuid& id : before.fresh) {
    furthest = std::max(furthest, key_of(id, rule));
  }
  std::vector<Uuid> newcomers;
  std::copy_if(last.fresh.begin(), last.fresh.end(), std::back_inserter(newcomers),
               [&](const Uuid& id) { return key_of(id, rule) < furthest; });
  const double p = chance(n, k);
  draws.tests = 1;
  draws.expected = p;
  draws.variance = p * (1 - p);
  draws.agreeing = static_cast<int>(last.fresh.size() - newcomers.size()) >= k ? 1 : 0;
  if (draws.agreeing == 1 && !newcomers.empty()) {
    draws.whom.push_back({"came after the last release", newcomers, {}, last.session});
  }
  return draws;
}

}  // namespace

Draws draws_by_rule(const Recording& recording, Rule rule) {
  std::map<std::pair<Uuid, std::string>, std::vector<Step>> releases;
  for (const Step& step : steps_of(recording)) {
    if (!step.notes) {
      releases[{step.device, step.session}].push_back(step);
    }
  }
  Draws draws;
  for (const auto& [key, steps] : releases) {
    for (std::size_t i = 1; i < steps.size(); ++i) {
      draws += test_of(steps[i - 1], steps[i], rule, recording.k);
    }
  }
  return draws;
}

Whom held_back_by_rule(const std::vector<Recording>& recordings) {
  for (const Rule rule :
       {Rule::lowest_id, Rule::highest_id, Rule::lowest_hash, Rule::highest_hash}) {
    Draws draws;
    for (const Recording& recording : recordings) {
      draws += draws_by_rule(recording, rule);
    }
    if (draws.tells()) {
      return draws.whom;
    }
  }
  return {};
}

}  // namespace lintel::secrecy
