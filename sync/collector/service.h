// The collector put together: lock, database, books, writer, router and, when it serves, the HTTP
// server. One owner thread opens, asks and closes; what runs inside is the business of the parts.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "shared/ports/clock.h"
#include "sync/collector/http.h"
#include "sync/collector/router.h"
#include "sync/collector/writer.h"
#include "sync/trust/certificate.h"

namespace lintel::collector {

// What tells a tablet that it speaks with its collector: the certificate's key, learned when
// pairing, or the system's trust store.
enum class Vouching { by_pin, by_system };

struct ServiceOptions {
  std::string data_folder;
  std::optional<Certificate> certificate;  // none: plain HTTP, for this machine only
  Vouching vouching = Vouching::by_pin;
  Tablets tablets = Tablets::paired_only;
  Listening listening = Listening::loopback;
  std::map<std::string, RouterOptions::File> page;
  WriterLimits writer;
  const Clock* clock = nullptr;  // null: the system's
  Log log{};                     // RouterOptions::log
  RouterOptions::PublicSchedule public_schedule = RouterOptions::PublicSchedule::shared;
};

class Service {
 public:
  // busy: another Lintel holds the folder. refused: unpaired tablets, or no TLS, on a network
  // address.
  static Result<std::unique_ptr<Service>> open(ServiceOptions options);
  virtual ~Service() = default;

  virtual const std::string& notice() const = 0;  // what opening has to tell a person, or empty
  virtual const std::string& admin_token() const = 0;
  virtual Router& router() = 0;
  // The notes' recovery code, the first time it is asked for; empty ever after.
  virtual std::string first_recovery_code() = 0;
  // The router's answer to a request of our own; waits for it.
  virtual HttpReply ask(HttpRequest request) = 0;

  // Takes requests from the network until close(). Returns the URL.
  virtual Result<std::string> listen(const ListenAddress& address, const HttpLimits& limits) = 0;
  // A renewed one, for connections from now on. Any thread. invalid: it cannot be used, and the one
  // before stays.
  virtual Status use_certificate(Certificate certificate) = 0;
  // Stops listening, finishes what is queued, checkpoints and closes the database.
  virtual Status close() = 0;
};

}  // namespace lintel::collector
