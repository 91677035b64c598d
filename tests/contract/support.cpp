#include "tests/contract/support.h"

#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <random>
#include <sstream>
#include <stdexcept>

#include "shared/core/limits.h"
#include "shared/event/form.h"

namespace lintel::test {

// In memory where there is such a place: thousands of durable commits take seconds on a real disk,
// and what is tested here is ours, not the disk's.
TempFolder::TempFolder() {
  const std::filesystem::path memory = "/dev/shm";
  const bool in_memory = ::access(memory.c_str(), W_OK) == 0;
  std::string pattern =
      ((in_memory ? memory : std::filesystem::temp_directory_path()) / "lintel-test-XXXXXX")
          .string();
  if (mkdtemp(pattern.data()) == nullptr) {
    throw std::runtime_error("no temporary folder could be made");
  }
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TempFolder::path(const std::string& name) const {
  return name.empty() ? path_.string() : (path_ / name).string();
}

Uuid test_id(std::uint64_t number) {
  std::mt19937_64 random(number);
  std::array<std::uint8_t, 16> bytes{};
  for (auto& byte : bytes) {
    byte = static_cast<std::uint8_t>(random());
  }
  return Uuid::from_random(bytes);
}

Response test_response(std::uint64_t number, const std::string& session) {
  Response response;
  response.id = test_id(number);
  response.event = EventId{"pd-day"};
  response.session = SessionId{session};
  response.form = exit_form().id;
  response.use = exit_form().use.front();
  return response;
}

Topic test_topic(const std::string& session) {
  return {EventId{"pd-day"}, Purpose::exit, SessionId{session}};
}

SealedNote test_note(std::uint64_t number, const std::string& session, char letter) {
  return {test_id(number), test_topic(session), exit_form().id, exit_form().note_prompts.front(),
          std::string(limits::note_box_bytes.front(), letter)};
}

RandomBelow test_random(std::uint64_t seed) {
  return [random = std::mt19937_64(seed)](std::uint32_t bound) mutable {
    return std::uniform_int_distribution<std::uint32_t>(0, bound - 1)(random);
  };
}

std::string file_bytes(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace lintel::test
