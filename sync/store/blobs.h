// Ids and digests as the bytes SQLite keeps; its order of blobs is the order of Uuid.
#pragma once

#include <algorithm>
#include <string>

#include "shared/core/digest.h"
#include "shared/core/ids.h"

namespace lintel::store {

inline std::string blob_of(const Uuid& id) {
  return {id.bytes.begin(), id.bytes.end()};
}
inline std::string blob_of(const Sha256& digest) {
  return {digest.begin(), digest.end()};
}

// The tables' CHECKs promise the length; anything else reads as nil.
inline Uuid uuid_of(const std::string& blob) {
  Uuid id;
  if (blob.size() == id.bytes.size()) {
    std::transform(blob.begin(), blob.end(), id.bytes.begin(),
                   [](char byte) { return static_cast<std::uint8_t>(byte); });
  }
  return id;
}

inline Sha256 digest_of(const std::string& blob) {
  Sha256 digest{};
  if (blob.size() == digest.size()) {
    std::transform(blob.begin(), blob.end(), digest.begin(),
                   [](char byte) { return static_cast<std::uint8_t>(byte); });
  }
  return digest;
}

}  // namespace lintel::store
