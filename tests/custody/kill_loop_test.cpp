// A tablet killed at any moment, again and again over the same folder, keeps every answer it
// called saved.
#include <signal.h>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <chrono>
#include <thread>

#include "tests/contract/support.h"
#include "tests/custody/account.h"
#include "tests/e2e/support/eventually.h"
#include "tests/e2e/support/process.h"
#include "tests/sim/dice.h"

namespace lintel::custody {
namespace {

std::ptrdiff_t lines_of(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

}  // namespace

TEST_CASE("answers called saved outlive every SIGKILL", "[custody]") {
  const int kills = is_long() ? 200 : 20;
  const test::TempFolder folder;
  sim::Dice dice(20'261'120);
  Account account;
  int in_the_middle = 0;
  for (int kill = 0; kill < kills; ++kill) {
    e2e::ProcessOptions options;
    options.arguments = {LINTEL_CUSTODY_TAKER, folder.path("data"), std::to_string(account.next()),
                         "100000"};
    options.output_file = folder.path("out");
    options.error_file = folder.path("err");
    auto taker = e2e::Process::start(std::move(options));
    REQUIRE(taker);
    // Half of them while it opens the folder and checks the file, the others among commits and
    // checkpoints, which a slow machine reaches late.
    if (kill % 2 == 1) {
      const auto lines = static_cast<std::ptrdiff_t>(dice.between(1, 200));
      REQUIRE(e2e::eventually([&] { return lines_of((*taker)->output()) >= lines; }));
    }
    // Not a wait for something: the moment of the kill is what is varied.
    std::this_thread::sleep_for(std::chrono::microseconds(dice.between(500, 40'000)));
    in_the_middle += (*taker)->running() ? 1 : 0;
    (*taker)->signal(SIGKILL);
    REQUIRE((*taker)->wait());
    account.hear((*taker)->output());
    const auto differs = account.differs_from(folder.path("data"), Account::Disk::had_room);
    INFO("kill " << kill << ": " << differs.value_or("nothing"));
    REQUIRE_FALSE(differs);
  }
  CHECK(in_the_middle == kills);
  CHECK(account.saved() > static_cast<std::uint64_t>(kills));
  WARN(kills << " kills, " << account.saved() << " answers called saved, all there");
}

}  // namespace lintel::custody
