#include "sync/collector/data_folder.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

namespace lintel::collector {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t small_file_bytes_max = 4096;

std::string key_path(const std::string& folder) {
  return folder + "/admin.token";
}
std::string note_path(const std::string& folder) {
  return folder + "/serve.json";
}

Error file_error(const std::string& path, const std::string& what, int system_error) {
  const ErrorCode code = system_error == ENOENT ? ErrorCode::not_found : ErrorCode::io;
  return {code, path + " " + what + " (" + std::strerror(system_error) + ")."};
}

std::string new_key() {
  std::array<unsigned char, key_bytes> random{};
  randombytes_buf(random.data(), random.size());
  std::string text(2 * key_bytes + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), random.data(), random.size());
  text.pop_back();
  return text;
}

bool is_key(const std::string& text) {
  return text.size() == 2 * key_bytes &&
         text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// Writes all of it and waits until the disk has it.
bool write_durably(int descriptor, const std::string& bytes) {
  std::size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t count = ::write(descriptor, bytes.data() + written, bytes.size() - written);
    if (count < 0 && errno != EINTR) {
      return false;
    }
    written += count < 0 ? 0 : static_cast<std::size_t>(count);
  }
  return ::fsync(descriptor) == 0;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t bytes_max) {
  std::error_code failure;
  if (std::filesystem::is_directory(path, failure)) {
    return Error{ErrorCode::invalid, path + " is a folder, not a file."};
  }
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    return file_error(path, "cannot be read", errno == 0 ? EIO : errno);
  }
  std::string bytes;
  std::array<char, 16 * 1024> part{};
  while (stream.read(part.data(), part.size()) || stream.gcount() > 0) {
    bytes.append(part.data(), static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > bytes_max) {
      return Error{ErrorCode::limit, path + " is larger than " + std::to_string(bytes_max) +
                                         " bytes; give a smaller file."};
    }
  }
  if (stream.bad()) {
    return file_error(path, "cannot be read", EIO);
  }
  return bytes;
}

Status write_private_file(const std::string& path, const std::string& bytes) {
  const std::string part = path + ".part";
  const int descriptor =
      ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) {
    return file_error(part, "cannot be written", errno);
  }
  const bool whole = write_durably(descriptor, bytes);
  const int failure = errno;
  ::close(descriptor);
  if (!whole) {
    ::unlink(part.c_str());
    return file_error(part, "cannot be written", failure);
  }
  if (::rename(part.c_str(), path.c_str()) != 0) {
    return file_error(path, "cannot be replaced", errno);
  }
  return ok();
}

Result<std::string> admin_key(const std::string& folder) {
  const std::string path = key_path(folder);
  Result<std::string> kept = read_file(path, small_file_bytes_max);
  if (kept) {
    std::string key = std::move(kept).value();
    key.erase(std::remove(key.begin(), key.end(), '\n'), key.end());
    if (is_key(key)) {
      return key;
    }
    return Error{ErrorCode::invalid,
                 path + " does not hold an admin key; delete it and a new one is made."};
  }
  if (kept.error().code != ErrorCode::not_found) {
    return kept;
  }
  const std::string key = new_key();
  TRY_DO(write_private_file(path, key + "\n"));
  return key;
}

Status write_serve_note(const std::string& folder, const ServeNote& note) {
  return write_private_file(note_path(folder),
                            nlohmann::json{{"url", note.url}, {"pin", note.pin}}.dump() + "\n");
}

Result<ServeNote> read_serve_note(const std::string& folder) {
  TRY(const std::string bytes, read_file(note_path(folder), small_file_bytes_max));
  const nlohmann::json json = nlohmann::json::parse(bytes, nullptr, false);
  if (!json.is_object() || !json.contains("url") || !json["url"].is_string()) {
    return Error{ErrorCode::invalid, note_path(folder) + " cannot be understood."};
  }
  return ServeNote{json["url"].get<std::string>(), json.value("pin", std::string{})};
}

void remove_serve_note(const std::string& folder) {
  ::unlink(note_path(folder).c_str());
}

Result<std::string> default_data_folder() {
  // XDG base directories: a relative path there is to be ignored.
  const char* data_home = std::getenv("XDG_DATA_HOME");
  if (data_home != nullptr && data_home[0] == '/') {
    return std::string(data_home) + "/lintel-collector";
  }
  const char* home = std::getenv("HOME");
  if (home != nullptr && home[0] == '/') {
    return std::string(home) + "/.local/share/lintel-collector";
  }
  return Error{ErrorCode::not_found,
               "There is no home folder to keep data in; name a folder with --data."};
}

}  // namespace lintel::collector
