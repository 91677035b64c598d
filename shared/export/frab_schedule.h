// Private to shared/export: what schedule.json and schedule.xml have in common, in their terms.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/event/event.h"

namespace lintel {

struct FrabEvent {
  const Session* session = nullptr;
  std::string guid;
  std::int64_t id = 0;
  std::string slug;  // unique
  std::string date;  // RFC 3339
  std::string end;
  std::string start;        // "10:00"
  std::string duration;     // "00:45"
  std::string description;  // the suggestions, one a line after "- "
};

struct FrabRoom {
  std::string name;
  std::string guid;
  std::vector<FrabEvent> events;
};

struct FrabDay {
  int index = 0;
  std::string date;
  std::string start;  // of the first session
  std::string end;    // of the last
  std::vector<FrabRoom> rooms;
};

struct FrabSchedule {
  std::string acronym;
  std::string start;  // "2026-11-20"
  std::string end;
  std::vector<FrabDay> days;
};

FrabSchedule frab_schedule(const Event& event);

}  // namespace lintel
