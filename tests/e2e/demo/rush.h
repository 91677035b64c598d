// Twelve teachers leave a room: real pointer events on a real window. What each does follows what
// is on the screen, so any event can be played; a picture is kept of every screen met.
#pragma once

#include <set>
#include <string>

#include "tests/e2e/support/kiosk.h"

namespace lintel::demo {

inline constexpr int teachers = 12;

class Play {
 public:
  Play(e2e::Kiosk& kiosk, std::string picture_folder)
      : kiosk_(kiosk), picture_folder_(std::move(picture_folder)) {}

  // A visitor looks round: slides, all rooms, the other language. Gives no answer.
  Status look_round();
  // Every teacher gives one answer; with undo, a note, a change of session on the way.
  Status rush();
  Status picture(const std::string& name);
  // Numbers go on when the tablet has been started again.
  void continue_from(const Play& former) { pictures_ = former.pictures_; }
  int pictures() const { return pictures_; }

 private:
  Status first_teacher();
  Status second_teacher();
  Status undecided_teacher();
  Status hurried_teacher(int number);
  Status write_note();
  Status change_session();
  Status to_exit();
  Status saved();
  Status answer(const std::string& use);
  Status choose(std::size_t count);
  Status what_would_help();
  Status next_person();
  bool has(const std::string& id) { return kiosk_.see().find(id) != nullptr; }
  void as_fast_as_people();

  e2e::Kiosk& kiosk_;
  std::string picture_folder_;
  int pictures_ = 0;
};

}  // namespace lintel::demo
