// The way between one tablet and the collector, and everything that happens on it: requests and
// replies that are lost, late, doubled, cut, rewritten, answered by something else.
#pragma once

#include <functional>

#include "shared/ports/transport.h"
#include "tests/sim/collector_box.h"
#include "tests/sim/weather.h"
#include "tests/sim/world.h"

namespace lintel::sim {

class Network {
 public:
  Network(World& world, const Weather& weather, CollectorBox& collector)
      : world_(world), weather_(weather), collector_(collector) {}

  // `done` is called once, later: with a reply, or with what the tablet notices instead of one.
  using OnDone = std::function<void(Exchange)>;
  void exchange(const Request& request, const OnDone& done);

  enum class Link { up, down, portal };
  void set_link(Link link) { link_ = link; }
  Link link() const { return link_; }

 private:
  bool happens(int per_mille, Fault fault);
  void reach_collector(const Request& request, const OnDone& done);
  void come_back(const Request& request, Reply reply, const OnDone& done);
  Exchange portal_page();
  std::optional<Exchange> refused_on_the_way(const Request& request);
  std::optional<Exchange> cut_on_the_way_back(const Request& request, Reply& reply);
  void tamper_with_receipt(Reply& reply);
  Exchange ours(int status, const std::string& retry_after = {}) const;

  World& world_;
  const Weather& weather_;
  CollectorBox& collector_;
  Link link_ = Link::up;
};

}  // namespace lintel::sim
