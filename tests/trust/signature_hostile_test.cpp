// Signature headers nobody of ours would send.
#include <catch2/catch_test_macros.hpp>

#include "shared/trust/limits.h"
#include "tests/trust/signature_examples.h"

using namespace lintel;
using namespace lintel::trust;

namespace {

const std::string device = device_id(1).text();
const std::string tail = ";created=1795192867;keyid=\"" + device + "\";alg=\"ed25519\"";
const std::vector<Component> basics = {
    {"@method", "GET"}, {"@path", "/v1/schedule"}, {"lintel-device", device}};

}  // namespace

TEST_CASE("Without signature headers a request is not signed", "[signature]") {
  Signed one = sign_example();
  SECTION("neither") {
    one.headers = {};
  }
  SECTION("only one of the two") {
    one.headers.signature.clear();
  }
  SECTION("only somebody else's") {
    one.headers.signature_input.replace(0, 6, "proxy1");
  }
  CHECK(one.verdict().check == Check::not_signed);
}

TEST_CASE("A proxy's signature beside ours is passed over", "[signature]") {
  Signed one = sign_example();
  one.headers.signature_input =
      "ttrp=(\"@path\";req \"x\";bs);created=1;alg=\"rsa\", " + one.headers.signature_input;
  one.headers.signature += ", ttrp=:AAAA:";
  CHECK(one.verdict().check == Check::passed);
}

TEST_CASE("Spaces where RFC 9651 allows them do not matter", "[signature]") {
  Signed one = sign_as(basics, "(\"@method\" \"@path\" \"lintel-device\")" + tail);
  CHECK(one.verdict().check == Check::passed);
  one.headers.signature_input = "lintel=(  \"@method\"  \"@path\"   \"lintel-device\" )" + tail;
  CHECK(one.verdict().check == Check::passed);
}

TEST_CASE("Components may come in any order but must all be there", "[signature]") {
  CHECK(
      sign_as({basics[2], basics[1], basics[0]}, "(\"lintel-device\" \"@path\" \"@method\")" + tail)
          .verdict()
          .check == Check::passed);
  CHECK(sign_as({}, "()" + tail).verdict().check == Check::not_covered);
  CHECK(sign_as({basics[1], basics[2]}, "(\"@path\" \"lintel-device\")" + tail).verdict().check ==
        Check::not_covered);
  CHECK(sign_as({basics[0], basics[2]}, "(\"@method\" \"lintel-device\")" + tail).verdict().check ==
        Check::not_covered);
  CHECK(sign_as({basics[0], basics[1]}, "(\"@method\" \"@path\")" + tail).verdict().check ==
        Check::not_covered);
}

TEST_CASE("An absent query may be covered as RFC 9421 writes it", "[signature]") {
  CHECK(sign_as({basics[0], basics[1], {"@query", "?"}, basics[2]},
                "(\"@method\" \"@path\" \"@query\" \"lintel-device\")" + tail)
            .verdict()
            .check == Check::passed);
}

TEST_CASE("Genuine signatures over things we cannot see are refused", "[signature]") {
  const std::string all = "\"@method\" \"@path\" \"lintel-device\"";
  for (const std::string& extra :
       {std::string{"\"@authority\""}, std::string{"\"content-digest\""}, std::string{"\"@path\""},
        std::string{"\"@method\";req"}, std::string{"token"}, std::string{"1"}}) {
    INFO(extra);
    CHECK(sign_as(basics, "(" + all + " " + extra + ")" + tail).verdict().check ==
          Check::malformed);
  }
}

TEST_CASE("A component in another form than ours is refused", "[signature]") {
  for (const std::string form : {"\"@method\";req", "\"@method\";sf", "\"@method\";x=1"}) {
    CHECK(sign_as(basics, "(" + form + " \"@path\" \"lintel-device\")" + tail).verdict().check ==
          Check::malformed);
  }
}

