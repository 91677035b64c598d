// A door without a window: the kiosk's state, the words it says, a clock that is moved by hand and
// a storage whose answers the test gives. Friday 20 November 2026, UTC-6, as in the mockups.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/app/reduce.h"
#include "tests/support/words_map.h"

namespace lintel::test {

using namespace kiosk;

// Four rooms and four blocks, one session cancelled, one moved from 204 to the Library.
Event sample_event();
std::shared_ptr<const Event> shared_event(Event event);
Moment moment(std::string_view time);  // "10:45" or "10:45:30" on the day, or a full date
const WordsMap& english();
const WordsMap& spanish();

class Door {
 public:
  // At 10:41 with the sample day, connected, nothing waiting.
  explicit Door(std::string room = "204");

  void take(decltype(Happening::what) what);
  // Moves both clocks; back in time moves the wall clock only. Long enough afterwards for taps to
  // count again, should the layout have changed.
  void at(std::string_view time);
  void wait(milliseconds by);
  // A person touches something; the id of a new answer is new.
  void does(Intent intent);
  void tap(std::string use) { does(intent::TapUse{std::move(use)}); }
  bool strip_is_open() const { return screen<ExitView>().choices.has_value(); }
  SavedCard saved() const { return screen<ExitView>().saved; }
  void tap_stored(std::string use);
  void schedule(Event event);

  // The storage answers the oldest write it has.
  void stores();
  void fails(ErrorCode code = ErrorCode::full);
  std::size_t writes_out() const { return writes_.size(); }

  View view() const;
  template <class Screen>
  Screen screen() const {
    return std::get<Screen>(view().screen);
  }
  template <class Shown>
  bool shows() const {
    return std::holds_alternative<Shown>(view().screen);
  }
  template <class Shown>
  bool overlays() const {
    return std::holds_alternative<Shown>(view().overlay);
  }

  // Effects of one kind since the start.
  template <class Kind>
  std::vector<Kind> asked_for() const {
    std::vector<Kind> found;
    for (const Effect& effect : effects) {
      if (const Kind* kind = std::get_if<Kind>(&effect)) {
        found.push_back(*kind);
      }
    }
    return found;
  }
  Response last_written() const { return asked_for<effect::PutOpen>().back().response; }
  std::size_t seals() const { return asked_for<effect::Seal>().size(); }

  State state;
  std::vector<Effect> effects;

 private:
  std::vector<Uuid> writes_;
  UtcTime now_{};
  MonoTime mono_{seconds{1000}};
  std::uint16_t last_id_ = 0;
};

// Somebody has answered and begun a note; its keyboard takes taps.
Door at_note();

Uuid id_of(std::uint16_t number);

}  // namespace lintel::test
