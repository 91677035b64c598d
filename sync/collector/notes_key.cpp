#include "sync/collector/notes_key.h"

#include <sodium.h>

#include <array>
#include <utility>

#include "sync/collector/data_folder.h"

namespace lintel::collector {
namespace {

constexpr std::size_t key_file_bytes_max = 4096;

std::string path_in(const std::string& folder) {
  return folder + "/notes.key";
}

}  // namespace

Result<trust::NotesKeyPair> read_notes_key(const std::string& folder) {
  TRY(std::string code, read_file(path_in(folder), key_file_bytes_max));
  auto key = trust::NotesKeyPair::from_recovery_code(code);
  sodium_memzero(code.data(), code.size());
  return key;
}

Status write_notes_key(const std::string& folder, const trust::NotesKeyPair& key) {
  std::string text = key.recovery_code() + "\n";
  Status written = write_private_file(path_in(folder), text);
  sodium_memzero(text.data(), text.size());
  return written;
}

Result<trust::NotesKeyPair> first_notes_key(const std::string& folder) {
  auto kept = read_notes_key(folder);
  if (kept) {
    return kept;
  }
  if (kept.error().code != ErrorCode::not_found) {
    return Error{ErrorCode::invalid, path_in(folder) + " holds no recovery code: move it away " +
                                         "and a new key is made, or put the right one there."};
  }
  std::array<std::uint8_t, 32> secret{};
  randombytes_buf(secret.data(), secret.size());
  trust::NotesKeyPair made{secret};
  sodium_memzero(secret.data(), secret.size());
  TRY_DO(write_notes_key(folder, made));
  return made;
}

std::string notes_key_notice(const std::string& folder, const trust::NotesPublicKey& sealed_to) {
  const auto key = read_notes_key(folder);
  if (key && key->public_key() == sealed_to) {
    return {};
  }
  const bool is_missing = !key && key.error().code == ErrorCode::not_found;
  return path_in(folder) +
         (is_missing ? " is missing" : " is not the key that notes are sealed to") +
         ": notes are kept and stay sealed; lintel-collector notes --recovery-code CODE, with the "
         "code that was printed at the first start, puts it back.";
}

}  // namespace lintel::collector