TEST_CASE("Parameters must be created, keyid and alg, of the right kinds", "[signature]") {
  const std::string list = "(\"@method\" \"@path\" \"lintel-device\")";
  const std::string keyid = ";keyid=\"" + device + "\"";
  const auto check = [&](const std::string& parameters) {
    return sign_as(basics, list + parameters).verdict().check;
  };
  CHECK(check("") == Check::malformed);
  CHECK(check(keyid + ";alg=\"ed25519\"") == Check::malformed);
  CHECK(check(";created=1795192867;alg=\"ed25519\"") == Check::malformed);
  CHECK(check(";created=1795192867" + keyid) == Check::malformed);
  CHECK(check(";created=\"1795192867\"" + keyid + ";alg=\"ed25519\"") == Check::malformed);
  CHECK(check(";created=1795192867" + keyid + ";alg=ed25519") == Check::malformed);
  CHECK(check(tail + ";expires=1795192868") == Check::malformed);
  CHECK(check(tail + ";nonce=\"1\"") == Check::malformed);
  CHECK(check(";created=1795192867" + keyid + ";alg=\"hmac-sha256\"") == Check::other_algorithm);
  CHECK(check(";created=1795192867;keyid=\"\";alg=\"ed25519\"") == Check::other_device);
  CHECK(check(";created=-999999999999999" + keyid + ";alg=\"ed25519\"") == Check::too_old);
  CHECK(check(";created=999999999999999" + keyid + ";alg=\"ed25519\"") == Check::too_new);
}

TEST_CASE("Line breaks cannot smuggle a line into what is signed", "[signature]") {
  const auto refused = [](Signed one) { return one.verdict().check == Check::malformed; };
  Signed one = sign_example("GET", "/v1/schedule", "");
  one.target = "/v1/schedule\n\"@query\": ?x";
  CHECK(refused(one));
  one = sign_example();
  one.method = "POST\r";
  CHECK(refused(one));
  one = sign_example();
  one.device += "\n";
  CHECK(refused(one));
  one = sign_example();
  one.headers.content_digest += "\n\"lintel-device\": x";
  CHECK(refused(one));
  one = sign_example();
  one.target = "http://elsewhere/v1/responses";
  CHECK(refused(one));
  one.target.clear();
  CHECK(refused(one));
}

TEST_CASE("Headers of any length or shape end in a verdict, never in a pass", "[signature]") {
  const Signed good = sign_example();
  Signed bad = good;
  bad.headers.signature_input = std::string(limits::signature_header_bytes_max + 1, '(');
  CHECK(bad.verdict().check == Check::malformed);
  bad = good;
  bad.headers.signature = "lintel=:" + std::string(3000, 'A') + ":";
  CHECK(bad.verdict().check == Check::malformed);
  bad.headers.signature = "lintel=(:AAAA:)";
  CHECK(bad.verdict().check == Check::malformed);
  bad = good;
  bad.headers.signature_input = "lintel=:AAAA:";
  CHECK(bad.verdict().check == Check::malformed);
}

TEST_CASE("No single changed byte of a signed request passes", "[signature]") {
  const Signed good = sign_example("PUT", "/v1/ledger?x=1", "{\"a\":1}");
  std::string Signed::*const parts[] = {&Signed::method, &Signed::target, &Signed::device,
                                        &Signed::body};
  std::string SignatureHeaders::*const headers[] = {&SignatureHeaders::content_digest,
                                                    &SignatureHeaders::signature_input,
                                                    &SignatureHeaders::signature};
  int passed = 0;
  int tried = 0;
  const auto try_all_of = [&](Signed& one, std::string& text) {
    const std::string whole = text;
    for (std::size_t i = 0; i < whole.size(); ++i) {
      for (const char replacement : {'\0', '\n', ' ', '"', ';', 'A', '1', '\xFF'}) {
        text = whole;
        if (text[i] != replacement) {
          text[i] = replacement;
          ++tried;
          passed += one.verdict().passed() ? 1 : 0;
        }
      }
      text = whole.substr(0, i);
      ++tried;
      passed += one.verdict().passed() ? 1 : 0;
    }
    text = whole;
  };
  Signed one = good;
  for (const auto part : parts) {
    try_all_of(one, one.*part);
  }
  for (const auto header : headers) {
    try_all_of(one, one.headers.*header);
  }
  CHECK(tried > 3000);
  CHECK(passed == 0);
  CHECK(one.verdict().passed());
}
