#include "shared/core/base64.h"

#include <sodium/utils.h>

namespace lintel {
namespace {

int variant_of(Base64 form) {
  return form == Base64::standard ? sodium_base64_VARIANT_ORIGINAL
                                  : sodium_base64_VARIANT_URLSAFE_NO_PADDING;
}

}  // namespace

std::string to_base64(std::span<const std::uint8_t> bytes, Base64 form) {
  // The length counts the final NUL that sodium writes.
  std::string text(sodium_base64_encoded_len(bytes.size(), variant_of(form)), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant_of(form));
  text.pop_back();
  return text;
}

bool from_base64(std::string_view text, Base64 form, std::span<std::uint8_t> out) {
  std::size_t length = 0;
  const char* end = nullptr;
  const int result = sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr,
                                       &length, &end, variant_of(form));
  return result == 0 && length == out.size() && end == text.data() + text.size();
}

}  // namespace lintel
