// What a person asked for by touching something. Screens return one; reduce() answers it.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "shared/core/ids.h"
#include "shared/core/time.h"

namespace lintel::kiosk {

// Two fingers on the glass at once are two people, whatever they touch.
enum class Touches { apart, overlapping };
enum class ChoiceKind { ideas, help };

namespace intent {
// When the finger landed: what follows an answer may belong to the one before (DESIGN 2.1,
// hand-over). Nothing: now.
using Began = std::optional<MonoTime>;

struct ShowDoor {};   // "This room", or back
struct ShowBoard {};  // "All rooms"
struct OpenExit {};   // "Leaving? Tell them in one tap"
struct TapUse {
  std::string use;
  Touches touches = Touches::apart;  // with the touch before
};                                   // an answer tile: the one tap
struct ToggleIdea {
  int number;  // 1-based suggestion
  Began began{};
};
struct ToggleHelp {
  std::string help;
  Began began{};
};
struct ShowChoices {  // a tab of the strip
  ChoiceKind kind;
  Began began{};
};
struct Undo {
  Began began{};
};
struct AddNote {
  Began began{};
};
struct UncoverNote {};  // its text was covered after a while without a key
struct PickPrompt {
  std::string prompt;
};
struct TypeText {
  std::string utf8;
};  // a key of the on-screen keyboard
struct Backspace {};
struct SwitchLayer {
  std::string layer;
};                   // a layer of keyboard.h: the key's own text
struct KeepNote {};  // Done on the keyboard
struct CancelNote {};
struct OpenChange {};  // "Not this session? Change"
struct ChooseSession {
  SessionId session;
};
struct OpenSlides {};
struct CloseOverlay {};
struct GoBack {};  // Escape: out of what is open
struct ShowDay {
  std::string day;  // "2026-11-20"
};
struct OpenSession {
  SessionId session;
};  // its page
struct OpenSearch {};
struct CloseSearch {};
struct EditSearch {};      // the field was touched: the keyboard comes back
struct OpenPairing {};     // the status line of a tablet that needs pairing
struct AskToPairAgain {};  // after it was turned away
struct StillHere {};       // "Yes, still here"
struct SetLanguage {
  std::string code;
};
struct OpenLanguages {};    // where the bar has no room for all of them
struct ToggleLargeText {};  // Aa
struct OpenStaff {};        // a long press on the clock
struct AskEndDay {};        // asks once before the day is over here
struct EndDayHere {};       // "The day is over", by staff
struct SaveToStick {};      // what was not sent, once the day is over
struct Touched {};          // any other touch: keeps a flow from going idle
}  // namespace intent

using Intent =
    std::variant<intent::ShowDoor, intent::ShowBoard, intent::OpenExit, intent::TapUse,
                 intent::ToggleIdea, intent::ToggleHelp, intent::ShowChoices, intent::Undo,
                 intent::AddNote, intent::UncoverNote, intent::PickPrompt, intent::TypeText,
                 intent::Backspace, intent::SwitchLayer, intent::KeepNote, intent::CancelNote,
                 intent::OpenChange, intent::ChooseSession, intent::OpenSlides,
                 intent::CloseOverlay, intent::GoBack, intent::OpenPairing, intent::AskToPairAgain,
                 intent::StillHere, intent::ShowDay, intent::OpenSession, intent::OpenSearch,
                 intent::CloseSearch, intent::EditSearch, intent::SetLanguage,
                 intent::OpenLanguages, intent::ToggleLargeText, intent::OpenStaff,
                 intent::AskEndDay, intent::EndDayHere, intent::SaveToStick, intent::Touched>;

}  // namespace lintel::kiosk
