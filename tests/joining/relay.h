// Somebody in between: shows clients a certificate of his own and passes on to the real collector
// what they say, and back what it says.
#pragma once

#include <memory>
#include <string>

#include "sync/trust/certificate.h"
#include "tests/contract/socket_server.h"

namespace lintel::test {

class Relay {
 public:
  Relay(const std::string& collector_url, const std::string& collector_pin);
  ~Relay();
  std::string url() const;
  const std::string& pin() const { return certificate_.pin; }

 private:
  struct Inner;
  Certificate certificate_;
  std::unique_ptr<Inner> inner_;
};

}  // namespace lintel::test
