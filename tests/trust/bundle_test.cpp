#include "shared/trust/bundle.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/core/base64.h"
#include "shared/wire/cloudevents.h"
#include "tests/trust/examples.h"

using namespace lintel;
using namespace lintel::trust;

namespace {

Uuid id_of(std::uint8_t number) {
  return Uuid::from_random({number, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, number});
}

Bundle three_answers() {
  Bundle bundle;
  bundle.event = EventId{"pd-day"};
  bundle.ledger.device = id_of(1);
  bundle.ledger.room = "Room 204";
  bundle.ledger.version = "1.0";
  bundle.ledger.pending = 3;
  bundle.ledger.run = id_of(2);
  LedgerEntry& entry =
      bundle.ledger.topics[{EventId{"pd-day"}, Purpose::exit, SessionId{"s1"}}].answers;
  for (std::uint8_t number = 10; number < 13; ++number) {
    Response response;
    response.id = id_of(number);
    response.event = bundle.event;
    response.session = SessionId{"s1"};
    response.form = "exit/3";
    response.use = "yes-this-week";
    bundle.answers.push_back(wire::encode(response, bundle.ledger.device));
    ++entry.taken;
    add_to_digest(entry.digest, response.id);
  }
  return bundle;
}

// The same lines, sealed anew with this key: what somebody with a key of their own can make.
std::string sealed_anew(std::string content, const KeyPair& key) {
  const std::string digest = to_hex(sha256(content));
  const auto signature = key.sign("Lintel bundle 1\n" + digest);
  content += "{\"sha256\":\"" + digest + "\",\"signature\":\"" +
             to_base64(signature, Base64::standard) + "\"}\n";
  return content;
}

std::string without_last_line(const std::string& file) {
  return file.substr(0, file.rfind('\n', file.size() - 2) + 1);
}

}  // namespace

TEST_CASE("A bundle comes out as it went in, with the key that sealed it", "[bundle]") {
  const KeyPair key = key_pair(1);
  const auto opened = open_bundle(seal_bundle(three_answers(), key));
  REQUIRE(opened);
  CHECK(opened->bundle == three_answers());
  CHECK(opened->key == key.public_key());
}

TEST_CASE("A bundle without answers is a bundle: the ledger says that nothing was taken",
          "[bundle]") {
  Bundle empty;
  empty.ledger.device = id_of(1);
  empty.ledger.run = id_of(2);
  const auto opened = open_bundle(seal_bundle(empty, key_pair(1)));
  REQUIRE(opened);
  CHECK(opened->bundle == empty);
}

TEST_CASE("A bundle with any one bit of any byte flipped does not open", "[bundle]") {
  const std::string file = seal_bundle(three_answers(), key_pair(1));
  std::size_t opened = 0;
  for (std::size_t at = 0; at < file.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string other = file;
      other[at] = static_cast<char>(static_cast<unsigned char>(other[at]) ^ (1U << bit));
      opened += open_bundle(other) ? 1U : 0U;
    }
  }
  CHECK(opened == 0);
}

TEST_CASE("A bundle cut off anywhere, or with something behind it, does not open", "[bundle]") {
  const std::string file = seal_bundle(three_answers(), key_pair(1));
  for (std::size_t length = 0; length < file.size(); ++length) {
    INFO("the first " << length << " bytes");
    CHECK_FALSE(open_bundle(std::string_view(file).substr(0, length)));
  }
  CHECK_FALSE(open_bundle(file + "\n"));
  CHECK_FALSE(open_bundle(file + file));
}

TEST_CASE("A bundle sealed with another key than it names is refused", "[bundle]") {
  const std::string content = without_last_line(seal_bundle(three_answers(), key_pair(1)));
  REQUIRE(open_bundle(sealed_anew(content, key_pair(1))));
  const auto opened = open_bundle(sealed_anew(content, key_pair(2)));
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == ErrorCode::refused);
}

TEST_CASE("A signed request can never pass for a bundle: what is signed differs", "[bundle]") {
  const std::string content = without_last_line(seal_bundle(three_answers(), key_pair(1)));
  const std::string digest = to_hex(sha256(content));
  const auto signature = key_pair(1).sign(digest);
  const std::string file = content + "{\"sha256\":\"" + digest + "\",\"signature\":\"" +
                           to_base64(signature, Base64::standard) + "\"}\n";
  CHECK_FALSE(open_bundle(file));
}

TEST_CASE("What is wrong with a well-sealed bundle is said with its line", "[bundle]") {
  const KeyPair key = key_pair(1);
  const std::string content = without_last_line(seal_bundle(three_answers(), key));
  const auto said = [&](std::string_view found, const std::string& instead) {
    std::string other = content;
    other.replace(other.find(found), found.size(), instead);
    const auto opened = open_bundle(sealed_anew(other, key));
    REQUIRE_FALSE(opened);
    return opened.error();
  };
  CHECK(said("\"lintel_bundle\":1", "\"lintel_bundle\":2").code == ErrorCode::newer);
  CHECK(said("\"answers\":3", "\"answers\":4").message.find("holds 3 answers and names 4") !=
        std::string::npos);
  CHECK(said("\"room\":\"Room 204\"", "\"room\":204").message ==
        "Line 2 of the bundle: room: must be text.");
  CHECK(said("{\"device\":\"" + id_of(1).text(), "{\"device\":\"" + id_of(2).text()).message ==
        "Line 2 of the bundle: the ledger is of another tablet.");
  CHECK(said("{\"specversion\"", std::string(17'000, ' ') + "{\"specversion\"").message ==
        "Line 3 of the bundle: an answer is empty or too long.");
}

TEST_CASE("Other files are told to be none of ours", "[bundle]") {
  for (const char* other : {"", "PK\x03\x04", "<html>", "{\"lintel_schedule\":1}\n"}) {
    const auto opened = open_bundle(other);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().message.find("no bundle of Lintel") != std::string::npos);
  }
}
