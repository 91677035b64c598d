// One tablet and one collector on loopback: SQLite, libcurl, OpenSSL and HTTP as in life; only the
// clocks stand still until they are moved.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "sync/client/tablet.h"
#include "sync/collector/service.h"
#include "tests/contract/support.h"
#include "tests/sync/fake_collector.h"

namespace lintel::test {

struct Office {
  TempFolder folder;
  ManualClock clock{parse_rfc3339("2026-11-20T16:41:00Z")->utc};
  std::unique_ptr<collector::Service> service;
  Certificate certificate;
  int port = 0;

  Office();
  void open(collector::Vouching vouching = collector::Vouching::by_pin);
  void close();
  std::string url() const { return "https://127.0.0.1:" + std::to_string(port); }

  nlohmann::json get(const std::string& path) const;
  int load(const std::string& document) const;                                // status
  int decide(const std::string& decision, const nlohmann::json& json) const;  // status
  nlohmann::json waiting() const { return get("/v1/admin/pairings")["waiting"]; }
  int received() const { return get("/v1/admin/tablets")["received"].get<int>(); }
  bool meets() const { return get("/v1/admin/tablets")["meets"].get<bool>(); }
};

struct Door {
  TempFolder folder;
  ManualClock clock{parse_rfc3339("2026-11-20T16:41:00Z")->utc};
  std::shared_ptr<NewsBox> box;
  std::unique_ptr<Tablet> tablet;
  std::string room = "204";
  std::string ca_file;
  TabletOptions::Time time = TabletOptions::Time::collector;

  void switch_on(const std::string& url,
                 TabletOptions::Collector collector = TabletOptions::Collector::keep);
  void switch_off() { tablet.reset(); }
  void answer(std::uint64_t from, std::uint64_t to) const;  // and ends the day: all of them go
  PairingShown shown() const;                               // as last told
  // Lets time pass until something is so, in steps of a second.
  bool becomes(const std::function<bool()>& condition);
  bool has_standing(outbox::Standing standing);
  // Until the tablet's own counts are so; it tells them a moment after the collector knows.
  bool tells(const std::function<bool(const JournalCounts&)>& condition);
  bool waits() {
    return becomes([this] { return shown().waiting; });
  }
};

}  // namespace lintel::test
