// What phones and conference apps may follow, and the sheet that a day goes out and in by.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <fstream>

#include "shared/import/import.h"
#include "shared/wire/schedule.h"
#include "sync/collector/event_csv.h"
#include "sync/collector/zone_offsets.h"
#include "tests/collector/day.h"
#include "tests/collector/socket_client.h"
#include "tests/support/scanned_code.h"

using namespace lintel;
using namespace lintel::collector;

TEST_CASE("The schedule can be followed without a key", "[collector][public]") {
  const TempFolder folder;
  Running collector(folder, {}, Tablets::paired_only);
  SocketClient client(collector.port());
  const WireReply calendar = client.ask(get("/schedule.ics"));
  REQUIRE(calendar.status == 200);
  CHECK(calendar.headers.at("content-type") == "text/calendar; charset=utf-8");
  CHECK(calendar.body.starts_with("BEGIN:VCALENDAR\r\n"));
  CHECK(calendar.body.find("SUMMARY:") != std::string::npos);
  const WireReply json = client.ask(get("/schedule.json"));
  REQUIRE(json.status == 200);
  CHECK(json.headers.at("access-control-allow-origin") == "*");
  CHECK(json.body.find("\"daysCount\": 1") != std::string::npos);
  for (const char* path : {"/schedule.ics", "/schedule.json"}) {
    const std::string etag = client.ask(get(path)).headers.at("etag");
    const WireReply same = client.ask(get(path, {"If-None-Match: " + etag}));
    CHECK(same.status == 304);
    CHECK(same.body.empty());
  }
  CHECK(client.ask(get("/schedule.ics")).headers.at("etag") !=
        client.ask(get("/schedule.json")).headers.at("etag"));
}

TEST_CASE("The QR code leads where the page was reached", "[collector][public]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  const WireReply code = client.ask(get("/schedule.svg"));
  REQUIRE(code.status == 200);
  CHECK(code.headers.at("content-type") == "image/svg+xml");
  CHECK(code.body.starts_with("<svg xmlns="));
  const WireReply secure = client.ask(get("/schedule.svg?webcals"));
  CHECK(secure.body != code.body);
}

TEST_CASE("Another program reads the code of the calendar's address", "[collector][public][qr]") {
  if (!test::has_code_reader()) {
    SKIP("Not read: install zbar-tools and librsvg2-bin.");
  }
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  const auto scanned = [&](const std::string& path) {
    const std::string file = folder.file("code.svg");
    std::ofstream{file} << client.ask(get(path)).body;
    return test::scanned_svg(file);
  };
  CHECK(scanned("/schedule.svg") == "webcal://127.0.0.1/schedule.ics");
  CHECK(scanned("/schedule.svg?webcals") == "webcals://127.0.0.1/schedule.ics");
}

TEST_CASE("What anybody may read is made once for each version", "[collector][public]") {
  const TempFolder folder;
  Running collector(folder);
  const auto ask = [&](const std::string& path) {
    HttpRequest request;
    request.target = path;
    return collector.service().ask(std::move(request)).shared;
  };
  const auto calendar = ask("/schedule.ics");
  REQUIRE(calendar != nullptr);
  CHECK(ask("/schedule.ics") == calendar);  // the very same bytes
  CHECK(ask("/schedule.json") == ask("/schedule.json"));
  Event other = small_day();
  other.title = "Another day";
  HttpRequest load;
  load.verb = Verb::post;
  load.target = "/v1/admin/event";
  load.body = wire::encode(other);
  REQUIRE(collector.service().ask(std::move(load)).status == 200);
  CHECK(ask("/schedule.ics") != calendar);
}

TEST_CASE("The public schedule can be switched off", "[collector][public]") {
  const TempFolder folder;
  Running collector(folder, {}, Tablets::unpaired_too, RouterOptions::PublicSchedule::switched_off);
  SocketClient client(collector.port());
  for (const char* path : {"/schedule.ics", "/schedule.json", "/schedule.svg"}) {
    CHECK(client.ask(get(path)).status == 404);
  }
  CHECK(client.ask(get("/v1/schedule")).status == 200);
}

TEST_CASE("The public schedule can only be read", "[collector][public]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  CHECK(client.ask(send_body("POST", "/schedule.ics", "text/calendar", "x")).status == 405);
}

TEST_CASE("A day goes out as a sheet and comes in the same, whatever its ids look like",
          "[collector][public]") {
  Event event = small_day();
  const std::string id =
      GENERATE("late", "=1+1", "'=1+1", "-2", "@x", "\uFF1D1", "\u22121", "a;=b");
  event.sessions.front().id = {id};
  Session& first = event.sessions.front();
  first.title = "=1+1, \"quoted\"";
  first.suggestions = {"One; two", "-2 minutes", "Three"};
  first.presenters = {"Mia", "Jo"};
  first.guide = "Ms. Osei";
  first.challenge = "Two\nlines";
  first.group = "Grade 9";
  first.slides_url = "https://example.org/a";
  event.sessions.back().status = SessionStatus::cancelled;
  event.sessions.back().moved_from =
      event.sessions.back().room == event.rooms[0].id ? event.rooms[1].id : event.rooms[0].id;
  ImportOptions options;
  options.id = event.id.value;
  options.title = event.title;
  options.time_zone = event.time_zone;
  const ImportResult back =
      import_schedule({{"out.csv", sessions_csv(event)}}, options, system_zone_offsets());
  INFO(to_text(back.findings) << sessions_csv(event));
  REQUIRE(back.event);
  REQUIRE(back.event->sessions.size() == event.sessions.size());
  for (Session session : back.event->sessions) {
    const Session* before = event.find_session(session.id);
    REQUIRE(before != nullptr);
    CHECK(back.event->find_room(session.room)->name == event.find_room(before->room)->name);
    CHECK(session.moved_from.has_value() == before->moved_from.has_value());
    session.room = before->room;
    session.moved_from = before->moved_from;
    CHECK(session == *before);
  }
}
