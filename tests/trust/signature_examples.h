// A signed request that owns its parts, so that tests can change one at a time.
#pragma once

#include <string>

#include "shared/core/base64.h"
#include "shared/trust/signature.h"
#include "tests/trust/examples.h"

namespace lintel::trust {

inline constexpr UtcTime example_time{seconds{1'795'192'867}};  // 2026-11-20T16:41:07Z

struct Signed {
  std::string method, target, device, body;
  SignatureHeaders headers;

  SignedRequest request() const {
    return {method,           target, device, body, headers.content_digest, headers.signature_input,
            headers.signature};
  }
  Verdict verdict(UtcTime now = example_time) const {
    return verify(request(), key_pair(1).public_key(), now);
  }
};

inline Signed sign_example(std::string method = "POST", std::string target = "/v1/responses",
                           std::string body = "[]", UtcTime created = example_time) {
  const RequestToSign request{method, target, device_id(1), body};
  SignatureHeaders headers = sign(request, created, key_pair(1));
  return {std::move(method), std::move(target), device_id(1).text(), std::move(body),
          std::move(headers)};
}

// Signs a given Signature-Input as it stands, with the components it says, whatever they are.
inline Signed sign_as(const std::vector<Component>& components, const std::string& parameters,
                      std::string body = "") {
  Signed made{"GET", "/v1/schedule", device_id(1).text(), std::move(body), {}};
  made.headers.signature_input = "lintel=" + parameters;
  const SignatureBytes bytes = key_pair(1).sign(signature_base(components, parameters));
  made.headers.signature = "lintel=:" + to_base64(bytes, Base64::standard) + ":";
  return made;
}

}  // namespace lintel::trust
