// The collector's TLS identity: an X.509 certificate and its private key, by OpenSSL.
//
// Without one of its own the collector makes one at first start: ECDSA P-256, self-signed, ten
// years. Tablets do not trust it as such: at pairing they learn the pin of its public key, so what
// counts is that the key never changes while nobody wants it to. A school with its own certificate
// gives that instead, and tablets then trust the system's store.
//
// Values; the functions may be called from any thread, those that name one folder from one at a
// time (two processes are fine).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/core/result.h"
#include "shared/core/time.h"

namespace lintel {

inline constexpr std::size_t certificate_names_max = 64;
inline constexpr std::size_t pem_bytes_max = 256 * 1024;    // a chain of a dozen is under 30 KiB
inline constexpr std::chrono::days certificate_life{3653};  // ten years
// Clocks of tablets that are a little behind shall not call a new certificate "not yet valid".
inline constexpr std::chrono::days certificate_backdated{1};
inline constexpr std::string_view certificate_file_name = "tls.pem";

struct Certificate {
  std::string chain_pem;           // the server's own first
  std::string key_pem;             // secret: for the TLS library only, never for a log
  std::string pin;                 // "sha256//…", as libcurl's CURLOPT_PINNEDPUBLICKEY wants it
  std::vector<std::string> names;  // DNS names and addresses it is for, as written in it
  UtcTime not_before{};
  UtcTime not_after{};
};

// names: host names and IPv4 or IPv6 addresses, at least one. Error: invalid (a name that is
// neither), limit, unavailable (OpenSSL would not).
Result<Certificate> make_certificate(const std::vector<std::string>& names, UtcTime now);

// The folder's certificate: loaded, or made and kept there when there is none, as one file of mode
// 0600 that appears whole or not at all; the folder is made with mode 0700 when it is missing. One
// that is there is never replaced, whatever its names and dates: every tablet has its pin.
// Error: corrupt (kept as it is), io, full, and those of make_certificate.
Result<Certificate> open_certificate(const std::string& folder,
                                     const std::vector<std::string>& names, UtcTime now);

// A given certificate (chain, the server's own first) and key, PEM; both may be one file. Dates are
// not judged: see expiry_warning. Error: not_found, io, limit, invalid (no PEM, a key with a
// passphrase, a key that does not fit the certificate), each naming the file.
Result<Certificate> load_certificate(const std::string& chain_file, const std::string& key_file);

// The pin of the first certificate in a PEM text: what a tablet computes of the one it was shown.
Result<std::string> pin_of(std::string_view chain_pem);

// What browsers show of the first certificate in a PEM text: "AB:12:…", SHA-256.
Result<std::string> browser_fingerprint(std::string_view chain_pem);

// One sentence when it is not valid at `now` or ends within 30 days; empty when all is well.
std::string expiry_warning(const Certificate& certificate, UtcTime now);

}  // namespace lintel
