// What takers said, held against what their folder holds.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace lintel::custody {

struct Found;  // what a folder holds

class Account {
 public:
  // One taker's standard output, to the end or as far as it came.
  void hear(const std::string& said);
  // nullopt: the folder holds every answer and note said to be saved, as it was saved or as it was
  // about to be; none that was undone and none never taken; and its ledger counts exactly those.
  // Ends its day, so that everything in it is released, and lets it wait again. A disk that was
  // full may have given up what the collector had confirmed (DESIGN 2.7); the ledger counts it all
  // the same.
  enum class Disk { had_room, was_full };
  std::optional<std::string> differs_from(const std::string& folder, Disk disk) const;
  std::uint64_t next() const { return next_; }
  std::uint64_t saved() const;

 private:
  struct Said {
    std::size_t version = 0;  // the last that was said to be saved; 0: none
    bool undone = false;
    bool maybe_undone = false;
    bool maybe_confirmed = false;
  };
  struct Counted;
  std::optional<std::string> answers_differ(const Found& found, Disk disk, Counted& counted) const;
  std::optional<std::string> notes_differ(const Found& found, Disk disk, Counted& counted) const;

  std::map<std::uint64_t, Said> answers_;
  std::map<std::uint64_t, Said> notes_;  // version 1: said to be kept
  std::uint64_t next_ = 1;
};

bool is_long();  // ./check --long

}  // namespace lintel::custody
