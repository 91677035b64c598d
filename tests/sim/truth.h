// What people were shown, remembered outside of every tablet, and whether the collector ended up
// with exactly that: answers byte for byte, notes by what they say. This is the only judge of a
// run.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/core/ids.h"

namespace lintel::sim {

class Truth {
 public:
  // About to be stored: an answer's bytes, or a note's text.
  void put(const Uuid& id, const Uuid& device, std::string bytes);
  void saved(const Uuid& id);                     // "Saved", as last put
  void undone(const Uuid& id, bool for_certain);  // the undo was (not) confirmed
  // Its tablet was wiped: nobody can have what it had not handed over.
  void tablet_gone(const Uuid& device);

  struct Held {
    Uuid device;
    std::string bytes;  // of a note: its text, opened
  };
  // nullopt: every "Saved" is there once, byte for byte, and nothing else is.
  std::optional<std::string> judge(const std::multimap<Uuid, Held>& collector) const;
  long saved_count() const;

 private:
  enum class Undo { none, tried, confirmed };
  struct Answer {
    Uuid device;
    std::vector<std::string> versions;
    std::size_t saved = 0;  // how many versions were put when "Saved" was last shown
    Undo undo = Undo::none;
    bool tablet_is_gone = false;
  };
  static std::optional<std::string> judge(const Answer& answer, const Held& held);

  std::map<Uuid, Answer> answers_;
};

}  // namespace lintel::sim
