// Bounds and spans of the door's behaviour that nothing outside the kiosk needs. Those that other
// parts share are in shared/core/limits.h.
#pragma once

#include <chrono>
#include <cstddef>

namespace lintel::kiosk {

// Ten answers in ten seconds are more than one door lets through: marked for review, never dropped
// (DESIGN section 2.5).
inline constexpr std::chrono::seconds burst_span{10};

// Answers whose write is still out when the next person taps. A stalled card in the worst rush (one
// every 7 s) fills this in seven minutes; then the next tap is refused aloud.
inline constexpr std::size_t leaving_max = 64;
// Sealings and undos not yet confirmed. Beyond it the oldest is forgotten here: what is left open
// on disk is sealed at the next start.
inline constexpr std::size_t partings_max = 256;

// Titles longer than this are cut at their colon where room is short (the board's cells).
inline constexpr std::size_t short_title_characters = 40;
// More starts than this in one day are no blocks: the board follows the clock instead.
inline constexpr std::size_t grid_columns_max = 12;
inline constexpr std::size_t clock_columns_max = 400;  // 24 hours in five minutes, and some
inline constexpr std::size_t query_bytes_max = 100;    // longer than any name
inline constexpr std::size_t search_results_max = 60;  // whoever sees more types another letter
inline constexpr std::size_t side_cards_max = 4;       // what fits beside the main card
inline constexpr std::size_t side_cards_at_turnover = 3;
inline constexpr std::size_t side_cards_beside_next = 2;  // with the theme and a list
inline constexpr std::size_t listed_max = 5;              // lines of that list
inline constexpr std::size_t rooms_named_max = 12;        // in the sentence about an unknown room
inline constexpr std::size_t typed_bytes_max = 32;        // one key types one character
inline constexpr int characters_left_shown = 100;         // near the end of a note

// "Just started: come in", and before that "The door is open".
inline constexpr std::chrono::minutes just_started{10};
inline constexpr std::chrono::minutes door_open_before{15};
// So long before it begins a session is counted down; earlier the door says when it starts.
inline constexpr std::chrono::minutes counted_in_minutes{60};
// A pause is time to change rooms up to this; a longer one is lunch, or a room nobody uses.
inline constexpr std::chrono::minutes time_to_change_rooms{30};
// A change is said at the door for this long before the session begins.
inline constexpr std::chrono::hours news_shown_ahead{2};
// Older than this, or newer than now by more than the slack, is no age but a clock that was set.
inline constexpr std::chrono::days news_age_max{30};
inline constexpr std::chrono::minutes clock_slack{5};
// A clock that is off by less misleads nobody at a door.
inline constexpr std::chrono::minutes clock_noticed{1};
// So long after a start the collector is waited for to say what time it is.
inline constexpr std::chrono::minutes clock_awaited{2};
// A schedule the collector has not confirmed for this long says how old it is.
inline constexpr std::chrono::minutes schedule_stale_after{30};
// After a touch no schedule is exchanged: the finger may be about to tap again.
inline constexpr std::chrono::seconds touch_settles{2};
// A layout changes, and a window ends, only after this long without a touch (DESIGN 2.6).
inline constexpr std::chrono::seconds layout_settles{10};
// A language and large letters stay for whoever needs them, long after what is private has gone
// (mockup 17).
inline constexpr std::chrono::seconds preferences_kept{60};
// What is tapped this soon after a change of layout was meant for what stood there before.
inline constexpr std::chrono::milliseconds layout_settling{800};

// The strip (DESIGN 2.1): a touch that begins in it this soon after a tile tap belongs to the
// answer before.
inline constexpr std::chrono::milliseconds hand_over{800};
// A finger that landed in time is lifted within this, most of the time; its answer waits so long.
inline constexpr std::chrono::milliseconds touch_lasts{400};
inline constexpr std::chrono::seconds strip_untouched{8};
inline constexpr std::chrono::seconds strip_after_touch{4};
inline constexpr std::chrono::seconds strip_longest{60};
inline constexpr int large_text_patience = 3;  // times as long for whoever reads large letters
inline constexpr std::chrono::seconds farewell_shown{8};

// A note (DESIGN 2.1).
inline constexpr std::chrono::seconds note_pause{2};     // then what is written goes to storage
inline constexpr std::chrono::seconds note_covered{10};  // then nobody behind can read it
inline constexpr std::chrono::seconds note_over{25};     // then its writer has gone
inline constexpr std::chrono::seconds tile_news_shown{2};

// The longest a door sleeps when nothing can change: cheap, and bounds a mistake here.
inline constexpr std::chrono::hours sleep_max{1};

}  // namespace lintel::kiosk
