// A tablet of the tests that signs what it says, byte for byte as the wire wants it.
#pragma once

#include <string>
#include <vector>

#include "shared/trust/pairing_code.h"
#include "shared/trust/pairing_json.h"
#include "shared/trust/signature.h"
#include "tests/collector/day.h"
#include "tests/collector/socket_client.h"

namespace lintel::collector {

// The moment at which the collector of day.h stands.
UtcTime collector_time();

class SignedTablet {
 public:
  // number: of device and key, the same every run.
  explicit SignedTablet(int number);

  const Uuid& device() const { return device_; }
  const trust::KeyPair& key() const { return key_; }
  trust::PairingCode code() const;  // its own

  std::string get(const std::string& path) const;
  std::string post(const std::string& body, const std::vector<std::string>& lines = {}) const;
  std::string put_ledger(const std::string& body) const;
  // Asks to be let in: commits itself to its number, or reveals it too.
  enum class Number { committed, revealed };
  std::string offer(const trust::PairingCode& code, Number number) const;
  trust::PairingNonce nonce() const;
  // What a request carries when this tablet signs it.
  std::vector<std::string> headers(std::string_view method, std::string_view target,
                                   std::string_view body) const;

  UtcTime created = collector_time();

 private:
  Uuid device_;
  trust::KeyPair key_;
};

// Both steps of asking to be let in; the answer to the second.
WireReply offer(const Running& collector, const SignedTablet& tablet,
                const trust::PairingCode& code);
WireReply offer(const Running& collector, const SignedTablet& tablet);
// Asks with `tablet`, approves as an admin does, asks again.
trust::PairReply pair(Running& collector, const SignedTablet& tablet, const std::string& room);
WireReply decide(Running& collector, const std::string& decision, const std::string& json);

}  // namespace lintel::collector
