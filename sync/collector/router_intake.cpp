// What tablets bring: answers, notes and ledgers.
#include <memory>
#include <utility>

#include "shared/wire/ledger_json.h"
#include "shared/wire/receipt.h"
#include "sync/collector/router.h"

namespace lintel::collector {

void Router::take_responses(HttpRequest request, const std::optional<Uuid>& sender, Answer answer) {
  const Writer::Coming coming(writer_);
  const auto suggestions = books_.read([](const Books& books) { return books.suggestions; });
  Result<Intake> intake = read_batch(request.body, sender, suggestions.get());
  if (!intake) {
    const bool large = intake.error().code == ErrorCode::limit;
    answer(finished(
        problem(large ? 413 : 400, large ? "too-large" : "bad-batch", intake.error().message)));
    return;
  }
  const auto shared = std::make_shared<Answer>(std::move(answer));
  const Status queued =
      writer_.submit(std::move(intake).value(), [this, shared](Result<Committed> outcome) {
        const auto kept = std::make_shared<Result<Committed>>(std::move(outcome));
        (*shared)([this, kept]() -> HttpReply {
          if (!*kept) {
            return busy(kept->error());
          }
          const Committed& committed = kept->value();
          return json_reply(
              201, wire::encode(settle(committed.intake, committed.statuses, options_.collector)));
        });
      });
  if (!queued) {
    (*shared)(finished(busy(queued.error())));
  }
}

void Router::take_ledger(HttpRequest request, const std::optional<Uuid>& sender, Answer answer) {
  Result<Ledger> decoded = wire::decode_ledger(request.body);
  if (!decoded || decoded->device.is_nil()) {
    answer(
        finished(problem(400, "bad-batch", decoded ? "device: missing" : decoded.error().message)));
    return;
  }
  if (sender && decoded->device != *sender) {
    answer(finished(problem(400, "bad-batch", "device: not the tablet that sends it")));
    return;
  }
  const auto ledger = std::make_shared<Ledger>(std::move(decoded).value());
  const auto shared = std::make_shared<Answer>(std::move(answer));
  const Status queued = writer_.post([this, ledger, shared](CollectorStore& store) {
    const Result<LedgerOutcome> kept = keep_ledger(store, *ledger, clock_.now());
    if (!kept) {
      (*shared)(finished(busy(kept.error())));
      return;
    }
    if (kept->is_old) {
      (*shared)(finished(problem(409, "old-ledger", kept->sentence)));
      return;
    }
    wire::LedgerReply reply;
    reply.identity_shared = kept->identity_shared;
    reply.resend = books_.read(
        [&](const Books& books) { return to_resend(*ledger, books.tablets.at(ledger->device)); });
    (*shared)([reply] { return json_reply(200, wire::encode(reply)); });
    changes_.report();
  });
  if (!queued) {
    (*shared)(finished(busy(queued.error())));
  }
}

}  // namespace lintel::collector
