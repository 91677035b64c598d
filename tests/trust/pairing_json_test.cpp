#include "shared/trust/pairing_json.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "shared/core/limits.h"
#include "shared/trust/limits.h"
#include "tests/trust/examples.h"

using namespace lintel;
using namespace lintel::trust;
using Catch::Matchers::StartsWith;

namespace {

const std::string pin = "sha256//RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=";

std::string with(std::string document, std::string_view from, std::string_view to) {
  const std::size_t at = document.find(from);
  REQUIRE(at != std::string::npos);
  return document.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("A pairing request survives its document", "[pair-json]") {
  PairRequest request = pair_request(1);
  request.name = "Salle 204 – “été”";
  const std::string document = encode(request);
  const auto read = decode_pair_request(document);
  REQUIRE(read);
  CHECK(read->device == request.device);
  CHECK(read->public_key == request.public_key);
  CHECK(read->code == request.code);
  CHECK(read->name == request.name);
  CHECK(read->version == "1.0");
  CHECK_FALSE(read->nonce);
  CHECK(encode(*read) == document);
  request.commitment = sha256("x");
  request.nonce = pairing_nonce(7);
  const auto revealed = decode_pair_request(encode(request));
  REQUIRE(revealed);
  CHECK(revealed->commitment == request.commitment);
  CHECK(revealed->nonce == request.nonce);
}

TEST_CASE("A name is made fit to be shown before it leaves the tablet", "[pair-json]") {
  PairRequest request = pair_request(1);
  request.name = "  a\n\xFF\x01" + std::string(1000, 'b');
  const auto read = decode_pair_request(encode(request));
  REQUIRE(read);
  CHECK(read->name.size() <= limits::name_bytes_max);
  CHECK_THAT(read->name, StartsWith("a \xEF\xBF\xBD"));
}

TEST_CASE("A request from a newer tablet may say more, one without a name less", "[pair-json]") {
  const std::string document = encode(pair_request(1));
  CHECK(decode_pair_request(with(document, "{", "{\"colour\":\"red\",")));
  CHECK(decode_pair_request(with(document, "\"name\":\"Room 1\",", "")));
}

TEST_CASE("A pairing request that is wrong says which member", "[pair-json]") {
  const std::string good = encode(pair_request(1));
  const std::string device = device_id(1).text();
  const auto message = [](const std::string& document) {
    const auto read = decode_pair_request(document);
    REQUIRE_FALSE(read);
    return read.error().message;
  };
  CHECK_THAT(message(with(good, device, "x")), StartsWith("device: "));
  CHECK_THAT(message(with(good, device, Uuid{}.text())), StartsWith("device: "));
  CHECK_THAT(message(with(good, "\"device\"", "\"devices\"")), StartsWith("device: it is missing"));
  CHECK_THAT(message(with(good, "\"public_key\":\"", "\"public_key\":\"A")),
             StartsWith("public_key: "));
  CHECK_THAT(message(with(good, "\"code\":\"", "\"code\":\"A")), StartsWith("code: "));
  CHECK_THAT(message(with(good, "\"Room 1\"", "7")), StartsWith("name: text"));
  CHECK_THAT(message(with(good, "Room 1", "Room\\n1")), StartsWith("name: it has characters"));
  CHECK_THAT(message(with(good, "Room 1", " Room 1")), StartsWith("name: "));
  CHECK_THAT(message(with(good, "Room 1", std::string(limits::name_bytes_max + 1, 'a'))),
             StartsWith("name: it is too long"));
  CHECK_THAT(message(with(good, "\"1.0\"", "null")), StartsWith("version: "));
  CHECK_THAT(message(with(good, "\"commitment\"", "\"c\"")),
             StartsWith("commitment: it is missing"));
  CHECK_THAT(message(with(good, "\"commitment\":\"", "\"commitment\":\"z")),
             StartsWith("commitment: "));
  CHECK_THAT(message(with(good, "{", "{\"nonce\":\"7\",")), StartsWith("nonce: "));
}

TEST_CASE("What is no object, or too long, is no pairing request", "[pair-json]") {
  const std::string good = encode(pair_request(1));
  for (const std::string& document :
       {std::string{}, std::string{"[]"}, std::string{"null"}, good + "x",
        good.substr(0, good.size() - 1), with(good, "Room 1", "Room \xFF"),
        std::string(limits::pair_document_bytes_max, '['),
        good + std::string(limits::pair_document_bytes_max, ' ')}) {
    CHECK_FALSE(decode_pair_request(document));
    CHECK_FALSE(decode_pair_reply(document));
  }
}

TEST_CASE("Every answer survives its document", "[pair-json]") {
  for (const PairState state : {PairState::waiting, PairState::refused, PairState::expired}) {
    const PairReply reply{state, {}, {}, {}, {}};
    const auto read = decode_pair_reply(encode(reply));
    REQUIRE(read);
    CHECK(*read == reply);
  }
  PairReply committed{PairState::waiting, {}, {}, {}, {}};
  committed.nonce = pairing_nonce(8);
  CHECK(decode_pair_reply(encode(committed)).value() == committed);
  const PairReply paired{PairState::paired, RoomId{"204"}, EventId{"pd-2026"}, device_id(9), pin};
  CHECK(decode_pair_reply(encode(paired)).value() == paired);
  const PairReply bare{PairState::paired, RoomId{"204"}, EventId{}, device_id(9), ""};
  CHECK(decode_pair_reply(encode(bare)).value() == bare);
}

TEST_CASE("Only a pairing carries what belongs to one", "[pair-json]") {
  const PairReply reply{PairState::waiting, RoomId{"204"}, EventId{"pd"}, device_id(9), pin};
  CHECK(encode(reply) == R"({"state":"waiting"})");
  CHECK(decode_pair_reply(R"({"state":"waiting","room":7})").value().room.empty());
}

TEST_CASE("An answer that is wrong says which member", "[pair-json]") {
  const PairReply paired{PairState::paired, RoomId{"204"}, EventId{"pd"}, device_id(9), pin};
  const std::string good = encode(paired);
  const auto message = [](const std::string& document) {
    const auto read = decode_pair_reply(document);
    REQUIRE_FALSE(read);
    return read.error().message;
  };
  CHECK_THAT(message("{}"), StartsWith("state: "));
  CHECK_THAT(message(R"({"state":"Waiting"})"), StartsWith("state: "));
  CHECK_THAT(message(with(good, "\"204\"", "\"\"")), StartsWith("room: it is empty"));
  CHECK_THAT(message(with(good, "\"collector\"", "\"c\"")), StartsWith("collector: "));
  CHECK_THAT(message(with(good, "sha256//", "sha1//")), StartsWith("tls_pin: "));
}

TEST_CASE("A pin is sha256// and 32 bytes of base64", "[pair-json]") {
  CHECK(is_tls_pin(pin));
  CHECK_FALSE(is_tls_pin(""));
  CHECK_FALSE(is_tls_pin("sha256//"));
  CHECK_FALSE(is_tls_pin(pin + ";" + pin));
  CHECK_FALSE(is_tls_pin(pin.substr(0, pin.size() - 1)));
}
