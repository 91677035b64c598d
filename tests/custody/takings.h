// What the taker takes, so that whoever looks afterwards knows every byte it may have stored.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "shared/event/note.h"
#include "shared/event/response.h"
#include "sync/trust/note_box.h"
#include "tests/contract/support.h"

namespace lintel::custody {

inline constexpr int release_group = 5;

// Three sessions take turns; one that comes again has been closed before.
inline std::string session_of(std::uint64_t number) {
  return "s" + std::to_string(number / 25 % 3);
}
inline bool closes_after(std::uint64_t number) {
  return number % 25 == 24;
}
inline bool day_ends_after(std::uint64_t number) {
  return number % 70 == 69;
}

// The versions of an answer in the order they are put: one tap, or a tap and an idea.
inline std::vector<Response> versions_of(std::uint64_t number) {
  std::vector<Response> versions{test::test_response(number, session_of(number))};
  if (number % 3 == 0) {
    versions.push_back(versions.front());
    versions.back().tried = {static_cast<int>(number % 8) + 1};
  }
  return versions;
}

inline SealRules rules_of(std::uint64_t number) {
  return {release_group, number % 11 == 0 ? Burst::yes : Burst::no, {}};
}

inline bool is_undone(std::uint64_t number) {
  return number % 7 == 6;
}

// Some write a note, too: first a draft of it. Some of those throw it away.
inline bool has_note(std::uint64_t number) {
  return number % 4 == 1;
}
inline bool discards_note(std::uint64_t number) {
  return number % 12 == 1;
}
inline Uuid note_id(std::uint64_t number) {
  return test::test_id(1'000'000'000 + number);
}
inline Note note_of(std::uint64_t number, NoteState state) {
  return {note_id(number), test::test_topic(session_of(number)), exit_form().id, "working",
          (state == NoteState::draft ? "Greet us " : "Greet us at the door, number ") +
              std::to_string(number)};
}
inline trust::NotesKeyPair notes_key() {
  static constexpr std::array<std::uint8_t, 32> secret{9};
  return trust::NotesKeyPair(secret);
}

}  // namespace lintel::custody
