// Every bound of Lintel in one place, each with its reason. Nothing grows without one.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

namespace lintel::limits {

// Wire, DESIGN section 6.
inline constexpr std::size_t batch_events_max = 100;
inline constexpr std::size_t batch_bytes_max = 256 * 1024;
inline constexpr std::size_t event_bytes_max = 16 * 1024;
inline constexpr std::size_t reply_bytes_max = 256 * 1024;          // more is not our collector
inline constexpr std::size_t schedule_bytes_max = 4 * 1024 * 1024;  // 2,000 long sessions
inline constexpr std::size_t ledger_bytes_max = 1024 * 1024;

// Text, in bytes of UTF-8. A door shows two lines of title; the rest is for pages.
inline constexpr std::size_t title_bytes_max = 400;
inline constexpr std::size_t name_bytes_max = 200;
inline constexpr std::size_t challenge_bytes_max = 2000;
inline constexpr std::size_t suggestion_bytes_max = 400;
inline constexpr std::size_t note_bytes_max = 2000;  // about 300 words; the event stays < 16 KiB
// A sealed note is one of these, whatever it says: what is typed, filled up to 512, 1,024, 2,048 or
// 4,096 bytes, and the 48 bytes that libsodium's sealed box adds.
inline constexpr std::array<std::size_t, 4> note_fill_bytes{512, 1024, 2048, 4096};
inline constexpr std::array<std::size_t, 4> note_box_bytes{560, 1072, 2096, 4144};
inline constexpr std::size_t id_bytes_max = 200;    // iCalendar UIDs in the wild reach 150
inline constexpr std::size_t url_bytes_max = 1000;  // a QR code of version 25 still scans

// Counts.
inline constexpr std::size_t days_max = 60;          // of one event: a course of a term
inline constexpr std::size_t zone_offsets_max = 64;  // a zone has changed 4 times a year
inline constexpr std::size_t rooms_max = 200;
inline constexpr std::size_t sessions_max = 5000;
inline constexpr std::size_t suggestions_max = 8;
inline constexpr std::size_t presenters_max = 12;
inline constexpr std::size_t languages_max = 12;             // what fits the foot of a door
inline constexpr std::size_t form_keys_max = 12;             // tiles on one screen
inline constexpr std::size_t key_bytes_max = 64;             // form keys, flags, language tags
inline constexpr std::chrono::hours session_length_max{24};  // longer is a typing mistake
inline constexpr std::size_t changes_max = 1000;             // a whole programme turned over twice
inline constexpr std::size_t findings_max = 500;  // nobody reads more; the last one says so
inline constexpr std::size_t import_bytes_max = 16 * 1024 * 1024;

// Answers, DESIGN section 2.
inline constexpr int release_group_default = 5;
inline constexpr int min_answers_default = 5;
inline constexpr int min_notes_default = 5;
inline constexpr int group_min = 5;    // a smaller "group" protects nobody (DESIGN section 2.4)
inline constexpr int group_max = 100;  // larger would never be reached by one session
inline constexpr std::chrono::milliseconds bounce{400};
inline constexpr std::chrono::minutes exit_opens_before_end{5};
inline constexpr std::chrono::minutes exit_closes_after_end{20};
inline constexpr std::chrono::minutes exit_closes_into_next{10};

// Flow, DESIGN sections 2 and 8.
inline constexpr std::chrono::seconds flow_idle{25};   // then "Still here?"
inline constexpr std::chrono::seconds still_here{20};  // then back to the door
inline constexpr std::chrono::days sent_rows_kept{7};

// Back-off, DESIGN section 6.
inline constexpr std::chrono::seconds backoff_base{2};
inline constexpr std::chrono::seconds backoff_cap{300};
inline constexpr std::chrono::seconds link_up_wait_max{30};
inline constexpr std::chrono::seconds retry_after_min{1};
inline constexpr std::chrono::seconds retry_after_max{3600};
inline constexpr std::chrono::seconds schedule_refresh{60};
inline constexpr std::chrono::seconds ledger_refresh{600};  // a restored collector waits no longer
// How often "still current" is written down: a card is not worn out by a door that is up to date.
inline constexpr std::chrono::minutes schedule_confirmed_every{10};
// A tablet's clock that is this near the collector's can say since when something is known.
inline constexpr std::chrono::minutes clocks_agree{2};

}  // namespace lintel::limits
