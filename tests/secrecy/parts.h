// One collector and its tablets in one process: SQLite, libcurl, OpenSSL and HTTP as in life, each
// tablet behind a tap of its own; only the clock stands still until it is moved.
#pragma once

#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "shared/event/event.h"
#include "sync/client/tablet.h"
#include "sync/collector/service.h"
#include "tests/contract/support.h"
#include "tests/secrecy/recording.h"
#include "tests/secrecy/wire_tap.h"

namespace lintel::secrecy {

class Desk {
 public:
  explicit Desk(const ManualClock& clock);
  ~Desk() { close(); }
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  void open();
  void close();
  void load(const Event& event);
  // Everything that was written since a backup is lost, but the identity's small files.
  void back_up();
  void restore();

  std::string get(const std::string& path) const;
  int post(const std::string& path, const std::string& body, const std::string& type) const;
  std::string folder() const { return folder_.path("collector"); }
  int port() const { return port_; }
  const std::string& pin() const { return certificate_.pin; }

 private:
  collector::HttpReply ask(collector::HttpRequest request) const;

  const ManualClock& clock_;
  test::TempFolder folder_;
  Certificate certificate_;
  std::unique_ptr<collector::Service> service_;
  int port_ = 0;
};

class Door {
 public:
  Door(std::string name, ManualClock& clock, const Desk& desk);

  void switch_on();
  void switch_off() { tablet_.reset(); }
  void pair(const Desk& desk, const std::string& room);
  // Lets everybody do what is due now.
  void settle();
  // Waits until the disk has said something about this id, or about all orders so far.
  bool wait_for(const Uuid& id);

  Tablet& tablet() { return *tablet_; }
  WireTap& tap() { return *tap_; }
  std::string folder() const { return folder_.path("tablet"); }
  std::string stick() const { return folder_.path("stick"); }
  const std::string& name() const { return name_; }
  // As somebody sees them who ends TLS on the way.
  std::vector<LedgerSeen> ledgers() const;
  std::vector<Copy> requests() const;

 private:
  struct Ear;  // what passes by, unencrypted
  std::string name_;
  ManualClock& clock_;
  test::TempFolder folder_;
  std::shared_ptr<Ear> ear_;
  std::unique_ptr<WireTap> tap_;
  std::unique_ptr<Tablet> tablet_;
};

}  // namespace lintel::secrecy
