#include "sync/collector/bundle_intake.h"

#include "shared/core/limits.h"
#include "shared/wire/cloudevents.h"

namespace lintel::collector {
namespace {

constexpr std::size_t brackets_and_comma = 3;

// From `from` on, as many as one batch takes; at least one.
std::vector<std::string> batch_from(const std::vector<std::string>& answers, std::size_t from) {
  std::vector<std::string> batch;
  std::size_t bytes = 0;
  for (std::size_t at = from; at < answers.size(); ++at) {
    bytes += answers[at].size() + brackets_and_comma;
    if (batch.size() == limits::batch_events_max ||
        (!batch.empty() && bytes > limits::batch_bytes_max)) {
      break;
    }
    batch.push_back(answers[at]);
  }
  return batch;
}

}  // namespace

void BundleTally::refuse(const std::string& reason) {
  ++refused;
  ++reasons[reason];
}

void BundleTally::count(const wire::Receipt& receipt) {
  for (const wire::ReceiptItem& item : receipt.results) {
    switch (item.status) {
      case wire::ItemStatus::stored:
        ++stored;
        break;
      case wire::ItemStatus::duplicate:
        ++duplicate;
        break;
      case wire::ItemStatus::conflict:
      case wire::ItemStatus::invalid:
        refuse(item.code);
        break;
    }
  }
}

std::vector<Intake> read_answers(const trust::Bundle& bundle, BundleTally& tally,
                                 const SuggestionCounts* suggestions) {
  std::vector<Intake> intakes;
  std::size_t at = 0;
  while (at < bundle.answers.size()) {
    const std::vector<std::string> batch = batch_from(bundle.answers, at);
    at += batch.size();
    auto together = read_batch(wire::join_batch(batch), bundle.ledger.device, suggestions);
    if (together) {
      intakes.push_back(std::move(together).value());
      continue;
    }
    for (const std::string& answer : batch) {
      auto alone = read_batch(wire::join_batch({answer}), bundle.ledger.device, suggestions);
      if (alone) {
        intakes.push_back(std::move(alone).value());
      } else {
        tally.refuse(alone.error().message);
      }
    }
  }
  return intakes;
}

}  // namespace lintel::collector
