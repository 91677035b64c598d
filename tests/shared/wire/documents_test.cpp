#include <catch2/catch_test_macros.hpp>

#include "../sample.h"
#include "shared/wire/ledger_json.h"
#include "shared/wire/protocol.h"
#include "shared/wire/receipt.h"

using namespace lintel;

TEST_CASE("A receipt names each id and survives", "[wire]") {
  std::mt19937 random{16};
  wire::Receipt receipt;
  receipt.collector = sample::uuid(random);
  receipt.results = {{sample::uuid(random), wire::ItemStatus::stored, ""},
                     {sample::uuid(random), wire::ItemStatus::duplicate, ""},
                     {sample::uuid(random), wire::ItemStatus::conflict, "same-id-other-bytes"},
                     {sample::uuid(random), wire::ItemStatus::invalid, "use: \"x\" – unknown"}};
  CHECK(*wire::decode_receipt(wire::encode(receipt)) == receipt);
}

TEST_CASE("A status of a later version settles nothing and spoils nothing", "[wire]") {
  std::mt19937 random{17};
  const std::string a = sample::uuid(random).text();
  const std::string b = sample::uuid(random).text();
  const auto receipt = wire::decode_receipt(R"({"collector":")" + a + R"(","results":[{"id":")" +
                                            a + R"(","status":"postponed"},{"id":")" + b +
                                            R"(","status":"stored"}],"more":1})");
  REQUIRE(receipt);
  REQUIRE(receipt->results.size() == 1);
  CHECK(receipt->results.front().id.text() == b);
}

