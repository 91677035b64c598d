#include "sync/collector/dead_tablet.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>

namespace lintel::collector {
namespace {

namespace fs = std::filesystem;

// A folder for its owner only, removed at the end with all that is in it.
class PrivateFolder {
 public:
  static Result<PrivateFolder> make() {
    std::error_code failure;
    const fs::path temporary = fs::temp_directory_path(failure);
    std::string name = (temporary / "lintel-dead-tablet-XXXXXX").string();
    if (failure || ::mkdtemp(name.data()) == nullptr) {
      return Error{ErrorCode::io, "There is no room for a copy of the tablet's data in " +
                                      temporary.string() + " (" + std::strerror(errno) + ")."};
    }
    return PrivateFolder(std::move(name));
  }
  PrivateFolder(PrivateFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  PrivateFolder& operator=(PrivateFolder&&) = delete;
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder() {
    std::error_code ignored;
    if (!path_.empty()) {
      fs::remove_all(path_, ignored);
    }
  }
  const std::string& path() const { return path_; }

 private:
  explicit PrivateFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

// A file copied while a kiosk writes it is no copy. Its lock is asked for, not made.
Status check_idle(const std::string& folder) {
  const int descriptor = ::open((folder + "/lintel.lock").c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return ok();
  }
  const bool held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(descriptor);
  if (held) {
    return Error{ErrorCode::busy, "A kiosk is using " + folder +
                                      " right now: stop it, or let it write a bundle itself "
                                      "(lintel-kiosk --write-bundle)."};
  }
  return ok();
}

Status copy_privately(const fs::path& from, const fs::path& to) {
  std::error_code failure;
  fs::copy_file(from, to, failure);
  if (failure) {
    return Error{ErrorCode::io, from.string() + " cannot be copied (" + failure.message() + ")."};
  }
  // A card's own permissions may not let its owner write.
  ::chmod(to.c_str(), S_IRUSR | S_IWUSR);
  return ok();
}

// The database and its log. The -shm is an index of the log, made anew when it is missing.
Status copy_store(const std::string& from, const std::string& to) {
  for (const char* name : {"lintel.db", "lintel.db-wal"}) {
    std::error_code failure;
    if (fs::exists(fs::path(from) / name, failure)) {
      TRY_DO(copy_privately(fs::path(from) / name, fs::path(to) / name));
    }
  }
  return ok();
}

}  // namespace

Result<SealedBundle> bundle_of_dead_tablet(const std::string& folder, const BundleOrigin& origin,
                                           UtcTime now) {
  if (!store::holds_store(folder)) {
    return Error{ErrorCode::not_found,
                 "There is no tablet's data in " + folder + ": give the folder with lintel.db."};
  }
  TRY_DO(check_idle(folder));
  TRY(const PrivateFolder copy, PrivateFolder::make());
  TRY_DO(copy_store(folder, copy.path()));
  return bundle_of_folder(copy.path(), origin, HeldAnswers::go, now);
}

}  // namespace lintel::collector
