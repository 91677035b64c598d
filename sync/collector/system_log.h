// What whoever runs a collector must be able to look up: who signed in, let a tablet in, took its
// right away or was refused, and what broke. One entry a happening, as fields: natively in
// systemd's journal where the program writes to it (fields LINTEL_EVENT, LINTEL_PEER …; see
// systemd.journal-fields(7)), else one line of key=value on standard error.
//
// Never an answer, and no secret: no password, key, code or token. Nothing is logged at the moment
// a tablet sends what teachers answered (DESIGN section 2.3).
#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shared/core/time.h"

namespace lintel::collector {

enum class LogLevel { error = 3, warning = 4, info = 6 };  // as syslog(3) numbers them

class LogEntry {
 public:
  // event: a word of ours, "sign-in".
  LogEntry(LogLevel level, std::string event) : level_(level), event_(std::move(event)) {}
  // key: lower case and _; value: made a clean line, cut to 200 bytes. Empty ones are left out.
  LogEntry& with(const std::string& key, std::string_view value);

  const std::string& event() const { return event_; }
  std::string value_of(const std::string& key) const;  // empty: it has none
  std::string line() const;     // event=sign-in peer=192.0.2.7 outcome="wrong password"
  std::string journal() const;  // one datagram of journald's own protocol

 private:
  LogLevel level_;
  std::string event_;
  std::vector<std::pair<std::string, std::string>> fields_;
};

using Log = std::function<void(const LogEntry&)>;
// Safe from any thread; never waits for long and never fails: what cannot be logged is lost.
Log system_log(std::ostream& err);

// What anybody can bring about is told once a minute for each who and what, with how often it was
// meanwhile; of more than a few hundred of them, nothing. Thread-safe.
class LogThrottle {
 public:
  // How many there were since it was last told, this one included; nothing: not now.
  std::optional<int> due(const std::string& what, MonoTime now);

 private:
  struct Seen {
    MonoTime told{};
    int times = 0;
  };
  std::mutex mutex_;
  std::map<std::string, Seen> seen_;  // guarded by mutex_
};

}  // namespace lintel::collector
