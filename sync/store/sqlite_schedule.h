// ScheduleStore on SQLite.
#pragma once

#include "shared/ports/schedule_store.h"
#include "sync/store/database.h"

namespace lintel::store {

class SqliteSchedule final : public ScheduleStore {
 public:
  explicit SqliteSchedule(Database& database) : database_(database) {}
  Result<std::optional<CachedSchedule>> load() override;
  Status save(const CachedSchedule& schedule) override;
  Status confirm(UtcTime when) override;
  Result<std::optional<std::string>> setting(const std::string& key) override;
  Status set_setting(const std::string& key, const std::string& value) override;

 private:
  Database& database_;
};

}  // namespace lintel::store
