#include "tests/sim/truth.h"

#include <algorithm>
#include <utility>

namespace lintel::sim {

void Truth::put(const Uuid& id, const Uuid& device, std::string bytes) {
  Answer& answer = answers_[id];
  answer.device = device;
  answer.versions.push_back(std::move(bytes));
}

void Truth::saved(const Uuid& id) {
  Answer& answer = answers_[id];
  answer.saved = answer.versions.size();
}

void Truth::undone(const Uuid& id, bool for_certain) {
  answers_[id].undo = for_certain ? Undo::confirmed : Undo::tried;
}

void Truth::tablet_gone(const Uuid& device) {
  for (auto& [id, answer] : answers_) {
    answer.tablet_is_gone = answer.tablet_is_gone || answer.device == device;
  }
}

long Truth::saved_count() const {
  return std::count_if(answers_.begin(), answers_.end(), [](const auto& entry) {
    return entry.second.saved > 0 && entry.second.undo != Undo::confirmed;
  });
}

std::optional<std::string> Truth::judge(const Answer& answer, const Held& held) {
  if (held.device != answer.device) {
    return "is held under another tablet's name";
  }
  if (answer.undo == Undo::confirmed) {
    return "was undone and arrived all the same";
  }
  // What was put after the last "Saved" may have reached the disk before the power went.
  const std::size_t first = answer.saved == 0 ? 0 : answer.saved - 1;
  const auto from = answer.versions.begin() + static_cast<std::ptrdiff_t>(first);
  if (std::find(from, answer.versions.end(), held.bytes) == answer.versions.end()) {
    return "arrived with other bytes than those saved";
  }
  return std::nullopt;
}

std::optional<std::string> Truth::judge(const std::multimap<Uuid, Held>& collector) const {
  for (const auto& [id, held] : collector) {
    const auto known = answers_.find(id);
    if (known == answers_.end()) {
      return "Answer " + id.text() + " was never given.";
    }
    if (collector.count(id) != 1) {
      return "Answer " + id.text() + " is there " + std::to_string(collector.count(id)) + " times.";
    }
    if (const auto wrong = judge(known->second, held)) {
      return "Answer " + id.text() + " " + *wrong + ".";
    }
  }
  for (const auto& [id, answer] : answers_) {
    const bool owed = answer.saved > 0 && answer.undo == Undo::none && !answer.tablet_is_gone;
    if (owed && !collector.contains(id)) {
      return "Answer " + id.text() + " was shown as saved and is lost.";
    }
  }
  return std::nullopt;
}

}  // namespace lintel::sim
