#include "sync/collector/password.h"

#include <sodium.h>

#include <array>

#include "shared/core/text.h"
#include "sync/collector/sign_in_desk.h"

namespace lintel::collector {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = std::size_t{19} * 1024 * 1024;
// Of a password nobody knows.
constexpr const char* nobodys =
    "$argon2id$v=19$m=19456,t=2,p=1$Vlhrk6G3KCUBPGdNeuricw$5VdXko9NYzIUJwRYnPbcw9QFcOF+"
    "atYVuDu8GZIPK90";

}  // namespace

Result<std::string> hash_password(const std::string& password) {
  if (code_point_count(password) < sign_in::password_letters_min) {
    return Error{ErrorCode::invalid,
                 "Choose at least 10 characters; a short sentence is easy to remember."};
  }
  if (password.size() > sign_in::password_bytes_max) {
    return Error{ErrorCode::invalid,
                 "That is longer than can be kept; 1,000 characters are enough."};
  }
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), passes, memory_bytes) != 0) {
    return Error{ErrorCode::unavailable,
                 "There is not enough free memory to keep a password safely (19 MiB); try again."};
  }
  return std::string(hash.data());
}

bool is_password(const std::string& hash, const std::string& password) {
  const char* against = hash.empty() ? nobodys : hash.c_str();
  const bool fits = crypto_pwhash_str_verify(against, password.data(), password.size()) == 0;
  return fits && !hash.empty();
}

}  // namespace lintel::collector
