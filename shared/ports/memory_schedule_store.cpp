#include "shared/ports/memory_schedule_store.h"

namespace lintel {

Status MemoryScheduleStore::check_disk() const {
  if (disk_ == Disk::full) {
    return Error{ErrorCode::full, "The tablet's disk is full: free some room, then try again."};
  }
  return ok();
}

Result<std::optional<CachedSchedule>> MemoryScheduleStore::load() {
  return cached_;
}

Status MemoryScheduleStore::save(const CachedSchedule& schedule) {
  TRY_DO(check_disk());
  cached_ = schedule;
  return ok();
}

Status MemoryScheduleStore::confirm(UtcTime when) {
  TRY_DO(check_disk());
  if (cached_) {
    cached_->fetched = when;
  }
  return ok();
}

Result<std::optional<std::string>> MemoryScheduleStore::setting(const std::string& key) {
  const auto found = settings_.find(key);
  return found == settings_.end() ? std::optional<std::string>{}
                                  : std::optional<std::string>{found->second};
}

Status MemoryScheduleStore::set_setting(const std::string& key, const std::string& value) {
  TRY_DO(check_disk());
  settings_[key] = value;
  return ok();
}

}  // namespace lintel
