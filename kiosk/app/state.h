// The whole kiosk as one value, the events that change it and the effects it asks for.
// reduce() (reduce.h) is the only place where State changes. Nothing here knows of a window, a
// disk or a network.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/app/intent.h"
#include "kiosk/app/view.h"
#include "shared/event/event.h"
#include "shared/event/response.h"
#include "shared/event/timeline.h"
#include "shared/ports/journal.h"

namespace lintel::kiosk {

enum class Screen { door, exit, ideas, help, note, thanks, board };
enum class OverlayKind { none, change, slides };

// The answer being given. It may be amended until sealed.
struct OpenAnswer {
  Response response;
  SaveStanding save = SaveStanding::saving;
  int writes_out = 0;     // effects sent to storage and not yet answered
  MonoTime last_touch{};  // of this answer, for the 8 s
};

// Where sending stands, as told by the sync thread (a copy of outbox::Standing: kiosk/app sees
// shared/ only).
enum class Sending { unknown, connected, no_network, sign_in, clock_wrong, intercepted, not_paired,
                     busy };
enum class StorageStanding { ok, full, failing };

struct NoteDraft {
  std::string prompt;
  std::string text;
  std::string layer = "letters";
  Screen came_from = Screen::ideas;
};

struct State {
  // Set up once.
  RoomId room;                             // resolved from `room_name` once a schedule is known
  std::string room_name;                   // as configured
  // What is known.
  std::shared_ptr<const Event> event;      // null: no schedule yet
  std::optional<UtcTime> schedule_fetched;
  JournalCounts counts;
  Sending sending = Sending::unknown;
  StorageStanding storage = StorageStanding::ok;
  std::string storage_sentence;            // why, for the banner
  ActualEnds actual_ends;
  // Time.
  UtcTime now{};
  MonoTime mono{};
  // Where the person is.
  Screen screen = Screen::door;
  OverlayKind overlay = OverlayKind::none;
  std::optional<OpenAnswer> answer;
  std::optional<NoteDraft> note;
  std::optional<SessionId> chosen_session;  // by "Change", until the flow ends
  MonoTime last_touch{};                    // of anything
  std::optional<MonoTime> still_here_since;
  MonoTime thanks_since{};
  std::deque<MonoTime> recent_answers;      // for the rush, at most limits::rush_answers
  std::string last_use;                     // for the bounce: which tile, and when
  MonoTime last_use_at{};
  std::optional<MonoTime> banner_since;     // rush: "Saved" is shown since
  // How.
  std::string language;                     // empty: the event's default
  bool large_text = false;
};

namespace event {
struct Tick {};                                     // time has passed
struct Person { Intent intent; Uuid fresh_id; };    // fresh_id: new random bytes for a new answer
struct Stored { Uuid id; };                         // an open answer is durable
struct StoreFailed { Uuid id; Error error; };
struct Sealed { Uuid id; };
struct Counted { JournalCounts counts; };
struct ScheduleCame { std::shared_ptr<const Event> event; std::optional<UtcTime> fetched; };
struct SendingChanged { Sending sending; };
}  // namespace event

// Every event carries the time at which it happened.
struct Happening {
  UtcTime now{};
  MonoTime mono{};
  std::variant<event::Tick, event::Person, event::Stored, event::StoreFailed, event::Sealed,
               event::Counted, event::ScheduleCame, event::SendingChanged>
      what;
};

namespace effect {
struct PutOpen { Response response; };   // answered by Stored or StoreFailed
struct Discard { Uuid id; };
struct Seal { Uuid id; int release_group; };
struct Release { SessionId session; };   // its exit window has closed
}  // namespace effect
using Effect = std::variant<effect::PutOpen, effect::Discard, effect::Seal, effect::Release>;

}  // namespace lintel::kiosk
