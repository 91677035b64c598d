// The in-memory twin of Transport: a handler plays the network and the collector behind it. It
// keeps the port's promises around whatever the handler answers: header names in lower case,
// bodies over the limit cut off and reported, cancelled once cancelled.
//
// exchange() runs the handler on the calling thread; cancel() may come from any thread and is
// noticed before and after the handler, which therefore must not block for ever.
#pragma once

#include <atomic>
#include <functional>

#include "shared/ports/transport.h"

namespace lintel {

class MemoryTransport final : public Transport {
 public:
  using Handler = std::function<Exchange(const Request&)>;

  // Without a handler nobody listens: TransportFailure::refused.
  MemoryTransport() = default;
  explicit MemoryTransport(Handler handler) : handler_(std::move(handler)) {}

  // Not while an exchange runs on another thread.
  void set_handler(Handler handler) { handler_ = std::move(handler); }

  Result<Exchange> exchange(const Request& request) override;
  void cancel() override { cancelled_ = true; }

  static Exchange reply(int status, std::map<std::string, std::string> headers = {},
                        std::string body = {});
  static Exchange failure(TransportFailure failure);

 private:
  Handler handler_;
  std::atomic<bool> cancelled_{false};
};

}  // namespace lintel
