// The kernel says no, or lies, at the n-th system call of a tablet at work: strace injects the
// error (man strace, "Tampering"). Whatever was called saved is there afterwards.
#include <catch2/catch_test_macros.hpp>

#include <array>
#include <string>
#include <vector>

#include "tests/contract/support.h"
#include "tests/custody/account.h"
#include "tests/e2e/support/process.h"

namespace lintel::custody {
namespace {

constexpr std::chrono::seconds patience{30};
constexpr int answers = 14;
// In ./check each kind is tried at every so many calls only.
constexpr int stride_short = 17;

// Of the folder: made in this run, or there with answers in it.
enum class Start { first, later };

struct Kind {
  const char* name;
  const char* call;
  const char* fault;      // of strace's -e inject=
  const char* how_often;  // from the n-th call: that one only, or all from there on
  Start start;
  int points;
};
constexpr std::array<Kind, 11> kinds{{
    {"one write fails", "pwrite64", "error=EIO", "", Start::later, 50},
    {"the disk is full for one write", "pwrite64", "error=ENOSPC", "", Start::later, 50},
    {"one sync fails", "fdatasync", "error=EIO", "", Start::later, 30},
    {"one sync finds no room", "fdatasync", "error=ENOSPC", "", Start::later, 20},
    {"every write fails from here on", "pwrite64", "error=EIO", "+", Start::later, 20},
    {"the disk stays full from here on", "pwrite64", "error=ENOSPC", "+", Start::later, 20},
    {"every sync fails from here on", "fdatasync", "error=EIO", "+", Start::later, 15},
    {"killed in a write", "pwrite64", "signal=KILL", "", Start::later, 40},
    {"one write of the first start fails", "pwrite64", "error=EIO", "", Start::first, 20},
    {"one sync of the first start fails", "fdatasync", "error=EIO", "", Start::first, 9},
    {"killed in the first start", "pwrite64", "signal=KILL", "", Start::first, 20},
}};

bool strace_works() {
  static const bool works = [] {
    const e2e::Outcome tried = e2e::run(
        {"strace", "-f", "-o", "/dev/null", "-e", "inject=fdatasync:error=EIO:when=1", "true"});
    return tried.exit_code == 0;
  }();
  return works;
}

struct Tried {
  bool was_injected = false;
  std::optional<std::string> differs;
};

e2e::ProcessOptions taker_options(const test::TempFolder& folder, const Account& account,
                                  std::vector<std::string> before = {}) {
  e2e::ProcessOptions options;
  options.arguments = std::move(before);
  options.arguments.insert(options.arguments.end(),
                           {LINTEL_CUSTODY_TAKER, folder.path("data"),
                            std::to_string(account.next()), std::to_string(answers)});
  options.output_file = folder.path("out");
  options.error_file = folder.path("err");
  return options;
}

std::string run_to_the_end(e2e::ProcessOptions options) {
  auto taker = e2e::Process::start(std::move(options));
  REQUIRE(taker);
  REQUIRE((*taker)->wait(patience));
  return (*taker)->output();
}

Tried try_point(const Kind& kind, int call) {
  const test::TempFolder folder;
  Account account;
  if (kind.start == Start::later) {
    account.hear(run_to_the_end(taker_options(folder, account)));
  }
  const std::string tampering = std::string("inject=") + kind.call + ":" + kind.fault +
                                ":when=" + std::to_string(call) + kind.how_often;
  account.hear(
      run_to_the_end(taker_options(folder, account,
                                   {"strace", "-f", "--seccomp-bpf", "-o", folder.path("trace"),
                                    "-e", std::string("trace=") + kind.call, "-e", tampering})));
  Tried tried;
  const std::string trace = test::file_bytes(folder.path("trace"));
  tried.was_injected = trace.find("(INJECTED)") != std::string::npos ||
                       trace.find("killed by SIGKILL") != std::string::npos;
  const bool was_full = std::string_view(kind.fault).ends_with("ENOSPC");
  tried.differs = account.differs_from(
      folder.path("data"), was_full ? Account::Disk::was_full : Account::Disk::had_room);
  return tried;
}

}  // namespace

TEST_CASE("whatever system call fails, what was called saved is there", "[custody][strace]") {
  if (!strace_works()) {
    SKIP(
        "strace is not installed, or this machine does not let it trace: no system call was made "
        "to fail.");
  }
  int points = 0;
  for (const Kind& kind : kinds) {
    for (int call = 1; call <= kind.points; call += is_long() ? 1 : stride_short) {
      const Tried tried = try_point(kind, call);
      points += tried.was_injected ? 1 : 0;
      INFO(kind.name << ", call " << call << ": " << tried.differs.value_or("nothing"));
      CHECK_FALSE(tried.differs);
    }
  }
  CHECK(points >= (is_long() ? 150 : 12));
  WARN(points << " system calls were made to fail");
}

}  // namespace lintel::custody
