// identity.json beside the database (0600): who the collector is and whom it knows. It is written
// only when that changes, so that no damaged, lost or older database ever disowns a fleet or lets a
// revoked tablet back in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/result.h"
#include "shared/trust/pairing_desk.h"

namespace lintel::collector {

struct IdentityFile {
  Uuid collector;
  std::string notes_key;  // what notes are sealed to, as text
  std::string password;   // the admin page's, as an Argon2id hash; empty: none was chosen
  std::vector<trust::KnownTablet> tablets;
};

std::string encode(const IdentityFile& file);
Result<IdentityFile> decode_identity_file(std::string_view text);

// nullopt: there is none. One that cannot be believed is renamed and kept, and `notice` says so.
std::optional<IdentityFile> read_identity_file(const std::string& database_path,
                                               std::string& notice);
Status write_identity_file(const std::string& database_path, const std::string& text);

}  // namespace lintel::collector
