// Small values the tests of shared/ build on. at("10:00") is on the sample day, at -06:00.
#pragma once

#include <random>
#include <string>

#include "shared/event/event.h"
#include "shared/event/response.h"
#include "shared/event/timeline.h"

namespace lintel::sample {

UtcTime at(const std::string& clock);  // "10:41" or "10:41:30"
Moment moment(const std::string& clock);
Moment moment_on(const std::string& day, const std::string& clock, minutes offset);

struct Block {
  std::string id;
  std::string room;
  std::string start;
  std::string end;
};
Session session(const Block& block);
// Rooms 204 and gym; asserts that the result is valid.
Event event(std::vector<Session> sessions);
std::string id_of(const Session* session);  // "-" for none
std::vector<std::string> ids_of(const std::vector<const Session*>& sessions);

Uuid uuid(std::mt19937& random);
// A valid answer to exit/1 with text from every script and every escape of JSON.
Response response(std::mt19937& random);

}  // namespace lintel::sample
