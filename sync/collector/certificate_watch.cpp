#include "sync/collector/certificate_watch.h"

#include <utility>

#include "sync/trust/tls_server.h"

namespace lintel::collector {

Result<Certificate> CertificateWatch::read(UtcTime now) const {
  TRY(Certificate found, load_certificate(certificate_file_, key_file_));
  const bool is_other = found.chain_pem != used_.chain_pem || found.key_pem != used_.key_pem;
  if (is_other && (now < found.not_before || now >= found.not_after)) {
    return Error{ErrorCode::invalid, certificate_file_ + " is valid from " +
                                         to_rfc3339(found.not_before) + " to " +
                                         to_rfc3339(found.not_after) + " only."};
  }
  if (is_other) {
    TRY_DO(TlsServer::open(found));
  }
  return found;
}

std::optional<Certificate> CertificateWatch::look(Because because, UtcTime now,
                                                  std::string& trouble) {
  trouble.clear();
  if (certificate_file_.empty()) {
    return std::nullopt;
  }
  auto found = read(now);
  if (found) {
    seen_trouble_.clear();
    told_trouble_.clear();
    const bool is_other = found->chain_pem != used_.chain_pem || found->key_pem != used_.key_pem;
    return is_other ? std::optional{std::move(found).value()} : std::nullopt;
  }
  const std::string sentence =
      "The certificate before goes on being used: " + found.error().message +
      " Put a whole one with its key there.";
  const bool is_due =
      because == Because::asked || (sentence == seen_trouble_ && sentence != told_trouble_);
  seen_trouble_ = sentence;
  if (is_due) {
    told_trouble_ = sentence;
    trouble = sentence;
  }
  return std::nullopt;
}

std::string CertificateWatch::news_of_end(UtcTime now) {
  std::string warning = expiry_warning(used_, now);
  if (warning == told_end_) {
    return {};
  }
  told_end_ = warning;
  return warning;
}

}  // namespace lintel::collector
