#include "sync/trust/note_box.h"

#include <sodium.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "shared/core/base64.h"
#include "shared/core/digest.h"
#include "shared/core/limits.h"

namespace lintel::trust {
namespace {

static_assert(crypto_box_PUBLICKEYBYTES == 32);
static_assert(crypto_box_SECRETKEYBYTES == 32);
static_assert(limits::note_box_bytes[0] == limits::note_fill_bytes[0] + crypto_box_SEALBYTES);
static_assert(limits::note_box_bytes[3] == limits::note_fill_bytes[3] + crypto_box_SEALBYTES);
static_assert(limits::note_bytes_max < limits::note_fill_bytes[3]);

constexpr std::string_view code_letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford
constexpr std::size_t letter_bits = 5;
constexpr std::size_t group_letters = 4;
// 32 bytes of key and 3 of their SHA-256: 280 bits are 56 letters, 14 groups.
constexpr std::size_t check_bytes = 3;
constexpr std::size_t code_bytes = 32 + check_bytes;
constexpr std::size_t code_length = code_bytes * 8 / letter_bits;
constexpr char filling_mark = '\x80';

using CodeBytes = std::array<std::uint8_t, code_bytes>;

CodeBytes with_check(std::span<const std::uint8_t, 32> secret) {
  CodeBytes bytes{};
  std::copy(secret.begin(), secret.end(), bytes.begin());
  const Sha256 hash = sha256({reinterpret_cast<const char*>(secret.data()), secret.size()});
  std::copy_n(hash.begin(), check_bytes, bytes.begin() + 32);
  return bytes;
}

int value_of(char letter) {
  const char upper =
      letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  const char meant = upper == 'O' ? '0' : upper == 'I' || upper == 'L' ? '1' : upper;
  const std::size_t at = code_letters.find(meant);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

Error no_code() {
  return Error{ErrorCode::invalid,
               "This is not a recovery code: it has 56 letters and digits in groups of 4, and "
               "one of them is missing or mistyped."};
}

}  // namespace

Result<NotesPublicKey> NotesPublicKey::parse(std::string_view text) {
  NotesPublicKey key;
  if (!from_base64(text, Base64::url_unpadded, key.bytes_)) {
    return Error{ErrorCode::invalid,
                 "This is no key for notes: 43 characters of base64url are expected."};
  }
  return key;
}

std::string NotesPublicKey::text() const {
  return to_base64(bytes_, Base64::url_unpadded);
}

NotesKeyPair::NotesKeyPair(std::span<const std::uint8_t, 32> secret) {
  std::copy(secret.begin(), secret.end(), secret_.begin());
  // Fails only for a key that libsodium itself would never use; then nothing opens.
  static_cast<void>(crypto_scalarmult_base(public_.bytes_.data(), secret_.data()));
}

NotesKeyPair::~NotesKeyPair() {
  sodium_memzero(secret_.data(), secret_.size());
}

NotesKeyPair::NotesKeyPair(NotesKeyPair&& other) noexcept : public_(other.public_) {
  std::swap(secret_, other.secret_);
}

NotesKeyPair& NotesKeyPair::operator=(NotesKeyPair&& other) noexcept {
  std::swap(public_, other.public_);
  std::swap(secret_, other.secret_);
  return *this;
}

Result<NotesKeyPair> NotesKeyPair::from_recovery_code(std::string_view code) {
  CodeBytes bytes{};
  std::size_t letters = 0;
  for (const char letter : code) {
    if (letter == '-' || letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t') {
      continue;
    }
    const int value = value_of(letter);
    if (value < 0 || letters == code_length) {
      return no_code();
    }
    for (std::size_t bit = 0; bit < letter_bits; ++bit) {
      const std::size_t at = letters * letter_bits + bit;
      const unsigned set = (static_cast<unsigned>(value) >> (letter_bits - 1 - bit)) & 1U;
      bytes[at / 8] = static_cast<std::uint8_t>(bytes[at / 8] | (set << (7 - at % 8)));
    }
    ++letters;
  }
  const std::span<const std::uint8_t, 32> secret(bytes.data(), 32);
  if (letters != code_length || with_check(secret) != bytes) {
    return no_code();
  }
  NotesKeyPair pair(secret);
  sodium_memzero(bytes.data(), bytes.size());
  return pair;
}

std::string NotesKeyPair::recovery_code() const {
  const CodeBytes bytes = with_check(secret_);
  std::string code;
  for (std::size_t letter = 0; letter < code_length; ++letter) {
    unsigned value = 0;
    for (std::size_t bit = 0; bit < letter_bits; ++bit) {
      const std::size_t at = letter * letter_bits + bit;
      value = (value << 1U) | ((static_cast<unsigned>(bytes[at / 8]) >> (7 - at % 8)) & 1U);
    }
    if (letter > 0 && letter % group_letters == 0) {
      code += '-';
    }
    code += code_letters[value];
  }
  return code;
}

Result<std::string> NotesKeyPair::open(std::string_view box) const {
  const Error unreadable{ErrorCode::corrupt,
                         "This note cannot be read: it was sealed to another collector's key, or "
                         "it was changed."};
  if (box.size() < crypto_box_SEALBYTES) {
    return unreadable;
  }
  std::string text(box.size() - crypto_box_SEALBYTES, '\0');
  const int opened = crypto_box_seal_open(reinterpret_cast<unsigned char*>(text.data()),
                                          reinterpret_cast<const unsigned char*>(box.data()),
                                          box.size(), public_.bytes_.data(), secret_.data());
  const std::size_t end = text.find_last_not_of('\0');
  if (opened != 0 || end == std::string::npos || text[end] != filling_mark) {
    return unreadable;
  }
  text.resize(end);
  return text;
}

Result<std::string> seal_note(std::string_view text, const NotesPublicKey& key) {
  if (text.size() > limits::note_bytes_max) {
    return Error{ErrorCode::limit, "This note is too long to be kept: shorten it."};
  }
  const auto& sizes = limits::note_fill_bytes;
  const auto size =
      std::find_if(sizes.begin(), sizes.end(), [&](std::size_t one) { return text.size() < one; });
  std::string filled(text);
  filled += filling_mark;
  filled.resize(*size, '\0');
  std::string box(*size + crypto_box_SEALBYTES, '\0');
  const int sealed = crypto_box_seal(reinterpret_cast<unsigned char*>(box.data()),
                                     reinterpret_cast<const unsigned char*>(filled.data()),
                                     filled.size(), key.bytes().data());
  sodium_memzero(filled.data(), filled.size());
  if (sealed != 0) {
    return Error{ErrorCode::invalid, "Notes cannot be sealed to this collector's key."};
  }
  return box;
}

}  // namespace lintel::trust
