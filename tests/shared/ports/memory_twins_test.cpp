// What is the twins' own; everything they promise as ports is tested in tests/contract.
#include <catch2/catch_test_macros.hpp>

#include "../sample.h"
#include "shared/ports/clock.h"
#include "shared/ports/memory_journal.h"
#include "shared/ports/memory_schedule_store.h"
#include "shared/ports/memory_transport.h"

using namespace lintel;
using namespace std::chrono_literals;

TEST_CASE("A journal told that its disk is full refuses answers and keeps the rest", "[ports]") {
  std::mt19937 random{19};
  MemoryJournal journal{sample::uuid(random), [](std::uint32_t) { return 0U; }};
  const Response kept = sample::response(random);
  REQUIRE(journal.put_open(kept));
  journal.set_disk(MemoryJournal::Disk::full);
  CHECK(journal.put_open(sample::response(random)).error().code == ErrorCode::full);
  CHECK(journal.seal(kept.id, {5, Burst::no, {}}));
  CHECK(journal.close(kept.topic(), {}));
  CHECK(journal.pending(10, 10'000, {})->size() == 1);
  journal.set_disk(MemoryJournal::Disk::has_room);
  CHECK(journal.put_open(sample::response(random)));
}

TEST_CASE("A schedule store told that its disk is full keeps what it has", "[ports]") {
  MemoryScheduleStore store;
  REQUIRE(store.save({"one", "\"1\"", sample::at("10:00")}));
  store.set_disk(MemoryScheduleStore::Disk::full);
  CHECK(store.save({"two", "\"2\"", sample::at("10:01")}).error().code == ErrorCode::full);
  CHECK(store.set_setting("room", "204").error().code == ErrorCode::full);
  CHECK((*store.load())->document == "one");
}

TEST_CASE("A transport without a handler finds nobody listening", "[ports]") {
  MemoryTransport transport;
  const auto exchange = transport.exchange({Method::get, "/v1/hello", {}, {}, 0});
  REQUIRE(exchange);
  CHECK_FALSE(exchange->replied);
  CHECK(exchange->failure == TransportFailure::refused);
}

TEST_CASE("A transport keeps its port's promises around any handler", "[ports]") {
  MemoryTransport transport{[](const Request& request) {
    return MemoryTransport::reply(200, {{"ETag", request.path}}, std::string(100, 'x'));
  }};
  CHECK(transport.exchange({Method::get, "/a", {}, {}, 0})->reply.headers.at("etag") == "/a");
  const auto cut = transport.exchange({Method::get, "/a", {}, {}, 99});
  CHECK((cut->reply.too_long && cut->reply.body.empty()));
  CHECK(transport.exchange({Method::get, "a b", {}, {}, 0}).error().code == ErrorCode::invalid);
  CHECK(transport.exchange({Method::get, "/a", {{"X", "1\r\nY: 2"}}, {}, 0}).error().code ==
        ErrorCode::invalid);
}

TEST_CASE("A cancelled transport stays cancelled, even from inside an exchange", "[ports]") {
  MemoryTransport transport;
  transport.set_handler([&](const Request&) {
    transport.cancel();
    return MemoryTransport::reply(200);
  });
  CHECK(transport.exchange({Method::get, "/a", {}, {}, 0}).error().code == ErrorCode::cancelled);
  CHECK(transport.exchange({Method::get, "/a", {}, {}, 0}).error().code == ErrorCode::cancelled);
}

TEST_CASE("A manual clock stands still until it is moved", "[ports]") {
  ManualClock clock{sample::at("10:00")};
  clock.advance(1s);
  clock.jump_wall(-1h);
  CHECK(clock.now() == sample::at("10:00") - 1h + 1s);
  CHECK(clock.mono().since_start == 1s);
}
