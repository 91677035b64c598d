#include "sync/collector/data_folder.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "shared/core/digest.h"
#include "sync/collector/secret.h"
#include "sync/store/folder.h"
#include "sync/store/whole_file.h"

namespace lintel::collector {
namespace {

constexpr std::size_t small_file_bytes_max = 4096;
constexpr std::string_view sum_line = "\nsha256 ";

std::string key_path(const std::string& folder) {
  return folder + "/admin.token";
}
std::string note_path(const std::string& folder) {
  return folder + "/serve.json";
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t bytes_max) {
  return store::read_whole_file(path, bytes_max);
}

Status write_private_file(const std::string& path, const std::string& bytes) {
  return store::write_whole_file(path, bytes);
}

Result<std::string> read_checked_file(const std::string& path, std::size_t bytes_max) {
  TRY(std::string text, read_file(path, bytes_max));
  const std::size_t line = text.rfind(sum_line);
  if (line == std::string::npos) {
    return text;
  }
  const std::string sum = text.substr(line + sum_line.size());
  text.resize(line);
  if (sum != to_hex(sha256(text)) + "\n") {
    return Error{ErrorCode::corrupt, path + " is damaged."};
  }
  return text;
}

Status write_checked_file(const std::string& path, const std::string& text) {
  return write_private_file(path, text + std::string(sum_line) + to_hex(sha256(text)) + "\n");
}

Result<std::string> admin_key(const std::string& folder) {
  const std::string path = key_path(folder);
  Result<std::string> kept = read_file(path, small_file_bytes_max);
  if (kept) {
    std::string key = std::move(kept).value();
    key.erase(std::remove(key.begin(), key.end(), '\n'), key.end());
    if (is_secret(key)) {
      return key;
    }
    return Error{ErrorCode::invalid,
                 path + " does not hold an admin key; delete it and a new one is made."};
  }
  if (kept.error().code != ErrorCode::not_found) {
    return kept;
  }
  const std::string key = random_secret();
  TRY_DO(write_private_file(path, key + "\n"));
  return key;
}

Result<std::string> admin_key(const std::string& folder, std::string& notice) {
  Result<std::string> kept = admin_key(folder);
  if (kept || kept.error().code != ErrorCode::invalid) {
    return kept;
  }
  TRY(const std::string kept_as, store::set_aside(key_path(folder)));
  notice += (notice.empty() ? "" : " ") + key_path(folder) + " was damaged, is kept as " + kept_as +
            " and a new admin key was made: programs that used the old one need the new.";
  return admin_key(folder);
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
