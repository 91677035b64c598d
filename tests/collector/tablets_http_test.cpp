// What adults decide about tablets, over the real socket: room, write-off, the day's end, a close;
// and two tablets with one identity.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "shared/event/exit_plan.h"
#include "shared/wire/ledger_json.h"
#include "shared/wire/protocol.h"
#include "shared/wire/schedule.h"
#include "tests/collector/signed_tablet.h"

using namespace lintel;
using namespace lintel::collector;
using nlohmann::json;

namespace {

// At noon: "late" and "phones" closed at 11:05, "names" is open until 12:05.
struct School {
  TempFolder folder;
  Running collector{folder, {}, Tablets::paired_only};
  SignedTablet tablet{1};
  std::string plan;  // that it goes by

  WireReply ask(const std::string& bytes) { return SocketClient(collector.port()).ask(bytes); }
  WireReply decide_on(const std::string& path, const json& body) {
    return ask(send_body("POST", "/v1/admin/" + path, "application/json", body.dump(),
                         {collector.bearer()}));
  }
  json report() { return json::parse(ask(get("/v1/admin/tablets", {collector.bearer()})).body); }
  // The n-th start of a copy of the tablet, at a room, after so many minutes.
  WireReply calls(int run, const std::string& room, int after_minutes, int last_answer = 0) {
    collector.clock().advance(minutes{after_minutes});
    SignedTablet now{1};
    now.created = collector.clock().now();
    Ledger ledger = last_answer > 0 ? ledger_of(1, last_answer) : Ledger{};
    for (auto& [topic, entry] : ledger.topics) {
      entry.closed = true;
    }
    ledger.device = now.device();
    ledger.room = room;
    ledger.run = id_number(run);
    ledger.as_of = std::chrono::floor<minutes>(collector.clock().now());
    ledger.closed = {ledger.as_of, plan, {}};
    return ask(now.put_ledger(wire::encode(ledger)));
  }
  std::string device() const { return tablet.device().text(); }
};

std::string sentence_of(const WireReply& reply) {
  const auto problem = wire::decode_problem(reply.body);
  return std::to_string(reply.status) + " " + (problem ? problem->detail : reply.body);
}

}  // namespace

TEST_CASE("A changed room reaches the reports, and the door with the next schedule",
          "[collector][tablets]") {
  School school;
  pair(school.collector, school.tablet, "204");
  WireReply schedule = school.ask(school.tablet.get("/v1/schedule"));
  CHECK(schedule.headers.at("lintel-room") == "204");
  CHECK(decide(school.collector, "room",
               R"({"device":")" + school.device() + R"(","room":"Room 206"})")
            .status == 200);
  schedule = school.ask(school.tablet.get("/v1/schedule"));
  CHECK(schedule.headers.at("lintel-room") == "206");
  CHECK(school.calls(1, "204", 0).status == 200);
  const json row = school.report()["rows"][0];
  CHECK(row["room"] == "206");
  CHECK(row["says_room"] == "204");
  CHECK(sentence_of(decide(school.collector, "room",
                           R"({"device":")" + school.device() + R"(","room":"999"})")) ==
        "422 The event has no room \"999\"; it has: 204, 206.");
  CHECK(sentence_of(decide(school.collector, "room",
                           R"({"device":"d0000000-0000-4000-8000-0000000000aa","room":"204"})")) ==
        "404 This tablet is not paired.");
}

TEST_CASE("A decision is what its path says, whatever query follows", "[collector][tablets]") {
  School school;
  pair(school.collector, school.tablet, "204");
  CHECK(decide(school.collector, "room?x=/revoke",
               R"({"device":")" + school.device() + R"(","room":"206"})")
            .status == 200);
  offer(school.collector, school.tablet);
  const WireReply approved = decide(school.collector, "approve?x",
                                    R"({"device":")" + school.device() + R"(","room":"204"})");
  CHECK(approved.body.find("revoked") == std::string::npos);
  CHECK(school.ask(school.tablet.get("/v1/schedule")).status == 200);
}

TEST_CASE("Two copies of one tablet are found, named, and never called complete",
          "[collector][tablets]") {
  School school;
  pair(school.collector, school.tablet, "204");
  CHECK(school.calls(1, "204", 0).status == 200);
  CHECK_FALSE(wire::decode_ledger_reply(school.calls(2, "206", 5).body)->identity_shared);
  CHECK(wire::decode_ledger_reply(school.calls(1, "204", 5).body)->identity_shared);
  CHECK(wire::decode_ledger_reply(school.calls(2, "206", 5).body)->identity_shared);
  CHECK(school.report()["sentence"].get<std::string>().find(
            "two tablets use one identity: 204 and 206") != std::string::npos);
  CHECK(school.report()["complete"] == false);
  SECTION("pairing one of them anew ends it") {
    decide(school.collector, "revoke", R"({"device":")" + school.device() + R"("})");
    pair(school.collector, school.tablet, "204");
    CHECK_FALSE(wire::decode_ledger_reply(school.calls(3, "204", 5).body)->identity_shared);
  }
}

