// What of an attack's findings is more than SECURITY.md grants: groups that were smaller than k
// from the beginning are not protected by anybody.
#include <algorithm>
#include <map>
#include <set>

#include "tests/secrecy/attacks.h"

namespace lintel::secrecy {
namespace {

// Answers of one door and session are one group, late ones another, notes a third.
using Group = std::tuple<std::string, Topic, bool, bool>;

struct Groups {
  std::map<Uuid, Group> of;
  std::map<Group, int> sizes;

  explicit Groups(const Recording& recording) {
    for (const Person& person : recording.people) {
      if (!person.undone) {
        add(person.answer, {person.door, person.topic, person.late, false});
        if (person.note) {
          add(*person.note, {person.door, person.topic, person.late, true});
        }
      }
    }
  }
  void add(const Uuid& id, const Group& group) {
    of[id] = group;
    ++sizes[group];
  }
  bool is_small(const Uuid& id, int k) const {
    const auto group = of.find(id);
    return group != of.end() && sizes.at(group->second) < k;
  }
};

}  // namespace

const std::vector<Attack>& attacks() {
  static const std::vector<Attack> all{
      {"digests of ledgers", digests_apart},
      {"rows between two copies", rows_between_copies},
      {"commits in logs", commits_in_logs},
      {"places in pages", places_in_pages},
      {"marks in rows", marks_in_rows},
      {"differences of what is published", differences_published},
      {"sizes of notes", sizes_of_notes},
      {"notes one by one", notes_one_by_one},
      {"lengths of packets", lengths_of_packets},
      {"packets after taps", packets_after_taps},
      {"times in files", times_in_files},
      {"traces of undo", traces_of_undo},
  };
  return all;
}

Whom beyond_the_limits(const Whom& whom, const Recording& recording) {
  const Groups groups(recording);
  Whom beyond;
  for (const Isolated& isolated : whom) {
    const bool granted =
        !isolated.answers.empty() &&
        std::all_of(isolated.answers.begin(), isolated.answers.end(),
                    [&](const Uuid& id) { return groups.is_small(id, recording.k); });
    if (!granted) {
      beyond.push_back(isolated);
    }
  }
  return beyond;
}

std::string to_text(const Whom& whom) {
  constexpr std::size_t lines_max = 12;
  std::string text = std::to_string(whom.size()) + " isolated";
  for (std::size_t i = 0; i < std::min(whom.size(), lines_max); ++i) {
    text += "\n  " + whom[i].session + " " + whom[i].door + ": " + whom[i].how + ", answers:";
    for (const Uuid& id : whom[i].answers) {
      text += " " + id.text();
    }
  }
  return text;
}

}  // namespace lintel::secrecy
