#include "sync/store/whole_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace lintel::store {
namespace {

namespace fs = std::filesystem;

Error file_error(const std::string& path, const std::string& what, int system_error) {
  const bool full = system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
  const ErrorCode code = system_error == ENOENT ? ErrorCode::not_found
                         : full                 ? ErrorCode::full
                                                : ErrorCode::io;
  return {code, path + " " + what + " (" + std::strerror(system_error) + ")."};
}

// A descriptor that is closed when it goes out of scope.
class Opened {
 public:
  Opened(const std::string& path, int flags)
      : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)) {}
  ~Opened() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  explicit operator bool() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }
  bool close() { return ::close(std::exchange(descriptor_, -1)) == 0; }

 private:
  int descriptor_;
};

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) {
      return false;
    }
    bytes.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
  }
  return true;
}

// What the device gives back, not what the system still remembers of writing it.
bool reads_back(const std::string& path, std::string_view bytes) {
  const Opened file(path, O_RDONLY);
  if (!file) {
    return false;
  }
  static_cast<void>(::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED));
  std::array<char, 64 * 1024> part{};
  for (;;) {
    const ssize_t count = ::read(file.get(), part.data(), part.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      return count == 0 && bytes.empty();
    }
    const std::string_view found(part.data(), static_cast<std::size_t>(count));
    if (!bytes.starts_with(found)) {
      return false;
    }
    bytes.remove_prefix(found.size());
  }
}

// The name is durable only with its folder. Some file systems of sticks cannot sync one (EINVAL).
Status sync_folder(const std::string& folder) {
  const Opened opened(folder, O_RDONLY | O_DIRECTORY);
  if (opened && (::fsync(opened.get()) == 0 || errno == EINVAL)) {
    return ok();
  }
  return file_error(folder, "cannot be written for certain", errno);
}

std::string folder_of(const std::string& path) {
  const fs::path whole(path);
  return whole.has_parent_path() ? whole.parent_path().string() : ".";
}

}  // namespace

Status sync_file(const std::string& path) {
  const Opened file(path, O_RDONLY);
  return file && ::fsync(file.get()) == 0 ? ok()
                                          : Status(file_error(path, "cannot be written", errno));
}

Status rename_durably(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) {
    return file_error(from, "cannot be renamed", errno);
  }
  return sync_folder(folder_of(to));
}

Result<std::string> read_whole_file(const std::string& path, std::size_t bytes_max) {
  std::error_code failure;
  if (fs::is_directory(path, failure)) {
    return Error{ErrorCode::invalid, path + " is a folder, not a file."};
  }
  const Opened file(path, O_RDONLY);
  if (!file) {
    return file_error(path, "cannot be read", errno);
  }
  std::string bytes;
  std::array<char, 64 * 1024> part{};
  for (;;) {
    const ssize_t count = ::read(file.get(), part.data(), part.size());
    if (count < 0 && errno != EINTR) {
      return file_error(path, "cannot be read", errno);
    }
    if (count == 0) {
      return bytes;
    }
    bytes.append(part.data(), count < 0 ? 0 : static_cast<std::size_t>(count));
    if (bytes.size() > bytes_max) {
      return Error{ErrorCode::limit, path + " is larger than " + std::to_string(bytes_max) +
                                         " bytes; give a smaller file."};
    }
  }
}

Status write_whole_file(const std::string& path, std::string_view bytes) {
  const std::string folder = folder_of(path);
  const std::string part = folder + "/." + fs::path(path).filename().string() + ".part";
  const auto give_up = [&part](const std::string& named, int system_error) {
    ::unlink(part.c_str());
    return file_error(named, "cannot be written", system_error);
  };
  Opened file(part, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file) {
    return file_error(part, "cannot be written", errno);
  }
  if (!write_all(file.get(), bytes) || ::fsync(file.get()) != 0 || !file.close()) {
    return give_up(path, errno);
  }
  if (::rename(part.c_str(), path.c_str()) != 0) {
    return give_up(path, errno);
  }
  TRY_DO(sync_folder(folder));
  if (!reads_back(path, bytes)) {
    ::unlink(path.c_str());
    return Error{
        ErrorCode::io,
        path + " does not read as it was written: the stick or disk is failing, use another."};
  }
  return ok();
}

}  // namespace lintel::store
