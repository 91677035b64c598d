// Each load is a version: list, diff, undo, and sessions that keep their identity.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>
#include <utility>

#include "shared/wire/schedule.h"
#include "sync/collector/commands.h"
#include "sync/collector/load_note.h"
#include "tests/collector/day.h"
#include "tests/collector/socket_client.h"

using namespace lintel;
using namespace lintel::collector;

namespace {

struct Run {
  int code = -1;
  std::string out;
  std::string err;
};

template <class Command>
Run run(Command&& command) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = command(Streams{out, err});
  return {code, out.str(), err.str()};
}

class Office {
 public:
  Run load(const std::string& rows, std::vector<std::string> same = {},
           std::vector<std::string> fresh = {}) {
    std::ofstream(folder_.file("plan.csv")) << "Title,Room,Start,End,Guide\n" << rows;
    LoadCommand command;
    command.day.files = {folder_.file("plan.csv")};
    command.day.options.id = "day";
    command.day.options.title = "A day";
    command.day.options.time_zone = "America/Chicago";
    command.data_folder = data();
    command.same = std::move(same);
    command.fresh = std::move(fresh);
    return run([&](Streams streams) { return event_load(command, streams); });
  }
  Run list() const {
    return run([&](Streams s) { return event_list(data(), LedgerFormat::text, s); });
  }
  Run undo() const {
    return run([&](Streams s) { return event_undo(data(), s); });
  }
  Run diff(int from, int to) const {
    return run([&](Streams s) { return event_diff(data(), from, to, s); });
  }
  std::string data() const { return folder_.file("data"); }

 private:
  TempFolder folder_;
};

const std::string greet = "Greet us,204,2026-11-20 10:00,10:45,Ms. Osei\n";

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Every load is a version, and undo goes back one", "[collector][versions]") {
  Office office;
  REQUIRE(office.load(greet).out.ends_with("as version 1.\n"));
  const Run moved = office.load("Greet us,Gym,2026-11-20 11:00,11:45,Mr. Lee\n");
  INFO(moved.err << moved.out);
  REQUIRE(moved.code == exit_fine);
  CHECK(holds(moved.out, "~ \"Greet us\" [greet-us-2026-11-20t10-00]: room 204 -> Gym; start"));
  CHECK(holds(office.diff(0, 0).out, "guide Ms. Osei -> Mr. Lee"));
  CHECK(holds(office.list().out, "* 2  "));
  CHECK(holds(office.list().out, "1 session, from plan.csv"));
  CHECK(office.undo().code == exit_fine);
  CHECK(holds(office.list().out, "* 1  "));
  CHECK(office.undo().code == exit_failed);
  CHECK(holds(office.diff(1, 2).out, "room 204 -> Gym"));
  CHECK(office.diff(1, 9).code == exit_failed);
  CHECK(holds(office.load(greet).out, "Nothing changed"));
  CHECK(office.load("Greet us,Lab,2026-11-20 10:00,10:45,\n").out.starts_with("Loaded"));
  CHECK(holds(office.list().out, "* 3  "));
}

TEST_CASE("Doubts stop a load and are settled by name", "[collector][versions]") {
  Office office;
  office.load(greet);
  const std::string other = "Another topic,204,2026-11-20 10:00,10:45,\n";
  const Run asked = office.load(other);
  CHECK(asked.code == exit_bad_input);
  CHECK(holds(asked.err, "--same 'another-topic-2026-11-20t10-00=greet-us-2026-11-20t10-00'"));
  CHECK(holds(office.list().out, "* 1  "));
  CHECK(office.load(other, {"nonsense"}).code == exit_bad_input);
  CHECK(office.load(other, {"a=b"}).code == exit_failed);
  const Run same = office.load(other, {"another-topic-2026-11-20t10-00=greet-us-2026-11-20t10-00"});
  CHECK(holds(same.out, "~ \"Another topic\" [greet-us-2026-11-20t10-00]: title"));
  const Run fresh = office.load("Third,204,2026-11-20 10:00,10:45,\n", {}, {"all"});
  CHECK(holds(fresh.out, "+ \"Third\" [third-2026-11-20t10-00]"));
}

