#include "sync/store/log_file.h"

#include <sqlite3.h>

#include <array>
#include <bit>
#include <cstring>
#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/store/disk_file.h"

namespace lintel::store {
namespace {

constexpr std::int64_t header_bytes = 32;
constexpr std::int64_t salts_offset = 16;
constexpr std::size_t header_sum_offset = 24;
constexpr std::int64_t frame_header_bytes = 24;
constexpr std::size_t frame_sum_offset = 16;
// The last bit says in which byte order the checksums were made.
constexpr std::uint32_t magic = 0x377f0682;
constexpr std::uint32_t page_bytes_min = 512;
constexpr std::uint32_t page_bytes_max = 65'536;
constexpr std::uint32_t our_page_bytes = 4096;  // database.cpp

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
  // As it was written down, to go on from there.
  Checksum(bool big_endian, std::string_view bytes, std::size_t at)
      : big_endian_(big_endian), first_(number_at(bytes, at)), second_(number_at(bytes, at + 4)) {}
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

struct Header {
  bool is_whole = false;  // if not, SQLite does not read the log
  bool big_endian = machine_is_big;
  std::uint64_t salts = 0;
  std::int64_t frame_bytes = frame_header_bytes + our_page_bytes;
  Checksum computed{false};
  Checksum stored{false};
};

// nullopt: too short to have one.
Result<std::optional<Header>> read_header(DiskFile& log) {
  TRY(const std::int64_t size, log.size());
  if (size < header_bytes) {
    return std::optional<Header>{};
  }
  std::string bytes(static_cast<std::size_t>(header_bytes), '\0');
  TRY_DO(log.read(bytes.data(), header_bytes, 0));
  const bool is_log = (number_at(bytes, 0) & ~1U) == magic;
  const auto summed = [&](bool big_endian) {
    Header header;
    header.big_endian = big_endian;
    header.computed = Checksum(big_endian);
    header.computed.add(std::string_view(bytes).substr(0, header_sum_offset));
    header.stored = Checksum(big_endian, bytes, header_sum_offset);
    header.is_whole = header.computed.is_at(bytes, header_sum_offset);
    return header;
  };
  Header header = summed((number_at(bytes, 0) & 1U) != 0);
  const std::uint32_t page = number_at(bytes, 8);
  if (!is_log || !header.is_whole || page < page_bytes_min || page > page_bytes_max) {
    // Whatever it says: this machine writes logs in its own order.
    header = summed(machine_is_big);
    header.is_whole = false;
    return std::optional(header);
  }
  header.salts = salts_at(bytes, salts_offset);
  header.frame_bytes = frame_header_bytes + std::int64_t{page};
  return std::optional(header);
}

// Whether each frame goes on from the one before it. A frame that is damaged still says what the
// next one has to go on from: by what it should have summed up to, or by the sum it holds.
class Chain {
 public:
  explicit Chain(const Header& header)
      : big_endian_(header.big_endian), computed_(header.computed), stored_(header.stored) {
    if (header.is_whole) {
      salts_ = header.salts;
    }
  }
  bool is_whole(std::string_view frame) {
    bool found = false;
    for (Checksum* sum : {&stored_, &computed_}) {
      sum->add(frame.substr(0, 8));
      sum->add(frame.substr(static_cast<std::size_t>(frame_header_bytes)));
      found = found || sum->is_at(frame, frame_sum_offset);
    }
    stored_ = Checksum(big_endian_, frame, frame_sum_offset);
    if (found) {
      computed_ = stored_;
    }
    const std::uint64_t salts = salts_at(frame, 8);
    if (found && !salts_) {
      salts_ = salts;
    }
    return found && salts == salts_;
  }
  bool is_of_generation(std::string_view frame) const { return salts_at(frame, 8) == salts_; }