TEST_CASE("That one identity is used twice is known after a restart", "[collector][tablets]") {
  const TempFolder folder;
  const SignedTablet tablet{1};
  const auto calls = [&](Running& collector, int run, const std::string& room) {
    collector.clock().advance(minutes{5});
    SignedTablet now{1};
    now.created = collector.clock().now();
    Ledger ledger;
    ledger.device = now.device();
    ledger.room = room;
    ledger.run = id_number(run);
    ledger.as_of = std::chrono::floor<minutes>(collector.clock().now());
    ledger.closed = {ledger.as_of, {}, {}};
    SocketClient(collector.port()).ask(now.put_ledger(wire::encode(ledger)));
  };
  {
    Running collector(folder, {}, Tablets::paired_only);
    pair(collector, tablet, "204");
    calls(collector, 1, "204");
    calls(collector, 2, "206");
    calls(collector, 1, "204");
  }
  Running collector(folder, {}, Tablets::paired_only);
  const json report = json::parse(
      SocketClient(collector.port()).ask(get("/v1/admin/tablets", {collector.bearer()})).body);
  CHECK(report["rows"][0]["identity_rooms"] == json::parse(R"(["204","206"])"));
}

TEST_CASE("A tablet put back to an older state is heard, and the difference is said",
          "[collector][tablets]") {
  School school;
  pair(school.collector, school.tablet, "204");
  REQUIRE(school.ask(school.tablet.post(batch(1, 9))).status == 201);
  CHECK(school.calls(1, "204", 5, 9).status == 200);
  // The same run counts no less: that is an old ledger, sent again.
  CHECK(sentence_of(school.calls(1, "204", -5, 6)).starts_with("409 A newer ledger"));
  CHECK(school.calls(2, "204", 5, 6).status == 200);
  const json row = school.report()["rows"][0];
  CHECK(row["words"].get<std::string>().find("put back to an older state: 3 of") !=
        std::string::npos);
}

TEST_CASE("A copy of a tablet that counts more does not keep the honest one out",
          "[collector][tablets]") {
  School school;
  pair(school.collector, school.tablet, "204");
  REQUIRE(school.ask(school.tablet.post(batch(1, 3))).status == 201);
  CHECK(school.calls(1, "204", 0, 900).status == 200);
  const WireReply honest = school.calls(1, "204", 2, 3);
  REQUIRE(honest.status == 200);
  CHECK(wire::decode_ledger_reply(honest.body)->identity_shared);
  const json row = school.report()["rows"][0];
  CHECK(row["taken"] == 3);
  CHECK(row["reason"] == "identity-shared");
}

TEST_CASE("A tablet that goes by an earlier plan is waited for until that one ends",
          "[collector][tablets]") {
  School school;
  pair(school.collector, school.tablet, "204");
  Event event = small_day();
  school.plan = exit_plan(event).tag;
  // "names" is cancelled while the tablet is offline and asks about it until 12:05.
  school.calls(1, "204", 0);
  event.sessions.back().status = SessionStatus::cancelled;
  REQUIRE(school.decide_on("event", json::parse(wire::encode(event))).status == 200);
  CHECK(school.report()["rows"][0]["state"] == "waiting");
  school.collector.clock().advance(minutes{10});
  CHECK(school.report()["rows"][0]["state"] == "overdue");
  CHECK(school.report()["complete"] == false);
  SECTION("it closed by its own plan") {
    school.calls(1, "204", 0);
    CHECK(school.report()["rows"][0]["state"] == "in");
  }
  SECTION("it has heard of the new one") {
    school.collector.clock().advance(minutes{-9});
    school.plan = exit_plan(event).tag;
    school.calls(1, "204", 0);
    CHECK(school.report()["rows"][0]["state"] == "waiting");  // what it took is held until 12:05
    school.calls(1, "204", 5);
    CHECK(school.report()["rows"][0]["state"] == "in");
  }
  SECTION("it goes by one that nobody knows") {
    school.plan = std::string(64, 'a');
    school.calls(1, "204", 0);
    CHECK(school.report()["rows"][0]["state"] == "overdue");
  }
}

