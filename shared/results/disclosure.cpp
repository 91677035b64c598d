#include "shared/results/disclosure.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "shared/core/limits.h"

namespace lintel {
namespace {

bool holds_any_of(const Cut& cut, const std::set<Uuid>& set_aside) {
  return std::any_of(set_aside.begin(), set_aside.end(), [&](const Uuid& device) {
    const auto found = cut.shares.find(device);
    return found != cut.shares.end() && found->second.answers > 0;
  });
}

bool holds_all(const Cut& now, const Cut& before) {
  return holds(now.tally, before.tally) &&
         std::all_of(before.shares.begin(), before.shares.end(), [&](const auto& share) {
           const auto found = now.shares.find(share.first);
           return share.second.answers <= (found == now.shares.end() ? 0 : found->second.answers);
         });
}

bool is_complete(const Contributions& came, const Cut& cut) {
  return std::all_of(cut.shares.begin(), cut.shares.end(), [&](const auto& share) {
    const auto found = came.find(share.first);
    return found != came.end() && found->second.complete &&
           found->second.tally.answers >= share.second.answers;
  });
}

// A tablet's ledger that agrees with what is here, to the id, is newer than the backup or as old:
// either way all that was shown of it is here.
bool is_regained(const Disclosure& disclosure, const Contributions& came) {
  return is_complete(came, disclosure.shown) &&
         (!disclosure.candidate || is_complete(came, *disclosure.candidate));
}

void step_while_open(Disclosure& disclosure, Cut now, int k) {
  std::optional<Cut>& candidate = disclosure.candidate;
  // A candidate that was cut under a smaller k is too near to what is shown.
  if (!candidate || fresh_answers(*candidate, disclosure.shown) < k) {
    candidate.reset();
    if (fresh_answers(now, disclosure.shown) >= k) {
      candidate = std::move(now);
    }
  } else if (fresh_answers(now, *candidate) >= k) {
    disclosure.shown = std::move(*candidate);
    candidate = std::move(now);
  }
}

void step(Disclosure& disclosure, Cut now, int k) {
  if (disclosure.close == TopicClose::open) {
    step_while_open(disclosure, std::move(now), k);
    return;
  }
  disclosure.candidate.reset();
  if (fresh_answers(now, disclosure.shown) >= k) {
    disclosure.shown = std::move(now);
  }
}

}  // namespace

Share share_of(const Contribution& contribution) {
  const int here = contribution.tally.answers;
  return contribution.complete
             ? Share{here, std::min(here, contribution.bursts), std::min(here, contribution.bursts)}
             : Share{here, 0, here};
}

Cut cut_of(const Contributions& contributions, const std::set<Uuid>& set_aside) {
  Cut cut;
  for (const auto& [device, contribution] : contributions) {
    if (contribution.tally.answers > 0 && !set_aside.contains(device)) {
      cut.tally.add(contribution.tally);
      cut.shares[device] = share_of(contribution);
    }
  }
  return cut;
}

int fresh_answers(const Cut& now, const Cut& before) {
  if (!holds_all(now, before)) {
    return 0;
  }
  int fresh = 0;
  for (const auto& [device, share] : now.shares) {
    const auto found = before.shares.find(device);
    const Share known = found == before.shares.end() ? Share{} : found->second;
    // As many of the new ones as may be of a burst are taken to be.
    const int bursts = std::max(0, share.bursts_max - known.bursts_min);
    fresh += std::max(0, share.answers - known.answers - bursts);
  }
  return fresh;
}

int group_size(int min_answers) {
  return std::max(min_answers, limits::group_min);
}

bool is_dark(const Disclosure& disclosure, const std::set<Uuid>& set_aside) {
  return holds_any_of(disclosure.shown, set_aside);
}

void advance(Disclosure& disclosure, const Contributions& came, const std::set<Uuid>& set_aside,
             int k) {
  assert(k >= limits::group_min);
  if (disclosure.ending != Ending::none || disclosure.memory == Memory::lost ||
      is_dark(disclosure, set_aside)) {
    return;
  }
  // Nobody has seen a candidate: without it the next one is cut from what counts now.
  if (disclosure.candidate && holds_any_of(*disclosure.candidate, set_aside)) {
    disclosure.candidate.reset();
  }
  if (disclosure.memory == Memory::regaining) {
    if (!is_regained(disclosure, came)) {
      return;
    }
    disclosure.memory = Memory::whole;
  }
  step(disclosure, cut_of(came, set_aside), k);
}

void close(Disclosure& disclosure, const Contributions& came, const std::set<Uuid>& set_aside,
           TopicClose how, int k) {
  assert(how != TopicClose::open);
  if (disclosure.close == TopicClose::open) {
    disclosure.close = how;
  }
  advance(disclosure, came, set_aside, k);
}

Disclosure joined(const Disclosure& of_database, const Disclosure& of_file) {
  Disclosure result = of_database;
  const auto answers_of = [](const std::optional<Cut>& cut) {
    return cut ? cut->tally.answers : 0;
  };
  const int there = of_file.shown.tally.answers;
  const int here = of_database.shown.tally.answers;
  const bool newer = there > here || (there == here && answers_of(of_file.candidate) >
                                                           answers_of(of_database.candidate));
  if (newer) {
    result.shown = of_file.shown;
    result.candidate = of_file.candidate;
    result.memory = Memory::regaining;
  }
  if (result.close == TopicClose::open) {
    result.close = of_file.close;
  }
  if (result.ending == Ending::none && of_file.ending != Ending::none) {
    result = of_file;
  }
  if (of_file.memory == Memory::lost) {
    result.memory = Memory::lost;
  }
  return result;
}

Status show_anyway(Disclosure& disclosure, const Contributions& came,
                   const std::set<Uuid>& set_aside, int k) {
  if (disclosure.ending != Ending::none) {
    return Error{ErrorCode::refused, "It ended already: what is shown of it stays as it is."};
  }
  if (!is_dark(disclosure, set_aside) && disclosure.memory == Memory::whole) {
    return Error{ErrorCode::refused, "Nothing of it is kept back for that reason."};
  }
  Cut now = cut_of(came, set_aside);
  if (fresh_answers(now, Cut{}) < k) {
    return Error{ErrorCode::refused, "Fewer than " + std::to_string(k) + " answers are left."};
  }
  disclosure.shown = std::move(now);
  disclosure.candidate.reset();
  disclosure.ending = Ending::shown_anyway;
  return ok();
}

bool is_dark(const Pool& pool, const std::set<Uuid>& set_aside) {
  return std::ranges::any_of(pool.tablets,
                             [&](const Uuid& tablet) { return set_aside.contains(tablet); });
}

Result<Pool> pool_rest(const EventId& event, Holdings& holdings, const std::set<Uuid>& set_aside,
                       int k) {
  Pool pool;
  std::vector<Disclosure*> taken;
  int fresh = 0;
  for (auto& [topic, holding] : holdings) {
    Disclosure& disclosure = holding.kept;
    const Cut now = cut_of(holding.came, set_aside);
    if (topic.event != event || topic.purpose != Purpose::exit || now.tally.answers == 0) {
      continue;
    }
    if (disclosure.close == TopicClose::open) {
      return Error{ErrorCode::refused, "The event is not over: \"" + topic.session.value +
                                           "\" is still open; close it first."};
    }
    if (disclosure.shown.tally.answers > 0 || disclosure.memory != Memory::whole ||
        disclosure.ending != Ending::none) {
      continue;
    }
    for (const auto& [key, count] : now.tally.use) {
      pool.use[key] += count;
    }
    for (const auto& [tablet, share] : now.shares) {
      pool.tablets.insert(tablet);
    }
    pool.answers += now.tally.answers;
    ++pool.sessions;
    fresh += fresh_answers(now, Cut{});
    taken.push_back(&disclosure);
  }
  if (fresh < k) {
    return Error{ErrorCode::refused, "The sessions that are not shown have fewer than " +
                                         std::to_string(k) + " answers together."};
  }
  const bool nearly_all = std::ranges::any_of(
      pool.use, [&](const auto& counted) { return counted.second >= pool.answers - 1; });
  if (pool.answers < nearly_all_below && nearly_all) {
    return Error{ErrorCode::refused,
                 "All or all but one of them chose the same: together they would give everybody "
                 "away."};
  }
  for (Disclosure* disclosure : taken) {
    disclosure->ending = Ending::pooled;
  }
  return pool;
}

}  // namespace lintel
