// Our signatures, for verify.mjs to set against another implementation. The body is read from
// standard input.
//   sign METHOD TARGET DEVICE CREATED SEED              prints digest, input, signature, a line
//   each verify METHOD TARGET DEVICE NOW KEY DIGEST INPUT SIGNATURE            prints "passed" or
//   why not
#include <array>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "shared/core/base64.h"
#include "shared/trust/signature.h"

using namespace lintel;
using namespace lintel::trust;

namespace {

UtcTime time_of(const std::string& text) {
  return UtcTime{seconds{std::stoll(text)}};
}

int sign_as_told(const std::vector<std::string>& words, const std::string& body) {
  std::array<std::uint8_t, 32> seed{};
  const auto device = Uuid::parse(words[3]);
  if (!device || !from_base64(words[5], Base64::url_unpadded, seed)) {
    std::cerr << "The device or the seed cannot be read.\n";
    return 2;
  }
  const auto headers =
      sign({words[1], words[2], *device, body}, time_of(words[4]), KeyPair{Seed{seed}});
  std::cout << headers.content_digest << "\n"
            << headers.signature_input << "\n"
            << headers.signature << "\n";
  return 0;
}

int verify_as_told(const std::vector<std::string>& words, const std::string& body) {
  const auto key = PublicKey::parse(words[5]);
  if (!key) {
    std::cerr << key.error().message << "\n";
    return 2;
  }
  const auto verdict = verify({words[1], words[2], words[3], body, words[6], words[7], words[8]},
                              *key, time_of(words[4]));
  std::cout << (verdict.passed() ? "passed" : verdict.sentence) << "\n";
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  std::ostringstream body;
  if (std::cin.peek() != std::istream::traits_type::eof()) {
    body << std::cin.rdbuf();  // which would take an empty input for a failure
  }
  if (words.size() == 6 && words[0] == "sign") {
    return sign_as_told(words, body.str());
  }
  if (words.size() == 9 && words[0] == "verify") {
    return verify_as_told(words, body.str());
  }
  std::cerr << "usage: see the head of main.cpp\n";
  return 2;
}
