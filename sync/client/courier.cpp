#include "sync/client/courier.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "shared/core/counted.h"
#include "sync/client/threads.h"

namespace lintel {

Courier::Courier(Storage& storage, std::shared_ptr<const trust::KeyPair> key, BundleOrigin origin,
                 const Clock& clock, std::function<ClockQuality()> clock_quality,
                 std::function<void(TabletNews)> tell)
    : storage_(storage),
      key_(std::move(key)),
      origin_(std::move(origin)),
      clock_(clock),
      clock_quality_(std::move(clock_quality)),
      tell_(std::move(tell)) {}

Courier::~Courier() {
  if (thread_.joinable()) {
    thread_.join();
  }
}

void Courier::carry_to(std::string folder) {
  if (busy_.exchange(true)) {
    tell_(BundleFailed{{ErrorCode::busy, "A bundle is being written already: wait for it."}});
    return;
  }
  if (thread_.joinable()) {
    thread_.join();
  }
  thread_ = std::thread([this, folder = std::move(folder)] {
    begin_thread("lintel-courier");
    auto written = carry(folder);
    busy_ = false;
    if (written) {
      spdlog::info("A bundle of {} was written to {}", counted(written->answers, "answer"),
                   written->path);
      tell_(std::move(*written));
    } else {
      spdlog::error("No bundle was written: {}", written.error().message);
      tell_(BundleFailed{std::move(written).error()});
    }
  });
}

Result<BundleWritten> Courier::carry(const std::string& folder) {
  if (!key_) {
    return Error{ErrorCode::unavailable,
                 "This tablet has no key to sign a bundle with: free some space on it and restart "
                 "it."};
  }
  BundleOrigin origin = origin_;
  origin.clock = clock_quality_ ? clock_quality_() : ClockQuality::unknown;
  TRY(const GatheredBundle gathered,
      storage_.ask<GatheredBundle>(Recount::no, [&origin, now = clock_.now()](store::Store& store) {
        return gather_bundle(store, origin, now);
      }));
  TRY(std::string path, write_bundle_file(gathered.bundle, *key_, folder));
  return BundleWritten{std::move(path), gathered.answers, gathered.notes, gathered.waiting.topics,
                       gathered.waiting.until};
}

}  // namespace lintel
