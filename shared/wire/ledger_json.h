// Ledger <-> JSON, the body of PUT /v1/ledger and its reply (DESIGN section 6).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/results/ledger.h"

namespace lintel::wire {

std::string encode(const Ledger& ledger);
Result<Ledger> decode_ledger(std::string_view body);

struct LedgerReply {
  // Topics the collector wants again: it was restored from a backup.
  std::vector<Topic> resend;
  // Two tablets speak with this one's identity: a copied data folder. The door says so.
  bool identity_shared = false;
  bool operator==(const LedgerReply&) const = default;
};
std::string encode(const LedgerReply& reply);
Result<LedgerReply> decode_ledger_reply(std::string_view body);

}  // namespace lintel::wire
