// The bundle (DESIGN sections 2.9 and 6): everything a tablet took, in one file that a person
// carries to the collector on a USB stick. Value <-> bytes; pure. Lines that end with \n:
//
//   {"lintel_bundle":1,"device":"<uuid>","key":"<its public key>","event":"<id>","answers":412}
//   {"device":…}                     the ledger, as PUT /v1/ledger
//   {"specversion":"1.0","id":…}     each answer, as in POST /v1/responses; in the order of ids
//   {"sha256":"<hex>","signature":"<base64>"}
//
// The digest is over every byte before the last line. The Ed25519 signature is over the text
// "Lintel bundle 1\n" and that digest in hex, so that it can never pass for a request's. One bundle
// has exactly one byte string: with any byte changed, left out or added it does not open.
//
// What opens is whole and signed with the key it names. Whether that is the key of a tablet one
// knows is the caller's question, as is what each answer says (collector/ingest.h). It carries no
// time: order and time are no part of an answer (DESIGN section 2.3).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/results/ledger.h"
#include "shared/trust/keys.h"

namespace lintel::trust {

// What the name of a bundle's file ends with.
inline constexpr std::string_view bundle_extension = ".lintel";

struct Bundle {
  EventId event;                     // of the schedule on the tablet; empty: it had none
  Ledger ledger;                     // names the device and its room
  std::vector<std::string> answers;  // CloudEvents, their frozen bytes
  bool operator==(const Bundle&) const = default;
};

std::string seal_bundle(const Bundle& bundle, const KeyPair& key);

struct OpenedBundle {
  Bundle bundle;
  PublicKey key;
};
// Error, naming the line where there is one: invalid (no bundle, or cut short), corrupt (changed on
// the way), refused (signed by somebody else), newer, limit.
Result<OpenedBundle> open_bundle(std::string_view file);

}  // namespace lintel::trust
