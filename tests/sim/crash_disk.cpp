#include "tests/sim/crash_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace lintel::sim {
namespace {

constexpr std::int64_t sector_bytes = 512;

std::map<std::string, CrashDisk*>& disks() {
  static std::map<std::string, CrashDisk*> all;
  return all;
}

void apply_write(std::string& content, const CrashDisk::Write& write) {
  const auto offset = static_cast<std::size_t>(write.offset);
  if (!write.bytes) {
    content.resize(offset);
    return;
  }
  if (content.size() < offset + write.bytes->size()) {
    content.resize(offset + write.bytes->size());
  }
  content.replace(offset, write.bytes->size(), *write.bytes);
}

}  // namespace

CrashDisk::~CrashDisk() {
  disks().erase(folder_);
}

CrashDisk* CrashDisk::find(const std::string& path) {
  const auto found = disks().find(path.substr(0, path.rfind('/')));
  return found == disks().end() ? nullptr : found->second;
}

void CrashDisk::settle_at_cut(File& file) {
  for (Write& write : file.unsynced) {
    const auto fate = dice_.between(0, write.bytes ? 3 : 1);
    constexpr auto first = static_cast<std::int64_t>(Fault::disk_write_kept);
    count(counts_, static_cast<Fault>(first + fate));
    if (fate == 1) {
      continue;
    }
    if (fate == 2) {
      const auto size = static_cast<std::int64_t>(write.bytes->size());
      write.bytes->resize(static_cast<std::size_t>(
          std::min(size, dice_.between(0, size / sector_bytes) * sector_bytes)));
    } else if (fate == 3) {
      std::generate(write.bytes->begin(), write.bytes->end(),
                    [this] { return static_cast<char>(dice_.roll()); });
    }
    apply_write(file.durable, write);
  }
  file.unsynced.clear();
  file.seen = file.durable;
}

void CrashDisk::cut_power() {
  kill_process();
  for (auto& [path, file] : deleted_) {
    if (dice_.chance(500) && !files_.contains(path)) {
      files_[path] = file;
    }
  }
  deleted_.clear();
  for (auto it = files_.begin(); it != files_.end();) {
    settle_at_cut(*it->second);
    const bool named = it->second->entry_is_durable || dice_.chance(500);
    it = named ? std::next(it) : files_.erase(it);
  }
}

void CrashDisk::kill_process() {
  off_ = true;
  ++generation_;
  operations_left_ = 0;
  fail_a_sync_ = false;
}

void CrashDisk::cut_power_after(int operations) {
  operations_left_ = operations;
}

bool CrashDisk::survives_operation() {
  if (operations_left_ > 0 && --operations_left_ == 0) {
    count(counts_, Fault::power_cut_while_writing);
    cut_power();
    return false;
  }
  return true;
}

