// When a tablet asks to be paired, without network or collector.
#include "sync/client/membership.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/trust/pairing_json.h"
#include "shared/wire/protocol.h"
#include "tests/contract/support.h"

namespace lintel {
namespace {

using namespace std::chrono_literals;
using outbox::Standing;

const UtcTime wall = parse_rfc3339("2026-11-20T16:41:00Z")->utc;
const std::string pin_one = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const std::string pin_two = "sha256//BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=";

MembershipOptions options(Scheme scheme) {
  std::array<std::uint8_t, 32> seed{7};
  MembershipOptions made;
  made.device = test::test_id(1);
  made.key = std::make_shared<const trust::KeyPair>(trust::Seed{seed});
  made.scheme = scheme;
  made.random = [](std::span<std::uint8_t> bytes) {
    static std::uint8_t next = 0;
    for (std::uint8_t& byte : bytes) {
      byte = ++next;
    }
  };
  return made;
}

Exchange says(trust::PairState state, const std::string& shown_pin,
              const std::string& told_pin = pin_one) {
  trust::PairReply reply;
  reply.state = state;
  reply.room = RoomId{"204"};
  reply.collector = test::test_id(9);
  reply.tls_pin = told_pin;
  reply.nonce = trust::PairingNonce{9};
  Exchange exchange;
  exchange.replied = true;
  exchange.reply.status = 200;
  exchange.reply.headers = {{"lintel-protocol", "1"},
                            {"lintel-collector", test::test_id(9).text()}};
  exchange.reply.body = trust::encode(reply);
  exchange.tls_pin = shown_pin;
  return exchange;
}

// One round: asks and hears.
Membership::Outcome round(Membership& tablet, const Exchange& answer, MonoTime now) {
  tablet.tick(now);
  auto offer = tablet.offer(wall);
  REQUIRE(offer);
  if (offer->peer.known == TlsPeer::Known::by_system) {
    offer = tablet.offer_to_anybody(wall);
  }
  return tablet.on_offer(*offer, answer, Uuid{}, now);
}

// Both rounds: commits itself, then reveals its number.
void wait_for_adult(Membership& tablet, MonoTime now) {
  for (int step = 0; step < 2; ++step) {
    round(tablet, says(trust::PairState::waiting, pin_one), now);
  }
}

}  // namespace

TEST_CASE("over TLS nobody is asked for anything before somebody was met", "[membership]") {
  Membership tablet(options(Scheme::https));
  CHECK(tablet.needed());
  CHECK_FALSE(tablet.may_ask());
  // On this machine a collector may be open to all: it is asked first.
  Membership local(options(Scheme::http));
  CHECK_FALSE(local.needed());
  CHECK(local.may_ask());
}

TEST_CASE("whom a code has met is the only one it pairs with", "[membership]") {
  Membership tablet(options(Scheme::https));
  REQUIRE(round(tablet, says(trust::PairState::waiting, pin_one), MonoTime{0ms}).standing ==
          Standing::not_paired);
  const std::string words = tablet.shown().words;
  CHECK(words != "");
  const auto offer = tablet.offer(wall);
  CHECK(offer->peer.known == TlsPeer::Known::by_key);
  CHECK(offer->peer.pin == pin_one);
  // Another code, after ten minutes, may meet somebody else: with other words.
  tablet.tick(MonoTime{10min});
  REQUIRE(round(tablet, says(trust::PairState::waiting, pin_two), MonoTime{10min}).standing ==
          Standing::not_paired);
  CHECK(tablet.shown().words != words);
}

TEST_CASE("the number of a tablet leaves it once it heard the other's, and the words come with it",
          "[membership]") {
  Membership tablet(options(Scheme::https));
  tablet.tick(MonoTime{0ms});
  const auto sent = [&] { return trust::decode_pair_request(tablet.offer(wall)->body).value(); };
  const trust::PairRequest first = sent();
  CHECK_FALSE(first.nonce);
  CHECK(tablet.shown().words == "");
  round(tablet, says(trust::PairState::waiting, pin_one), MonoTime{0ms});
  const trust::PairRequest second = sent();
  REQUIRE(second.nonce);
  CHECK(second.commitment == first.commitment);
  CHECK(trust::commitment(second.public_key, second.code, *second.nonce) == first.commitment);
  CHECK(tablet.shown().words != "");
  CHECK_FALSE(tablet.shown().waiting);
  round(tablet, says(trust::PairState::waiting, pin_one), MonoTime{0ms});
  CHECK(tablet.shown().waiting);
}

TEST_CASE("another number for the same code brings another code, at people's pace",
          "[membership]") {
  Membership tablet(options(Scheme::https));
  wait_for_adult(tablet, MonoTime{0ms});
  const std::string code = tablet.shown().code;
  Exchange other = says(trust::PairState::waiting, pin_one);
  trust::PairReply reply = trust::decode_pair_reply(other.reply.body).value();
  reply.nonce = trust::PairingNonce{8};
  other.reply.body = trust::encode(reply);
  round(tablet, other, MonoTime{3s});
  CHECK(tablet.shown().words == "");
  CHECK(*tablet.next_due() == MonoTime{6s});
  tablet.tick(MonoTime{6s});
  CHECK(tablet.shown().code != code);
}

TEST_CASE("a collector that names another key than the one that answered is not believed",
          "[membership]") {
  Membership tablet(options(Scheme::https));
  const auto outcome =
      round(tablet, says(trust::PairState::paired, pin_two, pin_one), MonoTime{0ms});
  CHECK(outcome.standing == Standing::intercepted);
  CHECK_FALSE(outcome.paired);
  CHECK(tablet.needed());
}

TEST_CASE("over TLS an answer without a certificate is not believed", "[membership]") {
  Membership tablet(options(Scheme::https));
  CHECK(round(tablet, says(trust::PairState::paired, "", ""), MonoTime{0ms}).standing ==
        Standing::intercepted);
  CHECK(tablet.needed());
}

TEST_CASE("a sign-in page in the collector's place is waited out", "[membership]") {
  Membership tablet(options(Scheme::https));
  Exchange page;
  page.replied = true;
  page.reply.status = 200;
  page.reply.body = "<html>Sign in";
  CHECK(round(tablet, page, MonoTime{0ms}).standing == Standing::sign_in);
  CHECK(tablet.shown().words == "");
  CHECK(*tablet.next_due() > MonoTime{0ms});
}

TEST_CASE("revoked by a person it asks at once, refused in vain once a minute", "[membership]") {
  Membership tablet(options(Scheme::https));
  wait_for_adult(tablet, MonoTime{0ms});
  REQUIRE(round(tablet, says(trust::PairState::paired, pin_one), MonoTime{3s}).paired);
  CHECK_FALSE(tablet.next_due());
  tablet.on_revoked(MonoTime{10s});
  CHECK(*tablet.next_due() <= MonoTime{10s});
  // The collector calls it paired at once, and its requests are refused all the same.
  REQUIRE(round(tablet, says(trust::PairState::paired, pin_one), MonoTime{10s}).paired);
  tablet.on_revoked(MonoTime{11s});
  CHECK(*tablet.next_due() == MonoTime{71s});
  tablet.tick(MonoTime{12s});
  CHECK_FALSE(tablet.offer(wall));
}

TEST_CASE("a request accepted after all ends the asking", "[membership]") {
  Membership tablet(options(Scheme::https));
  wait_for_adult(tablet, MonoTime{0ms});
  round(tablet, says(trust::PairState::paired, pin_one), MonoTime{3s});
  tablet.on_revoked(MonoTime{10s});
  tablet.tick(MonoTime{10s});
  CHECK(tablet.shown().code != "");
  tablet.on_accepted();
  CHECK_FALSE(tablet.needed());
  CHECK(tablet.shown().code == "");
}

TEST_CASE("only a refusal of ours corrects the time", "[membership]") {
  Membership tablet(options(Scheme::https));
  Exchange exchange = says(trust::PairState::waiting, pin_one);
  exchange.reply.status = 401;
  exchange.reply.headers["date"] = "Sat, 20 Nov 2032 16:41:00 GMT";
  exchange.reply.body = wire::encode(wire::Problem{"not-paired", 401, "", ""});
  CHECK_FALSE(tablet.corrects_time(exchange, Uuid{}, wall, wall));
  exchange.reply.body = wire::encode(wire::Problem{"wrong-time", 401, "", ""});
  CHECK_FALSE(tablet.corrects_time(exchange, test::test_id(2), wall, wall));  // another collector's
  CHECK(tablet.corrects_time(exchange, Uuid{}, wall, wall));
  CHECK_FALSE(tablet.corrects_time(exchange, Uuid{}, wall, wall));  // once is enough
  // The wall clock itself went to that time meanwhile: nothing is added to it.
  const UtcTime theirs{parse_rfc3339("2032-11-20T16:41:00Z")->utc};
  tablet.on_clock_moved();
  CHECK(tablet.corrects_time(exchange, Uuid{}, wall, theirs));
  CHECK_FALSE(tablet.corrects_time(exchange, Uuid{}, theirs, theirs));
}

TEST_CASE("without a key, on a full disk, nothing is offered", "[membership]") {
  MembershipOptions without = options(Scheme::https);
  without.key = nullptr;
  Membership tablet(without);
  tablet.tick(MonoTime{0ms});
  CHECK_FALSE(tablet.next_due());
  CHECK_FALSE(tablet.offer(wall));
}

}  // namespace lintel
