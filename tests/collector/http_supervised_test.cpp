// What takes connections must not end in silence.
#include "sync/collector/http_supervised.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch_test_macros.hpp>
#include <new>
#include <string>
#include <vector>

using namespace lintel::collector;

namespace {

namespace net = boost::asio;

net::awaitable<void> fails_twice(net::io_context& io, int& begun) {
  co_await net::post(io, net::use_awaitable);
  if (++begun <= 2) {
    throw std::bad_alloc();
  }
}

}  // namespace

TEST_CASE("Work that throws is told and begun again until it returns", "[collector][http]") {
  net::io_context io;
  int begun = 0;
  std::vector<std::string> told;
  Supervised work(
      io.get_executor(), [&] { return fails_twice(io, begun); },
      [&](const std::string& reason) { told.push_back(reason); }, std::chrono::milliseconds{1});
  work.start();
  io.run();
  CHECK(begun == 3);
  CHECK(told == std::vector<std::string>(2, std::bad_alloc().what()));
}