TEST_CASE("What is no receipt of ours is refused", "[wire]") {
  const std::string id = "0f8fad5b-d9cb-469f-a165-70867728950e";
  const std::vector<std::string> bodies = {
      std::string{},
      std::string{"<html>Sign in</html>"},
      std::string{"[]"},
      std::string{"{}"},
      R"({"collector":"x","results":[]})",
      R"({"collector":")" + id + R"("})",
      R"({"collector":")" + id + R"(","results":[{"id":"x","status":"stored"}]})",
      R"({"collector":")" + id + R"(","results":[1]})",
      R"({"collector":")" + id + R"(","results":[]})" + std::string(300'000, ' ')};
  for (const std::string& body : bodies) {
    CAPTURE(body.substr(0, 80));
    CHECK_FALSE(wire::decode_receipt(body));
  }
}

TEST_CASE("A ledger survives", "[wire]") {
  std::mt19937 random{18};
  Ledger ledger;
  ledger.device = sample::uuid(random);
  ledger.run = sample::uuid(random);
  ledger.room = "204";
  ledger.version = "0.1.0";
  ledger.clock = ClockQuality::set_by_hand;
  ledger.clock_ahead = minutes{-45};
  ledger.as_of = sample::at("10:41");
  ledger.closed = {sample::at("10:40"), to_hex(sha256("windows")),
                   DayOver{{"day"}, LocalDay{std::chrono::days{20'000}}}};
  ledger.pending = 12;
  ledger.quarantined = 1;
  ledger.watched = true;
  ledger.volatile_storage = true;
  TopicLedger closed;
  closed.answers = {23, sha256("x")};
  closed.notes = {4, sha256("z")};
  closed.closed = true;
  closed.closes = sample::at("11:05");
  closed.bursts = 10;
  closed.late = 2;
  closed.quarantined = 1;
  ledger.topics[{{"day"}, Purpose::exit, {"greet-us"}}] = closed;
  ledger.topics[{{"day"}, Purpose::listening, {}}].answers = {1, sha256("y")};
  const std::string bytes = wire::encode(ledger);
  CHECK(*wire::decode_ledger(bytes) == ledger);
  CHECK(bytes == wire::encode(*wire::decode_ledger(bytes)));
}

TEST_CASE("A ledger with impossible numbers is refused by field", "[wire]") {
  const std::string head =
      R"({"device":"0f8fad5b-d9cb-469f-a165-70867728950e",)"
      R"("run":"7c9e6679-7425-40de-944b-e07fc1f90ae7","room":"204","version":"1",)"
      R"("clock":"sundial","as_of":"2026-11-20T16:41:00Z",)";
  const auto message = [&](const std::string& rest) {
    const auto ledger = wire::decode_ledger(head + rest);
    return ledger ? std::string{"accepted"} : ledger.error().message;
  };
  const auto topics = [&](const std::string& list) {
    return message(R"("pending":0,"quarantined":0,"topics":[)" + list + "]}");
  };
  CHECK(
      message(
          R"("closed_until":"2026-11-20T16:41:00Z","plan":"../x","pending":0,"quarantined":0,"topics":[]})")
          .starts_with("plan: "));
  CHECK(message(R"("closed_until":"2026-11-20T16:41:00Z","day_over":{"event":"a","day":"x"},)"
                R"("pending":0,"quarantined":0,"topics":[]})") != "accepted");
  const std::string about = R"({"event":"day","purpose":"exit","session":"a")";
  const std::string many = R"(,"taken":2147483647,"digest":")" + std::string(64, '0') + "\"}";
  CHECK(topics("") == "accepted");
  CHECK(message(R"("pending":-1,"quarantined":0,"topics":[]})").starts_with("pending: "));
  CHECK(message(R"("pending":1e30,"quarantined":0,"topics":[]})").starts_with("pending: "));
  CHECK(message(R"("pending":18446744073709551615,"quarantined":0,"topics":[]})")
            .starts_with("pending: "));
  CHECK(message(R"("pending":0,"quarantined":0,"topics":{}})").starts_with("topics: "));
  CHECK(topics(about + R"(,"taken":1})").starts_with("topics.digest: "));
  CHECK(topics(about + many) != "accepted");
  const auto counts = [&](const std::string& session, int taken, const std::string& more) {
    return R"({"event":"day","purpose":"exit","session":")" + session + R"(","taken":)" +
           std::to_string(taken) + R"(,"digest":")" + std::string(64, '0') + "\"" + more + "}";
  };
  CHECK(topics(counts("a", 3, "")) == "accepted");
  CHECK(topics(counts("a", 900'000, "") + "," + counts("b", 900'000, "")).starts_with("topics: "));
  const std::string notes = R"(,"notes":{"taken":900000,"digest":")" + std::string(64, '0') + "\"}";
  CHECK(topics(counts("a", 0, notes) + "," + counts("b", 0, notes)).starts_with("topics: "));
  CHECK(topics(counts("a", 1, "") + "," + counts("a", 2, "")).starts_with("topics: "));
  CHECK(topics(counts("a", 3, R"(,"bursts":4)")).starts_with("topics.bursts: "));
  CHECK(topics(counts("a", 3, R"(,"late":4)")).starts_with("topics.late: "));
  const std::string refused = R"(,"quarantined":900000)";
  CHECK(topics(counts("a", 3, refused) + "," + counts("b", 3, refused)).starts_with("topics: "));
  CHECK(topics(R"({"event":"day","purpose":"lunch","session":"a"})") != "accepted");
  CHECK(topics("1").starts_with("topics: "));
  CHECK(message("").starts_with("The ledger "));
}

TEST_CASE("Documents nested beyond reason are refused before they are parsed", "[wire]") {
  const std::string bomb = R"({"x":)" + std::string(10'000, '[') + std::string(10'000, ']') + "}";
  CHECK(wire::decode_ledger(bomb).error().code == ErrorCode::limit);
  CHECK(wire::decode_ledger_reply(bomb).error().code == ErrorCode::limit);
  CHECK(wire::decode_receipt(bomb).error().code == ErrorCode::limit);
  CHECK_FALSE(wire::decode_problem(bomb));
  // Brackets inside of texts are no nesting.
  CHECK(wire::decode_ledger_reply(R"({"x":"\"[[[[[[[[[[[[[[[[[[[["})"));
}

TEST_CASE("A ledger's reply asks for topics again, or for nothing", "[wire]") {
  wire::LedgerReply reply;
  reply.resend = {{{"day"}, Purpose::exit, {"greet-us"}}, {{"day"}, Purpose::exit, {"phones"}}};
  reply.identity_shared = true;
  CHECK(*wire::decode_ledger_reply(wire::encode(reply)) == reply);
  CHECK(*wire::decode_ledger_reply("{}") == wire::LedgerReply{});
  CHECK_FALSE(wire::decode_ledger_reply(R"({"resend":"all"})"));
  CHECK_FALSE(wire::decode_ledger_reply("[]"));
}

TEST_CASE("A problem of ours is told from a middlebox's", "[wire]") {
  const wire::Problem problem{"too-large", 413, "Too large", "Send fewer events at once."};
  const auto decoded = wire::decode_problem(wire::encode(problem));
  REQUIRE(decoded);
  CHECK(decoded->type == "too-large");
  CHECK(decoded->status == 413);
  CHECK(decoded->detail == problem.detail);
  CHECK(wire::decode_problem(R"({"type":"about:blank","status":413})").error().code ==
        ErrorCode::not_found);
  CHECK_FALSE(wire::decode_problem("<html>"));
  CHECK(wire::decode_problem(R"({"type":"urn:lintel:problem:busy","status":"x"})"));
}
