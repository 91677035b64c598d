// Who may send: signed requests of paired tablets, over a real socket; everybody else is refused.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "shared/trust/fingerprint.h"
#include "shared/wire/ledger_json.h"
#include "shared/wire/protocol.h"
#include "shared/wire/receipt.h"
#include "tests/collector/signed_tablet.h"
#include "tests/support/gzip.h"

using namespace lintel;
using namespace lintel::collector;
using nlohmann::json;

namespace {

constexpr Tablets paired_only = Tablets::paired_only;

std::string problem_of(const WireReply& reply) {
  const auto problem = wire::decode_problem(reply.body);
  return std::to_string(reply.status) + " " + (problem ? problem->type : "no problem of ours");
}

struct School {
  TempFolder folder;
  Running collector{folder, {}, paired_only};
  SignedTablet tablet{1};
  WireReply ask(const std::string& bytes) { return SocketClient(collector.port()).ask(bytes); }
};

json pairings(Running& collector) {
  SocketClient admin(collector.port());
  return json::parse(admin.ask(get("/v1/admin/pairings", {collector.bearer()})).body);
}

std::string changed_last_letter(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.rfind(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("A tablet shows a code, an adult approves it, and it may send", "[collector][pairing]") {
  School school;
  CHECK(problem_of(school.ask(school.tablet.post(batch(1, 3)))) == "401 not-paired");
  const trust::PairReply reply = pair(school.collector, school.tablet, "204");
  CHECK(reply.room == RoomId{"204"});
  CHECK(reply.event == EventId{"pd-2026"});
  const WireReply stored = school.ask(school.tablet.post(batch(1, 3)));
  REQUIRE(stored.status == 201);
  CHECK(reply.collector == wire::decode_receipt(stored.body)->collector);
  CHECK(school.ask(school.tablet.get("/v1/schedule")).status == 200);
  CHECK(school.ask(school.tablet.put_ledger(wire::encode(ledger_of(1, 3)))).status == 200);
}

TEST_CASE("A packed body is signed as it travels", "[collector][pairing]") {
  School school;
  pair(school.collector, school.tablet, "204");
  const std::string packed = gzip(batch(1, 50));
  CHECK(school.ask(school.tablet.post(packed, {"Content-Encoding: gzip"})).status == 201);
  // The digest of what is inside is not the digest of what was sent.
  auto lines = school.tablet.headers("POST", "/v1/responses", batch(1, 50));
  lines.emplace_back("Content-Encoding: gzip");
  CHECK(problem_of(school.ask(post_batch(packed, lines))) == "401 body-changed");
}

TEST_CASE("Unsigned, forged and altered requests are refused and store nothing",
          "[collector][pairing]") {
  School school;
  pair(school.collector, school.tablet, "204");
  const SignedTablet other{2};
  const std::string mine = school.tablet.post(batch(1, 5));
  SECTION("no signature") {
    CHECK(problem_of(school.ask(
              post_batch(batch(1, 5), {"Lintel-Device: " + school.tablet.device().text()}))) ==
          "401 not-paired");
  }
  SECTION("nothing at all") {
    CHECK(problem_of(school.ask(post_batch(batch(1, 5)))) == "401 not-paired");
  }
  SECTION("a body changed on the way") {
    CHECK(problem_of(school.ask(changed_last_letter(mine, "not-sure", "not-here"))) ==
          "401 body-changed");
  }
  SECTION("a path changed on the way") {
    CHECK(problem_of(school.ask(changed_last_letter(school.tablet.get("/v1/schedule?a=1"), "a=1",
                                                    "a=2"))) == "401 not-paired");
  }
  SECTION("another device's key under this device's name") {
    auto lines = other.headers("POST", "/v1/responses", batch(1, 5));
    lines[0] = "Lintel-Device: " + school.tablet.device().text();
    CHECK(problem_of(school.ask(post_batch(batch(1, 5), lines))) == "401 not-paired");
  }
  SECTION("a device nobody let in, with a genuine signature") {
    CHECK(problem_of(school.ask(other.post(batch(1, 5)))) == "401 not-paired");
  }
  const json results = json::parse(SocketClient(school.collector.port())
                                       .ask(get("/v1/admin/results", {school.collector.bearer()}))
                                       .body);
  CHECK(results["cards"]["answers"] == 0);
}

TEST_CASE("A paired tablet cannot speak for another", "[collector][pairing]") {
  School school;
  const SignedTablet second{2};
  pair(school.collector, school.tablet, "204");
  pair(school.collector, second, "206");
  // batch() and ledger_of() are device 1's.
  const WireReply reply = school.ask(second.post(batch(1, 2)));
  REQUIRE(reply.status == 201);
  const auto receipt = wire::decode_receipt(reply.body);
  REQUIRE(receipt);
  for (const wire::ReceiptItem& item : receipt->results) {
    CHECK(item.status == wire::ItemStatus::invalid);
    CHECK(item.code == "source: not the tablet that sends it");
  }
  CHECK(problem_of(school.ask(second.put_ledger(wire::encode(ledger_of(1, 2))))) ==
        "400 bad-batch");
}

TEST_CASE("What was caught and is sent again changes nothing", "[collector][pairing]") {
  School school;
  pair(school.collector, school.tablet, "204");
  const std::string caught = school.tablet.post(batch(1, 5));
  const std::string old_ledger = school.tablet.put_ledger(wire::encode(ledger_of(1, 5)));
  REQUIRE(school.ask(caught).status == 201);
  REQUIRE(school.ask(old_ledger).status == 200);
  school.ask(school.tablet.post(batch(6, 9)));
  REQUIRE(school.ask(school.tablet.put_ledger(wire::encode(ledger_of(1, 9)))).status == 200);

  const auto again = wire::decode_receipt(school.ask(caught).body);
  for (const wire::ReceiptItem& item : again->results) {
    CHECK(item.status == wire::ItemStatus::duplicate);
  }
  CHECK(problem_of(school.ask(old_ledger)) == "409 old-ledger");
  SocketClient admin(school.collector.port());
  const json report =
      json::parse(admin.ask(get("/v1/admin/tablets", {school.collector.bearer()})).body);
  CHECK(report["taken"] == 9);
  CHECK(report["meets"] == true);
}

TEST_CASE("A revoked tablet is refused at once, also after a restart; paired again it may send",
          "[collector][pairing]") {
  const TempFolder folder;
  const SignedTablet tablet{1};
  {
    Running collector(folder, {}, paired_only);
    pair(collector, tablet, "204");
    CHECK(SocketClient(collector.port()).ask(tablet.post(batch(1, 2))).status == 201);
    const std::string device = R"({"device":")" + tablet.device().text() + R"("})";
    CHECK(decide(collector, "revoke", device).status == 200);
    CHECK(decide(collector, "revoke", device).status == 404);
    CHECK(problem_of(SocketClient(collector.port()).ask(tablet.post(batch(1, 2)))) ==
          "401 not-paired");
  }
  Running collector(folder, {}, paired_only);
  CHECK(problem_of(SocketClient(collector.port()).ask(tablet.post(batch(1, 2)))) ==
        "401 not-paired");
  offer(collector, tablet);
  CHECK(pairings(collector)["waiting"][0]["before"]["state"] == "revoked");
  pair(collector, tablet, "206");
  CHECK(SocketClient(collector.port()).ask(tablet.post(batch(1, 4))).status == 201);
}

TEST_CASE("A restart keeps who is paired", "[collector][pairing]") {
  const TempFolder folder;
  const SignedTablet tablet{1};
  {
    Running collector(folder, {}, paired_only);
    pair(collector, tablet, "204");
  }
  Running collector(folder, {}, paired_only);
  CHECK(SocketClient(collector.port()).ask(tablet.post(batch(1, 2))).status == 201);
}

TEST_CASE("Nobody offers a key he does not have", "[collector][pairing]") {
  School school;
  const SignedTablet thief{2};
  const std::string body = trust::encode(trust::PairRequest{
      thief.device(), school.tablet.key().public_key(), thief.code(), "204", "0.1.0"});
  CHECK(problem_of(school.ask(send_body("POST", "/v1/pair", "application/json", body,
                                        thief.headers("POST", "/v1/pair", body)))) ==
        "401 not-paired");
  CHECK(problem_of(school.ask(send_body("POST", "/v1/pair", "application/json", body))) ==
        "422 bad-pairing");
  CHECK(pairings(school.collector)["waiting"].empty());
}

TEST_CASE("The page sees each waiting tablet's code and words, and that somebody copied a code",
          "[collector][pairing]") {
  School school;
  const SignedTablet copycat{2};
  offer(school.collector, school.tablet);
  offer(school.collector, copycat, school.tablet.code());
  const json waiting = pairings(school.collector)["waiting"];
  REQUIRE(waiting.size() == 2);
  CHECK(waiting[0]["code"] == school.tablet.code().text());
  const auto committed = trust::decode_pair_reply(
      school.ask(school.tablet.offer(school.tablet.code(), SignedTablet::Number::committed)).body);
  REQUIRE(committed->nonce);
  CHECK(waiting[0]["words"] == trust::fingerprint(school.tablet.key().public_key(), "",
                                                  {school.tablet.nonce(), *committed->nonce}));
  CHECK(waiting[0]["words"] != waiting[1]["words"]);
  CHECK(waiting[0]["room"] == "204");

  const std::string by_code = R"({"code":")" + school.tablet.code().text() + R"(","room":"204"})";
  CHECK(problem_of(decide(school.collector, "approve", by_code)) == "409 bad-pairing");
  const std::string by_line =
      R"({"device":")" + school.tablet.device().text() + R"(","room":"204"})";
  CHECK(decide(school.collector, "approve", by_line).status == 200);
  CHECK(decide(school.collector, "refuse", by_code).status == 200);
  CHECK(trust::decode_pair_reply(offer(school.collector, copycat, school.tablet.code()).body)
            ->state == trust::PairState::refused);
}

TEST_CASE("Approving needs a room the event has, and a code that waits", "[collector][pairing]") {
  School school;
  offer(school.collector, school.tablet);
  const std::string code = school.tablet.code().text();
  CHECK(decide(school.collector, "approve", R"({"code":")" + code + R"(","room":"999"})").status ==
        422);
  CHECK(decide(school.collector, "approve", R"({"code":"XXXX-XXXX","room":"204"})").status == 404);
  CHECK(decide(school.collector, "approve", "[]").status == 422);
  CHECK(decide(school.collector, "approve", R"({"code":")" + code + R"("})").status == 422);
  CHECK(SocketClient(school.collector.port())
            .ask(send_body("POST", "/v1/admin/pairings/approve", "application/json", "{}"))
            .status == 401);
  CHECK(pairings(school.collector)["waiting"].size() == 1);
}

TEST_CASE("A clock that is years off is told the time, genuine requests only",
          "[collector][pairing]") {
  School school;
  pair(school.collector, school.tablet, "204");
  for (const int years : {-6, 14}) {
    SignedTablet off{1};
    off.created = collector_time() + std::chrono::days{365 * years};
    const WireReply reply = school.ask(off.post(batch(1, 2)));
    CHECK(problem_of(reply) == "401 wrong-time");
    CHECK(reply.headers.at("date") == "Fri, 20 Nov 2026 18:00:00 GMT");
  }
  SignedTablet stranger{2};
  stranger.created = collector_time() + std::chrono::days{4000};
  CHECK(problem_of(school.ask(stranger.post(batch(1, 2)))) == "401 not-paired");
}
