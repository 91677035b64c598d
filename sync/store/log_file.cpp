#include "sync/store/log_file.h"

#include <sqlite3.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace lintel::store {
namespace {

constexpr std::int64_t header_bytes = 32;
constexpr std::int64_t salts_offset = 16;
constexpr std::int64_t frame_header_bytes = 24;
// The last bit says in which byte order the checksums were made.
constexpr std::uint32_t magic = 0x377f0682;
constexpr std::uint32_t page_bytes_min = 512;
constexpr std::uint32_t page_bytes_max = 65'536;

Error unreadable(const std::string& path) {
  return Error{ErrorCode::io,
               path + " could not be read or written: check that the disk is healthy."};
}

// The -wal file, open by itself.
class LogFile {
 public:
  // nullptr: there is none.
  static Result<std::unique_ptr<LogFile>> open(const std::string& database_path) {
    sqlite3_vfs* const vfs = sqlite3_vfs_find(nullptr);
    std::string full(static_cast<std::size_t>(vfs->mxPathname) + 1, '\0');
    if (vfs->xFullPathname(vfs, database_path.c_str(), vfs->mxPathname, full.data()) != SQLITE_OK) {
      return unreadable(database_path);
    }
    full.resize(full.find('\0'));
    const std::string path = full + "-wal";
    // A log without its database is none to SQLite either.
    for (const std::string& file : {full, path}) {
      int exists = 0;
      if (vfs->xAccess(vfs, file.c_str(), SQLITE_ACCESS_EXISTS, &exists) != SQLITE_OK) {
        return unreadable(file);
      }
      if (exists == 0) {
        return std::unique_ptr<LogFile>{};
      }
    }
    std::unique_ptr<LogFile> log(new LogFile(vfs, full, path));
    if (!log->is_open_) {
      return unreadable(path);
    }
    return log;
  }
  ~LogFile() {
    if (is_open_) {
      file()->pMethods->xClose(file());
    }
    sqlite3_free_filename(names_);
  }
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  Result<std::int64_t> size() {
    sqlite3_int64 bytes = 0;
    if (file()->pMethods->xFileSize(file(), &bytes) != SQLITE_OK) {
      return failure();
    }
    return std::int64_t{bytes};
  }
  Status read(void* into, std::int64_t bytes, std::int64_t offset) {
    const int code = file()->pMethods->xRead(file(), into, static_cast<int>(bytes), offset);
    return code == SQLITE_OK ? ok() : Status(failure());
  }
  Status cut(std::int64_t bytes) {
    const bool done = file()->pMethods->xTruncate(file(), bytes) == SQLITE_OK &&
                      file()->pMethods->xSync(file(), SQLITE_SYNC_NORMAL) == SQLITE_OK;
    return done ? ok() : Status(failure());
  }

 private:
  LogFile(sqlite3_vfs* vfs, const std::string& database, const std::string& log)
      : path_(log),
        memory_(static_cast<std::size_t>(vfs->szOsFile) / sizeof(std::max_align_t) + 1),
        // A name as SQLite hands it to its VFS: the database's and the log's know of one another.
        names_(sqlite3_create_filename(database.c_str(), "", log.c_str(), 0, nullptr)) {
    const char* const name = names_ == nullptr ? nullptr : sqlite3_filename_wal(names_);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_WAL;
    is_open_ = name != nullptr && vfs->xOpen(vfs, name, file(), flags, &flags) == SQLITE_OK;
  }
  sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(memory_.data()); }
  Error failure() const { return unreadable(path_); }

  std::string path_;
  std::vector<std::max_align_t> memory_;
  decltype(sqlite3_create_filename(nullptr, nullptr, nullptr, 0, nullptr)) names_;
  bool is_open_ = false;
};

// As it lies in memory; SQLite's numbers are big-endian.
std::uint32_t raw_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

constexpr bool machine_is_big = std::endian::native == std::endian::big;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  const std::uint32_t raw = raw_at(bytes, at);
  return machine_is_big ? raw : __builtin_bswap32(raw);
}

std::uint64_t salts_at(std::string_view bytes, std::size_t at) {
  return std::uint64_t{number_at(bytes, at)} << 32U | number_at(bytes, at + 4);
}

