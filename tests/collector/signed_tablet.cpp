#include "tests/collector/signed_tablet.h"

#include <catch2/catch_test_macros.hpp>

namespace lintel::collector {
namespace {

trust::Seed seed_number(int number) {
  std::array<std::uint8_t, 32> bytes{};
  bytes.fill(static_cast<std::uint8_t>(number));
  return trust::Seed{bytes};
}

}  // namespace

UtcTime collector_time() {
  using namespace std::chrono;
  return sys_days{2026y / 11 / 20} + hours{18};
}

SignedTablet::SignedTablet(int number)
    : device_(device_number(number)), key_(seed_number(number)) {}

trust::PairingCode SignedTablet::code() const {
  const char letter = trust::PairingCode::letters[device_.bytes[15] % 20U];
  return trust::PairingCode::parse(std::string("BCDFGHJ") + letter).value();
}

std::vector<std::string> SignedTablet::headers(std::string_view method, std::string_view target,
                                               std::string_view body) const {
  const auto made = trust::sign({method, target, device_, body}, created, key_);
  std::vector<std::string> lines{"Lintel-Device: " + device_.text(),
                                 "Signature-Input: " + made.signature_input,
                                 "Signature: " + made.signature};
  if (!made.content_digest.empty()) {
    lines.push_back("Content-Digest: " + made.content_digest);
  }
  return lines;
}

std::string SignedTablet::get(const std::string& path) const {
  return collector::get(path, headers("GET", path, ""));
}

std::string SignedTablet::post(const std::string& body,
                               const std::vector<std::string>& lines) const {
  auto all = headers("POST", "/v1/responses", body);
  all.insert(all.end(), lines.begin(), lines.end());
  return post_batch(body, all);
}

std::string SignedTablet::put_ledger(const std::string& body) const {
  return send_body("PUT", "/v1/ledger", "application/json", body,
                   headers("PUT", "/v1/ledger", body));
}

trust::PairingNonce SignedTablet::nonce() const {
  trust::PairingNonce nonce{};
  nonce.fill(device_.bytes[15]);
  return nonce;
}

std::string SignedTablet::offer(const trust::PairingCode& code, Number number) const {
  trust::PairRequest request{device_, key_.public_key(), code, "204", "0.1.0"};
  request.commitment = trust::commitment(key_.public_key(), code, nonce());
  if (number == Number::revealed) {
    request.nonce = nonce();
  }
  const std::string body = trust::encode(request);
  return send_body("POST", "/v1/pair", "application/json", body, headers("POST", "/v1/pair", body));
}

WireReply decide(Running& collector, const std::string& decision, const std::string& json) {
  SocketClient admin(collector.port());
  return admin.ask(send_body("POST", "/v1/admin/pairings/" + decision, "application/json", json,
                             {collector.bearer()}));
}

WireReply offer(const Running& collector, const SignedTablet& tablet,
                const trust::PairingCode& code) {
  SocketClient client(collector.port());
  client.ask(tablet.offer(code, SignedTablet::Number::committed));
  return client.ask(tablet.offer(code, SignedTablet::Number::revealed));
}

WireReply offer(const Running& collector, const SignedTablet& tablet) {
  return offer(collector, tablet, tablet.code());
}

trust::PairReply pair(Running& collector, const SignedTablet& tablet, const std::string& room) {
  const WireReply asked = offer(collector, tablet);
  REQUIRE(asked.status == 200);
  REQUIRE(trust::decode_pair_reply(asked.body)->state == trust::PairState::waiting);
  const WireReply approved =
      decide(collector, "approve",
             R"({"code":")" + tablet.code().text() + R"(","room":")" + room + R"("})");
  INFO(approved.body);
  REQUIRE(approved.status == 200);
  const auto reply = trust::decode_pair_reply(offer(collector, tablet).body);
  REQUIRE(reply);
  REQUIRE(reply->state == trust::PairState::paired);
  return *reply;
}

}  // namespace lintel::collector
