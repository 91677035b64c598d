#include "shared/trust/pairing_client.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/trust/limits.h"
#include "shared/trust/pairing_desk.h"
#include "tests/trust/examples.h"

using namespace lintel;
using namespace lintel::trust;
using namespace std::chrono_literals;

namespace {

const Pairing pairing{RoomId{"204"}, EventId{"pd"}, device_id(99), "sha256//x"};
const PairReply paired{PairState::paired, pairing.room, pairing.event, pairing.collector,
                       pairing.tls_pin};

PairReply reply(PairState state, std::uint8_t number = 8) {
  PairReply made{state, {}, {}, {}, {}};
  if (state == PairState::waiting) {
    made.nonce = pairing_nonce(number);
  }
  return made;
}

PairingClient showing(std::uint16_t code) {
  PairingClient client;
  client.show(pairing_code(code), pairing_nonce(7), at(0s));
  return client;
}

}  // namespace

TEST_CASE("A new tablet wants a code, shows it and asks at once", "[client]") {
  PairingClient client;
  CHECK(client.step() == PairingStep::wants_code);
  CHECK_FALSE(client.next_due());
  CHECK_FALSE(client.code());
  CHECK(client.code_left(at(5s)) == 0ms);
  client.show(pairing_code(1), pairing_nonce(7), at(5s));
  CHECK(client.step() == PairingStep::showing);
  CHECK(client.next_due() == at(5s));
  CHECK(*client.code() == pairing_code(1));
  CHECK(client.code_left(at(65s)) == 9min);
}

TEST_CASE("While somebody must approve it asks every three seconds", "[client]") {
  PairingClient client = showing(1);
  CHECK_FALSE(client.nonces());
  client.on_reply(pairing_code(1), reply(PairState::waiting), at(1s));
  CHECK(client.step() == PairingStep::showing);
  CHECK(client.next_due() == at(1s));  // what it committed to is revealed at once
  REQUIRE(client.nonces());
  CHECK(client.nonces()->tablet == pairing_nonce(7));
  CHECK(client.nonces()->collector == pairing_nonce(8));
  client.on_reply(pairing_code(1), reply(PairState::waiting), at(1s));
  CHECK(client.step() == PairingStep::waiting);
  CHECK(client.next_due() == at(4s));
}

TEST_CASE("Another number for the same code ends it: the words would be another's", "[client]") {
  PairingClient client = showing(1);
  client.on_reply(pairing_code(1), reply(PairState::waiting), at(1s));
  client.on_reply(pairing_code(1), reply(PairState::waiting, 9), at(2s));
  CHECK(client.step() == PairingStep::wants_code);
  CHECK_FALSE(client.nonces());
}

TEST_CASE("A collector that names no number is waited out", "[client]") {
  PairingClient client = showing(1);
  PairReply old = reply(PairState::waiting);
  old.nonce.reset();
  client.on_reply(pairing_code(1), old, at(1s));
  CHECK(client.step() == PairingStep::showing);
  CHECK_FALSE(client.nonces());
  CHECK(*client.next_due() > at(1s));
}

TEST_CASE("While nobody answers it asks ever more slowly, then soon again", "[client]") {
  PairingClient client = showing(1);
  MonoTime now = at(0s);
  for (const seconds pause : {3s, 6s, 12s, 24s, 30s, 30s, 30s}) {
    client.on_no_reply(now);
    CHECK(*client.next_due() - now == pause);
    now = *client.next_due();
  }
  CHECK(client.step() == PairingStep::showing);
  client.on_reply(pairing_code(1), reply(PairState::waiting), now);
  client.on_reply(pairing_code(1), reply(PairState::waiting), now);
  CHECK(*client.next_due() - now == 3s);
  client.on_no_reply(now);
  CHECK(*client.next_due() - now == 3s);
}

TEST_CASE("Once approved it is paired, keeps everything and asks no more", "[client]") {
  PairingClient client = showing(1);
  client.on_reply(pairing_code(1), paired, at(1s));
  CHECK(client.step() == PairingStep::paired);
  CHECK(client.last() == pairing);
  CHECK_FALSE(client.code());
  CHECK_FALSE(client.next_due());
  client.on_reply(pairing_code(1), reply(PairState::expired), at(2s));
  client.on_no_reply(at(3s));
  client.tick(at(1h));
  PairReply elsewhere = paired;
  elsewhere.collector = device_id(98);
  client.on_reply(pairing_code(1), elsewhere, at(1h));
  CHECK(client.step() == PairingStep::paired);
  CHECK(client.last() == pairing);
}

