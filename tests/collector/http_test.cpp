#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "shared/trust/signing_clock.h"
#include "shared/wire/ledger_json.h"
#include "shared/wire/receipt.h"
#include "shared/wire/schedule.h"
#include "tests/collector/day.h"
#include "tests/collector/socket_client.h"
#include "tests/support/gzip.h"

using namespace lintel;
using namespace lintel::collector;
using lintel::wire::ItemStatus;
using nlohmann::json;

namespace {

wire::Receipt receipt_of(const WireReply& reply) {
  REQUIRE(reply.status == 201);
  REQUIRE(reply.headers.at("lintel-protocol") == "1");
  auto receipt = wire::decode_receipt(reply.body);
  REQUIRE(receipt);
  REQUIRE(reply.headers.at("lintel-collector") == receipt->collector.text());
  return std::move(receipt).value();
}

int count(const wire::Receipt& receipt, ItemStatus status) {
  int sum = 0;
  for (const wire::ReceiptItem& item : receipt.results) {
    sum += item.status == status ? 1 : 0;
  }
  return sum;
}

std::string put_ledger(const Ledger& ledger) {
  return send_body("PUT", "/v1/ledger", "application/json", wire::encode(ledger));
}

}  // namespace

TEST_CASE("A batch gets a receipt that names each id; again, each is a duplicate",
          "[collector][http]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  const wire::Receipt first = receipt_of(client.ask(post_batch(batch(1, 100))));
  REQUIRE(count(first, ItemStatus::stored) == 100);
  const wire::Receipt second = receipt_of(client.ask(post_batch(batch(1, 100))));
  REQUIRE(count(second, ItemStatus::duplicate) == 100);
}

TEST_CASE("A receipt tells stored, duplicate, conflict and invalid apart", "[collector][http]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  client.ask(post_batch(batch(1, 2)));
  const std::string mixture = "[" + event_bytes(1) + "," + event_bytes(2, "late", "not-for-me") +
                              "," + event_bytes(3, "late", "unheard-of") + "," + event_bytes(4) +
                              "]";
  const wire::Receipt receipt = receipt_of(client.ask(post_batch(mixture)));
  REQUIRE(receipt.results[0].status == ItemStatus::duplicate);
  REQUIRE(receipt.results[1].status == ItemStatus::conflict);
  REQUIRE(receipt.results[1].code == "same-id-other-bytes");
  REQUIRE(receipt.results[2].status == ItemStatus::invalid);
  REQUIRE(receipt.results[3].status == ItemStatus::stored);
}

TEST_CASE("gzip is offered and taken", "[collector][http]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  REQUIRE(client.ask(get("/v1/hello")).headers.at("accept-encoding") == "gzip");
  const wire::Receipt receipt =
      receipt_of(client.ask(post_batch(gzip(batch(1, 100)), {"Content-Encoding: gzip"})));
  REQUIRE(count(receipt, ItemStatus::stored) == 100);
}

TEST_CASE("A chunked body and Expect: 100-continue are understood", "[collector][http]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  const std::string body = batch(1, 1);
  std::array<char, 16> size{};
  std::snprintf(size.data(), size.size(), "%zx", body.size());
  client.send(
      "POST /v1/responses HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
      "Expect: 100-continue\r\nContent-Type: application/cloudevents-batch+json\r\n\r\n");
  REQUIRE(client.read_some() == "HTTP/1.1 100 Continue\r\n\r\n");
  receipt_of(client.ask(std::string(size.data()) + "\r\n" + body + "\r\n0\r\n\r\n"));
}

TEST_CASE("Counts meet after a ledger, over the wire", "[collector][http]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  client.ask(post_batch(batch(1, 12)));
  const WireReply reply = client.ask(put_ledger(ledger_of(1, 12)));
  REQUIRE(reply.status == 200);
  REQUIRE(wire::decode_ledger_reply(reply.body)->resend.empty());
  const json report = json::parse(client.ask(get("/v1/admin/tablets", {collector.bearer()})).body);
  REQUIRE(report["taken"] == 12);
  REQUIRE(report["received"] == 12);
  REQUIRE(report["meets"] == true);
  // Its count meets, but the tablet has not said that its window is closed.
  REQUIRE(report["complete"] == false);
  REQUIRE(report["rows"][0]["last_seen"] == "2026-11-20T12:00:00-06:00");

  const WireReply lost = client.ask(put_ledger(ledger_of(1, 14)));
  REQUIRE(wire::decode_ledger_reply(lost.body)->resend == std::vector<Topic>{topic_of("late")});
  REQUIRE(client.ask(send_body("PUT", "/v1/ledger", "application/json", "{}")).status == 400);
}

