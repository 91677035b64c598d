// Attacks on the bytes of files: logs, places in pages, times, what was taken back.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "tests/secrecy/attacks.h"
#include "tests/secrecy/database_pages.h"
#include "tests/secrecy/id_finder.h"

namespace lintel::secrecy {
namespace {

using std::chrono::seconds;

// Of an id: whose door, which session.
struct Owner {
  std::string door;
  std::string session;
  auto operator<=>(const Owner&) const = default;
};

struct Known {
  std::map<Uuid, Owner> owners;
  std::vector<Uuid> ids;

  explicit Known(const Recording& recording) {
    for (const Person& person : recording.people) {
      add(person.answer, person);
      if (person.note) {
        add(*person.note, person);
      }
    }
  }
  void add(const Uuid& id, const Person& person) {
    owners[id] = {person.door, person.topic.session.value};
    ids.push_back(id);
  }
};

using Places = std::map<Uuid, std::size_t>;

// In pages and log frames that hold two ids at least.
std::vector<Places> crowded_pages(const Copy& copy, const IdFinder& finder) {
  const DatabaseBytes database = database_of(copy);
  std::vector<Places> crowded;
  const auto look = [&](std::string_view bytes) {
    Places places = finder.find_in(bytes);
    if (places.size() > 1) {
      crowded.push_back(std::move(places));
    }
  };
  for (const Page& page : database.pages) {
    look(page.bytes);
  }
  for (const Frame& frame : database.log) {
    look(frame.page.bytes);
  }
  return crowded;
}

// SQLite fills a page from its end: whoever lies further back came earlier.
std::vector<Uuid> by_arrival(const Places& places) {
  std::vector<std::pair<std::size_t, Uuid>> sorted;
  for (const auto& [id, place] : places) {
    sorted.emplace_back(place, id);
  }
  std::sort(sorted.rbegin(), sorted.rend());
  std::vector<Uuid> ids;
  for (const auto& [place, id] : sorted) {
    ids.push_back(id);
  }
  return ids;
}

// By id: the commit whose frames have it first, of ids that a log has at all.
std::map<Uuid, int> commits_of(const DatabaseBytes& database, const IdFinder& finder) {
  std::map<Uuid, int> commits;
  for (const Frame& frame : database.log) {
    for (const auto& [id, place] : finder.find_in(frame.page.bytes)) {
      commits.emplace(id, frame.commit);
    }
  }
  return commits;
}

std::vector<Uuid> held_in(const Copy& copy) {
  std::vector<Uuid> held;
  for (const Row& row : rows_of(copy)) {
    if (row.table == "held" || row.table == "note") {
      held.push_back(row.id);
    }
  }
  return held;
}

}  // namespace

Whom commits_in_logs(const Recording& recording) {
  const Known known(recording);
  std::set<Uuid> seen;  // in earlier copies of the collector; of a tablet nobody has two
  std::map<std::vector<Uuid>, std::string> found;
  for (const Copy& copy : recording.copies) {
    const bool is_tablet = copy.medium == Medium::tablet;
    std::vector<Uuid> fresh = is_tablet ? held_in(copy) : std::vector<Uuid>{};
    for (const Row& row : is_tablet ? std::vector<Row>{} : rows_of(copy)) {
      if (seen.insert(row.id).second && known.owners.count(row.id) > 0) {
        fresh.push_back(row.id);
      }
    }
    std::map<std::pair<int, Owner>, std::vector<Uuid>> together;
    const auto commits = commits_of(database_of(copy), IdFinder(fresh));
    for (const auto& [id, commit] : commits) {
      if (known.owners.count(id) > 0) {
        together[{commit, known.owners.at(id)}].push_back(id);
      }
    }
    for (const auto& [key, ids] : together) {
      // Whoever came with a round of the log that was written over is not in it.
      const bool all_seen = commits.size() == fresh.size();
      if (all_seen && static_cast<int>(ids.size()) < recording.k) {
        found[ids] = is_tablet ? "tablet" : "collector";
      }
    }
  }
  Whom whom;
  for (const auto& [ids, medium] : found) {
    const Owner& owner = known.owners.at(ids.front());
    whom.push_back(
        {"a commit of its own in the log of a " + medium, ids, owner.door, owner.session});
  }
  return whom;
}

Whom places_in_pages(const Recording& recording) {
  const Known known(recording);
  Whom whom;
  for (const Copy& copy : recording.copies) {
    if (copy.medium != Medium::tablet) {
      continue;
    }
    for (const Places& places : crowded_pages(copy, IdFinder(held_in(copy)))) {
      const std::vector<Uuid> ids = by_arrival(places);
      const bool in_id_order =
          std::is_sorted(ids.begin(), ids.end()) || std::is_sorted(ids.rbegin(), ids.rend());
      if (!in_id_order) {
        whom.push_back({"the place in a page of " + std::to_string(ids.size()) + " held",
                        {ids.back()},
                        copy.door,
                        {}});
      }
    }
  }
  return whom;
}

double Agreement::z() const {
  return variance > 0 ? (right - pairs / 2) / std::sqrt(variance) : 0;
}

Agreement& Agreement::operator+=(const Agreement& other) {
  right += other.right;
  pairs += other.pairs;
  variance += other.variance;
  return *this;
}

namespace {

// Pairs of one release are told apart by where they lie; the last page seen counts.
using PairOrder = std::map<std::pair<Uuid, Uuid>, bool>;

void add_page(const Places& places, const std::map<Uuid, int>& releases, const Known& known,
              PairOrder& orders) {
  for (const auto& [a, place_a] : places) {
    for (const auto& [b, place_b] : places) {
      const auto release_a = releases.find(a);
      const auto release_b = releases.find(b);
      if (a < b && release_a != releases.end() && release_b != releases.end() &&
          release_a->second == release_b->second && known.owners.at(a) == known.owners.at(b)) {
        orders[{a, b}] = place_a > place_b;
      }
    }
  }
}

}  // namespace

Agreement order_in_pages(const Recording& recording, Medium medium) {
  const Known known(recording);
  const IdFinder finder(known.ids);
  const auto& releases = recording.releases;
  std::map<Uuid, std::size_t> truth;
  for (std::size_t i = 0; i < recording.people.size(); ++i) {
    truth[recording.people[i].answer] = i;
  }
  PairOrder orders;
  for (const Copy& copy : recording.copies) {
    if (copy.medium != medium) {
      continue;
    }
    for (const Places& places : crowded_pages(copy, finder)) {
      add_page(places, releases, known, orders);
    }
  }
  std::map<int, int> sizes;
  for (const auto& [id, release] : releases) {
    ++sizes[release];
  }
  Agreement agreement;
  for (const auto& [pair, a_first] : orders) {
    const auto a = truth.find(pair.first);
    const auto b = truth.find(pair.second);
    if (a == truth.end() || b == truth.end()) {
      continue;
    }
    agreement.pairs += 1;
    agreement.right += a_first == (a->second < b->second) ? 1 : 0;
    // Of Kendall's tau: pairs of one group of n depend on each other.
    const int n = sizes[releases.at(pair.first)];
    agreement.variance += (2.0 * n + 5.0) / 36.0;
  }
  return agreement;
}

Whom traces_of_undo(const Recording& recording) {
  std::vector<Uuid> undone;
  std::map<Uuid, const Person*> people;
  for (const Person& person : recording.people) {
    if (person.undone) {
      undone.push_back(person.answer);
      people[person.answer] = &person;
    }
  }
  std::set<Uuid> found;
  const IdFinder finder(undone);
  for (const Copy& copy : recording.copies) {
    for (const auto& [name, bytes] : copy.files) {
      for (const auto& [id, place] : finder.find_in(bytes)) {
        if (copy.at > people.at(id)->at) {
          found.insert(id);
        }
      }
    }
  }
  Whom whom;
  for (const Uuid& id : found) {
    const Person& person = *people.at(id);
    whom.push_back({"taken back, still in a file", {id}, person.door, person.topic.session.value});
  }
  return whom;
}

namespace {

// To the second, as text; to the millisecond, as SQLite's six bytes or as decimal digits.
constexpr seconds stamp_span{2};  // from the tap: it says when somebody stood there
constexpr seconds besides{4};     // where as many times stand by chance
constexpr double too_many = 5;    // standard deviations
constexpr std::int64_t minute_ms = 60'000;

std::vector<std::int64_t> times_as_text(std::string_view bytes) {
  std::vector<std::int64_t> times;
  for (std::size_t at = bytes.find("T"); at != std::string_view::npos;
       at = bytes.find("T", at + 1)) {
    constexpr std::size_t date = 10;
    constexpr std::size_t time = 9;
    if (at >= date && at + time <= bytes.size() && bytes[at - 3] == '-' && bytes[at + 3] == ':') {
      const auto parsed = parse_rfc3339(std::string(bytes.substr(at - date, date + time)) + "Z");
      if (parsed) {
        times.push_back(parsed->utc.time_since_epoch().count());
      }
    }
  }
  return times;
}

std::vector<std::int64_t> times_as_numbers(std::string_view bytes, std::int64_t from,
                                           std::int64_t until) {
  std::vector<std::int64_t> times;
  constexpr std::size_t width = 6;
  for (std::size_t at = 0; at + width <= bytes.size(); ++at) {
    std::int64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    }
    if (value >= from && value <= until) {
      times.push_back(value);
    }
  }
  return times;
}

}  // namespace