TEST_CASE("Refused, it waits for a person before it asks again", "[client]") {
  PairingClient client = showing(1);
  client.on_reply(pairing_code(1), reply(PairState::refused), at(1s));
  CHECK(client.step() == PairingStep::refused);
  CHECK_FALSE(client.code());
  CHECK_FALSE(client.next_due());
  client.tick(at(1h));
  CHECK(client.step() == PairingStep::refused);
  client.ask_again();
  CHECK(client.step() == PairingStep::wants_code);
}

TEST_CASE("A code whose time is over, here or there, makes room for a new one", "[client]") {
  PairingClient client = showing(1);
  SECTION("here") {
    client.tick(at(10min - 1ms));
    CHECK(client.step() == PairingStep::showing);
    client.tick(at(10min));
  }
  SECTION("there") {
    client.on_reply(pairing_code(1), reply(PairState::expired), at(1s));
  }
  CHECK(client.step() == PairingStep::wants_code);
  CHECK_FALSE(client.code());
}

TEST_CASE("It looks up in time for the end of its code", "[client]") {
  PairingClient client = showing(1);
  client.on_reply(pairing_code(1), reply(PairState::waiting), at(10min - 1s));
  client.on_reply(pairing_code(1), reply(PairState::waiting), at(10min - 1s));
  CHECK(client.next_due() == at(10min));
}

TEST_CASE("A late answer to an old code ends no new one, but pairs", "[client]") {
  PairingClient client = showing(1);
  client.tick(at(10min));
  client.show(pairing_code(2), pairing_nonce(7), at(10min));
  client.on_reply(pairing_code(1), reply(PairState::expired), at(10min));
  client.on_reply(pairing_code(1), reply(PairState::refused), at(10min));
  CHECK(client.step() == PairingStep::showing);
  CHECK(*client.code() == pairing_code(2));
  client.on_reply(pairing_code(1), paired, at(11min));
  CHECK(client.step() == PairingStep::paired);
}

TEST_CASE("Revoked, it forgets nothing and shows a code again", "[client]") {
  PairingClient client{pairing, PairingClient::Standing::paired};
  CHECK(client.step() == PairingStep::paired);
  client.on_revoked();
  CHECK(client.step() == PairingStep::wants_code);
  CHECK(client.last() == pairing);
  client.show(pairing_code(1), pairing_nonce(7), at(0s));
  client.on_revoked();
  client.ask_again();
  CHECK(client.step() == PairingStep::showing);
}

TEST_CASE("A restart finds the tablet as it was", "[client]") {
  CHECK(PairingClient{pairing, PairingClient::Standing::paired}.step() == PairingStep::paired);
  const PairingClient revoked{pairing, PairingClient::Standing::unpaired};
  CHECK(revoked.step() == PairingStep::wants_code);
  CHECK(revoked.last() == pairing);
  const PairingClient fresh{std::nullopt, PairingClient::Standing::paired};
  CHECK(fresh.step() == PairingStep::wants_code);
}

TEST_CASE("Tablet and desk come together through the documents they exchange", "[client][desk]") {
  PairingDesk desk;
  PairingClient client = showing(7);
  const auto ask = [&](MonoTime now) {
    PairRequest offer{device_id(7), key_pair(7).public_key(), *client.code(), "", ""};
    offer.commitment = commitment(offer.public_key, offer.code, client.nonce());
    if (client.nonces()) {
      offer.nonce = client.nonces()->tablet;
    }
    const PairRequest request = decode_pair_request(encode(offer)).value();
    const auto answer = desk.offer(request, {"192.0.2.1", pairing_nonce(8)}, now);
    REQUIRE(answer);
    const PairReply said{answer->state,     answer->room, pairing.event,
                         pairing.collector, "",           answer->nonce};
    client.on_reply(request.code, decode_pair_reply(encode(said)).value(), now);
  };
  ask(at(0s));
  ask(at(0s));
  CHECK(client.step() == PairingStep::waiting);
  client.tick(at(10min));
  client.show(pairing_code(8), pairing_nonce(7), at(10min));
  ask(at(10min));
  ask(at(10min));
  CHECK(client.step() == PairingStep::waiting);
  REQUIRE(
      desk.approve({std::nullopt, PairingCode::parse("dcbb bbbb").value()}, pairing.room, at(11min))
          .error()
          .code == ErrorCode::not_found);
  REQUIRE(desk.approve({std::nullopt, pairing_code(8)}, pairing.room, at(11min)));
  ask(*client.next_due());
  CHECK(client.step() == PairingStep::paired);
  CHECK(client.last()->room == pairing.room);
}
