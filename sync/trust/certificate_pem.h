// Reading a certificate and its key from PEM text. Internal to this folder.
#pragma once

#include <string>

#include "shared/core/result.h"
#include "sync/trust/certificate.h"

namespace lintel {

// Error: invalid; a sentence without the name of a file.
Result<Certificate> read_certificate(const std::string& chain_pem, const std::string& key_pem);

}  // namespace lintel