Whom times_in_files(const Recording& recording) {
  if (recording.people.empty()) {
    return {};
  }
  const auto ms = [](UtcTime time) {
    return static_cast<std::int64_t>(time.time_since_epoch().count());
  };
  std::set<std::int64_t> stamps;
  for (const Copy& copy : recording.copies) {
    for (const auto& [name, bytes] : copy.files) {
      const auto numbers = times_as_numbers(bytes, ms(recording.people.front().at),
                                            ms(recording.people.back().at + stamp_span));
      const auto texts = times_as_text(bytes);
      stamps.insert(numbers.begin(), numbers.end());
      stamps.insert(texts.begin(), texts.end());
    }
  }
  // Minutes are what everybody may know.
  std::erase_if(stamps, [](std::int64_t stamp) { return stamp % minute_ms == 0; });
  const auto is_stamped = [&](UtcTime time) {
    const auto stamp = stamps.lower_bound(ms(time));
    return stamp != stamps.end() && *stamp <= ms(time + stamp_span);
  };
  Whom whom;
  double by_chance = 0;
  for (const Person& person : recording.people) {
    if (is_stamped(person.at)) {
      whom.push_back({"a time in a file", {}, person.door, person.topic.session.value});
    }
    by_chance +=
        (is_stamped(person.at - besides) ? 0.5 : 0) + (is_stamped(person.at + besides) ? 0.5 : 0);
  }
  const double more = static_cast<double>(whom.size()) - by_chance;
  return more > too_many * std::sqrt(by_chance + 1) ? whom : Whom{};
}

}  // namespace lintel::secrecy
