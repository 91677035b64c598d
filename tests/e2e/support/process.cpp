#include "tests/e2e/support/process.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "tests/e2e/support/temp_folder.h"

extern char** environ;

namespace lintel::e2e {
namespace {

std::vector<std::string> merged_environment(const std::map<std::string, std::string>& changes) {
  std::vector<std::string> merged;
  for (char** entry = environ; *entry; ++entry) {
    const std::string text = *entry;
    if (!changes.contains(text.substr(0, text.find('=')))) {
      merged.push_back(text);
    }
  }
  for (const auto& [name, value] : changes) {
    if (!value.empty()) {
      merged.push_back(name + "=" + value);
    }
  }
  return merged;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (auto& text : texts) {
    list.push_back(text.data());
  }
  list.push_back(nullptr);
  return list;
}

int open_for(const std::string& path) {
  const char* name = path.empty() ? "/dev/null" : path.c_str();
  return open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
}

// Runs in the child between fork and exec: async-signal-safe calls only.
[[noreturn]] void become(char* const* arguments, char* const* environment, int in, int out, int err,
                         const std::optional<unsigned>& user, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setpgid(0, 0);  // Ctrl-C is for us; we end our children in order
  if (getppid() != parent) {
    _exit(127);
  }
  dup2(in, 0);
  dup2(out, 1);
  dup2(err, 2);
  if (user && (setgroups(0, nullptr) != 0 || setgid(*user) != 0 || setuid(*user) != 0)) {
    _exit(126);
  }
  execvpe(arguments[0], arguments, environment);
  _exit(127);
}

}  // namespace

Result<std::unique_ptr<Process>> Process::start(ProcessOptions options) {
  const int in = open("/dev/null", O_RDONLY | O_CLOEXEC);
  const int out = open_for(options.output_file);
  const int err = open_for(options.error_file);
  std::unique_ptr<Process> self{new Process};
  auto arguments = options.arguments;
  auto environment = merged_environment(options.environment);
  const auto argument_list = pointers(arguments);
  const auto environment_list = pointers(environment);
  const pid_t parent = getpid();
  self->pid_ = in < 0 || out < 0 || err < 0 ? -1 : fork();
  if (self->pid_ == 0) {
    become(argument_list.data(), environment_list.data(), in, out, err, options.user, parent);
  }
  const int why = errno;
  for (const int file : {in, out, err}) {
    if (file >= 0) {
      close(file);
    }
  }
  if (self->pid_ < 0) {
    return Error{ErrorCode::io,
                 "Cannot start " + options.arguments.front() + ": " + std::strerror(why) + "."};
  }
  self->options_ = std::move(options);
  return self;
}

Process::~Process() {
  signal(SIGKILL);
  reap(0);
}

void Process::reap(int flags) {
  int status = 0;
  if (exit_code_ || pid_ <= 0 || waitpid(pid_, &status, flags) != pid_) {
    return;
  }
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool Process::running() {
  reap(WNOHANG);
  return !exit_code_;
}

void Process::signal(int number) {
  if (pid_ > 0 && running()) {
    kill(pid_, number);
  }
}

std::optional<int> Process::wait(milliseconds at_most) {
  eventually([this] { return !running(); }, at_most);
  return exit_code_;
}

void Process::end() {
  constexpr auto moment = seconds{3};
  const auto deadline = std::chrono::steady_clock::now() + moment;
  signal(SIGTERM);
  while (running() && std::chrono::steady_clock::now() < deadline) {
    poll(nullptr, 0, 5);
  }
  signal(SIGKILL);
  reap(0);
}

std::string Process::output() const {
  return read_text(options_.output_file);
}
std::string Process::errors() const {
  return read_text(options_.error_file);
}

Outcome run(const std::vector<std::string>& arguments,
            const std::map<std::string, std::string>& environment, std::optional<unsigned> user) {
  const TempFolder folder;
  auto process =
      Process::start({arguments, environment, folder / "output", folder / "errors", user});
  if (!process) {
    return {std::nullopt, "", process.error().message};
  }
  Outcome outcome;
  outcome.exit_code = (*process)->wait();
  outcome.output = (*process)->output();
  outcome.errors = (*process)->errors();
  return outcome;
}

}  // namespace lintel::e2e
