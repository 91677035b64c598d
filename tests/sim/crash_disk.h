// A disk in memory under the real SQLite: a sqlite3_vfs that remembers which writes were synced.
// At a power cut each write since the last sync is kept, lost, torn at a sector or turned into
// garbage, as the dice fall (the model is SQLite's own src/test6.c). Like unix disks of today it
// promises that a write changes no byte outside its range (SQLITE_IOCAP_POWERSAFE_OVERWRITE).
//
// A sync that fails drops what it should have written while reads still show it: what Linux does
// with pages after EIO (Rebello et al., "Can Applications Recover from fsync Failures?", ATC 2020).
//
// The VFS becomes SQLite's default with the first disk. Files belong to the disk whose folder they
// are in. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/sim/dice.h"
#include "tests/sim/faults.h"

namespace lintel::sim {

class CrashDisk {
 public:
  CrashDisk(std::string folder, Dice& dice, FaultCounts& counts);
  ~CrashDisk();
  CrashDisk(const CrashDisk&) = delete;
  CrashDisk& operator=(const CrashDisk&) = delete;

  // After these no open file can be used any more, and none can be opened before power_on().
  void cut_power();
  void kill_process();  // what was written stays written
  void power_on() { off_ = false; }
  bool is_off() const { return off_; }

  void cut_power_after(int operations);  // in the middle of the n-th write or sync from now
  void fail_a_sync() { fail_a_sync_ = true; }
  enum class Room { some, none };
  void set_room(Room room) { room_ = room; }

  // All that is on it, for a backup that is restored later. Restoring needs all files closed.
  struct Write {
    std::int64_t offset = 0;
    std::optional<std::string> bytes;  // nullopt: the file ends at offset from now on
  };
  struct File {
    std::string seen;     // what reads show
    std::string durable;  // what is on the medium for certain
    std::vector<Write> unsynced;
    bool entry_is_durable = false;  // its name in the folder
  };
  using Image = std::map<std::string, File>;
  Image image() const;
  void restore(const Image& image);

 private:
  friend struct CrashFile;
  friend struct CrashVfs;
  using FilePointer = std::shared_ptr<File>;

  static CrashDisk* find(const std::string& path);
  bool is_dead(std::uint64_t generation) const { return off_ || generation != generation_; }
  bool survives_operation();  // false: the power went
  int write(File& file, std::int64_t offset, std::string bytes);
  int truncate(File& file, std::int64_t size);
  int sync(File& file);
  void settle_at_cut(File& file);

  std::string folder_;
  Dice& dice_;
  FaultCounts& counts_;
  std::map<std::string, FilePointer> files_;
  std::map<std::string, FilePointer> deleted_;  // whose deletion is not durable yet
  std::uint64_t generation_ = 1;
  bool off_ = false;
  int operations_left_ = 0;  // 0: no cut is planned
  bool fail_a_sync_ = false;
  Room room_ = Room::some;
};

}  // namespace lintel::sim
