// The whole kiosk as one value, the events that change it and the effects it asks for.
// reduce() (reduce.h) is the only place where State changes. Nothing here knows of a window, a
// disk or a network.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/app/intent.h"
#include "kiosk/app/view.h"
#include "shared/event/changes.h"
#include "shared/event/event.h"
#include "shared/event/response.h"
#include "shared/event/timeline.h"
#include "shared/ports/journal.h"

namespace lintel::kiosk {

enum class Screen { door, exit, ideas, help, note, thanks, board, search };
enum class OverlayKind { none, change, slides, session, pairing, languages };

// The answer being given. It may be amended until sealed. One write at a time is out: what changes
// meanwhile goes out in the next one, so that hasty taps on a slow card stay bounded.
struct OpenAnswer {
  Response response;                // as the person has it
  std::optional<Response> writing;  // the version handed to storage and not yet answered
  std::optional<Response> stored;   // as the disk has it, once it does
  SaveStanding save = SaveStanding::saving;
  MonoTime tapped_at{};        // its place in recent_answers
  MonoTime last_touch{};       // of this answer, for the 8 s
  std::optional<Screen> then;  // where to go once the disk has it: no screen is left before that
};

// The last word on an answer, handed to storage: sealed or undone. One that failed is said again
// when storage heals; a seal leaves the list when it is confirmed.
struct Parting {
  enum class Kind { seal, discard };
  Kind kind = Kind::seal;
  Uuid id;
  SessionId session;
  bool failed = false;
};

// Where sending stands, as told by the sync thread (a copy of outbox::Standing: kiosk/app sees
// shared/ only).
enum class Sending {
  unknown,
  connected,
  no_network,
  sign_in,
  clock_wrong,
  intercepted,
  not_paired,
  busy
};

// How far this tablet is in becoming a collector's, as told by the sync thread.
struct PairingState {
  bool needed = false;
  bool refused = false;  // somebody said no
  bool waiting = false;  // the collector knows of it: somebody must approve
  std::string code;      // "BCDF-GHJK"; empty while there is none
  std::string words;     // "maple river lantern seven"; empty until the collector was met
};
enum class StorageStanding { ok, full, failing };

struct NoteDraft {
  std::string prompt;
  std::string text;
  std::string layer = "letters";  // of keyboard.h
  std::optional<Note> before;     // of the answer, when writing began
  Screen came_from = Screen::ideas;
};

// Looking for a session by words of its title or the names of its presenters.
struct Search {
  std::string text;
  std::string layer = "letters";
  bool has_keyboard = true;
};

struct NewSchedule {
  std::shared_ptr<const Event> event;
  std::optional<UtcTime> fetched;  // last known to be current
  Changes changes{};               // against the versions shown before
};

struct State {
  // Set up once.
  RoomId room;            // resolved from `room_name` once a schedule is known
  std::string room_name;  // as configured, else as given when pairing
  bool room_is_configured = false;
  // What is known.
  std::shared_ptr<const Event> event;       // null: no schedule yet
  std::optional<UtcTime> schedule_fetched;  // last known to be current
  Changes changes;                          // between the versions seen
  std::vector<Session> dropped;             // made of `changes`: no longer in the schedule
  // Came while somebody was in the middle of something; takes over when they are done.
  std::optional<NewSchedule> waiting_schedule;
  JournalCounts counts;
  Sending sending = Sending::unknown;
  PairingState pairing;
  StorageStanding storage = StorageStanding::ok;
  std::string storage_sentence;   // why, in the store's words, for staff
  bool damage_set_aside = false;  // this start found a damaged file, kept it and began a fresh one
  ActualEnds actual_ends;
  // Time.
  UtcTime now{};
  MonoTime mono{};
  // Where the person is.
  Screen screen = Screen::door;
  OverlayKind overlay = OverlayKind::none;
  // The person went to the door or the exit question by hand, against what the time asks for.
  bool away_from_base = false;
  std::optional<OpenAnswer> answer;
  std::vector<OpenAnswer> leaving;  // done with, their last write still out; at most leaving_max
  std::deque<Parting> partings;     // at most partings_max
  std::set<SessionId> released;     // exit windows seen closed in this run
  std::optional<NoteDraft> note;
  std::optional<SessionId> chosen_session;  // by "Change", until the flow ends
  std::optional<LocalDay> chosen_day;       // of the board
  std::optional<Search> search;             // on its screen
  std::optional<SessionId> opened;          // whose page is open
  MonoTime last_touch{};                    // of anything
  bool exit_touched = false;  // the exit question on the screen: somebody opened or touched it
  std::optional<MonoTime> still_here_since;
  MonoTime thanks_since{};
  std::deque<MonoTime> recent_answers;  // for rush and burst, at most burst_answers
  std::string last_use;                 // for the bounce: which tile, and when
  MonoTime last_use_at{};
  std::optional<MonoTime> banner_since;  // rush: "Saved" is shown since
  bool refused = false;                  // the last tap could not be stored: the banner says so
  // How.
  std::string language;                 // chosen at the door; empty: the default
  std::string default_language;         // of this tablet; empty: the event's first
  std::vector<std::string> catalogues;  // languages with words here; empty: not known, all
  bool large_text = false;
};

namespace event {
struct Tick {};  // time has passed
struct Person {
  Intent intent;
  Uuid fresh_id;  // new random bytes for a new answer
};
struct Stored {  // an open answer is durable, as last put
  Uuid id;
};
struct StoreFailed {  // a put, an undo or a sealing could not be done
  Uuid id;
  Error error;
};
struct Sealed {
  Uuid id;
};
struct Counted {
  JournalCounts counts;
};
using ScheduleCame = NewSchedule;
struct ScheduleConfirmed {  // the collector has no newer one
  UtcTime when;
};
struct DamageSetAside {};  // the store kept a damaged file aside; staff should know
struct SendingChanged {
  Sending sending;
};
struct PairingChanged {
  PairingState pairing;
  RoomId room;  // of the last pairing; empty when there was none
};
}  // namespace event

// Every event carries the time at which it happened.
struct Happening {
  UtcTime now{};
  MonoTime mono{};
  std::variant<event::Tick, event::Person, event::Stored, event::StoreFailed, event::Sealed,
               event::Counted, event::ScheduleCame, event::ScheduleConfirmed, event::SendingChanged,
               event::PairingChanged, event::DamageSetAside>
      what;
};

namespace effect {
struct PutOpen {  // answered by Stored or StoreFailed
  Response response;
  bool operator==(const PutOpen&) const = default;
};
struct Discard {
  Uuid id;
  bool operator==(const Discard&) const = default;
};
struct Seal {
  Uuid id;
  int release_group;
  bool operator==(const Seal&) const = default;
};
struct Release {  // its exit window has closed
  SessionId session;
  bool operator==(const Release&) const = default;
};
struct AskToPairAgain {
  bool operator==(const AskToPairAgain&) const = default;
};
}  // namespace effect
using Effect = std::variant<effect::PutOpen, effect::Discard, effect::Seal, effect::Release,
                            effect::AskToPairAgain>;

}  // namespace lintel::kiosk