int CrashDisk::write(File& file, std::int64_t offset, std::string bytes) {
  const auto end = static_cast<std::size_t>(offset) + bytes.size();
  if (room_ == Room::none && end > file.seen.size()) {
    return SQLITE_FULL;
  }
  file.unsynced.push_back({offset, std::move(bytes)});
  apply_write(file.seen, file.unsynced.back());
  return survives_operation() ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

int CrashDisk::truncate(File& file, std::int64_t size) {
  if (static_cast<std::size_t>(size) >= file.seen.size()) {
    return SQLITE_OK;
  }
  file.unsynced.push_back({size, std::nullopt});
  apply_write(file.seen, file.unsynced.back());
  return survives_operation() ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

int CrashDisk::sync(File& file) {
  if (!survives_operation()) {
    return SQLITE_IOERR_FSYNC;
  }
  if (std::exchange(fail_a_sync_, false)) {
    count(counts_, Fault::disk_sync_failed);
    file.unsynced.clear();
    return SQLITE_IOERR_FSYNC;
  }
  for (const Write& write : file.unsynced) {
    apply_write(file.durable, write);
  }
  file.unsynced.clear();
  // SQLite syncs the folder with a new log's first sync, and that makes every name in it durable.
  for (auto& [path, other] : files_) {
    other->entry_is_durable = true;
  }
  deleted_.clear();
  return SQLITE_OK;
}

CrashDisk::Image CrashDisk::image() const {
  Image image;
  for (const auto& [path, file] : files_) {
    image[path] = *file;
  }
  return image;
}

void CrashDisk::restore(const Image& image) {
  files_.clear();
  deleted_.clear();
  for (const auto& [path, file] : image) {
    File whole{file.seen, file.seen, {}, true};
    files_[path] = std::make_shared<File>(std::move(whole));
  }
}

// --- SQLite's side ---------------------------------------------------------------------------

struct CrashFile {
  sqlite3_file base;
  CrashDisk* disk;
  CrashDisk::FilePointer file;
  std::uint64_t generation;

  static CrashFile& of(sqlite3_file* file) { return *reinterpret_cast<CrashFile*>(file); }
  bool is_dead() const { return disk->is_dead(generation); }

  static int close(sqlite3_file* file) {
    of(file).~CrashFile();
    return SQLITE_OK;
  }
  static int read(sqlite3_file* handle, void* into, int size, sqlite3_int64 offset) {
    const CrashFile& self = of(handle);
    if (self.is_dead()) {
      return SQLITE_IOERR_READ;
    }
    const std::string& seen = self.file->seen;
    const auto at = static_cast<std::size_t>(offset);
    const auto wanted = static_cast<std::size_t>(size);
    const std::size_t there = at < seen.size() ? std::min(wanted, seen.size() - at) : 0;
    std::memset(into, 0, wanted);
    std::memcpy(into, seen.data() + (there > 0 ? at : 0), there);
    return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
  }
  static int write(sqlite3_file* handle, const void* from, int size, sqlite3_int64 offset) {
    CrashFile& self = of(handle);
    return self.is_dead()
               ? SQLITE_IOERR_WRITE
               : self.disk->write(*self.file, offset,
                                  {static_cast<const char*>(from), static_cast<std::size_t>(size)});
  }
  static int truncate(sqlite3_file* handle, sqlite3_int64 size) {
    CrashFile& self = of(handle);
    return self.is_dead() ? SQLITE_IOERR_TRUNCATE : self.disk->truncate(*self.file, size);
  }
  static int sync(sqlite3_file* handle, int) {
    CrashFile& self = of(handle);
    return self.is_dead() ? SQLITE_IOERR_FSYNC : self.disk->sync(*self.file);
  }
  static int size(sqlite3_file* handle, sqlite3_int64* size) {
    const CrashFile& self = of(handle);
    *size = static_cast<sqlite3_int64>(self.file->seen.size());
    return self.is_dead() ? SQLITE_IOERR_FSTAT : SQLITE_OK;
  }
  // One connection per file: there is nobody to lock out.
  static int lock(sqlite3_file*, int) { return SQLITE_OK; }
  static int is_reserved(sqlite3_file*, int* out) {
    *out = 0;
    return SQLITE_OK;
  }
  static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector_size(sqlite3_file*) { return 4096; }
  static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods table = [] {
      sqlite3_io_methods filled{};
      filled.iVersion = 1;
      filled.xClose = &CrashFile::close;
      filled.xRead = &CrashFile::read;
      filled.xWrite = &CrashFile::write;
      filled.xTruncate = &CrashFile::truncate;
      filled.xSync = &CrashFile::sync;
      filled.xFileSize = &CrashFile::size;
      filled.xLock = &CrashFile::lock;
      filled.xUnlock = &CrashFile::lock;
      filled.xCheckReservedLock = &CrashFile::is_reserved;
      filled.xFileControl = &CrashFile::control;
      filled.xSectorSize = &CrashFile::sector_size;
      filled.xDeviceCharacteristics = &CrashFile::characteristics;
      return filled;
    }();
    return &table;
  }
};

struct CrashVfs {
  static int open(sqlite3_vfs*, const char* name, sqlite3_file* into, int flags, int* flags_out) {
    into->pMethods = nullptr;
    CrashDisk* const disk = name == nullptr ? nullptr : CrashDisk::find(name);
    if (disk == nullptr || disk->off_) {
      return SQLITE_CANTOPEN;
    }
    auto found = disk->files_.find(name);
    if (found == disk->files_.end()) {
      if ((flags & SQLITE_OPEN_CREATE) == 0) {
        return SQLITE_CANTOPEN;
      }
      disk->deleted_.erase(name);
      found = disk->files_.emplace(name, std::make_shared<CrashDisk::File>()).first;
    }
    new (into) CrashFile{{CrashFile::methods()}, disk, found->second, disk->generation_};
    if (flags_out != nullptr) {
      *flags_out = flags;
    }
    return SQLITE_OK;
  }
  static int remove(sqlite3_vfs*, const char* name, int sync_folder) {
    CrashDisk* const disk = CrashDisk::find(name);
    if (disk == nullptr || disk->off_) {
      return SQLITE_IOERR_DELETE;
    }
    const auto found = disk->files_.find(name);
    if (found == disk->files_.end()) {
      return SQLITE_IOERR_DELETE_NOENT;
    }
    if (sync_folder == 0) {
      disk->deleted_[name] = found->second;
    }
    disk->files_.erase(found);
    return SQLITE_OK;
  }
  static int access(sqlite3_vfs*, const char* name, int, int* out) {
    CrashDisk* const disk = CrashDisk::find(name);
    const bool there = disk != nullptr && disk->files_.contains(name);
    *out = there ? 1 : 0;
    return SQLITE_OK;
  }
  static int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
  }
  // Salts of logs and the like: the same every run.
  static int randomness(sqlite3_vfs*, int size, char* out) {
    std::memset(out, 7, static_cast<std::size_t>(size));
    return size;
  }
  static int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
  static int time(sqlite3_vfs*, double* days) {
    *days = 2461365.0;
    return SQLITE_OK;
  }

  static bool become_default() {
    static sqlite3_vfs table{};
    table.iVersion = 1;
    table.szOsFile = sizeof(CrashFile);
    table.mxPathname = 512;
    table.zName = "lintel-crash";
    table.xOpen = &CrashVfs::open;
    table.xDelete = &CrashVfs::remove;
    table.xAccess = &CrashVfs::access;
    table.xFullPathname = &CrashVfs::full_path;
    table.xRandomness = &CrashVfs::randomness;
    table.xSleep = &CrashVfs::sleep;
    table.xCurrentTime = &CrashVfs::time;
    return sqlite3_vfs_register(&table, 1) == SQLITE_OK;
  }
};

CrashDisk::CrashDisk(std::string folder, Dice& dice, FaultCounts& counts)
    : folder_(std::move(folder)), dice_(dice), counts_(counts) {
  static const bool registered = CrashVfs::become_default();
  static_cast<void>(registered);
  sqlite3_randomness(0, nullptr);  // begins anew, so that runs after one another are alike
  disks()[folder_] = this;
}

}  // namespace lintel::sim
