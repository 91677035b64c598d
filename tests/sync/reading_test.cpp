// The table of DESIGN section 6, row by row: what the client sees, what it makes of it.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/wire/protocol.h"
#include "sync/client/outbox.h"
#include "tests/contract/support.h"

namespace lintel::outbox {
namespace {

using test::test_id;

const Uuid collector = test_id(500);
const Uuid stranger = test_id(501);
const Uuid nobody{};
const std::vector<Uuid> batch{test_id(1), test_id(2), test_id(3), test_id(4)};

Exchange reply(int status, std::string body = {}, const Uuid& who = collector) {
  Exchange exchange;
  exchange.replied = true;
  exchange.reply.status = status;
  exchange.reply.headers = {{"lintel-protocol", "1"}, {"lintel-collector", who.text()}};
  exchange.reply.body = std::move(body);
  return exchange;
}

std::string receipt(std::vector<wire::ReceiptItem> items, const Uuid& who = collector) {
  return wire::encode(wire::Receipt{who, std::move(items)});
}

void check_not_ours(const Exchange& exchange) {
  const Reading reading = read_reply(exchange, batch, collector);
  CHECK(reading.verdict == Verdict::not_ours);
  CHECK(reading.standing == Standing::sign_in);
  CHECK(reading.sent.empty());
  CHECK(reading.refused.empty());
}

}  // namespace

TEST_CASE("a receipt settles each id it names, once, and no other", "[reading]") {
  using wire::ItemStatus;
  const std::string body = receipt({{test_id(1), ItemStatus::stored, ""},
                                    {test_id(2), ItemStatus::duplicate, ""},
                                    {test_id(3), ItemStatus::conflict, "same-id-other-bytes"},
                                    {test_id(77), ItemStatus::stored, ""},
                                    {test_id(78), ItemStatus::invalid, "x"},
                                    {test_id(1), ItemStatus::invalid, "twice"},
                                    {test_id(3), ItemStatus::stored, ""}});
  const Reading reading = read_reply(reply(201, body), batch, collector);
  CHECK(reading.verdict == Verdict::accepted);
  CHECK(reading.standing == Standing::connected);
  CHECK(reading.collector == collector);
  CHECK(reading.sent == std::vector{test_id(1), test_id(2)});
  REQUIRE(reading.refused.size() == 1);
  CHECK(reading.refused[0].id == test_id(3));
  CHECK(reading.refused[0].code == "same-id-other-bytes");
}

TEST_CASE("before pairing any collector is accepted and named", "[reading]") {
  const Reading reading = read_reply(reply(201, receipt({}, stranger), stranger), batch, nobody);
  CHECK(reading.verdict == Verdict::accepted);
  CHECK(reading.collector == stranger);
}

TEST_CASE("a receipt of another collector is not ours", "[reading]") {
  const std::string body = receipt({{test_id(1), wire::ItemStatus::stored, ""}}, stranger);
  check_not_ours(reply(201, body, stranger));
  check_not_ours(reply(201, body, collector));  // header and receipt disagree
}

TEST_CASE("success without a receipt is a sign-in page", "[reading]") {
  const std::string good = receipt({{test_id(1), wire::ItemStatus::stored, ""}});
  const int status = GENERATE(200, 202, 204, 301, 302, 303, 304, 307, 308, 101);
  CAPTURE(status);
  check_not_ours(reply(status, good));
}

TEST_CASE("a 201 that cannot be read is not ours", "[reading]") {
  const char* body = GENERATE("", "{}", "<html>", "{\"collector\":\"x\",\"results\":[]}", "[[[[");
  check_not_ours(reply(201, body));
}

TEST_CASE("a reply without our headers is not ours whatever it says", "[reading]") {
  const int status = GENERATE(200, 201, 400, 401, 403, 404, 413, 422, 429, 500, 502, 503);
  CAPTURE(status);
  const std::string good = receipt({{test_id(1), wire::ItemStatus::stored, ""}});
  SECTION("no protocol") {
    Exchange exchange = reply(status, good);
    exchange.reply.headers.erase("lintel-protocol");
    check_not_ours(exchange);
  }
  SECTION("no collector") {
    Exchange exchange = reply(status, good);
    exchange.reply.headers.erase("lintel-collector");
    check_not_ours(exchange);
  }
  SECTION("another protocol") {
    Exchange exchange = reply(status, good);
    exchange.reply.headers["lintel-protocol"] = "2";
    check_not_ours(exchange);
  }
  SECTION("a collector without a name") {
    Exchange exchange = reply(status, good);
    exchange.reply.headers["lintel-collector"] = "our-collector";
    check_not_ours(exchange);
  }
  SECTION("too long") {
    Exchange exchange = reply(status, good);
    exchange.reply.too_long = true;
    check_not_ours(exchange);
  }
}

TEST_CASE("a batch our collector cannot take is halved", "[reading]") {
  const int status = GENERATE(400, 413, 422);
  const Reading reading = read_reply(reply(status), batch, collector);
  CHECK(reading.verdict == Verdict::halve);
  CHECK(reading.standing == Standing::connected);
  CHECK(reading.sent.empty());
}

TEST_CASE("our collector's no means that the tablet needs pairing", "[reading]") {
  const int status = GENERATE(401, 403);
  const Reading reading = read_reply(reply(status), batch, collector);
  CHECK(reading.verdict == Verdict::not_paired);
  CHECK(reading.standing == Standing::not_paired);
}

TEST_CASE("trouble of our collector is waited out as it asks", "[reading]") {
  const int status = GENERATE(404, 408, 415, 425, 429, 500, 502, 503, 504, 599);
  Exchange exchange = reply(status);
  exchange.reply.headers["retry-after"] = "17";
  const Reading reading = read_reply(exchange, batch, collector);
  CHECK(reading.verdict == Verdict::try_later);
  CHECK(reading.standing == Standing::busy);
  CHECK(reading.retry_after == seconds{17});
}

TEST_CASE("a collector that is not open to the network is told as that, and asked again",
          "[reading]") {
  const Reading reading = read_reply(reply(421), batch, collector);
  CHECK(reading.verdict == Verdict::try_later);
  CHECK(reading.standing == Standing::own_computer_only);
}

TEST_CASE("every way of not getting a reply keeps everything and says why", "[reading]") {
  const auto [failure, standing] =
      GENERATE(std::pair{TransportFailure::no_network, Standing::no_network},
               std::pair{TransportFailure::refused, Standing::no_network},
               std::pair{TransportFailure::timeout, Standing::no_network},
               std::pair{TransportFailure::cut, Standing::no_network},
               std::pair{TransportFailure::other, Standing::no_network},
               std::pair{TransportFailure::certificate_dates, Standing::certificate_or_clock},
               std::pair{TransportFailure::intercepted, Standing::intercepted});
  Exchange exchange;
  exchange.failure = failure;
  const Reading reading = read_reply(exchange, batch, collector);
  CHECK(reading.verdict == Verdict::try_later);
  CHECK(reading.standing == standing);
  CHECK_FALSE(reading.retry_after);
}

TEST_CASE("Retry-After is whole seconds within bounds or nothing", "[reading]") {
  const auto of = [](const char* text) {
    Reply reply;
    reply.headers["retry-after"] = text;
    return retry_after(reply);
  };
  CHECK_FALSE(retry_after(Reply{}));
  CHECK(of("1") == seconds{1});
  CHECK(of(" 30 ") == seconds{30});
  CHECK(of("0") == seconds{1});
  CHECK(of("3601") == seconds{3600});
  CHECK(of("99999999999999999999999") == seconds{3600});
  CHECK_FALSE(of("-1"));
  CHECK_FALSE(of("1.5"));
  CHECK_FALSE(of(""));
  CHECK_FALSE(of("12 s"));
  CHECK_FALSE(of("Fri, 20 Nov 2026 10:00:00 GMT"));
}

TEST_CASE("schedule and ledger accept what is ours", "[reading]") {
  const int status = GENERATE(200, 204, 304, 404);
  const Reading reading = read_plain(reply(status), collector);
  CHECK(reading.verdict == Verdict::accepted);
  CHECK(reading.collector == collector);
  CHECK(read_plain(reply(status, "", stranger), collector).verdict == Verdict::not_ours);
}

TEST_CASE("schedule and ledger read trouble as batches do", "[reading]") {
  CHECK(read_plain(reply(302), collector).verdict == Verdict::not_ours);
  CHECK(read_plain(reply(401), collector).verdict == Verdict::not_paired);
  CHECK(read_plain(reply(503), collector).verdict == Verdict::try_later);
  CHECK(read_plain(reply(400), collector).verdict == Verdict::halve);
  CHECK(read_plain(Exchange{}, collector).verdict == Verdict::try_later);
}

}  // namespace lintel::outbox
