#include "tests/secrecy/database_pages.h"

#include <algorithm>
#include <map>
#include <utility>

namespace lintel::secrecy {
namespace {

constexpr std::size_t log_head_bytes = 32;
constexpr std::size_t frame_head_bytes = 24;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

std::size_t page_bytes_of(std::string_view database) {
  const std::size_t size = number_at(database, 16) >> 16;
  return size == 1 ? 65536 : size;
}

std::vector<Frame> frames_of(std::string_view log) {
  std::vector<Frame> frames;
  if (log.size() < log_head_bytes) {
    return frames;
  }
  const std::size_t page_bytes = number_at(log, 8);
  if (page_bytes < 512) {
    return frames;
  }
  // The log is written from its beginning again and again; what is behind the newest round's end
  // is older, and its first salt, which counts, is lower.
  std::map<std::uint32_t, std::vector<std::pair<Frame, bool>>> rounds;
  for (std::size_t at = log_head_bytes; at + frame_head_bytes + page_bytes <= log.size();
       at += frame_head_bytes + page_bytes) {
    const Page page{number_at(log, at), log.substr(at + frame_head_bytes, page_bytes)};
    rounds[number_at(log, at + 8)].push_back({Frame{page, 0}, number_at(log, at + 4) != 0});
  }
  int commit = 0;
  for (auto& [salt, round] : rounds) {
    // The newest has written over the beginning of the others: their first commit is not whole.
    bool is_whole = salt == rounds.rbegin()->first;
    for (auto& [frame, ends_commit] : round) {
      frame.commit = commit;
      if (is_whole) {
        frames.push_back(frame);
      }
      is_whole = is_whole || ends_commit;
      commit += ends_commit ? 1 : 0;
    }
  }
  return frames;
}

}  // namespace

bool is_database(std::string_view bytes) {
  return bytes.starts_with("SQLite format 3") && bytes.size() >= 512;
}

DatabaseBytes database_of(const Copy& copy) {
  const std::pair<const std::string, std::string>* largest = nullptr;
  for (const auto& file : copy.files) {
    if (is_database(file.second) &&
        (largest == nullptr || file.second.size() > largest->second.size())) {
      largest = &file;
    }
  }
  DatabaseBytes database;
  if (largest == nullptr) {
    return database;
  }
  const std::string_view bytes = largest->second;
  const std::size_t page_bytes = page_bytes_of(bytes);
  for (std::size_t at = 0; at + page_bytes <= bytes.size(); at += page_bytes) {
    database.pages.push_back(
        {static_cast<std::uint32_t>(at / page_bytes) + 1, bytes.substr(at, page_bytes)});
  }
  const auto log = copy.files.find(largest->first + "-wal");
  if (log != copy.files.end()) {
    database.log = frames_of(log->second);
  }
  return database;
}

}  // namespace lintel::secrecy
