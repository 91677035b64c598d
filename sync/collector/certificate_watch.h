// A certificate that was given and is renewed while the collector runs: its files are looked at
// once a minute and when somebody asks for it (SIGHUP). What is not whole, does not fit together or
// is not valid now changes nothing: the certificate in use stays, and a sentence says why. Writers
// put chain and key one after the other, so the sentence comes only when the files are still so at
// the next look, or at once when somebody asked. One owner thread.
#pragma once

#include <optional>
#include <string>

#include "shared/core/time.h"
#include "sync/trust/certificate.h"

namespace lintel::collector {

class CertificateWatch {
 public:
  // Empty files: the collector's own certificate, which is never renewed; only its end is watched.
  CertificateWatch(std::string certificate_file, std::string key_file, Certificate used)
      : certificate_file_(std::move(certificate_file)),
        key_file_(std::move(key_file)),
        used_(std::move(used)) {}

  enum class Because { minute_passed, asked };
  // The certificate to be used from now on; nothing: the one before. `trouble` is the sentence for
  // a person, empty when there is nothing new to say.
  std::optional<Certificate> look(Because because, UtcTime now, std::string& trouble);
  // It is used.
  void took(Certificate certificate) { used_ = std::move(certificate); }
  // expiry_warning() when it says something else than last time; empty otherwise.
  std::string news_of_end(UtcTime now);

 private:
  Result<Certificate> read(UtcTime now) const;

  std::string certificate_file_;
  std::string key_file_;
  Certificate used_;
  std::string seen_trouble_;
  std::string told_trouble_;
  std::string told_end_;
};

}  // namespace lintel::collector
