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
#include "shared/event/day_over.h"
#include "shared/event/event.h"
#include "shared/event/note.h"
#include "shared/event/response.h"
#include "shared/event/timeline.h"
#include "shared/ports/journal.h"
#include "shared/results/ledger.h"

namespace lintel::kiosk {

enum class Screen { door, exit, note, board, search };
enum class OverlayKind { none, change, slides, session, pairing, languages, staff, end_day };

namespace effect {
struct PutOpen {  // answered by Stored or StoreFailed
  Response response;
  bool operator==(const PutOpen&) const = default;
};
struct Discard {
  Uuid id;
  bool operator==(const Discard&) const = default;
};
struct Seal {  // answered by Sealed or StoreFailed
  Uuid id;
  int release_group = limits::release_group_default;
  Burst burst = Burst::no;
  UtcTime closes{};  // of the session's window, as known now
  bool operator==(const Seal&) const = default;
};
struct Close {  // the window of the topic is over, for good
  Topic topic;
  UtcTime closes{};
  bool operator==(const Close&) const = default;
};
struct EndDay {  // everything goes, but what these topics of later days still gather
  std::vector<Topic> going_on;
  bool operator==(const EndDay&) const = default;
};
// What a wrong clock led to (Journal::count_early, reopen).
struct CountEarly {
  std::vector<Topic> topics;
  bool operator==(const CountEarly&) const = default;
};
struct Reopen {
  std::vector<Topic> topics;
  bool operator==(const Reopen&) const = default;
};
struct KeepDayOver {  // for the next start: nobody is asked any more then either
  DayOver over;
  bool operator==(const KeepDayOver&) const = default;
};
struct SayClosed {  // after every Close and EndDay that was due then; each minute
  ClosedWindows closed;
  bool operator==(const SayClosed&) const = default;
};
struct KeepNote {  // answered by Stored or StoreFailed
  Note note;
  NoteState state = NoteState::draft;
  bool operator==(const KeepNote&) const = default;
};
struct DiscardNote {
  Uuid id;
  bool operator==(const DiscardNote&) const = default;
};
struct AskToPairAgain {
  bool operator==(const AskToPairAgain&) const = default;
};
struct SaveToStick {  // answered by BundleWritten or BundleFailed
  bool operator==(const SaveToStick&) const = default;
};
}  // namespace effect
using Effect = std::variant<effect::PutOpen, effect::Discard, effect::Seal, effect::Close,
                            effect::EndDay, effect::KeepDayOver, effect::CountEarly, effect::Reopen,
                            effect::SayClosed, effect::KeepNote, effect::DiscardNote,
                            effect::AskToPairAgain, effect::SaveToStick>;

// An answer that is not sealed yet. One write at a time is out: what changes meanwhile goes out in
// the next one, so that hasty taps on a slow card stay bounded.
struct OpenAnswer {
  Response response;                // as the person has it
  std::optional<Response> writing;  // the version handed to storage and not yet answered
  std::optional<Response> stored;   // as the disk has it, once it does
  SaveStanding save = SaveStanding::saving;
  Burst burst = Burst::no;
  UtcTime closes{};                    // of its session's window, as known at the tap
  MonoTime tapped_at{};                // its place in recent_answers
  std::optional<MonoTime> touched_at;  // its strip, last
  ChoiceKind tab = ChoiceKind::ideas;  // of its strip
  bool after_another = false;          // somebody's strip or sheet was there when it was tapped
  std::optional<Uuid> note;            // kept by the same person
};

// The answer before, until touches in the strip can no longer be meant for it (DESIGN 2.1).
struct HandingOver {
  OpenAnswer answer;
  MonoTime since{};  // the tap of the next one
};

// The last word on an answer or a note, handed to storage. One that failed is said again when
// storage heals; those that are confirmed leave the list.
struct Parting {
  Uuid id;
  Effect order;  // Seal, Discard, KeepNote or DiscardNote
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
  certificate_dates,     // the collector's certificate is not valid at this time
  certificate_or_clock,  // or the clock is wrong
  intercepted,
  not_paired,
  busy,
  own_computer_only  // the collector is not open to the network
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

// What speaks for the time that the door goes by.
enum class ClockStanding {
  checked,    // the collector, a time service, or whoever set it for a desk
  unchecked,  // nothing yet: the tablet's own
  was_wrong,  // likewise, and it was wrong when it was last compared
};

// A note being written: a record of its own, tied to no answer.
struct NoteDraft {
  Note note;                      // `prompt` is empty until the writer picks one
  std::string layer = "letters";  // of keyboard.h
  MonoTime last_key{};            // or when writing began
  std::string drafted;            // the text as last handed to storage
  int writes_out = 0;             // KeepNote effects not yet answered
  bool keeping = false;           // Done was pressed: the screen is left once the disk has the note
  SaveStanding save = SaveStanding::none;  // of Done
};

// What a tile says about a tap that has no strip, while somebody writes a note.
struct TileNews {
  std::string use;
  Uuid id;
  MonoTime since{};  // of what it says
  SaveStanding save = SaveStanding::saving;
};

// What became of saving to a USB stick, as long as the sheet for staff stands.
enum class StickStanding { none, writing, written, failed };
struct Stick {
  StickStanding standing = StickStanding::none;
  int records = 0;             // answers and notes that were written
  bool still_waiting = false;  // something was not released yet and is not on it
  ErrorCode why{};             // of failed; not_found: no stick
};

// What the strip says for a while after an answer has gone.
enum class Farewell { none, taken_back, note_kept };

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
  std::string room_name;  // as given by the collector, which wins; else as configured
  // What is known.
  std::shared_ptr<const Event> event;       // null: no schedule yet
  std::string plan;                         // ExitPlan::tag of it
  std::optional<UtcTime> schedule_fetched;  // last known to be current
  Changes changes;                          // between the versions seen
  std::vector<Session> dropped;             // made of `changes`: no longer in the schedule
  // Came while somebody was in the middle of something; takes over when they are done.
  std::optional<NewSchedule> waiting_schedule;
  std::optional<RoomId> waiting_room;
  JournalCounts counts;
  Sending sending = Sending::unknown;
  PairingState pairing;
  StorageStanding storage = StorageStanding::ok;
  std::string storage_sentence;   // why, in the store's words, for staff
  bool identity_shared = false;   // another tablet speaks with this one's identity
  bool watched = false;           // touches are being written down: the door says so
  bool damage_set_aside = false;  // this start found a damaged file, kept it and began a fresh one
  ActualEnds actual_ends;
  ClockStanding clock = ClockStanding::checked;
  MonoTime clock_since{};
  // Time.
  UtcTime now{};
  MonoTime mono{};
  // Where the person is.
  Screen screen = Screen::door;
  OverlayKind overlay = OverlayKind::none;
  // The person went to the door or the exit question by hand, against what the time asks for.
  bool away_from_base = false;
  std::optional<OpenAnswer> answer;         // whose strip it is
  std::optional<HandingOver> handing_over;  // the one before
  std::vector<OpenAnswer> leaving;  // done with, their last write still out; at most leaving_max
  std::deque<Parting> partings;     // at most partings_max
  std::optional<NoteDraft> note;
  std::optional<TileNews> tile_news;
  Farewell farewell = Farewell::none;
  MonoTime farewell_since{};
  bool refused = false;  // the last tap could not be stored: the strip says so
  // Whom the exit question is about, held while it is touched: a window ends no sooner.
  std::optional<SessionId> question;
  std::optional<SessionId> chosen_session;  // by "Change", for one answer
  std::optional<LocalDay> chosen_day;       // of the board
  std::optional<Search> search;             // on its screen
  std::optional<SessionId> opened;          // whose page is open
  MonoTime last_touch{};                    // of anything
  std::optional<MonoTime> exit_touch;       // of a question on the screen
  bool exit_touched = false;  // the exit question on the screen: somebody opened or touched it
  std::optional<MonoTime> still_here_since;
  // Under fingers that meant what was there before; the tiles may have stayed where they were.
  std::optional<MonoTime> layout_changed;
  bool tiles_stayed = false;
  std::deque<MonoTime> recent_answers;  // for bursts, at most burst_answers
  std::string last_use;                 // for the bounce: which tile, and when
  MonoTime last_use_at{};
  // Sessions and days whose windows are over for good, as this run has said.
  std::set<Topic> closed;
  std::optional<DayOver> ended_here;         // the last one said at this tablet
  std::optional<LocalDay> day_ended;         // the latest whose end was said to storage
  std::optional<ClosedWindows> said_closed;  // as last said to storage
  bool in_burst = false;       // the last answer was of a burst, and those before it are counted
  bool notes_offered = false;  // the collector's key to seal them to is known
  Stick stick;
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
  Uuid fresh_id;  // new random bytes for a new answer or note
};
struct Stored {  // an open answer or a note is durable, as last put
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
struct NotesOffered {  // notes can be sealed to the collector's key, or no longer
  bool has_key = false;
};
struct IdentityShared {  // by a copy of this tablet's data
  bool shared = false;
};
struct RoomGiven {  // by the collector, whenever an adult changes it
  RoomId room;
};
struct ClockChanged {
  ClockStanding standing = ClockStanding::checked;
  milliseconds forward{0};  // how far the time that the door goes by was put; back: negative
};
struct DamageSetAside {};  // the store kept a damaged file aside; staff should know
struct BundleWritten {
  int records = 0;  // answers and notes
  bool still_waiting = false;
};
struct BundleFailed {
  ErrorCode why{};
};
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
               event::PairingChanged, event::NotesOffered, event::IdentityShared, event::RoomGiven,
               event::ClockChanged, event::DamageSetAside, event::BundleWritten,
               event::BundleFailed>
      what;
};

}  // namespace lintel::kiosk
