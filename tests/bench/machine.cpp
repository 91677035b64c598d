#include "tests/bench/machine.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "tests/e2e/support/temp_folder.h"

namespace lintel::bench {
namespace {

constexpr int wait_ms_max = 30'000;

// Mesa draws in software through these; where a GPU draws they are not there.
bool is_software_gl(const std::string& mapping) {
  constexpr std::array files{"/libLLVM", "/swrast_dri", "/libgallium", "/libz3"};
  return std::ranges::any_of(
      files, [&](const char* file) { return mapping.find(file) != std::string::npos; });
}

}  // namespace

Memory memory_of(pid_t process) {
  // Blocks of "ADDRESS-ADDRESS rights ... path", each followed by "Name: N kB" lines.
  std::ifstream file{"/proc/" + std::to_string(process) + "/smaps"};
  Memory memory;
  bool in_driver = false;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words{line};
    std::string name;
    double kilobytes = 0;
    words >> name >> kilobytes;
    if (!name.ends_with(':')) {
      in_driver = is_software_gl(line);
    } else if (name == "Private_Clean:" || name == "Private_Dirty:") {
      memory.private_mb += kilobytes / 1024;
      memory.software_gl_mb += in_driver ? kilobytes / 1024 : 0;
    } else if (name == "Anonymous:") {
      memory.anonymous_mb += kilobytes / 1024;
    }
  }
  return memory;
}

Resident resident_of(pid_t process) {
  std::ifstream file{"/proc/" + std::to_string(process) + "/status"};
  Resident resident;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words{line};
    std::string name;
    double kilobytes = 0;
    words >> name >> kilobytes;
    if (name == "VmRSS:") {
      resident.now_mb = kilobytes / 1024;
    } else if (name == "VmHWM:") {
      resident.peak_mb = kilobytes / 1024;
    }
  }
  return resident;
}

double cpu_seconds_of(pid_t process) {
  const std::string text = e2e::read_text("/proc/" + std::to_string(process) + "/stat");
  const auto after_name = text.rfind(')');
  if (after_name == std::string::npos) {
    return 0;
  }
  std::istringstream fields{text.substr(after_name + 2)};
  std::string skipped;
  for (int field = 3; field < 14; ++field) {
    fields >> skipped;
  }
  double user_ticks = 0;
  double system_ticks = 0;
  fields >> user_ticks >> system_ticks;
  return (user_ticks + system_ticks) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

Signal::Signal(std::string path) : path_(std::move(path)), file_(-1) {
  if (mkfifo(path_.c_str(), 0600) == 0) {
    file_ = open(path_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  }
}

Signal::~Signal() {
  if (file_ >= 0) {
    close(file_);
  }
  unlink(path_.c_str());
}

double Signal::wait_ms(std::chrono::steady_clock::time_point start) const {
  pollfd waiting{file_, POLLIN, 0};
  if (file_ < 0 || poll(&waiting, 1, wait_ms_max) != 1 || (waiting.revents & POLLIN) == 0) {
    return -1;
  }
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

}  // namespace lintel::bench
