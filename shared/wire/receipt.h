// What the collector answers to a batch, after its own commit (DESIGN section 6).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/result.h"

namespace lintel::wire {

enum class ItemStatus { stored, duplicate, conflict, invalid };

struct ReceiptItem {
  Uuid id;
  ItemStatus status = ItemStatus::stored;
  std::string code;  // why, for conflict and invalid: "same-id-other-bytes", "use: unknown answer"
  bool operator==(const ReceiptItem&) const = default;
};

struct Receipt {
  Uuid collector;
  std::vector<ReceiptItem> results;
  bool operator==(const Receipt&) const = default;
};

std::string encode(const Receipt& receipt);
Result<Receipt> decode_receipt(std::string_view body);

}  // namespace lintel::wire
