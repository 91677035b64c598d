#include "shared/trust/signature.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/core/base64.h"
#include "shared/trust/content_digest.h"
#include "tests/trust/signature_examples.h"

using namespace lintel;
using namespace lintel::trust;

TEST_CASE("The ed25519 example of RFC 9421, B.2.6, comes out to the byte", "[signature]") {
  std::array<std::uint8_t, 32> seed{};
  REQUIRE(from_base64("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU", Base64::url_unpadded, seed));
  const KeyPair key{Seed{seed}};
  CHECK(key.public_key().text() == "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs");

  const std::string parameters =
      "(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
      ";created=1618884473;keyid=\"test-key-ed25519\"";
  const std::string base = signature_base({{"date", "Tue, 20 Apr 2021 02:07:55 GMT"},
                                           {"@method", "POST"},
                                           {"@path", "/foo"},
                                           {"@authority", "example.com"},
                                           {"content-type", "application/json"},
                                           {"content-length", "18"}},
                                          parameters);
  CHECK(base ==
        "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n"
        "\"@method\": POST\n"
        "\"@path\": /foo\n"
        "\"@authority\": example.com\n"
        "\"content-type\": application/json\n"
        "\"content-length\": 18\n"
        "\"@signature-params\": " +
            parameters);
  CHECK(to_base64(key.sign(base), Base64::standard) ==
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==");
}

TEST_CASE("A signed request says what it covers, when, who and how", "[signature]") {
  const Signed post = sign_example();
  const std::string tail = ";created=1795192867;keyid=\"" + post.device + "\";alg=\"ed25519\"";
  CHECK(post.headers.signature_input ==
        "lintel=(\"@method\" \"@path\" \"content-digest\" \"lintel-device\")" + tail);
  CHECK(post.headers.content_digest == content_digest("[]"));
  const Signed get = sign_example("GET", "/v1/hello?nonce=7", "");
  CHECK(get.headers.signature_input ==
        "lintel=(\"@method\" \"@path\" \"@query\" \"lintel-device\")" + tail);
  CHECK(get.headers.content_digest.empty());
}

TEST_CASE("A request as it was signed passes, and says when it was made", "[signature]") {
  for (const Signed& one : {sign_example(), sign_example("GET", "/v1/schedule", ""),
                            sign_example("GET", "/v1/hello?nonce=7&x=%20?", ""),
                            sign_example("PUT", "/v1/ledger?", std::string("\0\x1F\x8B", 3))}) {
    const Verdict verdict = one.verdict();
    CHECK(verdict.check == Check::passed);
    CHECK(verdict.sentence.empty());
    CHECK(verdict.created == example_time);
  }
}

TEST_CASE("Whatever is changed on the way is noticed", "[signature]") {
  Signed changed = sign_example("POST", "/v1/responses?a=1");
  SECTION("the method") {
    changed.method = "PUT";
    CHECK(changed.verdict().check == Check::forged);
  }
  SECTION("the path") {
    changed.target = "/v1/ledger?a=1";
    CHECK(changed.verdict().check == Check::forged);
  }
  SECTION("the query") {
    changed.target = "/v1/responses?a=2";
    CHECK(changed.verdict().check == Check::forged);
  }
  SECTION("the query, cut off") {
    changed.target = "/v1/responses";
    CHECK(changed.verdict().check == Check::forged);
  }
  SECTION("the body") {
    changed.body = "[1]";
    CHECK(changed.verdict().check == Check::body_changed);
  }
  SECTION("the body, cut off") {
    changed.body.clear();
    CHECK(changed.verdict().check == Check::body_changed);
  }
  SECTION("the body together with its digest") {
    changed.body = "[1]";
    changed.headers.content_digest = content_digest(changed.body);
    CHECK(changed.verdict().check == Check::forged);
  }
  SECTION("the body and its digest, cut off") {
    changed.body.clear();
    changed.headers.content_digest.clear();
    CHECK(changed.verdict().check == Check::malformed);
  }
  SECTION("the device") {
    changed.device = device_id(2).text();
    CHECK(changed.verdict().check == Check::other_device);
  }
  SECTION("the time") {
    changed.headers.signature_input.replace(changed.headers.signature_input.find("1795"), 4,
                                            "1796");
    CHECK(changed.verdict().check == Check::forged);
  }
  SECTION("the signature") {
    const std::size_t at = changed.headers.signature.find(':') + 5;
    changed.headers.signature[at] = changed.headers.signature[at] == 'A' ? 'B' : 'A';
    CHECK(changed.verdict().check == Check::forged);
  }
}

TEST_CASE("A query or a body added to a request that had none is not covered", "[signature]") {
  Signed changed = sign_example("GET", "/v1/schedule", "");
  SECTION("query") {
    changed.target += "?all=1";
  }
  SECTION("body") {
    changed.body = "x";
  }
  SECTION("body with its digest") {
    changed.body = "x";
    changed.headers.content_digest = content_digest("x");
  }
  CHECK(changed.verdict().check == Check::not_covered);
}

TEST_CASE("Another tablet's key does not pass", "[signature]") {
  const Signed one = sign_example();
  CHECK(verify(one.request(), key_pair(2).public_key(), example_time).check == Check::forged);
}

TEST_CASE("Time is judged at the window's edges, for genuine requests only", "[signature]") {
  const Window window;
  Signed one = sign_example();
  CHECK(one.verdict(example_time + window.past).check == Check::passed);
  CHECK(one.verdict(example_time + window.past + seconds{1}).check == Check::too_old);
  CHECK(one.verdict(example_time - window.future).check == Check::passed);
  CHECK(one.verdict(example_time - window.future - seconds{1}).check == Check::too_new);
  CHECK(one.verdict(UtcTime{}).created == example_time);
  one.headers.signature[20] = one.headers.signature[20] == 'A' ? 'B' : 'A';
  CHECK(one.verdict(UtcTime{}).check == Check::forged);
}

TEST_CASE("A tablet whose clock stands at 1970 can sign, and is told", "[signature]") {
  const Signed one = sign_example("POST", "/v1/responses", "[]", UtcTime{seconds{17}});
  CHECK(one.verdict().check == Check::too_old);
  CHECK(one.verdict(UtcTime{seconds{17}}).check == Check::passed);
}