TEST_CASE("Guides are kept for the office and never reach a tablet", "[collector][versions]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  auto event = wire::decode_schedule(small_day_document());
  event->sessions.front().guide = "Ms. Osei";
  const std::string document =
      with_load_note(wire::encode(*event, wire::Guides::kept), {"plan.csv", {{"a", "b"}}});
  CHECK(read_load_note(document).aliases.at("a") == "b");
  const auto post = [&](const std::string& path) {
    SocketClient admin(collector.port());
    return admin.ask(send_body("POST", path, "application/json", document, {collector.bearer()}));
  };
  CHECK(post("/v1/admin/event?replaces=7").status == 409);
  CHECK(post("/v1/admin/event?replaces=1").status == 200);
  const std::string served = client.ask(get("/v1/schedule")).body;
  CHECK(as_loaded(served) == wire::encode(*event));
  CHECK_FALSE(holds(served, "Osei"));
  CHECK_FALSE(holds(served, "plan.csv"));
  SocketClient admin(collector.port());
  CHECK(holds(admin.ask(get("/v1/admin/version?number=2", {collector.bearer()})).body, "Osei"));
  CHECK(admin.ask(get("/v1/admin/version?number=2")).status == 401);
  CHECK(admin.ask(get("/v1/admin/versions")).status == 401);
  CHECK(admin.ask(get("/v1/admin/version", {collector.bearer()})).status == 400);
  CHECK(admin.ask(get("/v1/admin/version?number=99", {collector.bearer()})).status == 404);
}

TEST_CASE("A database from before versions keeps its schedules as versions",
          "[collector][versions]") {
  const TempFolder folder;
  const std::string path = folder.file("collector.db");
  constexpr std::string_view schema_1 =
      "CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
      "CREATE TABLE schedule(event TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;"
      "CREATE TABLE response(device BLOB NOT NULL, id BLOB NOT NULL, sha256 BLOB NOT NULL,"
      "  bytes TEXT NOT NULL, PRIMARY KEY(device, id)) STRICT, WITHOUT ROWID;"
      "CREATE TABLE tablet(device BLOB PRIMARY KEY, ledger TEXT NOT NULL,"
      "  seen_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;";
  const std::array<std::string_view, 1> old{schema_1};
  Event other = small_day();
  other.id.value = "zz-last-year";
  {
    auto database = store::Database::open({path, 0x4C4E5443, old, 0});
    REQUIRE(database);
    for (const std::string& document : {small_day_document(), wire::encode(other)}) {
      auto write = (*database)->prepare("INSERT INTO schedule VALUES(?1, ?2)");
      write->bind_text(1, wire::decode_schedule(document)->id.value).bind_text(2, document);
      REQUIRE(write->run());
    }
    REQUIRE(
        (*database)->run("INSERT INTO setting VALUES('event', '" + small_day().id.value + "')"));
  }
  auto store = CollectorStore::open(opening(folder, 1));
  REQUIRE(store);
  const auto versions = store->versions();
  REQUIRE(versions->size() == 2);
  CHECK(versions->back().event == small_day().id);
  CHECK(versions->back().served);
  CHECK(versions->back().title == small_day().title);
  CHECK_FALSE(versions->back().loaded);
  Event served = store->read_books()->schedule->event;
  CHECK(std::exchange(served.notes_key, "") == notes_key().public_key().text());
  served.zone_offsets.clear();  // likewise the collector's addition
  CHECK(served == small_day());
}

TEST_CASE("An old database without a schedule has no version", "[collector][versions]") {
  const TempFolder folder;
  auto store = CollectorStore::open(opening(folder, 1));
  REQUIRE(store);
  CHECK(store->versions()->empty());
  CHECK(store->undo_schedule(UtcTime{}).error().code == ErrorCode::not_found);
  CHECK(store->read_books()->schedule == nullptr);
}