TEST_CASE("The schedule is sent once and then confirmed by its tag", "[collector][http]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  const WireReply whole = client.ask(get("/v1/schedule"));
  REQUIRE(whole.status == 200);
  REQUIRE(as_loaded(whole.body) == small_day_document());
  REQUIRE_FALSE(wire::decode_schedule(whole.body)->notes_key.empty());
  const std::string etag = whole.headers.at("etag");
  REQUIRE(etag == "\"" + to_hex(sha256(whole.body)) + "\"");
  const auto loaded = trust::parse_http_date(whole.headers.at("last-modified"));
  const auto asked = trust::parse_http_date(whole.headers.at("date"));
  REQUIRE(loaded);
  REQUIRE(asked);
  REQUIRE(*asked >= *loaded);
  REQUIRE(*asked - *loaded < minutes{1});
  const WireReply same = client.ask(get("/v1/schedule", {"If-None-Match: " + etag}));
  REQUIRE(same.status == 304);
  REQUIRE(same.headers.at("etag") == etag);
  REQUIRE(client.ask(get("/v1/schedule", {"If-None-Match: \"other\""})).status == 200);
}

TEST_CASE("A schedule that has not changed costs less than a kibibyte, both ways",
          "[collector][http]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  const std::string etag = client.ask(get("/v1/schedule")).headers.at("etag");
  // What a tablet says, with everything libcurl and our headers add.
  const std::string request =
      get("/v1/schedule",
          {"User-Agent: lintel-kiosk/0.1.0", "Accept: */*", "Lintel-Protocol: 1",
           "Lintel-Device: 0b6b6b0b-6b6b-4b6b-8b6b-0b6b6b0b6b6b", "If-None-Match: " + etag});
  REQUIRE(client.send(request));
  const std::string reply = client.read_some();
  REQUIRE(reply.starts_with("HTTP/1.1 304"));
  REQUIRE(reply.ends_with("\r\n\r\n"));
  constexpr std::size_t kibibyte = 1024;
  INFO(request.size() << " bytes asked, " << reply.size() << " bytes answered");
  REQUIRE(reply.size() < kibibyte);
  CHECK(request.size() + reply.size() < kibibyte + kibibyte / 4);
}

TEST_CASE("Hello echoes its nonce, and HEAD is GET without the body", "[collector][http]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  const WireReply hello = client.ask(get("/v1/hello?nonce=abc123"));
  REQUIRE(hello.status == 204);
  REQUIRE(hello.headers.at("lintel-nonce") == "abc123");
  client.send("HEAD /v1/schedule HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
  const std::string head = client.read_some();
  REQUIRE(head.starts_with("HTTP/1.1 200"));
  REQUIRE(head.ends_with("\r\n\r\n"));
}

TEST_CASE("A tablet that is not paired is told so, and only hello answers it",
          "[collector][http]") {
  const TempFolder folder;
  Running collector(folder, {}, Tablets::paired_only);
  REQUIRE(SocketClient(collector.port()).ask(get("/v1/hello")).status == 204);
  for (const std::string& request :
       {get("/v1/schedule"), post_batch(batch(1, 1)), put_ledger(ledger_of(1, 1))}) {
    SocketClient client(collector.port());
    const WireReply reply = client.ask(request);
    REQUIRE(reply.status == 401);
    REQUIRE(json::parse(reply.body)["type"] == "urn:lintel:problem:not-paired");
    REQUIRE(reply.headers.at("lintel-protocol") == "1");
  }
}

TEST_CASE("64 kept connections are served at once, again and again", "[collector][http]") {
  const TempFolder folder;
  Running collector(folder);
  std::vector<SocketClient> clients;
  for (int index = 0; index < 64; ++index) {
    clients.emplace_back(collector.port());
  }
  for (int round = 0; round < 3; ++round) {
    for (int index = 0; index < 64; ++index) {
      const int first = round * 640 + index * 10;
      REQUIRE(clients[static_cast<std::size_t>(index)].send(post_batch(batch(first, first + 9))));
    }
    for (SocketClient& client : clients) {
      REQUIRE(count(receipt_of(client.read_reply()), ItemStatus::stored) == 10);
    }
  }
  const json results =
      json::parse(clients[0].ask(get("/v1/admin/results", {collector.bearer()})).body);
  REQUIRE(results["cards"]["answers"] == 1920);
}

TEST_CASE("A restart keeps everything", "[collector][http]") {
  const TempFolder folder;
  std::string before;
  {
    Running collector(folder);
    SocketClient client(collector.port());
    client.ask(post_batch(batch(1, 12)));
    client.ask(put_ledger(ledger_of(1, 12)));
    before = client.ask(get("/v1/admin/results", {collector.bearer()})).body;
    REQUIRE(collector.service().close());
  }
  Running collector(folder);
  SocketClient client(collector.port());
  REQUIRE(client.ask(get("/v1/admin/results", {collector.bearer()})).body == before);
  REQUIRE(count(receipt_of(client.ask(post_batch(batch(1, 12)))), ItemStatus::duplicate) == 12);
}

TEST_CASE("A second collector does not get into the folder", "[collector][http]") {
  const TempFolder folder;
  const Running collector(folder);
  ServiceOptions options;
  options.data_folder = folder.path();
  const auto second = Service::open(std::move(options));
  REQUIRE_FALSE(second);
  REQUIRE(second.error().code == ErrorCode::busy);
}
