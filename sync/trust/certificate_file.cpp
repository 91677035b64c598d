// Certificates on disk: made once, found again.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "sync/trust/certificate.h"
#include "sync/trust/certificate_pem.h"

namespace lintel {
namespace {

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() { close(); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int descriptor() const { return descriptor_; }
  bool close() {
    const int closing = descriptor_;
    descriptor_ = -1;
    return closing < 0 || ::close(closing) == 0;
  }

 private:
  int descriptor_;
};

Error file_error(const std::string& path, const std::string& what) {
  const int number = errno;
  const ErrorCode code = number == ENOENT                       ? ErrorCode::not_found
                         : number == ENOSPC || number == EDQUOT ? ErrorCode::full
                                                                : ErrorCode::io;
  return {code, path + " cannot be " + what + ": " + std::strerror(number) + "."};
}

Error about(const std::string& path, const Error& error, ErrorCode code) {
  return {code, path + " cannot be used for TLS. " + error.message};
}

Result<std::string> read_file(const std::string& path) {
  const File file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.descriptor() < 0) {
    return file_error(path, "read");
  }
  std::string text(pem_bytes_max + 1, '\0');
  std::size_t length = 0;
  while (length < text.size()) {
    const ssize_t got = ::read(file.descriptor(), text.data() + length, text.size() - length);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return file_error(path, "read");
    }
    if (got == 0) {
      text.resize(length);
      return text;
    }
    length += static_cast<std::size_t>(got);
  }
  return Error{ErrorCode::limit, path + " is too long for a certificate."};
}

Status write_whole(const std::string& path, std::string_view text) {
  File file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                   S_IRUSR | S_IWUSR)};
  if (file.descriptor() < 0) {
    return file_error(path, "written");
  }
  while (!text.empty()) {
    const ssize_t put = ::write(file.descriptor(), text.data(), text.size());
    if (put < 0 && errno == EINTR) {
      continue;
    }
    if (put < 0) {
      return file_error(path, "written");
    }
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  if (::fsync(file.descriptor()) != 0 || !file.close()) {
    return file_error(path, "written");
  }
  return ok();
}

Status sync_folder(const std::string& folder) {
  const File file{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (file.descriptor() < 0 || ::fsync(file.descriptor()) != 0) {
    return file_error(folder, "written");
  }
  return ok();
}

Status make_folder(const std::string& folder) {
  std::error_code failed;
  if (std::filesystem::is_directory(folder, failed)) {
    return ok();
  }
  const std::filesystem::path parent = std::filesystem::path{folder}.parent_path();
  if (!parent.empty()) {
    std::filesystem::create_directories(parent, failed);
  }
  if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    return file_error(folder, "made");
  }
  return ok();
}

// Puts the finished file in place unless another process was faster, whose file then stands.
Status put_in_place(const std::string& made, const std::string& path) {
  if (::link(made.c_str(), path.c_str()) == 0 || errno == EEXIST) {
    ::unlink(made.c_str());
    return ok();
  }
  // File systems of USB sticks have no hard links.
  if (::rename(made.c_str(), path.c_str()) == 0) {
    return ok();
  }
  const Error error = file_error(path, "written");
  ::unlink(made.c_str());
  return error;
}

Result<Certificate> load_own(const std::string& path) {
  TRY(const std::string pem, read_file(path));
  auto read = read_certificate(pem, pem);
  if (!read) {
    return about(path, read.error(), ErrorCode::corrupt);
  }
  return read;
}

}  // namespace

Result<Certificate> open_certificate(const std::string& folder,
                                     const std::vector<std::string>& names, UtcTime now) {
  const std::string path = folder + "/" + std::string{certificate_file_name};
  auto found = load_own(path);
  if (found || found.error().code != ErrorCode::not_found) {
    return found;
  }
  TRY(const Certificate made, make_certificate(names, now));
  TRY_DO(make_folder(folder));
  const std::string draft = path + "." + std::to_string(::getpid());
  ::unlink(draft.c_str());  // of a process with our number that was cut off
  if (auto written = write_whole(draft, made.chain_pem + made.key_pem); !written) {
    ::unlink(draft.c_str());
    return std::move(written).error();
  }
  TRY_DO(put_in_place(draft, path));
  TRY_DO(sync_folder(folder));
  return load_own(path);
}

Result<Certificate> load_certificate(const std::string& chain_file, const std::string& key_file) {
  TRY(const std::string chain, read_file(chain_file));
  TRY(const std::string key, read_file(key_file));
  // Each file by itself first, so that the sentence names the right one.
  if (const auto pin = pin_of(chain); !pin) {
    return about(chain_file, pin.error(), ErrorCode::invalid);
  }
  auto read = read_certificate(chain, key);
  if (!read) {
    return about(key_file, read.error(), ErrorCode::invalid);
  }
  return read;
}

}  // namespace lintel
