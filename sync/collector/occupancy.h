// How full the server is: connections in all and per address, bytes of bodies being received.
// Counted by objects that give back what they took. Thread-safe; outlives what it lends.
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace lintel::collector {

class Occupancy {
 public:
  struct Limits {
    std::size_t connections_max;
    std::size_t connections_uncrowded_max;  // up to here nobody is held to a part
    std::size_t body_bytes_max;
  };
  explicit Occupancy(Limits limits) : limits_(limits) {}

  // One connection, for as long as it lives.
  class Seat {
   public:
    Seat(Occupancy& owner, std::string address) : owner_(&owner), address_(std::move(address)) {}
    Seat(Seat&& other) noexcept
        : owner_(std::exchange(other.owner_, nullptr)), address_(std::move(other.address_)) {}
    Seat& operator=(Seat&&) = delete;
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;
    ~Seat();

   private:
    Occupancy* owner_;
    std::string address_;
  };
  // Empty: the server, or this address's part of it, is full. always: also while there is room.
  enum class PartHolds { when_crowded, always };
  std::optional<Seat> admit(const std::string& address, std::size_t per_address_max,
                            PartHolds holds);

  // What one body holds of the common budget.
  class BodyShare {
   public:
    explicit BodyShare(Occupancy& owner) : owner_(owner) {}
    BodyShare(const BodyShare&) = delete;
    BodyShare& operator=(const BodyShare&) = delete;
    ~BodyShare() { owner_.body_bytes_ -= held_bytes_; }
    // false: the budget does not allow it, and nothing has changed.
    bool grow_to(std::size_t bytes);

   private:
    Occupancy& owner_;
    std::size_t held_bytes_ = 0;
  };

 private:
  const Limits limits_;
  std::mutex mutex_;
  std::map<std::string, std::size_t> per_address_;  // guarded by mutex_, as is the next
  std::size_t connections_ = 0;
  std::atomic<std::size_t> body_bytes_{0};
};

}  // namespace lintel::collector
