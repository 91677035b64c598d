#include "shared/trust/content_digest.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace lintel;
using namespace lintel::trust;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr std::string_view example_body = "{\"hello\": \"world\"}\n";
constexpr std::string_view example_sha256 =
    "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";

}  // namespace

TEST_CASE("Content-Digest is that of RFC 9530, appendix B.1", "[digest]") {
  CHECK(content_digest(example_body) == example_sha256);
  CHECK(check_content_digest(example_sha256, example_body));
}

TEST_CASE("A body changed by one byte does not fit its digest", "[digest]") {
  std::string body{example_body};
  body.back() = ' ';
  const auto status = check_content_digest(example_sha256, body);
  REQUIRE_FALSE(status);
  CHECK(status.error().code == ErrorCode::refused);
}

TEST_CASE("Digests of other kinds may stand beside ours", "[digest]") {
  const std::string both = "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4=:, " +
                           std::string{example_sha256} + ", unixsum=:AAAA:;q=1";
  CHECK(check_content_digest(both, example_body));
}

TEST_CASE("A Content-Digest that cannot be read is refused in one sentence", "[digest]") {
  const std::string sha{example_sha256};
  for (const std::string& header :
       {std::string{}, std::string{"sha-256"}, std::string{"sha-256="}, std::string{"sha-256=::"},
        std::string{"sha-256=:AAAA:"}, std::string{"sha-256=\"RK\""}, std::string{"sha-256=1"},
        std::string{"sha-256=(\"a\")"}, std::string{"SHA-256=:AAAA:"}, std::string{"md5=:AAAA:"},
        sha.substr(0, sha.size() - 1), sha + ",", sha + " " + sha, sha + ", " + sha,
        sha + std::string("\0", 1), sha + "\r\nX: 1", std::string(100'000, 'a')}) {
    const auto status = check_content_digest(header, example_body);
    REQUIRE_FALSE(status);
    CHECK(status.error().code == ErrorCode::invalid);
    CHECK_THAT(status.error().message, ContainsSubstring("Content-Digest cannot be read"));
    CHECK(status.error().message.find_first_of("\r\n") == std::string::npos);
    CHECK(status.error().message.size() < 120);
  }
}
