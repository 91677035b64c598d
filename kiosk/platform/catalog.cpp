#include "kiosk/platform/catalog.h"

#include <algorithm>
#include <array>
#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <locale>
#include <span>

namespace lintel::kiosk {
namespace {

namespace gettext = boost::locale::gnu_gettext;
using Messages = boost::locale::message_format<char>;

// Ours are a few kilobytes; a megabyte is somebody else's file.
constexpr std::uintmax_t catalog_bytes_max = 1024 * 1024;
constexpr const char* domain = "lintel";

class Catalog final : public Words {
 public:
  Catalog(std::locale locale, const Messages& messages, std::string language)
      : locale_(std::move(locale)), messages_(messages), language_(std::move(language)) {}

  std::string text(std::string_view key) const override {
    const std::string id{key};
    const char* found = messages_.get(0, nullptr, id.c_str());
    return found ? found : id;
  }

  std::string plural(std::string_view key, int count) const override {
    const std::string id{key};
    const char* found = messages_.get(0, nullptr, id.c_str(), count);
    return found ? fill(found, {std::to_string(count)}) : id;
  }

  std::string language() const override { return language_; }

 private:
  std::locale locale_;  // owns the messages
  const Messages& messages_;
  std::string language_;
};

// A language is a folder's name here: nothing that could lead out of the folder of languages.
bool is_language(const std::string& language) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  return !language.empty() && language.size() <= 35 && std::ranges::all_of(language, is_plain);
}

std::filesystem::path file_of(const std::string& folder, const std::string& language) {
  return std::filesystem::path{folder} / language / (std::string{domain} + ".mo");
}

Result<std::vector<char>> read(const std::filesystem::path& path) {
  std::error_code failure;
  const auto size = std::filesystem::file_size(path, failure);
  if (failure) {
    return Error{ErrorCode::not_found, "There is no catalogue of words at " + path.string() + "."};
  }
  if (size > catalog_bytes_max) {
    return Error{ErrorCode::limit,
                 path.string() + " is too large to be a catalogue of Lintel; install it again."};
  }
  std::ifstream file{path, std::ios::binary};
  std::vector<char> bytes{std::istreambuf_iterator<char>{file}, {}};
  if (!file) {
    return Error{ErrorCode::io, path.string() + " cannot be read."};
  }
  return bytes;
}

Error not_a_catalog(const std::filesystem::path& path) {
  return {ErrorCode::corrupt,
          path.string() + " is not a compiled gettext catalogue; install it again."};
}

// The header's promises are checked before Boost follows its offsets.
bool looks_like_catalog(const std::vector<char>& bytes) {
  constexpr std::size_t header_bytes = 28;
  constexpr std::array<unsigned char, 4> magic{0xDE, 0x12, 0x04, 0x95};
  return bytes.size() >= header_bytes &&
         std::ranges::equal(magic, std::span{bytes}.first(4), {}, {},
                            [](char byte) { return static_cast<unsigned char>(byte); });
}

}  // namespace

Result<std::unique_ptr<Words>> load_catalog(const std::string& folder,
                                            const std::string& language) {
  if (!is_language(language)) {
    return Error{ErrorCode::invalid, "“" + language + "” is not the code of a language."};
  }
  const std::filesystem::path path = file_of(folder, language);
  TRY(std::vector<char> bytes, read(path));
  if (!looks_like_catalog(bytes)) {
    return not_a_catalog(path);
  }
  gettext::messages_info info;
  info.language = language;
  info.encoding = "UTF-8";
  info.domains.emplace_back(domain);
  info.paths.emplace_back("");
  info.callback = [&bytes](const std::string&, const std::string&) { return bytes; };
  try {
    auto* const messages = gettext::create_messages_facet<char>(info);
    if (messages == nullptr) {
      return not_a_catalog(path);
    }
    std::locale locale{std::locale::classic(), messages};
    return std::unique_ptr<Words>{
        std::make_unique<Catalog>(std::move(locale), *messages, language)};
  } catch (const std::exception&) {
    return not_a_catalog(path);
  }
}

std::vector<std::string> catalog_languages(const std::string& folder) {
  std::vector<std::string> languages;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator{folder, failure}) {
    const std::string language = entry.path().filename().string();
    if (is_language(language) && std::filesystem::exists(file_of(folder, language), failure)) {
      languages.push_back(language);
    }
  }
  std::ranges::sort(languages);
  return languages;
}

}  // namespace lintel::kiosk
