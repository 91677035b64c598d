// One child process with its output in files. Owned: the destructor kills and reaps it, and the
// kernel kills it should we die first. One thread.
#pragma once

#include <sys/types.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/core/result.h"
#include "tests/e2e/support/eventually.h"

namespace lintel::e2e {

struct ProcessOptions {
  std::vector<std::string> arguments;              // the program first
  std::map<std::string, std::string> environment;  // on top of ours; an empty value unsets
  std::string output_file;                         // standard output
  std::string error_file;                          // standard error; emptied at start, as the other
  std::optional<unsigned> user;                    // run as this user and group, without any other
};

class Process {
 public:
  static Result<std::unique_ptr<Process>> start(ProcessOptions options);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  bool running();
  void signal(int number);
  // The exit code, 128 + the signal's number, or nothing when it still runs after `at_most`.
  std::optional<int> wait(milliseconds at_most = patience);
  // SIGTERM, and a moment to close its files, also after give_up(); then as the destructor.
  void end();
  std::string output() const;
  std::string errors() const;

 private:
  Process() = default;
  void reap(int flags);

  ProcessOptions options_;
  pid_t pid_ = -1;
  std::optional<int> exit_code_;
};

// What a program that ends by itself did.
struct Outcome {
  std::optional<int> exit_code;  // nothing: it did not end in time and was killed
  std::string output;
  std::string errors;
};
Outcome run(const std::vector<std::string>& arguments,
            const std::map<std::string, std::string>& environment = {},
            std::optional<unsigned> user = {});

}  // namespace lintel::e2e
