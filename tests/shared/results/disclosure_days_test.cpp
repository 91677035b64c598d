#include <catch2/catch_test_macros.hpp>

#include "tests/shared/results/disclosure_days.h"

using namespace lintel;
using days::fault_of_day;
using days::Rule;

namespace {

constexpr std::uint32_t days_played = 10'000;
// Enough for every mutant here; the rarest is found within a few hundred.
constexpr std::uint32_t days_of_a_mutant = 2'000;

std::string first_fault(const Rule& rule, std::uint32_t days) {
  for (std::uint32_t seed = 1; seed <= days; ++seed) {
    if (std::string fault = fault_of_day(seed, rule); !fault.empty()) {
      return "day " + std::to_string(seed) + ": " + fault;
    }
  }
  return {};
}

bool is_caught(const Rule& mutant) {
  const std::string fault = first_fault(mutant, days_of_a_mutant);
  UNSCOPED_INFO(fault);
  return !fault.empty();
}

}  // namespace

TEST_CASE("Nobody who keeps everything that was ever published isolates fewer than five",
          "[results][disclosure]") {
  CHECK(first_fault(Rule{}, days_played) == "");
}

TEST_CASE("The audit finds a collector that shows everything at once", "[results][disclosure]") {
  Rule mutant;
  mutant.advance = [](Disclosure& disclosure, Rule::Came came, Rule::Aside aside, int k) {
    const Cut now = cut_of(came, aside);
    disclosure.shown = now.tally.answers >= k ? now : Cut{};
  };
  CHECK(is_caught(mutant));
}

TEST_CASE("The audit finds steps at multiples of five", "[results][disclosure]") {
  Rule mutant;
  mutant.advance = [](Disclosure& disclosure, Rule::Came came, Rule::Aside aside, int k) {
    const Cut now = cut_of(came, aside);
    if (now.tally.answers / k > disclosure.shown.tally.answers / k) {
      disclosure.shown = now;
    }
  };
  CHECK(is_caught(mutant));
}

TEST_CASE("The audit finds a close that shows the rest whatever it is", "[results][disclosure]") {
  Rule mutant;
  mutant.close = [](Disclosure& disclosure, Rule::Came came, Rule::Aside aside, int k) {
    close(disclosure, came, aside, TopicClose::by_adult, k);
    const Cut now = cut_of(came, aside);
    if (now.tally.answers >= k && !is_dark(disclosure, aside)) {
      disclosure.shown = now;
    }
  };
  CHECK(is_caught(mutant));
}

TEST_CASE("The audit finds a restart that counts anew what is shown", "[results][disclosure]") {
  Rule mutant;
  mutant.restart = [](Disclosure& disclosure, Rule::Came came, Rule::Aside aside, int k) {
    const Cut now = cut_of(came, aside);
    disclosure.candidate.reset();
    disclosure.shown = now.tally.answers >= k ? now : Cut{};
  };
  CHECK(is_caught(mutant));
}

TEST_CASE("The audit finds a tally that setting aside cuts anew", "[results][disclosure]") {
  Rule mutant;
  mutant.set_aside = [](Disclosure& disclosure, Rule::Came came, Rule::Aside aside, int k) {
    const Cut now = cut_of(came, aside);
    disclosure.shown = now.tally.answers >= k ? now : Cut{};
  };
  CHECK(is_caught(mutant));
}

TEST_CASE("The audit finds answers of a burst that count towards five", "[results][disclosure]") {
  Rule mutant;
  mutant.advance = [](Disclosure& disclosure, Rule::Came came, Rule::Aside aside, int k) {
    Contributions genuine = came;
    for (auto& [device, contribution] : genuine) {
      contribution.bursts = 0;
      contribution.complete = true;
    }
    advance(disclosure, genuine, aside, k);
  };
  CHECK(is_caught(mutant));
}

TEST_CASE("The audit finds a restored collector that forgot", "[results][disclosure]") {
  Rule without;
  without.restore_without_file = [](const Disclosure& backup) { return backup; };
  CHECK(is_caught(without));
  Rule with;
  with.restore_with_file = [](const Disclosure& backup, const Disclosure&) { return backup; };
  CHECK(is_caught(with));
  Rule hasty;  // goes on before what is shown is here again
  hasty.restore_with_file = [](const Disclosure& backup, const Disclosure& newest) {
    Disclosure both = joined(backup, newest);
    both.memory = Memory::whole;
    return both;
  };
  CHECK(is_caught(hasty));
}

TEST_CASE("The audit finds totals over what is not shown", "[results][disclosure]") {
  Rule mutant;
  mutant.sums_over_unshown = true;
  CHECK(is_caught(mutant));
}

TEST_CASE("The audit finds a collector that never shows the last answers",
          "[results][disclosure]") {
  Rule mutant;
  mutant.close = [](Disclosure& disclosure, Rule::Came, Rule::Aside, int) {
    disclosure.close = TopicClose::by_adult;
  };
  CHECK(is_caught(mutant));
}
