// POST /v1/pair (DESIGN section 7): what a tablet that wants to be let in says, again and again
// until it is answered, and what it hears; pairing_commitment.h tells the order of the numbers. The
// request is signed (signature.h) with the key it offers, so that nobody offers a key he does not
// have. JSON, at most pair_document_bytes_max.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/core/ids.h"
#include "shared/core/result.h"
#include "shared/trust/keys.h"
#include "shared/trust/pairing_code.h"
#include "shared/trust/pairing_commitment.h"

namespace lintel::trust {

inline constexpr std::string_view pair_path = "/v1/pair";

struct PairRequest {
  Uuid device;
  PublicKey public_key;
  PairingCode code;
  std::string name;     // of the tablet, for the admin page: its room as configured, its host name
  std::string version;  // of lintel-kiosk
  Sha256 commitment{};  // to `nonce`
  // Once the collector's was heard.
  std::optional<PairingNonce> nonce{};
};

enum class PairState { waiting, paired, refused, expired };

struct PairReply {
  PairState state = PairState::waiting;
  // Of a pairing; empty otherwise.
  RoomId room;
  EventId event;  // empty when none is loaded yet
  Uuid collector;
  std::string tls_pin;  // "sha256//…"; empty: no TLS, or the system's trust store vouches
  // While it waits: the collector's.
  std::optional<PairingNonce> nonce{};
  bool operator==(const PairReply&) const = default;
};

// Name and version are cleaned (core/text.h) and cut to their limits.
std::string encode(const PairRequest& request);
// Error: one sentence naming the member that is wrong.
Result<PairRequest> decode_pair_request(std::string_view body);
std::string encode(const PairReply& reply);
Result<PairReply> decode_pair_reply(std::string_view body);

// "sha256//" and 32 bytes of base64, as libcurl's CURLOPT_PINNEDPUBLICKEY has it.
bool is_tls_pin(std::string_view text);

}  // namespace lintel::trust
