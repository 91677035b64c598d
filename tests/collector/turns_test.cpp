// Who comes when the server is at work waits in line: nobody is told to try again who need not be.
#include "sync/collector/http_turnstile.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "tests/collector/day.h"
#include "tests/collector/socket_client.h"

using namespace lintel;
using namespace lintel::collector;

namespace {

namespace net = boost::asio;
constexpr std::chrono::milliseconds moment{60};

std::string all_but_the_end(const std::string& request) {
  return request.substr(0, request.size() - 10);
}

HttpLimits no_budget() {
  HttpLimits limits;
  limits.body_bytes_in_flight_max = 1;
  limits.bytes_unqueued = 0;
  return limits;
}

// Visitors that each note their number, stay until the others have had a chance, and leave.
struct Visits {
  net::io_context io;
  std::vector<int> order;
  int inside = 0;
  int inside_most = 0;

  void spawn(Turnstile& turnstile, int number, std::chrono::milliseconds patience) {
    net::co_spawn(io, visit(turnstile, number, patience), net::detached);
  }
  net::awaitable<void> visit(Turnstile& turnstile, int number, std::chrono::milliseconds patience) {
    const auto turn = co_await turnstile.enter(io.get_executor(), patience);
    if (!turn) {
      order.push_back(-number);
      co_return;
    }
    inside_most = std::max(inside_most, ++inside);
    order.push_back(number);
    for (int pause = 0; pause < 3; ++pause) {
      co_await net::post(io, net::use_awaitable);
    }
    --inside;
  }
};

}  // namespace

TEST_CASE("A turnstile lets in as many as it has turns, first come first served",
          "[collector][turns]") {
  Turnstile turnstile(2);
  Visits visits;
  for (int number = 1; number <= 6; ++number) {
    visits.spawn(turnstile, number, std::chrono::minutes{1});
  }
  visits.io.run();
  CHECK(visits.order == std::vector{1, 2, 3, 4, 5, 6});
  CHECK(visits.inside_most == 2);
}

TEST_CASE("Who loses patience in line leaves it, and the turn goes on", "[collector][turns]") {
  Turnstile turnstile(1);
  Visits visits;
  {
    auto held = turnstile.enter(visits.io.get_executor(), moment);
    std::optional<Turnstile::Turn> turn;
    net::co_spawn(
        visits.io,
        [&]() -> net::awaitable<void> { turn.emplace(std::move(*co_await std::move(held))); },
        net::detached);
    visits.spawn(turnstile, 1, moment);
    visits.io.run();
    CHECK(visits.order == std::vector{-1});
  }
  visits.io.restart();
  visits.spawn(turnstile, 2, moment);
  visits.io.run();
  CHECK(visits.order == std::vector{-1, 2});
}

TEST_CASE("A connection that ends while it waits in line is forgotten", "[collector][turns]") {
  Turnstile turnstile(1);
  {
    Visits visits;
    visits.spawn(turnstile, 1, std::chrono::minutes{1});
    visits.spawn(turnstile, 2, std::chrono::minutes{1});
    visits.io.run_one();
    visits.io.run_one();
    turnstile.close();
  }
  Visits later;
  later.spawn(turnstile, 3, moment);
  later.io.run();
  CHECK(later.order == std::vector{3});
}

TEST_CASE("A body beyond the budget waits, and who dawdles in its turn loses it",
          "[collector][turns]") {
  const TempFolder folder;
  HttpLimits limits = no_budget();
  limits.bodies_over_budget_max = 1;
  limits.body_over_budget = moment;
  Running collector(folder, limits);
  const std::string request = post_batch(batch(1, 20));
  SocketClient dawdler(collector.port());
  dawdler.send(all_but_the_end(request));
  SocketClient other(collector.port());
  other.send(all_but_the_end(request));
  other.send(request.substr(all_but_the_end(request).size()));
  CHECK(other.read_reply().status == 201);
  CHECK(dawdler.is_closed());
}

TEST_CASE("A large request waits unread, and who dawdles is not waited for", "[collector][turns]") {
  const TempFolder folder;
  HttpLimits limits;
  limits.large_reads_max = 1;
  Running collector(folder, limits);
  const std::string request = post_batch(batch(1, 20));
  REQUIRE(request.size() > limits.bytes_unqueued);
  SocketClient dawdler(collector.port());
  dawdler.send(all_but_the_end(request));
  SocketClient other(collector.port());
  CHECK(other.ask(request).status == 201);
  dawdler.send(request.substr(all_but_the_end(request).size()));
  CHECK(dawdler.read_reply().status == 201);
}

TEST_CASE("When it is nobody's turn in time the answer is to come back later",
          "[collector][turns]") {
  const TempFolder folder;
  const std::string request = post_batch(batch(1, 20));
  HttpLimits limits = no_budget();
  limits.line = moment;
  SECTION("because what others send is not read yet") {
    limits.large_reads_max = 0;
    limits.bytes_unqueued = HttpLimits{}.bytes_unqueued;
    Running collector(folder, limits);
    SocketClient client(collector.port());
    const WireReply reply = client.ask(request);
    CHECK(reply.status == 503);
    CHECK(reply.headers.count("retry-after") == 1);
    SocketClient hello(collector.port());
    CHECK(hello.ask(get("/v1/hello")).status == 204);
  }
  SECTION("because the bodies begun fill the budget") {
    limits.bodies_over_budget_max = 0;
    Running collector(folder, limits);
    SocketClient client(collector.port());
    const WireReply reply = client.ask(all_but_the_end(request));
    CHECK(reply.status == 503);
    CHECK(reply.headers.count("retry-after") == 1);
  }
  SECTION("because the bodies that came are not worked off") {
    limits.bodies_at_work_max = 0;
    Running collector(folder, limits);
    SocketClient client(collector.port());
    const WireReply reply = client.ask(request);
    CHECK(reply.status == 503);
    CHECK(reply.headers.count("retry-after") == 1);
    SocketClient hello(collector.port());
    CHECK(hello.ask(get("/v1/hello")).status == 204);
  }
}

TEST_CASE("More batches at once than are worked on together are all taken", "[collector][turns]") {
  const TempFolder folder;
  HttpLimits limits;
  limits.bodies_at_work_max = 1;
  Running collector(folder, limits);
  std::vector<SocketClient> clients;
  for (int number = 0; number < 16; ++number) {
    clients.emplace_back(collector.port());
    clients.back().send(post_batch(batch(100 * number + 1, 100 * number + 50)));
  }
  for (SocketClient& client : clients) {
    CHECK(client.read_reply().status == 201);
  }
}
