// What every ScheduleStore promises (shared/ports/schedule_store.h).
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include "shared/ports/memory_schedule_store.h"
#include "sync/store/store.h"
#include "tests/contract/support.h"

namespace lintel {
namespace {

struct InMemory {
  MemoryScheduleStore twin;
  ScheduleStore& schedule() { return twin; }
};

struct InSqlite {
  test::TempFolder folder;
  std::unique_ptr<store::Store> store = store::Store::open(folder.path()).value();
  ScheduleStore& schedule() { return store->schedule(); }
};

UtcTime at(long long ms) {
  return UtcTime{milliseconds{ms}};
}

}  // namespace

TEMPLATE_TEST_CASE("a fresh tablet has no schedule and no settings of its own",
                   "[contract][schedule]", InMemory, InSqlite) {
  TestType kept;
  CHECK_FALSE(*kept.schedule().load());
  CHECK_FALSE(*kept.schedule().setting("room"));
}

TEMPLATE_TEST_CASE("the last schedule saved is the one kept", "[contract][schedule]", InMemory,
                   InSqlite) {
  TestType kept;
  const std::string document = std::string("{\"a\":\"\xc3\xa9\"}") + '\0' + "tail";
  REQUIRE(kept.schedule().save({"first", "\"1\"", at(1)}));
  REQUIRE(kept.schedule().save({document, "\"2\"", at(1'795'000'000'123), "what changed"}));
  const auto found = *kept.schedule().load();
  REQUIRE(found);
  CHECK(found->document == document);
  CHECK(found->etag == "\"2\"");
  CHECK(found->fetched == at(1'795'000'000'123));
  CHECK(found->changes == "what changed");
}

TEMPLATE_TEST_CASE("a schedule that is still current keeps everything but the time",
                   "[contract][schedule]", InMemory, InSqlite) {
  TestType kept;
  REQUIRE(kept.schedule().confirm(at(1)));
  CHECK_FALSE(*kept.schedule().load());
  REQUIRE(kept.schedule().save({"document", "\"1\"", at(1), "changes"}));
  REQUIRE(kept.schedule().confirm(at(2)));
  const auto found = *kept.schedule().load();
  REQUIRE(found);
  CHECK(found->fetched == at(2));
  CHECK(found->document == "document");
  CHECK(found->changes == "changes");
}

TEMPLATE_TEST_CASE("a schedule without an ETag or of any length is kept", "[contract][schedule]",
                   InMemory, InSqlite) {
  TestType kept;
  const std::string long_document(1'000'000, 'x');
  REQUIRE(kept.schedule().save({long_document, "", at(0)}));
  const auto found = *kept.schedule().load();
  REQUIRE(found);
  CHECK(found->document == long_document);
  CHECK(found->etag.empty());
}

TEMPLATE_TEST_CASE("settings are kept by name and can be changed", "[contract][schedule]", InMemory,
                   InSqlite) {
  TestType kept;
  REQUIRE(kept.schedule().set_setting("room", "204"));
  REQUIRE(kept.schedule().set_setting("collector", "x"));
  REQUIRE(kept.schedule().set_setting("room", "Library"));
  CHECK(*kept.schedule().setting("room") == "Library");
  CHECK(*kept.schedule().setting("collector") == "x");
  REQUIRE(kept.schedule().set_setting("room", ""));
  CHECK(*kept.schedule().setting("room") == "");
}

}  // namespace lintel