 private:
  bool big_endian_;
  Checksum computed_;
  Checksum stored_;
  std::optional<std::uint64_t> salts_;  // of this generation
};

// A page torn from a commit that never returned keeps the sectors that were written: one with the
// generation's salts says truly whether it is the last of its transaction.
struct Frame {
  bool is_whole = false;
  bool is_commit = false;
  std::uint32_t number = 0;  // of its page
  std::string_view bytes;
};

void set_number(std::string& frame, std::uint32_t number) {
  const std::uint32_t raw = machine_is_big ? number : __builtin_bswap32(number);
  std::memcpy(frame.data(), &raw, sizeof raw);
}

// Where only the number of its page is damaged, the checksum agrees with the right one. That one is
// set then, and the chain goes on from there.
bool mend_number(Chain& chain, std::string& frame, std::uint32_t pages_max) {
  const std::uint32_t damaged = number_at(frame, 0);
  for (std::uint32_t number = 1; number <= pages_max; ++number) {
    set_number(frame, number);
    Chain tried = chain;
    if (tried.is_whole(frame)) {
      chain = tried;
      return true;
    }
  }
  set_number(frame, damaged);
  return false;
}

// pages_max: of a database whose frames may be mended; 0: as they are.
Status each_frame(DiskFile& log, const Header& header, std::uint32_t pages_max,
                  const std::function<Status(const Frame&)>& take) {
  TRY(const std::int64_t size, log.size());
  std::string bytes(static_cast<std::size_t>(header.frame_bytes), '\0');
  Chain chain(header);
  for (std::int64_t at = header_bytes; at + header.frame_bytes <= size; at += header.frame_bytes) {
    TRY_DO(log.read(bytes.data(), header.frame_bytes, at));
    const Chain before = chain;
    bool is_whole = chain.is_whole(bytes);
    if (Chain mended = before; !is_whole && mend_number(mended, bytes, pages_max)) {
      chain = mended;
      is_whole = true;
    }
    const bool is_commit = number_at(bytes, 4) != 0 && chain.is_of_generation(bytes);
    TRY_DO(take({is_whole, is_commit, number_at(bytes, 0), bytes}));
  }
  return ok();
}

std::string_view page_of(const Frame& frame) {
  return frame.bytes.substr(static_cast<std::size_t>(frame_header_bytes));
}

// A log is begun anew over one that is durable in the database, and the power may go while its
// header is written: then the frames behind it say nothing that the database does not.
Result<bool> says_more_than_database(DiskFile& log, const Header& header,
                                     const std::string& database_path) {
  std::map<std::uint32_t, std::string> pages;
  std::vector<std::pair<std::uint32_t, std::string>> uncommitted;
  TRY_DO(each_frame(log, header, 0, [&](const Frame& frame) -> Status {
    if (!frame.is_whole) {
      return ok();
    }
    uncommitted.emplace_back(frame.number, page_of(frame));
    if (frame.is_commit) {
      for (auto& [number, page] : uncommitted) {
        pages[number] = std::move(page);
      }
      uncommitted.clear();
    }
    return ok();
  }));
  TRY(const auto database, DiskFile::open(database_path, DiskFile::Which::database));
  std::string kept(static_cast<std::size_t>(header.frame_bytes - frame_header_bytes), '\0');
  const auto page_bytes = static_cast<std::int64_t>(kept.size());
  for (const auto& [number, page] : pages) {
    const bool is_read = database != nullptr && number > 0 &&
                         database->read(kept.data(), page_bytes, (number - 1) * page_bytes);
    if (!is_read || kept != page) {
      return true;
    }
  }
  return false;
}

}  // namespace

Result<LogState> examine_log(const std::string& database_path) {
  TRY(const auto log, DiskFile::open(database_path, DiskFile::Which::log));
  TRY(const auto header,
      log == nullptr ? Result<std::optional<Header>>(std::nullopt) : read_header(*log));
  LogState state;
  if (!header) {
    return state;
  }
  if (!header->is_whole) {
    TRY(state.hides_commits, says_more_than_database(*log, *header, database_path));
    return state;
  }
  state.whole.salts = header->salts;
  std::uint32_t frames = 0;
  bool is_damaged = false;  // behind a frame that is not whole
  bool is_over = false;     // the transaction that the first such frame is in
  TRY_DO(each_frame(*log, *header, 0, [&](const Frame& frame) -> Status {
    ++frames;
    is_damaged = is_damaged || !frame.is_whole;
    if (!is_damaged) {
      state.whole.frames = frame.is_commit ? frames : state.whole.frames;
      return ok();
    }
    state.hides_commits = state.hides_commits || (frame.is_whole && is_over);
    is_over = is_over || frame.is_commit;
    return ok();
  }));
  return state;
}

Status each_logged_page(const std::string& database_path, const TakePage& take) {
  TRY(const auto log, DiskFile::open(database_path, DiskFile::Which::log));
  TRY(const auto header,
      log == nullptr ? Result<std::optional<Header>>(std::nullopt) : read_header(*log));
  if (!header) {
    return ok();
  }
  TRY(const auto database, DiskFile::open(database_path, DiskFile::Which::database));
  TRY(const std::int64_t bytes, database == nullptr ? Result<std::int64_t>(0) : database->size());
  TRY(const std::int64_t log_bytes, log->size());
  const auto pages_max = static_cast<std::uint32_t>((bytes + log_bytes) / our_page_bytes + 1);
  std::vector<LoggedPage> uncommitted;
  return each_frame(*log, *header, pages_max, [&](const Frame& frame) -> Status {
    uncommitted.push_back({frame.number, frame.is_whole, std::string(page_of(frame))});
    if (frame.is_whole && frame.is_commit) {
      for (LoggedPage& page : uncommitted) {
        take(std::move(page));
      }
      uncommitted.clear();
    }
    return ok();
  });
}

std::optional<std::uint64_t> log_salts(sqlite3_file* log) {
  std::array<char, 8> salts{};
  const bool is_read = log != nullptr && log->pMethods != nullptr &&
                       log->pMethods->xRead(log, salts.data(), static_cast<int>(salts.size()),
                                            salts_offset) == SQLITE_OK;
  return is_read ? std::optional(salts_at({salts.data(), salts.size()}, 0)) : std::nullopt;
}

Status cut_log(const std::string& database_path, const LogMark& mark) {
  TRY(const auto log, DiskFile::open(database_path, DiskFile::Which::log));
  if (log == nullptr) {
    return ok();
  }
  TRY(const auto header, read_header(*log));
  const bool is_same = header && header->is_whole && header->salts == mark.salts;
  const std::int64_t kept =
      is_same && mark.frames > 0 ? header_bytes + header->frame_bytes * mark.frames : 0;
  TRY(const std::int64_t size, log->size());
  return size > kept ? log->cut(kept) : ok();
}

}  // namespace lintel::store
