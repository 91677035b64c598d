#include "sync/client/device_key.h"

#include <sodium.h>

#include <array>

#include "shared/core/base64.h"

namespace lintel {
namespace {

constexpr const char* seed_key = "key_seed";

}  // namespace

void fill_with_random(std::span<std::uint8_t> bytes) {
  randombytes_buf(bytes.data(), bytes.size());
}

Result<std::shared_ptr<const trust::KeyPair>> device_key(ScheduleStore& settings) {
  if (sodium_init() < 0) {
    return Error{ErrorCode::unavailable, "The system gives no random numbers: restart it."};
  }
  std::array<std::uint8_t, 32> bytes{};
  TRY(std::optional<std::string> kept, settings.setting(seed_key));
  if (!kept) {
    fill_with_random(bytes);
    kept = to_base64(bytes, Base64::url_unpadded);
    TRY_DO(settings.set_setting(seed_key, *kept));
  } else if (!from_base64(*kept, Base64::url_unpadded, bytes)) {
    return Error{ErrorCode::corrupt, "This tablet's key cannot be read; it is kept as it is."};
  }
  auto key = std::make_shared<const trust::KeyPair>(trust::Seed{bytes});
  sodium_memzero(bytes.data(), bytes.size());
  sodium_memzero(kept->data(), kept->size());
  return key;
}

}  // namespace lintel
