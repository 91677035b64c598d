// Somebody on the Wi-Fi: passes on every byte between tablets and their collector, reads none, and
// writes down when how long a TLS record went which way.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/secrecy/recording.h"

namespace lintel::secrecy {

struct WireRecord {
  UtcTime at{};
  int connection = 0;
  Way way = Way::to_collector;
  std::uint8_t type = 0;   // RFC 8446 section 5.1: 22 handshake, 23 application data
  std::size_t length = 0;  // of the encrypted fragment, as its header says
};

inline constexpr std::uint8_t application_data = 23;

// Splits one way of a connection into records as its bytes come.
class RecordSplitter {
 public:
  struct Head {
    std::uint8_t type = 0;
    std::size_t length = 0;
  };
  std::vector<Head> feed(std::string_view bytes);

 private:
  std::string head_;
  std::size_t skip_ = 0;  // bytes left of the record's body
};

class WireTap {
 public:
  using Watch = std::function<UtcTime()>;
  // watch: what the time is; the system's without one.
  explicit WireTap(int collector_port, Watch watch = {});
  ~WireTap();
  WireTap(const WireTap&) = delete;
  WireTap& operator=(const WireTap&) = delete;

  // The cable is pulled out, or is in again: who connects is hung up on.
  void pull() { pulled_ = true; }
  void plug_in() { pulled_ = false; }
  int port() const { return port_; }
  std::string url() const { return "https://127.0.0.1:" + std::to_string(port_); }
  std::vector<WireRecord> records() const;

 private:
  struct Pair;
  void run();
  void admit(std::vector<std::unique_ptr<Pair>>& pairs);
  bool pass_on(Pair& pair, Way way);
  void write_down(Pair& pair, Way way, std::string_view bytes);

  int collector_port_;
  Watch watch_;
  int listener_ = -1;
  int port_ = 0;
  int connections_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> pulled_{false};
  mutable std::mutex mutex_;
  std::vector<WireRecord> records_;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace lintel::secrecy
