#include "sync/collector/identity.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "shared/core/text.h"
#include "sync/collector/data_folder.h"
#include "sync/store/folder.h"

namespace lintel::collector {
namespace {

constexpr std::size_t host_name_bytes_max = 256;

// Machines may be called anything; certificates are made for names of letters, digits, dots.
bool is_plain(std::string_view name) {
  return !name.empty() && name.front() != '-' && name.front() != '.' &&
         name.find("..") == std::string_view::npos &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
         });
}

}  // namespace

std::vector<std::string> names_of_this_machine(const std::string& listen_host) {
  std::vector<std::string> names{"localhost", "127.0.0.1", "::1"};
  const auto add = [&names](const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
    }
  };
  std::array<char, host_name_bytes_max> text{};
  if (gethostname(text.data(), text.size() - 1) == 0) {
    const std::string host = ascii_lower(text.data());
    if (is_plain(host)) {
      add(host);
    }
  }
  const bool anywhere = listen_host == "0.0.0.0" || listen_host == "::";
  if (!anywhere && !listen_host.empty()) {
    add(listen_host);
  }
  return names;
}

Result<Certificate> own_identity(const std::string& data_folder, const std::string& listen_host,
                                 UtcTime now, std::string& notice) {
  const std::string path = data_folder + "/" + std::string(certificate_file_name);
  const std::string copy_path = data_folder + "/tls-copy.pem";
  const std::vector<std::string> names = names_of_this_machine(listen_host);
  const auto copy = read_checked_file(copy_path, pem_bytes_max);
  auto own = open_certificate(data_folder, names, now);
  if (!own && own.error().code == ErrorCode::corrupt && copy) {
    TRY(const std::string kept_as, store::set_aside(path));
    TRY_DO(write_private_file(path, *copy));
    notice = path + " was damaged, is kept as " + kept_as + " and was put back from its copy.";
    own = open_certificate(data_folder, names, now);
  }
  const auto text = own ? read_file(path, pem_bytes_max) : Result<std::string>(own.error());
  if (text && (!copy || *copy != *text)) {
    // On a full disk the next start tries again.
    static_cast<void>(write_checked_file(copy_path, *text));
  }
  return own;
}

Result<Certificate> given_identity(const std::string& certificate_file,
                                   const std::string& key_file) {
  if (certificate_file.empty() || key_file.empty()) {
    return Error{ErrorCode::invalid,
                 "A certificate needs its key; give both --certificate and --key (one file may "
                 "hold both)."};
  }
  return load_certificate(certificate_file, key_file);
}

}  // namespace lintel::collector
