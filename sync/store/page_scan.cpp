#include "sync/store/page_scan.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "shared/core/limits.h"
#include "sync/store/disk_file.h"
#include "sync/store/log_file.h"

namespace lintel::store {
namespace {

// Ours are made with this page size (database.cpp), without reserved bytes.
constexpr std::size_t page_bytes = 4096;
constexpr std::size_t local_min = (page_bytes - 12) * 32 / 255 - 23;
// What the three kinds of pages with rows begin with, and where their cells begin.
struct PageKind {
  std::uint8_t type;
  std::size_t pointers;
  std::size_t child_bytes;
  bool has_rowid;
  std::size_t local_max;
};
constexpr std::array<PageKind, 3> page_kinds{{
    {0x02, 12, 4, false, (page_bytes - 12) * 64 / 255 - 23},  // inner, of a key
    {0x0a, 8, 0, false, (page_bytes - 12) * 64 / 255 - 23},   // leaf, of a key
    {0x0d, 8, 0, true, page_bytes - 35},                      // leaf, of a rowid
}};
// A schedule is the longest of ours, and what goes with it.
constexpr std::size_t payload_max = limits::schedule_bytes_max + 64 * 1024;
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
  std::size_t left() const { return left_.size(); }

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

// Whether the columns that a record's header names fill the record, which garbage does not.
bool fills_record(std::string_view local, std::size_t payload) {
  Cursor start(local);
  const auto header_bytes = start.varint();
  if (!header_bytes || *header_bytes > local.size()) {
    return false;
  }
  Cursor types(local.substr(0, static_cast<std::size_t>(*header_bytes)));
  static_cast<void>(types.varint());
  std::uint64_t size = *header_bytes;
  for (std::size_t column = 0; !types.is_at_end(); ++column) {
    constexpr std::array<std::uint64_t, 10> fixed_bytes{0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    const auto type = types.varint();
    if (!type || column == columns_max || *type == 10 || *type == 11) {
      return false;
    }
    size += *type < 12 ? fixed_bytes[*type] : (*type - 12) / 2;
  }
  return size == payload;
}

// The file's pages and the log's, newest first.
class Pages {
 public:
  explicit Pages(const std::string& path) {
    auto opened = DiskFile::open(path, DiskFile::Which::database);
    if (opened && *opened != nullptr) {
      file_ = std::move(*opened);
      const auto size = file_->size();
      bytes_ = size ? *size : 0;
      in_file_ = static_cast<std::uint32_t>((bytes_ + std::int64_t{page_bytes} - 1) /
                                            std::int64_t{page_bytes});
    }
    const auto read = each_logged_page(path, [this](LoggedPage page) {
      if (page.bytes.size() != page_bytes) {
        return;
      }
      if (page.is_whole) {
        whole_[page.number] = log_.size();
      }
      log_.push_back(std::move(page));
    });
    static_cast<void>(read);  // a log that cannot be read leaves the file's own pages
  }
  void each(const std::function<void(std::string_view)>& take) const {
    for (std::size_t at = log_.size(); at > 0; --at) {
      const LoggedPage& page = log_[at - 1];
      const auto whole = whole_.find(page.number);
      if (page.number != 1 && (whole == whole_.end() || whole->second < at)) {
        take(page.bytes);
      }
    }
    for (std::uint32_t number = 2; number <= in_file_; ++number) {
      if (!whole_.contains(number)) {
        take(of_file(number));
      }
    }
  }
  // The bytes of a cell whose own page holds only the first of them.
  std::optional<std::string> with_overflow(std::string_view local, std::uint32_t next,
                                           std::size_t size) const {
    std::string payload(local);
    while (payload.size() < size) {
      const auto logged = whole_.find(next);
      const std::string overflow =
          logged == whole_.end() ? of_file(next) : log_[logged->second].bytes;
      if (overflow.empty()) {
        return std::nullopt;
      }
      payload += overflow.substr(4, size - payload.size());
      next = number_at(overflow, 0, 4);
    }
    return payload;
  }

 private:
  // Counted from 1. Empty: there is none, or it cannot be read. The file may end within its last.
  std::string of_file(std::uint32_t number) const {
    if (number == 0 || number > in_file_) {
      return {};
    }
    std::string page(page_bytes, '\0');
    const auto at = (std::int64_t{number} - 1) * std::int64_t{page_bytes};
    const std::int64_t there = std::min(bytes_ - at, std::int64_t{page_bytes});
    return file_->read(page.data(), there, at) ? page : std::string{};
  }

  std::unique_ptr<DiskFile> file_;
  std::int64_t bytes_ = 0;
  std::uint32_t in_file_ = 0;
  std::vector<LoggedPage> log_;
  std::map<std::uint32_t, std::size_t> whole_;  // the newest such of a page, by its place in log_
};

struct Cell {
  PageRow row;
  std::size_t bytes = 0;  // that it takes on its page
};

std::optional<Cell> cell_of(const Pages& pages, const PageKind& kind, std::string_view cell) {
  Cursor cursor(cell);
  const auto size = cursor.varint();
  const auto rowid = kind.has_rowid ? cursor.varint() : std::optional<std::uint64_t>{0};
  if (!size || *size > payload_max || !rowid) {
    return std::nullopt;
  }
  const auto payload = static_cast<std::size_t>(*size);
  const std::size_t wanted = local_min + (payload - local_min) % (page_bytes - 4);
  const bool is_local = payload <= kind.local_max;
  const auto local = cursor.take(is_local                   ? payload
                                 : wanted <= kind.local_max ? wanted
                                                            : local_min);
  if (!local || !fills_record(*local, payload)) {
    return std::nullopt;
  }
  std::optional<PageRow> row;
  if (is_local) {
    row = row_of(*local);
  } else {
    const auto next = cursor.take(4);
    const auto whole =
        next ? pages.with_overflow(*local, number_at(*next, 0, 4), payload) : std::nullopt;
    row = whole ? row_of(*whole) : std::nullopt;
  }
  if (!row) {
    return std::nullopt;
  }
  if (kind.has_rowid && !row->empty() && std::holds_alternative<std::monostate>(row->front())) {
    row->front() = static_cast<std::int64_t>(*rowid);
  }
  // A cell is never shorter than the free block it leaves.
  return Cell{std::move(*row), std::max<std::size_t>(cell.size() - cursor.left(), 4)};
}

// What is free between the cells of a page; nullopt: the list of it cannot be right.
std::optional<std::size_t> free_bytes(std::string_view page) {
  std::size_t free = byte_at(page, 7);
  std::size_t at = number_at(page, 1, 2);
  while (at != 0) {
    if (at + 4 > page_bytes) {
      return std::nullopt;
    }
    free += number_at(page, at + 2, 2);
    const std::size_t next = number_at(page, at, 2);
    if (next != 0 && next <= at) {
      return std::nullopt;
    }
    at = next;
  }
  return free;
}

// By the page's own list of cells. False: the list, or a cell in it, cannot be right.
bool scan_cells(const Pages& pages, std::string_view page,
                const std::function<void(const PageRow&)>& take) {
  const auto kind = std::find_if(page_kinds.begin(), page_kinds.end(), [&](const PageKind& known) {
    return byte_at(page, 0) == known.type;
  });
  if (kind == page_kinds.end()) {
    return false;
  }
  bool is_right = true;
  std::size_t used = 0;
  const std::size_t cells = number_at(page, 3, 2);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const std::size_t pointer = kind->pointers + 2 * cell;
    if (pointer + 2 > page_bytes) {
      return false;
    }
    const std::size_t at = number_at(page, pointer, 2) + kind->child_bytes;
    const auto cell_there = at < page_bytes ? cell_of(pages, *kind, page.substr(at)) : std::nullopt;
    if (cell_there) {
      take(cell_there->row);
      used += cell_there->bytes + kind->child_bytes;
    }
    is_right = is_right && cell_there;
  }
  const auto free = free_bytes(page);
  return is_right && cells > 0 && free && used + *free + number_at(page, 5, 2) == page_bytes;
}

// Wherever a cell could begin: what a damaged list hides is told by its checksum all the same.
void scan_bytes(const Pages& pages, std::string_view page,
                const std::function<void(const PageRow&)>& take) {
  for (std::size_t at = 0; at < page_bytes; ++at) {
    if (byte_at(page, at) == 0) {
      continue;
    }
    for (const PageKind& kind : {page_kinds[1], page_kinds[2]}) {
      if (const auto cell = cell_of(pages, kind, page.substr(at))) {
        take(cell->row);
      }
    }
  }
}

}  // namespace

void scan_pages(const std::string& database_path, const std::function<void(const PageRow&)>& take) {
  const Pages pages(database_path);
  pages.each([&](std::string_view page) {
    if (!page.empty() && !scan_cells(pages, page, take)) {
      scan_bytes(pages, page, take);
    }
  });
}

}  // namespace lintel::store
