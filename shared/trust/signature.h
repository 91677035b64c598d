// HTTP Message Signatures (RFC 9421) of a tablet's requests, algorithm ed25519 only, label
// "lintel". Covered: "@method", "@path", "@query" when there is one, "content-digest" (RFC 9530)
// when there is a body, "lintel-device". Parameters: created, keyid (the device's id), alg.
// "@authority" is left out on purpose: a school's proxy or a second name for the collector may
// change Host, and the collector's identity is shown by its TLS key.
//
// There is no nonce. A replayed batch names ids the collector already has and stores nothing; a
// replayed GET tells the thief nothing he did not overhear. What replaces something, the ledger, is
// ordered by the receiver: counts taken only grow. The window around `created` protects what is
// left: a request caught once is not good for ever, for instance against next year's event. It is
// generous because tablets' clocks are wrong (no battery, no network for days) and answers must
// come in all the same; see signing_clock.h for the tablet whose clock is off by years.
//
// Pure values; safe from any thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/time.h"
#include "shared/trust/keys.h"

namespace lintel::trust {

inline constexpr std::string_view signature_input_header = "Signature-Input";
inline constexpr std::string_view signature_header = "Signature";
inline constexpr std::string_view content_digest_header = "Content-Digest";

// --- the tablet -------------------------------------------------------------------------------

struct RequestToSign {
  std::string_view method;  // upper case
  std::string_view target;  // path and query: "/v1/hello?nonce=3"; visible ASCII, starts with "/"
  Uuid device;
  std::string_view body;  // as it will travel
};
struct SignatureHeaders {
  std::string content_digest;  // empty: no body, no header
  std::string signature_input;
  std::string signature;
};
SignatureHeaders sign(const RequestToSign& request, UtcTime created, const KeyPair& key);

// --- the collector ----------------------------------------------------------------------------

// A request as it arrived. Absent headers are empty; several lines of one header are joined by
// ", ".
struct SignedRequest {
  std::string_view method;
  std::string_view target;
  std::string_view device;  // Lintel-Device, by which the caller found the key
  std::string_view body;    // before inflating
  std::string_view content_digest;
  std::string_view signature_input;
  std::string_view signature;
};

// How far from the collector's clock `created` may lie.
struct Window {
  std::chrono::seconds past = std::chrono::days{400};    // a school year and the summer after it
  std::chrono::seconds future = std::chrono::days{400};  // a tablet set to the wrong year
};

enum class Check {
  passed,
  not_signed,       // no signature labelled "lintel"
  malformed,        // headers that are not RFC 9421, or more in them than we allow
  other_algorithm,  // not ed25519
  other_device,     // keyid is not the device that asks
  not_covered,      // the signature leaves out a part of the request that must be in it
  forged,           // does not fit the key: another key, or the request was changed
  body_changed,     // genuine, but the body is not the one that was signed
  too_old,          // genuine, but created before the window: the tablet's clock is wrong
  too_new,          // genuine, but created after the window
};
struct Verdict {
  Check check = Check::malformed;
  std::string sentence;  // for a person; empty when passed
  UtcTime created{};     // when genuine: passed, body_changed, too_old, too_new
  bool passed() const { return check == Check::passed; }
};
Verdict verify(const SignedRequest& request, const PublicKey& key, UtcTime now,
               const Window& window = {});

// --- underneath -------------------------------------------------------------------------------

// The signature base (RFC 9421, 2.5): what is really signed. `parameters` is the serialized inner
// list with its parameters. Public for the tests with the RFC's own examples.
using Component = std::pair<std::string_view, std::string_view>;  // name without quotes, value
std::string signature_base(const std::vector<Component>& components, std::string_view parameters);

}  // namespace lintel::trust
