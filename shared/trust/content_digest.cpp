#include "shared/trust/content_digest.h"

#include "shared/core/base64.h"
#include "shared/core/digest.h"
#include "shared/trust/structured_field.h"

namespace lintel::trust {
namespace {

constexpr std::string_view algorithm = "sha-256";

Error unreadable(const std::string& why) {
  return {ErrorCode::invalid, "Content-Digest cannot be read: " + why};
}

}  // namespace

std::string content_digest(std::string_view body) {
  return std::string{algorithm} + "=:" + to_base64(sha256(body), Base64::standard) + ":";
}

Status check_content_digest(std::string_view header, std::string_view body) {
  const auto dictionary = field::parse_dictionary(header);
  if (!dictionary) {
    return unreadable(dictionary.error().message);
  }
  const field::Member* member = field::find(*dictionary, algorithm);
  if (member == nullptr) {
    return unreadable("it names no sha-256.");
  }
  const field::Item* item = std::get_if<field::Item>(&member->value);
  const field::Bytes* bytes = item == nullptr ? nullptr : std::get_if<field::Bytes>(&item->value);
  Sha256 stated{};
  if (bytes == nullptr || !from_base64(bytes->base64, Base64::standard, stated)) {
    return unreadable("its sha-256 is not 32 bytes of base64.");
  }
  // Nothing here is secret: an ordinary comparison will do.
  if (stated != sha256(body)) {
    return Error{ErrorCode::refused,
                 "The body does not fit its Content-Digest: it was changed or cut on the way."};
  }
  return ok();
}

}  // namespace lintel::trust
