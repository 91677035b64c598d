#include "sync/store/folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

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

Result<std::string> set_aside(const std::string& folder, const std::string& database_name) {
  for (int number = 1; number < set_aside_max; ++number) {
    const std::string name = "lintel-corrupt-" + std::to_string(number) + ".db";
    std::error_code failure;
    if (fs::exists(folder + "/" + name, failure)) {
      continue;
    }
    for (const char* suffix : {"", "-wal", "-shm"}) {
      const std::string from = folder + "/" + database_name + suffix;
      if (!fs::exists(from, failure)) {
        continue;
      }
      fs::rename(from, folder + "/" + name + suffix, failure);
      if (failure) {
        return folder_error(folder, "does not let its damaged database be set aside",
                            failure.value());
      }
    }
    return name;
  }
  return folder_error(folder, "is full of damaged databases", EEXIST);
}

}  // namespace lintel::store
