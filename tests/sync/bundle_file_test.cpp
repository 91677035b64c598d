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
using test::test_note;
using test::test_response;
using test::test_topic;
using test::write_file;

constexpr int group = 5;
const BundleOrigin origin{.room = "Room 204/a", .version = "1.0"};

struct Desk {
  TempFolder tablet;
  TempFolder stick;

  std::unique_ptr<store::Store> open() const { return store::Store::open(tablet.path()).value(); }
  Result<SealedBundle> bundle(HeldAnswers held = HeldAnswers::go) const {
    return bundle_of_folder(tablet.path(), origin, held, UtcTime{});
  }
};

void put_and_seal(store::Store& store, std::uint64_t from, std::uint64_t to) {
  for (std::uint64_t number = from; number < to; ++number) {
    REQUIRE(store.journal().put_open(test_response(number)));
    REQUIRE(store.journal().seal(test_id(number), {group, Burst::no, {}}));
  }
}

}  // namespace

TEST_CASE(
    "a dead tablet's bundle holds every answer and note: held, waiting, confirmed, refused, open",
    "[bundle]") {
  const Desk desk;
  Uuid device;
  {
    const auto store = desk.open();
    device = store->device();
    put_and_seal(*store, 0, 8);
    REQUIRE(store->journal().close(test_topic(), {}));
    REQUIRE(store->journal().mark_sent({test_id(0), test_id(1)}, LocalDay{std::chrono::days{1}}));
    REQUIRE(store->journal().quarantine(test_id(2), "bad"));
    REQUIRE(store->journal().put_open(test_response(8)));
    REQUIRE(store->journal().put_note(test_note(20), NoteState::draft));
  }
  const auto sealed = desk.bundle();
  REQUIRE(sealed);
  const trust::Bundle& bundle = sealed->gathered.bundle;
  std::set<std::string> expected{wire::encode(test_note(20), device)};
  for (std::uint64_t number = 0; number < 9; ++number) {
    expected.insert(wire::encode(test_response(number), device));
  }
  CHECK(std::set<std::string>(bundle.answers.begin(), bundle.answers.end()) == expected);
  CHECK(bundle.answers.size() == expected.size());
  CHECK(sealed->gathered.answers == 9);
  CHECK(sealed->gathered.notes == 1);
  CHECK(sealed->gathered.waiting.topics == 0);
  CHECK(bundle.ledger.topics.at(test_topic()).answers.taken == 9);
  CHECK(bundle.ledger.topics.at(test_topic()).late == 1);
  CHECK(bundle.ledger.quarantined == 1);
  CHECK(bundle.ledger.device == device);
}

TEST_CASE("a bundle of a tablet in its day leaves out what is held, and says until when that waits",
          "[bundle]") {
  const Desk desk;
  const auto store = desk.open();
  put_and_seal(*store, 0, 12);
  const UtcTime closes{std::chrono::hours{17}};
  REQUIRE(store->journal().put_open(test_response(50, "s2")));
  REQUIRE(store->journal().seal(test_id(50), {group, Burst::no, closes}));
  const auto gathered = gather_bundle(*store, origin, closes - std::chrono::seconds{90});
  REQUIRE(gathered);
  CHECK(gathered->answers == 5);
  CHECK(gathered->bundle.answers.size() == 5);
  CHECK(gathered->waiting.topics == 2);
  CHECK(gathered->waiting.until == closes);
  CHECK(gathered->bundle.ledger.as_of == closes - std::chrono::minutes{2});
  CHECK(gathered->bundle.ledger.topics.size() == 1);
}

TEST_CASE("a tablet that is used again keeps back what it held when its bundle is written",
          "[bundle]") {
  const Desk desk;
  {
    const auto store = desk.open();
    put_and_seal(*store, 0, 12);
  }
  const auto sealed = desk.bundle(HeldAnswers::stay);
  REQUIRE(sealed);
  CHECK(sealed->gathered.answers == 5);
  CHECK(sealed->gathered.waiting.topics == 1);
  CHECK(desk.open()->journal().counts()->held == 7);
}

TEST_CASE("the day of a tablet that does not run can be ended", "[bundle]") {
  const Desk desk;
  {
    const auto store = desk.open();
    put_and_seal(*store, 0, 7);
    REQUIRE(store->journal().put_open(test_response(8)));
  }
  const auto ended = end_day_of_folder(desk.tablet.path(), UtcTime{});
  REQUIRE(ended);
  CHECK(ended->waiting == 8);
  CHECK(end_day_of_folder(desk.stick.path(), {}).error().code == ErrorCode::not_found);
}

TEST_CASE("a tablet whose day was ended without running knows it at its next start", "[bundle]") {
  const Desk desk;
  const UtcTime evening = parse_rfc3339("2026-11-21T01:00:00Z")->utc;  // of the 20th, at the school
  const Event event = sample_event("PD day");
  {
    const auto store = desk.open();
    REQUIRE(store->schedule().save({wire::encode(event), "etag", evening}));
  }
  REQUIRE(end_day_of_folder(desk.tablet.path(), evening));
  const auto store = desk.open();
  SyncOptions found;
  const auto beginning = begin(*store, found, ManualClock(evening));
  REQUIRE(beginning);
  REQUIRE(beginning->day_over);
  CHECK(*beginning->day_over == DayOver{event.id, *parse_day("2026-11-20")});
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
  for (const std::string& answer : sealed->gathered.bundle.answers) {
    ids.push_back(wire::decode_response(answer)->response.id.text());
  }
  CHECK(std::is_sorted(ids.begin(), ids.end()));
}

TEST_CASE("a bundle names the event of the schedule on the tablet, or of its pairing", "[bundle]") {
  const Desk desk;
  const trust::Pairing pairing{RoomId{"204"}, EventId{"paired-for"}, test_id(7), ""};
  REQUIRE(keep_pairing(desk.open()->schedule(), pairing));
  auto sealed = desk.bundle();
  REQUIRE(sealed);
  CHECK(sealed->gathered.bundle.event == EventId{"paired-for"});
  CHECK(sealed->gathered.bundle.ledger.room == "204");
  REQUIRE(desk.open()->schedule().save({wire::encode(sample_event("A day")), "", {}}));
  sealed = desk.bundle();
  REQUIRE(sealed);
  CHECK(sealed->gathered.bundle.event == EventId{"pd-day"});
  CHECK(sealed->gathered.bundle.ledger.room == "204");  // the page's room wins
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
  const auto written = write_bundle_file(sealed->gathered.bundle, *sealed->key, desk.stick.path());
  REQUIRE(written);
  const std::string device = sealed->gathered.bundle.ledger.device.text().substr(0, 8);
  CHECK(*written == desk.stick.path("lintel-Room-204-a-" + device + ".lintel"));
  const auto opened = trust::open_bundle(file_bytes(*written));
  REQUIRE(opened);
  CHECK(opened->bundle == sealed->gathered.bundle);
  CHECK(opened->key == (*device_key(desk.open()->schedule()))->public_key());
}

TEST_CASE("no bundle without a folder to put it in, and no folder is made by mistake", "[bundle]") {
  const Desk desk;
  static_cast<void>(desk.open());
  const auto sealed = desk.bundle();
  REQUIRE(sealed);
  const std::string typo = desk.stick.path("not-mounted");
  const auto written = write_bundle_file(sealed->gathered.bundle, *sealed->key, typo);
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
