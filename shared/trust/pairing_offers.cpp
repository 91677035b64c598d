#include "shared/trust/pairing_offers.h"

#include <algorithm>
#include <set>

#include "shared/trust/limits.h"

namespace lintel::trust {

bool PairingOffers::has_room(OfferOf whose, const std::string& address, MonoTime now) {
  while (!offers_.empty() && now - offers_.front().time >= minutes{1}) {
    offers_.pop_front();
  }
  std::set<std::string> addresses{address};
  std::size_t of_kind = 0;
  std::size_t of_address = 0;
  for (const Offer& offer : offers_) {
    if (offer.whose == whose) {
      ++of_kind;
      of_address += offer.address == address ? 1U : 0U;
      addresses.insert(offer.address);
    }
  }
  if (whose == OfferOf::known_device) {
    return of_kind < limits::pairing_known_offers_per_minute_max;
  }
  const std::size_t share =
      std::max<std::size_t>(1, limits::pairing_offers_per_minute_max / addresses.size());
  return of_kind < limits::pairing_offers_per_minute_max ||
         (of_kind < limits::pairing_offers_per_minute_shared_max && of_address < share);
}

void PairingOffers::add(OfferOf whose, const std::string& address, MonoTime now) {
  offers_.push_back({now, whose, address});
}

}  // namespace lintel::trust
