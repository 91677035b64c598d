#include "sync/store/folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "sync/store/whole_file.h"

namespace lintel::store {
namespace {

namespace fs = std::filesystem;

// Nobody has a thousand broken databases in one folder; a loop needs an end.
constexpr int set_aside_max = 1000;

Error folder_error(const std::string& folder, const std::string& why, int system_error) {
  const ErrorCode code =
      system_error == ENOSPC || system_error == EDQUOT ? ErrorCode::full : ErrorCode::io;
  return Error{code, "The data folder " + folder + " " + why + " (" + std::strerror(system_error) +
                         "): make it writable, free some space, or choose another folder."};
}

}  // namespace

Status prepare_folder(const std::string& folder) {
  std::error_code failure;
  const bool made = fs::create_directories(folder, failure);
  if (failure) {
    return folder_error(folder, "cannot be made", failure.value());
  }
  if (made && ::chmod(folder.c_str(), S_IRWXU) != 0) {
    return folder_error(folder, "cannot be kept private", errno);
  }
  if (!fs::is_directory(folder, failure)) {
    return folder_error(folder, "is not a folder", ENOTDIR);
  }
  if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0) {
    return folder_error(folder, "cannot be written", errno);
  }
  return ok();
}

Status make_private_file(const std::string& folder, const std::string& name) {
  const int descriptor =
      ::open((folder + "/" + name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) {
    return folder_error(folder, "cannot be written", errno);
  }
  ::close(descriptor);
  return ok();
}

Result<FolderLock> FolderLock::take(const std::string& folder) {
  const std::string path = folder + "/lintel.lock";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) {
    return folder_error(folder, "cannot be locked", errno);
  }
  FolderLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
    return lock;
  }
  if (errno == EWOULDBLOCK) {
    return Error{ErrorCode::busy, "Another Lintel is already using the data folder " + folder +
                                      ": close that one, or choose another folder."};
  }
  return folder_error(folder, "cannot be locked", errno);
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

Status FolderLock::renew(const std::string& folder) {
  struct stat held {};
  struct stat named {};
  const bool is_same = ::fstat(descriptor_, &held) == 0 &&
                       ::stat((folder + "/lintel.lock").c_str(), &named) == 0 &&
                       held.st_dev == named.st_dev && held.st_ino == named.st_ino;
  if (is_same) {
    return ok();
  }
  TRY(FolderLock other, take(folder));
  std::swap(descriptor_, other.descriptor_);
  return ok();
}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

bool Reserve::fill() const {
  const int descriptor = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) {
    return false;
  }
  const bool filled = ::posix_fallocate(descriptor, 0, bytes_) == 0 ||
                      ::posix_fallocate(descriptor, 0, bytes_ / 2) == 0;
  ::close(descriptor);
  if (!filled) {
    give_up();
  }
  return filled;
}

void Reserve::give_up() const {
  ::unlink(path_.c_str());
}

Result<std::string> set_aside(const std::string& database_path) {
  const fs::path original(database_path);
  constexpr std::array<const char*, 3> suffixes{"", "-wal", "-shm"};
  const auto is_there = [](const std::string& path) {
    std::error_code failure;
    return fs::exists(path, failure);
  };
  if (std::none_of(suffixes.begin(), suffixes.end(),
                   [&](const char* suffix) { return is_there(database_path + suffix); })) {
    return std::string{};
  }
  for (int number = 1; number <= set_aside_max; ++number) {
    fs::path kept = original;
    kept.replace_filename(original.stem().string() + "-corrupt-" + std::to_string(number) +
                          original.extension().string());
    if (std::any_of(suffixes.begin(), suffixes.end(),
                    [&](const char* suffix) { return is_there(kept.string() + suffix); })) {
      continue;
    }
    for (const char* suffix : suffixes) {
      if (is_there(database_path + suffix)) {
        TRY_DO(rename_durably(database_path + suffix, kept.string() + suffix));
      }
    }
    return kept.filename().string();
  }
  return folder_error(original.parent_path().string(), "is full of damaged databases", EEXIST);
}

std::string forgets(const std::string& folder) {
  struct statfs system {};
  if (::statfs(folder.c_str(), &system) != 0) {
    return {};
  }
  constexpr std::array<unsigned long, 2> memory{0x01021994UL, 0x858458f6UL};  // tmpfs, ramfs
  constexpr unsigned long overlay = 0x794c7630UL;
  const auto type = static_cast<unsigned long>(system.f_type) & 0xffffffffUL;
  if (std::find(memory.begin(), memory.end(), type) != memory.end()) {
    return "The data folder " + folder +
           " is kept in memory, and switching this computer off loses everything in it: choose a "
           "folder on a disk.";
  }
  return type == overlay ? "The data folder " + folder +
                               " is on a file system that may be thrown away with this system "
                               "(overlay): choose a folder on a disk that stays."
                         : std::string{};
}

}  // namespace lintel::store
