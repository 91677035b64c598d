#include "shared/wire/receipt.h"

#include <array>
#include <optional>

#include "shared/core/limits.h"
#include "shared/wire/json_read.h"
#include "shared/wire/json_write.h"

namespace lintel::wire {
namespace {

struct StatusName {
  ItemStatus status;
  std::string_view name;
};
constexpr std::array<StatusName, 4> status_names{{
    {ItemStatus::stored, "stored"},
    {ItemStatus::duplicate, "duplicate"},
    {ItemStatus::conflict, "conflict"},
    {ItemStatus::invalid, "invalid"},
}};

std::string_view name_of(ItemStatus status) {
  for (const StatusName& known : status_names) {
    if (known.status == status) {
      return known.name;
    }
  }
  return "invalid";
}

std::optional<ItemStatus> status_of(std::string_view name) {
  for (const StatusName& known : status_names) {
    if (known.name == name) {
      return known.status;
    }
  }
  return std::nullopt;
}

// Why an item was refused; longer than any sentence of ours is not from us.
constexpr std::size_t code_bytes_max = 400;

}  // namespace

std::string encode(const Receipt& receipt) {
  JsonWriter json;
  json.begin_object();
  json.key("collector").text(receipt.collector.text());
  json.key("results").begin_array();
  for (const ReceiptItem& item : receipt.results) {
    json.begin_object();
    json.key("id").text(item.id.text());
    json.key("status").text(name_of(item.status));
    if (!item.code.empty()) {
      json.key("code").text(item.code);
    }
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return std::move(json).finish();
}

Result<Receipt> decode_receipt(std::string_view body) {
  TRY(const Json json, parse_json(body, limits::reply_bytes_max, "The receipt"));
  if (!json.is_object()) {
    return Error{ErrorCode::invalid, "The receipt is not a JSON object."};
  }
  const Members members{json, ""};
  Receipt receipt;
  TRY(receipt.collector, members.uuid("collector"));
  TRY(const Json* const results, members.array("results", limits::reply_bytes_max));
  receipt.results.reserve(results->size());
  for (const Json& one : *results) {
    if (!one.is_object()) {
      return field_error("results", "must hold objects only.");
    }
    const Members item{one, "results."};
    TRY(const Uuid id, item.uuid("id"));
    TRY(const std::string name, item.text("status", limits::key_bytes_max));
    TRY(std::string code, item.text("code", code_bytes_max, Presence::optional));
    // A word of a later version settles nothing: its response stays pending, the others do not.
    if (const auto status = status_of(name)) {
      receipt.results.push_back({id, *status, std::move(code)});
    }
  }
  return receipt;
}

}  // namespace lintel::wire
