// Port: the tablet's cached schedule and small settings. Owned by one thread, like Journal.
#pragma once

#include <optional>
#include <string>

#include "shared/core/result.h"
#include "shared/core/time.h"

namespace lintel {

struct CachedSchedule {
  std::string document;  // the bytes of GET /v1/schedule
  std::string etag;
  UtcTime fetched;        // when it was last known to be current, by the tablet's clock
  std::string changes{};  // bytes of wire::encode(Changes): what became different until now
};

class ScheduleStore {
 public:
  virtual ~ScheduleStore() = default;
  virtual Result<std::optional<CachedSchedule>> load() = 0;
  // Replaces the cache in one commit; a failed save leaves the old one.
  virtual Status save(const CachedSchedule& schedule) = 0;
  // The kept schedule was still current then. Without one, nothing happens.
  virtual Status confirm(UtcTime when) = 0;
  // Settings: "device" (uuid), "room", "collector" (uuid it is paired with).
  virtual Result<std::optional<std::string>> setting(const std::string& key) = 0;
  virtual Status set_setting(const std::string& key, const std::string& value) = 0;
};

}  // namespace lintel
