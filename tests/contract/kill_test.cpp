// "Saved" is true even if the next thing that happens is SIGKILL.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include "shared/wire/cloudevents.h"
#include "sync/store/store.h"
#include "tests/contract/support.h"

namespace lintel {
namespace {

// Puts an answer, says so through the pipe and waits to be killed.
[[noreturn]] void save_and_wait(const std::string& folder, const Response& response, int pipe) {
  const auto store = store::Store::open(folder);
  const bool saved = store && (*store)->journal().put_open(response);
  const char word = saved ? 'y' : 'n';
  if (::write(pipe, &word, 1) != 1) {
    ::_exit(1);
  }
  for (;;) {
    ::pause();
  }
}

}  // namespace

TEST_CASE("a killed tablet finds the answer it called saved", "[store][kill]") {
  const test::TempFolder folder;
  Response response = test::test_response(1);
  response.tried = {2};
  int ends[2] = {-1, -1};
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    save_and_wait(folder.path(), response, ends[1]);
  }
  char word = '?';
  REQUIRE(::read(ends[0], &word, 1) == 1);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(ends[0]);
  ::close(ends[1]);
  REQUIRE(word == 'y');

  const auto store = store::Store::open(folder.path()).value();
  CHECK(store->notice().empty());
  CHECK(*store->journal().seal_left_open(5) == 1);
  REQUIRE(store->journal().close(response.topic(), {}));
  const auto pending = *store->journal().pending(10, 100'000, Uuid{});
  REQUIRE(pending.size() == 1);
  CHECK(pending[0].bytes == wire::encode(response, store->device()));
}

}  // namespace lintel
