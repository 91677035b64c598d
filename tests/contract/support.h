// What the contract and sync tests share: a folder that goes away, and answers to put in it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "shared/event/note.h"
#include "shared/event/response.h"
#include "shared/ports/journal.h"

namespace lintel::test {

// A folder of its own below the system's temporary one, removed at the end.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  std::string path(const std::string& name = {}) const;

 private:
  std::filesystem::path path_;
};

// An id that looks random but is the same in every run; equal numbers give equal ids.
Uuid test_id(std::uint64_t number);
Response test_response(std::uint64_t number, const std::string& session = "s1");
Topic test_topic(const std::string& session = "s1");  // what test_response() is about
// As long as the shortest sealed box; `letter` is all that it holds.
SealedNote test_note(std::uint64_t number, const std::string& session = "s1", char letter = 'n');
// The same numbers in every run.
RandomBelow test_random(std::uint64_t seed = 1);

// Everything in a file, or nothing when it is not there.
std::string file_bytes(const std::string& path);
void write_file(const std::string& path, const std::string& bytes);

}  // namespace lintel::test
