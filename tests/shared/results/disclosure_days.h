// Random days for the rule of small groups: tablets that hold, release, close and come late; bursts
// whose ledgers come later than their answers; an adult who closes, writes off, sets aside and
// takes back; restarts and restored backups. Everything that was ever published is written down and
// audited: whoever has all of it must not be able to isolate fewer than k answers.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "shared/results/disclosure.h"
#include "shared/results/publish.h"

namespace lintel::days {

// What the collector does at each point. The defaults are the real thing; a mutant replaces one.
struct Rule {
  using Came = const Contributions&;
  using Aside = const std::set<Uuid>&;
  std::function<void(Disclosure&, Came, Aside, int)> advance = lintel::advance;
  std::function<void(Disclosure&, Came, Aside, int)> close = [](Disclosure& disclosure, Came came,
                                                                Aside aside, int k) {
    lintel::close(disclosure, came, aside, TopicClose::by_adult, k);
  };
  std::function<void(Disclosure&, Came, Aside, int)> restart = [](Disclosure&, Came, Aside, int) {};
  std::function<void(Disclosure&, Came, Aside, int)> set_aside = [](Disclosure&, Came, Aside, int) {
  };
  std::function<Disclosure(const Disclosure& backup, const Disclosure& newest)> restore_with_file =
      [](const Disclosure& backup, const Disclosure& newest) { return joined(backup, newest); };
  std::function<Disclosure(const Disclosure& backup)> restore_without_file =
      [](const Disclosure& backup) {
        Disclosure kept = backup;
        kept.memory = Memory::lost;
        return kept;
      };
  // Of every answer that came and counts, whether its session is shown or not.
  bool sums_over_unshown = false;
};

// What went wrong on the day of this seed; empty: nothing.
std::string fault_of_day(std::uint32_t seed, const Rule& rule);

}  // namespace lintel::days
