// The kernel's own news of a network that comes and goes: a veth pair in a network namespace of
// the test's thread. Where the kernel does not allow that, the test says so and is skipped;
// tests/sync/link_watch_test.cpp judges recorded news everywhere.
#include <poll.h>
#include <sched.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <thread>

#include "sync/client/link_watch.h"

namespace lintel {
namespace {

constexpr int news_ms_max = 5'000;

bool run(const char* command) {
  return std::system(command) == 0;
}

// What the watch says until it says `wanted`, or for five seconds.
bool told(LinkWatch& watch, LinkChange wanted) {
  pollfd news{watch.descriptor(), POLLIN, 0};
  while (::poll(&news, 1, news_ms_max) > 0) {
    if (watch.drain() == wanted) {
      return true;
    }
  }
  return false;
}

enum class Outcome { not_allowed, none_came, none_went, both };

Outcome plug_and_unplug() {
  if (::unshare(CLONE_NEWNET) != 0 ||
      !run("ip link add lintel0 type veth peer name lintel1 2>/dev/null")) {
    return Outcome::not_allowed;
  }
  LinkWatch watch;
  if (!run("ip address add 10.99.0.1/24 dev lintel0 && ip link set lintel1 up && "
           "ip link set lintel0 up") ||
      !told(watch, LinkChange::gained)) {
    return Outcome::none_came;
  }
  if (!run("ip link set lintel0 down") || !told(watch, LinkChange::lost)) {
    return Outcome::none_went;
  }
  return Outcome::both;
}

}  // namespace

TEST_CASE("a network that comes or goes is noticed when the kernel says so", "[link]") {
  Outcome outcome = Outcome::not_allowed;
  std::thread([&] { outcome = plug_and_unplug(); }).join();  // the namespace is the thread's
  if (outcome == Outcome::not_allowed) {
    SKIP("This machine allows no network namespace with a veth pair, or has no ip(8).");
  }
  CHECK(outcome == Outcome::both);
}

}  // namespace lintel
