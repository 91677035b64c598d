#include "sync/collector/admin_files.h"

#include <array>
#include <filesystem>

#include "sync/collector/data_folder.h"

namespace lintel::collector {
namespace {

constexpr std::size_t file_bytes_max = 1024 * 1024;

struct Listed {
  const char* name;
  const char* media_type;
};
constexpr std::array<Listed, 10> page{{
    {"index.html", "text/html; charset=utf-8"},
    {"style.css", "text/css; charset=utf-8"},
    {"main.js", "text/javascript; charset=utf-8"},
    {"server.js", "text/javascript; charset=utf-8"},
    {"pairing.js", "text/javascript; charset=utf-8"},
    {"results.js", "text/javascript; charset=utf-8"},
    {"sign_in.js", "text/javascript; charset=utf-8"},
    {"subscribe.js", "text/javascript; charset=utf-8"},
    {"tablets.js", "text/javascript; charset=utf-8"},
    {"dom.js", "text/javascript; charset=utf-8"},
}};

}  // namespace

Result<std::map<std::string, RouterOptions::File>> load_admin_files(const std::string& folder) {
  std::map<std::string, RouterOptions::File> files;
  for (const Listed& listed : page) {
    Result<std::string> bytes = read_file(folder + "/" + listed.name, file_bytes_max);
    if (!bytes) {
      return Error{bytes.error().code, "The admin page is incomplete: " + bytes.error().message +
                                           " Point --admin-assets at Lintel's assets/admin."};
    }
    files[listed.name] = {std::move(bytes).value(), listed.media_type};
  }
  return files;
}

std::string default_admin_files() {
  std::error_code failure;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failure);
  const std::filesystem::path installed =
      program.parent_path().parent_path() / "share" / "lintel" / "admin";
  if (!failure && std::filesystem::exists(installed / page.front().name, failure)) {
    return installed.string();
  }
  return LINTEL_ADMIN_ASSETS;
}

}  // namespace lintel::collector
