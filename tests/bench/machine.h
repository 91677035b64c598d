// What the kernel tells of a process, and a pipe with a name that says when something was written.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>

namespace lintel::bench {

struct Memory {
  double private_mb = 0;      // Private_Clean + Private_Dirty: gone when the process ends
  double software_gl_mb = 0;  // of those: the code and data of the driver that draws without a GPU
  double anonymous_mb = 0;    // of all its memory, what no file backs
};
Memory memory_of(pid_t process);
// Resident memory, now and at most since it started.
struct Resident {
  double now_mb = 0;
  double peak_mb = 0;
};
Resident resident_of(pid_t process);
double cpu_seconds_of(pid_t process);

// A FIFO that a program opens as if it were its output file.
class Signal {
 public:
  explicit Signal(std::string path);
  ~Signal();
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;
  const std::string& path() const { return path_; }
  // Milliseconds from `start` to the first byte; negative when none came in time.
  double wait_ms(std::chrono::steady_clock::time_point start) const;

 private:
  std::string path_;
  int file_;
};

}  // namespace lintel::bench