// The running checksum of section 4.2: over words of eight bytes, in the order the log says.
class Checksum {
 public:
  explicit Checksum(bool big_endian) : big_endian_(big_endian) {}
  void add(std::string_view bytes) {
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
      first_ += word(bytes, at) + second_;
      second_ += word(bytes, at + 4) + first_;
    }
  }
  bool is_at(std::string_view bytes, std::size_t at) const {
    return number_at(bytes, at) == first_ && number_at(bytes, at + 4) == second_;
  }

 private:
  std::uint32_t word(std::string_view bytes, std::size_t at) const {
    const std::uint32_t raw = raw_at(bytes, at);
    return big_endian_ == machine_is_big ? raw : __builtin_bswap32(raw);
  }
  bool big_endian_;
  std::uint32_t first_ = 0;
  std::uint32_t second_ = 0;
};

struct Generation {
  std::uint64_t salts = 0;
  std::int64_t frame_bytes = 0;
  Checksum checksum{false};
};

// frame_bytes 0: SQLite would not read this log.
Result<Generation> read_generation(LogFile& log) {
  TRY(const std::int64_t size, log.size());
  if (size < header_bytes) {
    return Generation{};
  }
  std::string header(static_cast<std::size_t>(header_bytes), '\0');
  TRY_DO(log.read(header.data(), header_bytes, 0));
  const std::uint32_t page = number_at(header, 8);
  const bool is_log = (number_at(header, 0) & ~1U) == magic;
  Generation found{salts_at(header, salts_offset), frame_header_bytes + std::int64_t{page},
                   Checksum((number_at(header, 0) & 1U) != 0)};
  found.checksum.add(std::string_view(header).substr(0, 24));
  const bool is_whole = found.checksum.is_at(header, 24);
  if (!is_log || !is_whole || page < page_bytes_min || page > page_bytes_max) {
    return Generation{};
  }
  return found;
}

}  // namespace

Result<LogMark> whole_log(const std::string& database_path) {
  return each_committed_page(database_path, nullptr);
}

Result<LogMark> each_committed_page(const std::string& database_path, const TakePage& take) {
  TRY(const std::unique_ptr<LogFile> log, LogFile::open(database_path));
  if (log == nullptr) {
    return LogMark{};
  }
  TRY(Generation generation, read_generation(*log));
  LogMark mark{generation.salts, 0};
  if (generation.frame_bytes == 0) {
    return LogMark{};
  }
  TRY(const std::int64_t size, log->size());
  std::string frame(static_cast<std::size_t>(generation.frame_bytes), '\0');
  std::uint32_t number = 0;
  std::vector<std::pair<std::uint32_t, std::string>> uncommitted;
  for (std::int64_t at = header_bytes; at + generation.frame_bytes <= size;
       at += generation.frame_bytes) {
    TRY_DO(log->read(frame.data(), generation.frame_bytes, at));
    const std::string_view bytes = frame;
    generation.checksum.add(bytes.substr(0, 8));
    generation.checksum.add(bytes.substr(static_cast<std::size_t>(frame_header_bytes)));
    if (salts_at(bytes, 8) != generation.salts || !generation.checksum.is_at(bytes, 16)) {
      break;
    }
    ++number;
    if (take) {
      uncommitted.emplace_back(number_at(bytes, 0),
                               bytes.substr(static_cast<std::size_t>(frame_header_bytes)));
    }
    const bool is_commit = number_at(bytes, 4) != 0;
    if (!is_commit) {
      continue;
    }
    mark.frames = number;
    for (auto& [page, content] : uncommitted) {
      take(page, std::move(content));
    }
    uncommitted.clear();
  }
  return mark;
}

std::optional<std::uint64_t> log_salts(sqlite3_file* log) {
  std::array<char, 8> salts{};
  const bool is_read = log != nullptr && log->pMethods != nullptr &&
                       log->pMethods->xRead(log, salts.data(), static_cast<int>(salts.size()),
                                            salts_offset) == SQLITE_OK;
  return is_read ? std::optional(salts_at({salts.data(), salts.size()}, 0)) : std::nullopt;
}

Status cut_log(const std::string& database_path, const LogMark& mark) {
  TRY(const std::unique_ptr<LogFile> log, LogFile::open(database_path));
  if (log == nullptr) {
    return ok();
  }
  TRY(const Generation generation, read_generation(*log));
  const bool is_same = generation.frame_bytes > 0 && generation.salts == mark.salts;
  const std::int64_t kept =
      is_same && mark.frames > 0 ? header_bytes + generation.frame_bytes * mark.frames : 0;
  TRY(const std::int64_t size, log->size());
  return size > kept ? log->cut(kept) : ok();
}

}  // namespace lintel::store
