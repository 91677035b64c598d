// The in-memory twin of ScheduleStore. Passes the contract tests of tests/contract. One owner
// thread, no locks.
#pragma once

#include <map>

#include "shared/ports/schedule_store.h"

namespace lintel {

class MemoryScheduleStore final : public ScheduleStore {
 public:
  // From now on writing fails with ErrorCode::full and leaves what is there.
  enum class Disk { has_room, full };
  void set_disk(Disk disk) { disk_ = disk; }

  Result<std::optional<CachedSchedule>> load() override;
  Status save(const CachedSchedule& schedule) override;
  Status confirm(UtcTime when) override;
  Result<std::optional<std::string>> setting(const std::string& key) override;
  Status set_setting(const std::string& key, const std::string& value) override;

 private:
  Status check_disk() const;

  Disk disk_ = Disk::has_room;
  std::optional<CachedSchedule> cached_;
  std::map<std::string, std::string> settings_;
};

}  // namespace lintel
