// What a tablet puts into a bundle, and when none is written.
#include "sync/client/bundle_file.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <set>

#include "shared/wire/cloudevents.h"
#include "shared/wire/schedule.h"
#include "sync/client/beginning.h"
#include "sync/client/device_key.h"
#include "tests/contract/support.h"
#include "tests/sync/sample_event.h"

namespace lintel {
namespace {

using test::file_bytes;
using test::sample_event;
using test::TempFolder;
using test::test_id;
using test::test_response;
using test::write_file;

constexpr int group = 5;
const BundleOrigin origin{"Room 204/a", "1.0", ClockQuality::unknown};

struct Desk {
  TempFolder tablet;
  TempFolder stick;

  std::unique_ptr<store::Store> open() const { return store::Store::open(tablet.path()).value(); }
  Result<SealedBundle> bundle() const { return bundle_of_folder(tablet.path(), origin, UtcTime{}); }
};

void put_and_seal(store::Store& store, std::uint64_t from, std::uint64_t to) {
  for (std::uint64_t number = from; number < to; ++number) {
    REQUIRE(store.journal().put_open(test_response(number)));
    REQUIRE(store.journal().seal(test_id(number), group));
  }
}

}  // namespace

TEST_CASE(
    "a bundle holds every answer still here: held back, waiting, confirmed, refused, left open",
    "[bundle]") {
  const Desk desk;
  Uuid device;
  {
    const auto store = desk.open();
    device = store->device();
    put_and_seal(*store, 0, 8);
    REQUIRE(store->journal().mark_sent({test_id(0), test_id(1)}, LocalDay{std::chrono::days{1}}));
    REQUIRE(store->journal().quarantine(test_id(2), "bad"));
    REQUIRE(store->journal().put_open(test_response(8)));
  }
  const auto sealed = desk.bundle();
  REQUIRE(sealed);
  const trust::Bundle& bundle = sealed->bundle;
  std::set<std::string> expected;
  for (std::uint64_t number = 0; number < 9; ++number) {
    expected.insert(wire::encode(test_response(number), device));
  }
  CHECK(std::set<std::string>(bundle.answers.begin(), bundle.answers.end()) == expected);
  CHECK(bundle.answers.size() == expected.size());
  CHECK(bundle.ledger.sessions.at(SessionId{"s1"}).taken == 9);
  CHECK(bundle.ledger.quarantined == 1);
  CHECK(bundle.ledger.device == device);
}

TEST_CASE("a bundle shows no order: answers lie in the order of their random ids", "[bundle]") {
  const Desk desk;
  {
    const auto store = desk.open();
    put_and_seal(*store, 0, 20);
  }
  const auto sealed = desk.bundle();
  REQUIRE(sealed);
  std::vector<std::string> ids;
  for (const std::string& answer : sealed->bundle.answers) {
    ids.push_back(wire::decode(answer)->id.text());
  }
  CHECK(std::is_sorted(ids.begin(), ids.end()));
}

TEST_CASE("a bundle names the event of the schedule on the tablet, or of its pairing", "[bundle]") {
  const Desk desk;
  const trust::Pairing pairing{RoomId{"204"}, EventId{"paired-for"}, test_id(7), ""};
  REQUIRE(keep_pairing(desk.open()->schedule(), pairing));
  auto sealed = bundle_of_folder(desk.tablet.path(), {"", "1.0", ClockQuality::unknown}, UtcTime{});
  REQUIRE(sealed);
  CHECK(sealed->bundle.event == EventId{"paired-for"});
  CHECK(sealed->bundle.ledger.room == "204");
  REQUIRE(desk.open()->schedule().save({wire::encode(sample_event("A day")), "", {}}));
  sealed = desk.bundle();
  REQUIRE(sealed);
  CHECK(sealed->bundle.event == EventId{"pd-day"});
  CHECK(sealed->bundle.ledger.room == origin.room);
}

TEST_CASE("the file opens with the tablet's own key and has a name any stick can keep",
          "[bundle]") {
  const Desk desk;
  {
    const auto store = desk.open();
    put_and_seal(*store, 0, 3);
  }
  const auto sealed = desk.bundle();
  REQUIRE(sealed);
  const auto written = write_bundle_file(sealed->bundle, *sealed->key, desk.stick.path());
  REQUIRE(written);
  CHECK(written->answers == 3);
  const std::string device = sealed->bundle.ledger.device.text().substr(0, 8);
  CHECK(written->path == desk.stick.path("lintel-Room-204-a-" + device + ".lintel"));
  const auto opened = trust::open_bundle(file_bytes(written->path));
  REQUIRE(opened);
  CHECK(opened->bundle == sealed->bundle);
  CHECK(opened->key == (*device_key(desk.open()->schedule()))->public_key());
}

TEST_CASE("no bundle without a folder to put it in, and no folder is made by mistake", "[bundle]") {
  const Desk desk;
  static_cast<void>(desk.open());
  const auto sealed = desk.bundle();
  REQUIRE(sealed);
  const std::string typo = desk.stick.path("not-mounted");
  const auto written = write_bundle_file(sealed->bundle, *sealed->key, typo);
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::not_found);
  CHECK_FALSE(std::filesystem::exists(typo));
}

TEST_CASE("no bundle of a folder that another program holds, or that is no tablet's", "[bundle]") {
  const Desk desk;
  CHECK(desk.bundle().error().code == ErrorCode::not_found);
  CHECK(std::filesystem::is_empty(desk.tablet.path()));
  const auto running = desk.open();
  CHECK(desk.bundle().error().code == ErrorCode::busy);
}

TEST_CASE("a schedule comes in from a file, and the collector need not send it again",
          "[bundle][schedule]") {
  const Desk desk;
  const std::string document = wire::encode(sample_event("A day"));
  write_file(desk.stick.path("day.json"), document);
  const auto event = read_schedule_file(desk.stick.path("day.json"), desk.tablet.path(), {});
  REQUIRE(event);
  CHECK(event->title == "A day");
  const auto cached = *desk.open()->schedule().load();
  REQUIRE(cached);
  CHECK(cached->document == document);
  CHECK(cached->etag == wire::schedule_etag(document));
}

TEST_CASE("a file that is no schedule leaves the one on the tablet", "[bundle][schedule]") {
  const Desk desk;
  const std::string document = wire::encode(sample_event("A day"));
  REQUIRE(desk.open()->schedule().save({document, "", {}}));
  write_file(desk.stick.path("day.csv"), "room,title\n");
  const auto event = read_schedule_file(desk.stick.path("day.csv"), desk.tablet.path(), {});
  REQUIRE_FALSE(event);
  CHECK(event.error().message.find("day.csv is no schedule") != std::string::npos);
  CHECK((*desk.open()->schedule().load())->document == document);
}

}  // namespace lintel
