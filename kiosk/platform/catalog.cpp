#include "kiosk/platform/catalog.h"

#include <algorithm>
#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <cstdint>
#include <cstring>
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
    // The empty key is the catalogue's own header.
    const char* found = id.empty() ? nullptr : messages_.get(0, nullptr, id.c_str());
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

// A .mo file of our own byte order (GNU gettext manual, "The Format of GNU MO Files"). Everything
// it points at is checked here once, because Boost throws when a lookup follows a wrong offset.
class MoFile {
 public:
  explicit MoFile(std::span<const char> bytes) : bytes_(bytes) {}

  bool is_sound() const {
    if (bytes_.size() < header_bytes || number(0) != magic) {
      return false;
    }
    const std::uint64_t count = number(8);
    const std::uint64_t hash_slots = number(20);
    const std::uint64_t hash_at = number(24);
    return count > 0 && has_strings(number(12), count) && has_strings(number(16), count) &&
           (hash_slots == 0 || (hash_slots > 2 && holds(hash_at, hash_slots * 4) &&
                                has_hashes(hash_at, hash_slots, count)));
  }

 private:
  static constexpr std::size_t header_bytes = 28;
  static constexpr std::uint32_t magic = 0x950412DE;

  std::uint32_t number(std::uint64_t at) const {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes_.data() + at, sizeof value);
    return value;
  }
  bool holds(std::uint64_t at, std::uint64_t size) const {
    return at <= bytes_.size() && size <= bytes_.size() - at;
  }
  // A table of (length, offset), each string within the file and ended by a zero.
  bool has_strings(std::uint64_t table, std::uint64_t count) const {
    if (!holds(table, count * 8)) {
      return false;
    }
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::uint64_t length = number(table + i * 8);
      const std::uint64_t offset = number(table + i * 8 + 4);
      if (!holds(offset, length + 1) || bytes_[offset + length] != 0) {
        return false;
      }
    }
    return true;
  }
  // A full table would make a search for a missing key go round for ever.
  bool has_hashes(std::uint64_t table, std::uint64_t slots, std::uint64_t count) const {
    bool has_free_slot = false;
    for (std::uint64_t i = 0; i < slots; ++i) {
      const std::uint32_t index = number(table + i * 4);
      if (index > count) {
        return false;
      }
      has_free_slot = has_free_slot || index == 0;
    }
    return has_free_slot;
  }

  std::span<const char> bytes_;
};

}  // namespace

Result<std::unique_ptr<Words>> load_catalog(const std::string& folder,
                                            const std::string& language) {
  if (!is_language(language)) {
    return Error{ErrorCode::invalid, "“" + language + "” is not the code of a language."};
  }
  const std::filesystem::path path = file_of(folder, language);
  TRY(std::vector<char> bytes, read(path));
  if (!MoFile{bytes}.is_sound()) {
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
