// View models: everything a screen shows, as finished words and plain values. Screens decide where
// and how, never what. Made by make_view(state, words), compared in tests without a window.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/app/intent.h"
#include "shared/core/ids.h"

namespace lintel::kiosk {

enum class Tone { normal, good, waiting, trouble };  // dot colour; the text says it too

struct LanguageChoice {
  std::string code;   // "es"
  std::string label;  // "Español", in itself
  bool selected = false;
  bool operator==(const LanguageChoice&) const = default;
};

// Header and bar, the same on every screen; a note is written without the bar. The header is for
// reading; what can be touched stands in the bar at the foot. An empty label: no such button here.
struct Chrome {
  std::string title;     // "Room 204", "All rooms"
  std::string subtitle;  // "Student-Led PD Day · “This is what we prefer”"
  std::string clock;     // "10:41"
  Tone status_tone = Tone::normal;
  std::string status;        // "Saved on this tablet · sent when Wi-Fi is back"
  std::string status_short;  // the same where room is short: "Saved on this tablet"
  std::string pairing{};     // "Pair": of a tablet that needs it
  std::string change{};      // "Not this session? Change"
  std::string change_short{};
  std::string slides{};
  std::string search{};
  std::string this_room{};
  std::string all_rooms{};
  std::vector<LanguageChoice> languages{};
  bool large_text = false;
  std::string accent{};  // "#7A0019", the school's, when words can be read on it; else empty
  std::string stale{};   // "Schedule as of 8:05", once it is old; empty: up to date
  std::string staff{};   // what a long press on the clock leads to; empty: nothing
  bool operator==(const Chrome&) const = default;
};

enum class CardKind { normal, moved, cancelled };

struct SideCard {
  CardKind kind = CardKind::normal;
  std::string kicker;               // "NEXT · 11:00", "NEXT · 11:45 · CANCELLED"
  std::string title;                // struck through when cancelled
  std::string byline;               // "Devon and Priya", "Nothing here until 1:00"; may be empty
  std::vector<std::string> news{};  // "New time, was 1:00 · 12 min ago"
  bool operator==(const SideCard&) const = default;
};

enum class TileIcon { check, hand, dots, minus };
struct AnswerTile {
  std::string use;
  std::string label;
  TileIcon icon = TileIcon::check;
  bool operator==(const AnswerTile&) const = default;
};

// What became of the latest tap. Nothing says "Saved" before the disk did.
enum class SaveStanding { none, saving, saved, failed };

// The card of the last answer, the same whatever was tapped; also stands beside a running session
// where late leavers answer. Nothing but `title` when an answer was taken back or refused.
struct SavedCard {
  SaveStanding save = SaveStanding::none;  // none: nobody has just answered, or it was taken back
  std::string title;       // "Saved. Thank you!", "Saving…"; "Taken back. …"; or what failed
  std::string undo;        // "Wrong tile? Undo"; empty: nothing to undo
  std::string add_note;    // empty: no note may be written
  std::string next;        // "Next person: tap your own answer above."
  std::string next_short;  // the same in a row: "Next person: tap above."
  bool operator==(const SavedCard&) const = default;
};

// What stands under the main card of a door where nothing runs: how long until the next session.
struct Countdown {
  std::string label;  // "Starts in", "Starts"; without a main session "Next here"
  std::string value;  // "12 minutes", "at 10:00", "tomorrow 9:00"
  std::string hint;   // "The door is open: come in and sit down."; may be empty
  bool operator==(const Countdown&) const = default;
};

// One line of a list at the side: "11:00  Homework that fits around a job".
struct ListedSession {
  CardKind kind = CardKind::normal;
  std::string time;
  std::string words;  // title, or "Moved to Library"
  bool operator==(const ListedSession&) const = default;
};
struct SessionList {
  std::string kicker;  // "LATER IN THIS ROOM"
  std::vector<ListedSession> sessions;
  bool operator==(const SessionList&) const = default;
};

// The exit question of the session before, at the foot of a door whose next one already runs.
struct CompactExit {
  std::string kicker;  // "JUST ENDED · 10:45"
  std::string title;   // "Leaving the session before this one?"
  std::string about;   // "Greet us at the door, with Amara, Luis and Mei"
  std::string question;
  std::string until;  // "One tap, until 11:00"
  std::vector<AnswerTile> tiles;
  SavedCard saved{};   // of the latest tap, in place of the words above; no title: they stand
  std::string more{};  // "Which will you try?": leads to the whole question; empty: no answer
  bool operator==(const CompactExit&) const = default;
};

// Screen 1, 12 and 13. What runs is the main card; where nothing does, the next session is, with a
// countdown. Without a schedule or a room, `title` and `byline` say what to do.
struct DoorView {
  bool running = false;
  CardKind kind = CardKind::normal;
  std::string kicker;  // "NOW · 10:00 – 10:45"
  std::string tag{};   // "Just started: come in"
  std::string title;
  std::string byline;               // "Presented by Amara, Luis and Mei · Grade 10"
  std::string challenge_label;      // "The challenge."
  std::string challenge;            // with quotation marks; empty: no box
  std::string leave_button;         // empty: no button
  std::string slides_button;        // empty: no slides, or they are in the bar
  std::string time_left;            // "4 minutes left"; empty: none
  float progress = 0;               // 0..1 of the session
  std::vector<SideCard> side;       // at most 4
  std::vector<std::string> news{};  // what changed about the session on the main card
  std::optional<Countdown> countdown{};
  std::string theme_label{};  // "TODAY’S THEME"
  std::string theme{};        // with quotation marks; empty: no card
  SessionList list{};         // empty: no card
  std::optional<CompactExit> exit{};
  bool operator==(const DoorView&) const = default;
};

struct Choice {
  std::string id;  // suggestion number, help key or note prompt
  std::string label;
  bool checked = false;
  bool operator==(const Choice&) const = default;
};

// What may follow an answer. Both tabs are there for everybody, so that nobody behind can read the
// answer off them; a day without suggestions or reasons has one.
struct StripChoices {
  ChoiceKind kind = ChoiceKind::ideas;
  std::string ideas;  // "Which will you try?"; empty: no such tab
  std::string help;   // "What would help?"; empty: no such tab
  std::string hint;   // "Pick any, or simply go."
  std::vector<Choice> choices;
  bool operator==(const StripChoices&) const = default;
};

// What the waiting strip says: what is on here, what comes, what has moved.
struct NoticeCard {
  CardKind kind = CardKind::normal;
  bool is_next = false;
  std::string kicker;  // "ON NOW HERE", "NEXT HERE · 11:00", "1:00 · MOVED"
  std::string title;
  std::string byline;  // "Devon and Priya", "Go to the Library"
  std::string foot;    // "45 minutes, in this room"
  bool operator==(const NoticeCard&) const = default;
};

// Screens 10, 10b, 10c and 11: the question, its tiles, which never move, and the strip.
struct ExitView {
  std::string kicker;         // "JUST ENDED · TELL AMARA, LUIS AND MEI"
  std::string session_title;  // beside the question; in portrait in a card
  std::string question;
  std::vector<AnswerTile> tiles;
  int ideas_most = 0;  // of any session of the day: how much room the strip keeps
  // The strip. With nobody's answer: the hint and the notices.
  std::optional<StripChoices> choices;
  SavedCard saved;
  std::string hint_title;           // "One tap is enough."
  std::string hint;                 // "Anonymous: no names, no times, no order."
  std::string hint_foot;            // "“Saved” and Undo will appear here."
  std::vector<NoticeCard> notices;  // at most 3
  bool operator==(const ExitView&) const = default;
};

struct Key {
  enum class Kind { text, shift, backspace, layer, space, keep };
  Kind kind = Kind::text;
  std::string label;    // "q"; empty for shift, backspace and space, which are drawn
  std::string text;     // what it types; for layer and shift: the layer to switch to
  float width = 1;      // in key units
  bool active = false;  // shift held, layer on
  bool operator==(const Key&) const = default;
};
struct KeyRow {
  float indent = 0;  // in key units
  std::vector<Key> keys;
  bool operator==(const KeyRow&) const = default;
};

// Screen 4: somebody writes, and whoever comes meanwhile answers above.
struct NoteView {
  std::string kicker;
  std::string session_title;
  std::string question;
  std::vector<AnswerTile> tiles;
  std::string saved_use;  // the tile that says what became of its tap
  SaveStanding saved = SaveStanding::none;
  std::string saved_label;      // "Saved", "Saving…", "Not saved"
  std::vector<Choice> prompts;  // at most one checked
  std::string cancel;
  std::string text;
  std::string cover;  // "Tap to go on writing": nobody has typed for a while, the text is hidden
  SaveStanding save = SaveStanding::none;  // of "Done" on the keyboard
  std::string hint;       // "Please leave out names. …"; after a failure: what failed
  std::string room_left;  // "12 characters left", only near the limit
  std::vector<KeyRow> keyboard;
  int ideas_most = 0;  // as ExitView's: where the tiles stood before
  // The keyboard has just come: who taps where a tile stood meant that tile.
  bool settling = false;
  bool operator==(const NoteView&) const = default;
};

// Screen 6: rooms as rows; as columns the day's starts, or for a day without blocks even pieces of
// the clock. Cells say from which column to which they reach and in which lane of their row they
// stand, so any shape of day fits.
enum class CellKind { normal, now, cancelled, moved_away, moved_here, changed, free };
struct BoardCell {
  CellKind kind = CellKind::normal;
  std::string kicker;  // "Cancelled"
  std::string title;   // "Free" for free
  std::string byline;
  std::string change;   // "→ Library", "moved from 204", "new time"
  SessionId session{};  // empty for free
  float from = 0;       // in columns
  float to = 1;
  int lane = 0;  // of `lanes` that share the row's height where this cell stands
  int lanes = 1;
  bool operator==(const BoardCell&) const = default;
};
struct BoardColumn {
  std::string label;  // "10:00"
  std::string now;    // " · now", or empty
  bool operator==(const BoardColumn&) const = default;
};
struct BoardRow {
  std::string room;
  std::string note;              // "you are here", or empty
  std::vector<BoardCell> cells;  // by `from`
  int lanes = 1;
  bool operator==(const BoardRow&) const = default;
};
struct DayTab {
  std::string day;    // "2026-11-20"
  std::string label;  // "Friday 20"
  bool selected = false;
  bool operator==(const DayTab&) const = default;
};
struct BoardView {
  std::vector<BoardColumn> columns;
  std::vector<BoardRow> rows;
  int now_column = -1;
  std::string empty;           // a sentence when there is no schedule
  std::string day_kicker{};    // "FRIDAY 20 NOVEMBER": of the card where the header is narrow
  std::string day_title{};     // the theme, else the event's title
  std::vector<DayTab> days{};  // empty when there is only one
  std::string day{};           // the one shown
  bool along_clock = false;
  float now = -1;  // along the clock: the present, in columns
  bool operator==(const BoardView&) const = default;
};

struct FoundSession {
  SessionId session;
  std::string kicker;  // "204 · 10:00 – 10:45"
  std::string title;
  std::string byline;
  bool cancelled = false;
  bool operator==(const FoundSession&) const = default;
};
// Looking for a session.
struct SearchView {
  std::string text;
  std::string hint;       // in the empty field
  std::string none;       // nothing was found; else empty
  std::string heading{};  // "12 sessions", or what to type
  std::string close;
  std::vector<FoundSession> found;
  std::vector<KeyRow> keyboard;  // empty: hidden
  bool operator==(const SearchView&) const = default;
};

// A tablet that waits to be let in: what an adult at the admin page has to find and to compare.
// A screen of its own while no day is known, else a sheet over the door.
struct PairingView {
  std::string kicker;  // "NEW TABLET"
  std::string title;
  std::string hint;                // one sentence: what to do
  std::string code_label;          // "CODE"
  std::string code;                // "BCDF-GHJK"; empty while there is none
  std::string words_label;         // "FOUR WORDS"
  std::vector<std::string> words;  // empty until the collector was met
  std::string words_hint;          // then: why there are none yet
  Tone standing_tone = Tone::waiting;
  std::string standing;  // "Waiting for somebody to let this tablet in"
  std::string again;     // "Ask again"; empty: no button
  std::string close;     // of the sheet; empty on the screen
  bool operator==(const PairingView&) const = default;
};

struct SessionChoice {
  SessionId session;
  std::string kicker;  // "204 · 10:00 – 10:45"
  std::string title;
  bool selected = false;
  bool operator==(const SessionChoice&) const = default;
};
struct ChangeOverlay {
  std::string title;
  std::vector<SessionChoice> sessions;
  std::string close;
  bool operator==(const ChangeOverlay&) const = default;
};
// The languages, where the bar has no room for all of them.
struct LanguagesOverlay {
  std::string title;
  std::vector<LanguageChoice> languages;
  std::string close;
  bool operator==(const LanguagesOverlay&) const = default;
};
struct SlidesOverlay {
  std::string title;
  std::string hint;
  std::string url;
  std::string close;
  bool operator==(const SlidesOverlay&) const = default;
};
struct StillHereOverlay {
  std::string title;
  std::string hint;  // "Going back to the door in 20 s"
  std::string button;
  bool operator==(const StillHereOverlay&) const = default;
};
// A session's page.
struct SessionOverlay {
  SessionId session;
  bool cancelled = false;
  std::string kicker;  // "Room 204 · Friday 20 November · 10:00 – 10:45"
  std::string title;
  std::string byline;
  std::vector<std::string> news;
  std::string challenge_label;  // "The challenge."
  std::string challenge;        // empty: no box
  std::string suggestions_label;
  std::vector<std::string> suggestions;
  std::string slides_label;  // empty: no slides
  std::string slides_url;
  std::string close;
  bool operator==(const SessionOverlay&) const = default;
};
// For staff: the end of the day at this door, which asks once, and then the stick.
enum class StaffAction { none, ask_end_day, end_day, save_to_stick };
struct StaffOverlay {
  std::string title;
  std::string hint;
  std::string action;  // of the button; empty: there is nothing to do
  StaffAction does = StaffAction::none;
  std::string close;
  bool operator==(const StaffOverlay&) const = default;
};
using Overlay = std::variant<std::monostate, ChangeOverlay, SlidesOverlay, StillHereOverlay,
                             SessionOverlay, StaffOverlay, PairingView, LanguagesOverlay>;

using ScreenView = std::variant<DoorView, ExitView, NoteView, BoardView, SearchView, PairingView>;

struct View {
  Chrome chrome;
  ScreenView screen;
  Overlay overlay;
  bool operator==(const View&) const = default;
};

}  // namespace lintel::kiosk
