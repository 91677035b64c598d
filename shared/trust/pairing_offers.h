// How many new codes a collector takes within a minute, shared fairly: devices that were let in
// before have places of their own; of the rest, once many come, each address has its share, so that
// a stranger who offers all the time does not keep tablets of other addresses out. A plain value.
#pragma once

#include <deque>
#include <string>

#include "shared/core/time.h"

namespace lintel::trust {

enum class OfferOf { known_device, stranger };

class PairingOffers {
 public:
  // address: as the caller tells clients apart; IPv6 by their network.
  bool has_room(OfferOf whose, const std::string& address, MonoTime now);
  void add(OfferOf whose, const std::string& address, MonoTime now);

 private:
  struct Offer {
    MonoTime time{};
    OfferOf whose = OfferOf::stranger;
    std::string address;
  };
  std::deque<Offer> offers_;  // of the last minute
};

}  // namespace lintel::trust
