#include "sync/collector/occupancy.h"

namespace lintel::collector {

Occupancy::Seat::~Seat() {
  if (owner_ == nullptr) {
    return;
  }
  const std::lock_guard lock(owner_->mutex_);
  --owner_->connections_;
  const auto found = owner_->per_address_.find(address_);
  if (--found->second == 0) {
    owner_->per_address_.erase(found);
  }
}

std::optional<Occupancy::Seat> Occupancy::admit(const std::string& address,
                                                std::size_t per_address_max, PartHolds holds) {
  const std::lock_guard lock(mutex_);
  const auto found = per_address_.find(address);
  const std::size_t mine = found == per_address_.end() ? 0 : found->second;
  const bool is_held =
      holds == PartHolds::always || connections_ >= limits_.connections_uncrowded_max;
  if (connections_ >= limits_.connections_max || (is_held && mine >= per_address_max)) {
    return std::nullopt;
  }
  ++connections_;
  ++per_address_[address];
  return std::optional<Seat>(std::in_place, *this, address);
}

bool Occupancy::BodyShare::grow_to(std::size_t bytes) {
  if (bytes <= held_bytes_) {
    return true;
  }
  const std::size_t more = bytes - held_bytes_;
  if (owner_.body_bytes_.fetch_add(more) + more > owner_.limits_.body_bytes_max) {
    owner_.body_bytes_ -= more;
    return false;
  }
  held_bytes_ = bytes;
  return true;
}

}  // namespace lintel::collector
