// What TabletBox is made of, for the files that it is written in.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "tests/sim/tablet_box.h"
#include "tests/sim/tablet_disks.h"

namespace lintel::sim {

class TabletBox::Disks {
 public:
  Disks(World& world, int number, int wipes, Medium medium)
      : medium_(medium), random_below_([&world](std::uint32_t bound) {
          return static_cast<std::uint32_t>(world.dice.between(0, std::int64_t{bound} - 1));
        }) {
    folder_ = world.folder + "/tablet-" + std::to_string(number) + "-" + std::to_string(wipes);
    if (medium == Medium::crash_disk) {
      crash_.emplace(folder_, world.dice, world.faults);
    } else {
      memory_.emplace(world.dice.uuid(), random_below_);
    }
  }
  Result<std::unique_ptr<store::Store>> open() {
    if (memory_) {
      return memory_->open();
    }
    crash_->power_on();
    // A little disk and a small reserve: room is the crash disk's business here.
    return store::Store::open(folder_, {8 * 1024 * 1024, 4096}, random_below_);
  }
  Medium medium() const { return medium_; }
  CrashDisk* crash() { return crash_ ? &*crash_ : nullptr; }
  void set_room(CrashDisk::Room room) {
    if (crash_) {
      crash_->set_room(room);
    } else {
      memory_->set_room(room);
    }
  }

 private:
  Medium medium_;
  RandomBelow random_below_;  // what a group releases is drawn from the run's dice
  std::string folder_;
  std::optional<CrashDisk> crash_;
  std::optional<MemoryDisk> memory_;
};

// The errands' way out: waits in its fiber until the network is done.
class TabletBox::Wire final : public Transport {
 public:
  explicit Wire(TabletBox& box) : box_(box) {}
  Result<Exchange> exchange(const Request& request) override {
    const Error cancelled{ErrorCode::cancelled, "Sending was stopped."};
    if (cancelled_) {
      return cancelled;
    }
    const int ticket = ++ticket_;
    done_.reset();
    box_.network_.exchange(
        request, [box = &box_, wire = std::weak_ptr<int>(alive_), this, ticket](Exchange exchange) {
          if (wire.expired() || ticket != ticket_ || done_) {
            return;
          }
          done_ = std::move(exchange);
          box->errands();
        });
    while (!done_ && !cancelled_) {
      Fiber::wait();
    }
    return cancelled_ ? Result<Exchange>(cancelled) : Result<Exchange>(std::move(*done_));
  }
  void cancel() override { cancelled_ = true; }
  bool is_waiting() const { return ticket_ > 0 && !done_; }

 private:
  TabletBox& box_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
  int ticket_ = 0;
  std::optional<Exchange> done_;
  bool cancelled_ = false;
};

// All that goes when the power goes.
struct TabletBox::Running {
  Uuid device;
  std::shared_ptr<const Event> event;
  JournalCounts counts;
  std::optional<Uuid> stored;  // the last news of an answer
  bool refused = false;        // or of one that could not be written
  bool stopping = false;
  bool asleep = false;
  int naps = 0;
  bool will_tidy = false;
  std::unique_ptr<StorageWork> storage;
  Wire* wire = nullptr;
  std::unique_ptr<SyncThread> sync;
  std::unique_ptr<Fiber> fiber;
  std::shared_ptr<int> alive = std::make_shared<int>(0);
};

struct TabletBox::Person {
  Response answer;
  int amendments = 0;
  Note note;  // once there is one
};

}  // namespace lintel::sim
