// Where one simulated tablet keeps its things between two starts.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "shared/ports/memory_journal.h"
#include "shared/ports/memory_schedule_store.h"
#include "sync/store/store.h"
#include "tests/sim/crash_disk.h"

namespace lintel::sim {

// The Store over the memory twins: a disk that never forgets, for the tablets whose disk is not
// what a run is about.
class MemoryDisk {
 public:
  MemoryDisk(const Uuid& device, RandomBelow random_below)
      : device_(device), journal_(device, std::move(random_below)) {}

  class Opened final : public store::Store {
   public:
    explicit Opened(MemoryDisk& disk) : disk_(disk) {}
    Journal& journal() override { return disk_.journal_; }
    ScheduleStore& schedule() override { return disk_.schedule_; }
    const Uuid& device() const override { return disk_.device_; }
    const std::string& notice() const override { return notice_; }
    bool is_volatile() const override { return false; }
    Result<int> seal_plain_notes(const trust::NotesPublicKey&) override { return 0; }
    Status reopen() override { return ok(); }

   private:
    MemoryDisk& disk_;
    std::string notice_;
  };
  std::unique_ptr<store::Store> open() { return std::make_unique<Opened>(*this); }
  void set_room(CrashDisk::Room room) {
    const bool full = room == CrashDisk::Room::none;
    journal_.set_disk(full ? MemoryJournal::Disk::full : MemoryJournal::Disk::has_room);
    schedule_.set_disk(full ? MemoryScheduleStore::Disk::full
                            : MemoryScheduleStore::Disk::has_room);
  }

 private:
  Uuid device_;
  MemoryJournal journal_;
  MemoryScheduleStore schedule_;
};

}  // namespace lintel::sim
