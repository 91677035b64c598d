#include "sync/collector/ingest.h"

#include <cassert>
#include <utility>

#include "shared/event/form.h"
#include "shared/wire/cloudevents.h"

namespace lintel::collector {
namespace {

// The reason an element cannot be stored; empty when it can.
std::string refusal(const wire::BatchItem& item, const std::optional<Uuid>& sender) {
  if (item.device.is_nil()) {
    return "source: not urn:lintel:device:<uuid>";
  }
  if (sender && item.device != *sender) {
    return "source: not the tablet that sends it";
  }
  if (!item.response) {
    return item.response.error().message;
  }
  const Form& form = exit_form();
  if (item.response->form != form.id) {
    return {};
  }
  const Status checked = check_response(*item.response, form);
  return checked ? std::string{} : checked.error().message;
}

}  // namespace

Result<Intake> read_batch(std::string_view body, const std::optional<Uuid>& sender) {
  TRY(auto batch, wire::decode_batch(body));
  Intake intake;
  intake.items.reserve(batch.size());
  intake.rows.reserve(batch.size());
  intake.item_of_row.reserve(batch.size());
  for (wire::BatchItem& item : batch) {
    std::string code = refusal(item, sender);
    if (!code.empty()) {
      intake.items.push_back({item.id, wire::ItemStatus::invalid, std::move(code)});
      continue;
    }
    intake.item_of_row.push_back(intake.items.size());
    intake.items.push_back({item.id, wire::ItemStatus::stored, {}});
    const Sha256 hash = sha256(item.bytes);
    intake.rows.push_back(
        {item.device, item.id, hash, std::move(item.bytes), std::move(item.response).value()});
  }
  return intake;
}

wire::ItemStatus judge(const Sha256& hash, const Found& found) {
  if (found.inserted) {
    return wire::ItemStatus::stored;
  }
  return found.known == hash ? wire::ItemStatus::duplicate : wire::ItemStatus::conflict;
}

wire::Receipt settle(const Intake& intake, const std::vector<wire::ItemStatus>& statuses,
                     const Uuid& collector) {
  assert(statuses.size() == intake.rows.size());
  wire::Receipt receipt{collector, intake.items};
  for (std::size_t row = 0; row < statuses.size(); ++row) {
    wire::ReceiptItem& item = receipt.results[intake.item_of_row[row]];
    item.status = statuses[row];
    if (statuses[row] == wire::ItemStatus::conflict) {
      item.code = "same-id-other-bytes";
    }
  }
  return receipt;
}

}  // namespace lintel::collector
