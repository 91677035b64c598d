#include "sync/collector/secret.h"

#include <sodium.h>

#include <array>

namespace lintel::collector {
namespace {

constexpr std::size_t secret_bytes = 32;

}  // namespace

std::string random_secret() {
  std::array<unsigned char, secret_bytes> random{};
  randombytes_buf(random.data(), random.size());
  std::string text(2 * secret_bytes + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), random.data(), random.size());
  text.pop_back();
  return text;
}

Uuid random_id() {
  std::array<std::uint8_t, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return Uuid::from_random(bytes);
}

bool is_secret(std::string_view text) {
  return text.size() == 2 * secret_bytes &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace lintel::collector
