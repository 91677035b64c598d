#include "sync/store/page_scan.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string_view>

#include "sync/store/log_file.h"

namespace lintel::store {
namespace {

// Ours are made with this page size (database.cpp), without reserved bytes.
constexpr std::size_t page_bytes = 4096;
constexpr std::size_t local_max = (page_bytes - 12) * 64 / 255 - 23;
constexpr std::size_t local_min = (page_bytes - 12) * 32 / 255 - 23;
constexpr std::uint8_t inner_page = 0x02;
constexpr std::uint8_t leaf_page = 0x0a;
// An answer, its session and what goes with them; more is no row of ours.
constexpr std::size_t payload_max = 64 * 1024;
constexpr std::size_t columns_max = 16;

std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t number = 0;
  for (std::size_t index = 0; index < size; ++index) {
    number = number << 8U | byte_at(bytes, at + index);
  }
  return number;
}

// Reads on from a place; once it would leave the bytes it is over.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : left_(bytes) {}
  std::optional<std::string_view> take(std::uint64_t size) {
    if (size > left_.size()) {
      return std::nullopt;
    }
    const std::string_view taken = left_.substr(0, static_cast<std::size_t>(size));
    left_.remove_prefix(static_cast<std::size_t>(size));
    return taken;
  }
  std::optional<std::uint64_t> varint() {
    std::uint64_t number = 0;
    for (int place = 1; place <= 9; ++place) {
      const auto byte = take(1);
      if (!byte) {
        return std::nullopt;
      }
      const std::uint8_t bits = byte_at(*byte, 0);
      if (place == 9) {
        return number << 8U | bits;
      }
      number = number << 7U | (bits & 0x7fU);
      if (bits < 0x80) {
        return number;
      }
    }
    return std::nullopt;
  }
  bool is_at_end() const { return left_.empty(); }

 private:
  std::string_view left_;
};

// Section 2.1, "Record Format"; nullopt: no whole value of a kind that ours have.
std::optional<PageValue> value_of(std::uint64_t type, Cursor& body) {
  constexpr std::array<std::size_t, 7> integer_bytes{0, 1, 2, 3, 4, 6, 8};
  if (type == 0) {
    return PageValue{};
  }
  if (type == 8 || type == 9) {
    return PageValue{static_cast<std::int64_t>(type - 8)};
  }
  if (type < integer_bytes.size()) {
    const auto bytes = body.take(integer_bytes[type]);
    if (!bytes) {
      return std::nullopt;
    }
    std::uint64_t number = (byte_at(*bytes, 0) & 0x80U) != 0 ? UINT64_MAX : 0;
    for (const char byte : *bytes) {
      number = number << 8U | static_cast<std::uint8_t>(byte);
    }
    return PageValue{static_cast<std::int64_t>(number)};
  }
  if (type < 12) {
    return std::nullopt;
  }
  const auto bytes = body.take((type - 12) / 2);
  return bytes ? std::optional(PageValue{std::string(*bytes)}) : std::nullopt;
}

std::optional<PageRow> row_of(std::string_view payload) {
  Cursor start(payload);
  const auto header_bytes = start.varint();
  if (!header_bytes || *header_bytes > payload.size()) {
    return std::nullopt;
  }
  const auto split = static_cast<std::size_t>(*header_bytes);
  Cursor types(payload.substr(0, split));
  static_cast<void>(types.varint());
  Cursor body(payload.substr(split));
  PageRow row;
  while (!types.is_at_end()) {
    const auto type = types.varint();
    auto value = type ? value_of(*type, body) : std::nullopt;
    if (!value || row.size() == columns_max) {
      return std::nullopt;
    }
    row.push_back(std::move(*value));
  }
  return row;
}

class Pages {
 public:
  explicit Pages(const std::string& path) {
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    file_ = std::move(bytes).str();
    const auto read = each_committed_page(
        path, [this](std::uint32_t number, std::string page) { log_[number] = std::move(page); });
    static_cast<void>(read);  // a log that cannot be read leaves the file's own pages
  }
  std::uint32_t count() const {
    const auto in_file = static_cast<std::uint32_t>(file_.size() / page_bytes);
    return log_.empty() ? in_file : std::max(in_file, log_.rbegin()->first);
  }
  // Counted from 1. Empty: there is none.
  std::string_view page(std::uint32_t number) const {
    const auto logged = log_.find(number);
    if (logged != log_.end() && logged->second.size() == page_bytes) {
      return logged->second;
    }
    const std::size_t at = (std::size_t{number} - 1) * page_bytes;
    return number > 0 && at + page_bytes <= file_.size()
               ? std::string_view(file_).substr(at, page_bytes)
               : std::string_view{};
  }
  // The bytes of a cell whose own page holds only the first of them.
  std::optional<std::string> with_overflow(std::string_view local, std::uint32_t next,
                                           std::size_t size) const {
    std::string payload(local);
    while (payload.size() < size) {
      const std::string_view overflow = page(next);
      if (overflow.empty()) {
        return std::nullopt;
      }
      payload += overflow.substr(4, size - payload.size());
      next = number_at(overflow, 0, 4);
    }
    return payload;
  }

 private:
  std::string file_;
  std::map<std::uint32_t, std::string> log_;
};

std::optional<PageRow> row_of_cell(const Pages& pages, std::string_view cell) {
  Cursor cursor(cell);
  const auto size = cursor.varint();
  if (!size || *size > payload_max) {
    return std::nullopt;
  }
  const auto payload = static_cast<std::size_t>(*size);
  if (payload <= local_max) {
    const auto local = cursor.take(payload);
    return local ? row_of(*local) : std::nullopt;
  }
  const std::size_t wanted = local_min + (payload - local_min) % (page_bytes - 4);
  const auto local = cursor.take(wanted <= local_max ? wanted : local_min);
  const auto next = local ? cursor.take(4) : std::nullopt;
  if (!next) {
    return std::nullopt;
  }
  const auto whole = pages.with_overflow(*local, number_at(*next, 0, 4), payload);
  return whole ? row_of(*whole) : std::nullopt;
}

}  // namespace

void scan_pages(const std::string& database_path, const std::function<void(const PageRow&)>& take) {
  const Pages pages(database_path);
  for (std::uint32_t number = 2; number <= pages.count(); ++number) {
    const std::string_view page = pages.page(number);
    const std::uint8_t type = page.empty() ? 0 : byte_at(page, 0);
    if (type != inner_page && type != leaf_page) {
      continue;
    }
    const std::size_t pointers = type == leaf_page ? 8 : 12;
    const std::size_t child_bytes = type == leaf_page ? 0 : 4;
    const std::size_t cells = number_at(page, 3, 2);
    for (std::size_t cell = 0; cell < cells && pointers + 2 * cell + 2 <= page_bytes; ++cell) {
      const std::size_t at = number_at(page, pointers + 2 * cell, 2) + child_bytes;
      const auto row = at < page_bytes ? row_of_cell(pages, page.substr(at)) : std::nullopt;
      if (row) {
        take(*row);
      }
    }
  }
}

}  // namespace lintel::store