TEST_CASE("A tablet that was switched on again takes back nothing of what it had closed",
          "[collector][tablets]") {
  School school;
  pair(school.collector, school.tablet, "206");
  school.calls(1, "206", 10);
  CHECK(school.report()["rows"][0]["state"] == "in");
  // Its first ledger, before it has looked after its windows.
  school.collector.clock().advance(minutes{5});
  SignedTablet now{1};
  now.created = school.collector.clock().now();
  Ledger ledger;
  ledger.device = now.device();
  ledger.room = "206";
  ledger.run = id_number(2);
  ledger.as_of = std::chrono::floor<minutes>(school.collector.clock().now());
  REQUIRE(school.ask(now.put_ledger(wire::encode(ledger))).status == 200);
  school.collector.clock().advance(minutes{5});
  CHECK(school.report()["rows"][0]["state"] == "in");
}

TEST_CASE("A lost tablet is written off and taken in again", "[collector][tablets]") {
  School school;
  pair(school.collector, school.tablet, "204");
  school.calls(1, "204", 0);
  const WireReply lost = school.decide_on("write-off", {{"tablet", "204"}, {"since", "10:31"}});
  CHECK(json::parse(lost.body)["lost_since"] == "10:31 am");
  CHECK(school.report()["rows"][0]["state"] == "written-off");
  CHECK(school.report()["sentence"].get<std::string>().find(
            "204 written off, lost since 10:31 am") != std::string::npos);
  CHECK(school.decide_on("write-off", {{"tablet", school.device()}, {"found", true}}).status ==
        200);
  CHECK(school.report()["rows"][0]["state"] != "written-off");
  CHECK(sentence_of(school.decide_on("write-off", {{"tablet", "Gym"}})) ==
        "404 There is no tablet \"Gym\"; name one by its room or by the letters that the ledger "
        "shows.");
  CHECK(sentence_of(school.decide_on("write-off", {{"tablet", "204"}, {"since", "soon"}})) ==
        "422 \"soon\" is no time; write 10:31 or 2026-11-20T10:31.");
  CHECK(sentence_of(school.decide_on("write-off", {{"tablet", "204"}, {"since", "23:00"}})) ==
        "422 11:00 pm is still to come.");
}

TEST_CASE("The day's end is served to every door under a new tag", "[collector][tablets]") {
  School school;
  pair(school.collector, school.tablet, "204");
  const WireReply before = school.ask(school.tablet.get("/v1/schedule"));
  CHECK(sentence_of(school.decide_on("day-over", {{"day", "2026-11-21"}})) ==
        "422 The event has no sessions on 2026-11-21; its days: 2026-11-20.");
  CHECK(sentence_of(school.decide_on("day-over", {{"day", "tomorrow"}})) ==
        "422 \"tomorrow\" is no day; write 2026-11-20.");
  CHECK(school.decide_on("day-over", json::object()).status == 200);
  const WireReply after = school.ask(school.tablet.get("/v1/schedule"));
  CHECK(after.headers.at("etag") != before.headers.at("etag"));
  const auto event = wire::decode_schedule(after.body);
  REQUIRE(event);
  CHECK(event->days_over == std::vector<LocalDay>{*parse_day("2026-11-20")});
  CHECK(school.report()["days_over"] == json::parse(R"(["2026-11-20"])"));
  CHECK(school.decide_on("day-over", json::object()).status == 200);
  CHECK(school.ask(school.tablet.get("/v1/schedule")).headers.at("etag") ==
        after.headers.at("etag"));
}

TEST_CASE("An adult closes a session's results by id or title, once it has begun",
          "[collector][tablets]") {
  School school;
  const WireReply closed = school.decide_on("close", {{"session", "a PHONE deal"}});
  CHECK(json::parse(closed.body)["session"] == "phones");
  CHECK(school.decide_on("close", {{"session", "late"}}).status == 200);
  CHECK(school.decide_on("close", {{"session", "late"}}).status == 200);
  CHECK(sentence_of(school.decide_on("close", {{"session", "gone"}})) ==
        "404 The event has no session \"gone\"; name one by its id, as event export --format csv "
        "says.");
  school.collector.clock().jump_wall(std::chrono::hours{-2});
  CHECK(sentence_of(school.decide_on("close", {{"session", "names"}})) ==
        "422 \"Say our names right\" has not begun yet.");
}

TEST_CASE("Actions need an admin", "[collector][tablets]") {
  School school;
  for (const char* path : {"/v1/admin/close", "/v1/admin/write-off", "/v1/admin/day-over",
                           "/v1/admin/pairings/room"}) {
    CAPTURE(path);
    CHECK(school.ask(send_body("POST", path, "application/json", "{}")).status == 401);
  }
}
