#include "shared/trust/pairing_commitment.h"

#include <string>

namespace lintel::trust {

Sha256 commitment(const PublicKey& tablet, const PairingCode& code, const PairingNonce& nonce) {
  std::string bytes = "lintel pairing commitment 1\n" + code.text() + "\n";
  bytes.append(tablet.bytes().begin(), tablet.bytes().end());
  bytes.append(nonce.begin(), nonce.end());
  return sha256(bytes);
}

}  // namespace lintel::trust
