// Written whole or not at all, whatever stops the writing.
#include "sync/store/whole_file.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <csignal>

#include "tests/contract/support.h"

namespace lintel::store {
namespace {

using test::file_bytes;
using test::TempFolder;
using test::write_file;

constexpr rlim_t little_room = 64 * 1024;
const std::string long_text(static_cast<std::size_t>(4 * little_room), 'x');

// Writes in a child that may have files of little_room bytes only. How the kernel says so is up to
// `end`: SIG_DFL kills in the midst of a write, as a power cut would; SIG_IGN is a full stick.
// Returns what waitpid tells.
int write_with_little_room(const std::string& path, void (*end)(int)) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::signal(SIGXFSZ, end);
    const rlimit limit{little_room, little_room};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const Status written = write_whole_file(path, long_text);
    ::_exit(written ? 0 : written.error().code == ErrorCode::full ? 7 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("a file is written over another and read back", "[whole_file]") {
  const TempFolder folder;
  const std::string path = folder.path("day.lintel");
  REQUIRE(write_whole_file(path, "first"));
  REQUIRE(write_whole_file(path, long_text));
  CHECK(*read_whole_file(path, long_text.size()) == long_text);
  struct stat found {};
  REQUIRE(::stat(path.c_str(), &found) == 0);
  CHECK((found.st_mode & 0777U) == 0600U);
  CHECK_FALSE(std::filesystem::exists(folder.path(".day.lintel.part")));
}

TEST_CASE("a writer that dies in the midst leaves the old file and a part nobody reads",
          "[whole_file]") {
  const TempFolder folder;
  const std::string path = folder.path("day.lintel");
  REQUIRE(write_whole_file(path, "the old one"));
  const int status = write_with_little_room(path, SIG_DFL);
  REQUIRE(WIFSIGNALED(status));
  CHECK(file_bytes(path) == "the old one");
  REQUIRE(std::filesystem::file_size(folder.path(".day.lintel.part")) == little_room);
  REQUIRE(write_whole_file(path, "the new one"));
  CHECK(file_bytes(path) == "the new one");
  CHECK_FALSE(std::filesystem::exists(folder.path(".day.lintel.part")));
}

TEST_CASE("a full stick is said to be full and holds the old file only", "[whole_file]") {
  const TempFolder folder;
  const std::string path = folder.path("day.lintel");
  REQUIRE(write_whole_file(path, "the old one"));
  const int status = write_with_little_room(path, SIG_IGN);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 7);
  CHECK(file_bytes(path) == "the old one");
  CHECK_FALSE(std::filesystem::exists(folder.path(".day.lintel.part")));
}

TEST_CASE("what cannot be written or read is said by name", "[whole_file]") {
  const TempFolder folder;
  const std::string path = folder.path("not/there");
  CHECK(write_whole_file(path, "x").error().code == ErrorCode::not_found);
  CHECK(read_whole_file(path, 10).error().code == ErrorCode::not_found);
  CHECK(read_whole_file(path, 10).error().message.starts_with(path));
  CHECK(read_whole_file(folder.path(), 10).error().code == ErrorCode::invalid);
  write_file(folder.path("long"), "12345678901");
  CHECK(read_whole_file(folder.path("long"), 11));
  CHECK(read_whole_file(folder.path("long"), 10).error().code == ErrorCode::limit);
}

}  // namespace lintel::store
