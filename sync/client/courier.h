// Writes a bundle to a stick while the kiosk runs. The answers are read by the storage thread in
// one go; a stick may take seconds, so it is written by a thread of its own and no tap waits for
// it.
//
// Thread-safety: carry_to() from one thread; `tell` is called from the courier's thread or, when it
// is still busy, from within carry_to(). Destruction waits for the file being written.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "sync/client/bundle_file.h"
#include "sync/client/storage.h"
#include "sync/client/tablet.h"

namespace lintel {

class Courier {
 public:
  // The Storage and the Clock outlive it. key: null when none could be kept, and then there is no
  // bundle.
  Courier(Storage& storage, std::shared_ptr<const trust::KeyPair> key, BundleOrigin origin,
          const Clock& clock, std::function<ClockQuality()> clock_quality,
          std::function<void(TabletNews)> tell);
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  // Answered by BundleWritten or BundleFailed; busy while an earlier one is being written.
  void carry_to(std::string folder);

 private:
  Result<BundleWritten> carry(const std::string& folder);

  Storage& storage_;
  std::shared_ptr<const trust::KeyPair> key_;
  BundleOrigin origin_;
  const Clock& clock_;
  std::function<ClockQuality()> clock_quality_;
  std::function<void(TabletNews)> tell_;
  std::atomic<bool> busy_{false};
  std::thread thread_;
};

}  // namespace lintel
