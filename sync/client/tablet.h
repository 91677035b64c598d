// The tablet's back office: a storage thread, the only one that touches the disk, and a sync
// thread that talks to the collector. The UI thread gives orders and gets news; no order blocks or
// waits for disk or network.
//
// Thread-safety: the orders (put_open … wake) may be given from one thread, the UI's. `tell` is
// called from the storage, the sync or the courier's thread, one call at a time from each; it must
// not call back into the Tablet and should only queue and wake. The constants read before the
// threads started (cached_schedule … notice) never change.
//
// Ownership: the Tablet owns the Store and the Transport; the Clock is the caller's and outlives
// it. Destruction finishes the storage work queued so far, cancels the transport and joins both
// threads; what was not sent stays pending on disk.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "shared/event/changes.h"
#include "shared/event/day_over.h"
#include "shared/event/event.h"
#include "shared/event/response.h"
#include "shared/ports/clock.h"
#include "shared/ports/journal.h"
#include "shared/ports/transport.h"
#include "shared/results/ledger.h"
#include "sync/client/membership.h"
#include "sync/client/outbox.h"

namespace lintel {

// Storage jobs that may wait. People make a few a minute; 256 answers behind a stalled card are
// minutes of the worst rush, and refusing the next one aloud is better than pretending.
inline constexpr std::size_t storage_puts_max = 256;
// Everything else (seal, undo, marks of sent ones) keeps room beyond the answers it belongs to.
inline constexpr std::size_t storage_jobs_max = 1024;
// Attempts at one write when the disk answers with an I/O error, the first included.
inline constexpr int storage_attempts_max = 3;

struct Stored {
  Uuid id;
};  // the open answer, or the note, is durable as last put
struct StoreFailed {
  Uuid id;
  Error error;
};  // the last stored version, if any, still stands
struct SealedNews {
  Uuid id;
};
struct Counted {
  JournalCounts counts;
};
struct ScheduleCame {
  std::shared_ptr<const Event> event;
  UtcTime fetched;
  Changes changes;  // against the versions this tablet showed before
};
struct ScheduleConfirmed {
  UtcTime when;
};  // the collector has no newer one
struct StandingChanged {
  outbox::Standing standing;
};
struct PairingChanged {
  PairingShown shown;
};
// Can a note be taken? Told at the start and whenever it changes.
struct NotesKeyKnown {
  bool known = false;
};
// Two tablets speak with this one's identity: its data folder was copied.
struct IdentityShared {
  bool shared = false;
};
// The collector says which room this tablet is for: as given when pairing, or changed since.
struct RoomGiven {
  RoomId room;
};
// The collector's time is what the tablet goes by from now on: how far that put the clock forward.
struct ClockFollowed {
  milliseconds forward{0};
};
struct BundleWritten {
  std::string path;
  std::size_t answers = 0;
  std::size_t notes = 0;
  int waiting_topics = 0;                // of which something is still held and is not in it
  std::optional<UtcTime> waiting_until;  // the last of them closes then; nullopt: not known
};
struct BundleFailed {
  Error error;
};
struct Notice {
  std::string sentence;
};  // for staff: something was set aside, refused or healed
using TabletNews =
    std::variant<Stored, StoreFailed, SealedNews, Counted, ScheduleCame, ScheduleConfirmed,
                 StandingChanged, PairingChanged, NotesKeyKnown, IdentityShared, RoomGiven,
                 ClockFollowed, BundleWritten, BundleFailed, Notice>;

// What speaks for the clock as found at the start.
enum class ClockFound {
  checked,    // by the collector since this machine was switched on, by a time service, or by hand
  unchecked,  // nothing does
  was_wrong,  // nothing does, and it was wrong when it was last compared
};

struct TabletOptions {
  std::string data_folder;
  std::string collector_url;
  std::string room_name;  // until a collector gives one
  std::string version;
  const Clock* clock = nullptr;
  std::function<void(TabletNews)> tell;
  std::uint64_t seed = 0;  // of the jitter of sending
  bool watched = false;    // touches or times are being written down: the ledger says so
  // What was released goes out at a second of the next minute; shorter for tests only.
  milliseconds send_minute = minutes{1};
  // How often the collector is asked for a newer schedule, while it answers.
  std::chrono::seconds schedule_every = limits::schedule_refresh;
  // How far the wall clock can be trusted; empty: unknown. See clock_quality.h.
  std::function<ClockQuality()> clock_quality;
  // Whose time the tablet goes by: that of `clock`, set by hand, or the paired collector's as soon
  // as it is known.
  enum class Time { by_hand, collector } time = Time::by_hand;
  // Forget whose tablet this was, keep its answers: for a collector that was set up anew.
  enum class Collector { keep, forget } collector = Collector::keep;
};

class Tablet {
 public:
  // Errors are the Store's (store.h), or invalid for a collector_url that cannot be used.
  static Result<std::unique_ptr<Tablet>> open(TabletOptions options,
                                              std::unique_ptr<Transport> transport);
  ~Tablet();
  Tablet(const Tablet&) = delete;
  Tablet& operator=(const Tablet&) = delete;

  // As found on disk, for the first frame. null: no schedule yet.
  std::shared_ptr<const Event> cached_schedule() const;
  std::optional<UtcTime> cached_fetched() const;  // last known to be current
  const Changes& cached_changes() const;
  JournalCounts first_counts() const;
  const std::optional<DayOver>& day_over() const;  // the last one kept here
  const std::string& notice() const;
  Uuid device() const;
  const std::optional<trust::Pairing>& pairing() const;  // the last one, whether it stands or not
  ClockFound clock_found() const;
  // What the tablet goes by; lives as long as it does. Any thread.
  const Clock& clock() const;

  // Orders, carried out one after the other.
  void put_open(Response response);     // answered by Stored or StoreFailed
  void discard(Uuid id);                // undo; StoreFailed when it could not be done
  void seal(Uuid id, SealRules rules);  // answered by SealedNews and Counted, or StoreFailed
  // Journal::close and end_day; what the disk refuses is tried again. Answered by Counted.
  void close(Topic topic, std::optional<UtcTime> closes);
  void end_day(std::vector<Topic> going_on);
  // What a wrong clock led to: Journal::count_early and reopen. Answered by Counted.
  void count_early(std::vector<Topic> topics);
  void reopen(std::vector<Topic> topics);
  // Kept for the next start, the same way.
  void keep_day_over(DayOver over);
  // After those: what the ledger says of them (Ledger::closed).
  void say_closed(ClosedWindows closed);
  // Sealed before it touches the disk. Answered by Stored or StoreFailed (unavailable: no key).
  void put_note(Note note, NoteState state);
  void discard_note(Uuid id);
  // Writes what is released and still here into a file in this folder (bundle_file.h). Answered by
  // BundleWritten or BundleFailed.
  void write_bundle(std::string folder);
  // Somebody at the door wants another try after the tablet was turned away.
  void ask_to_pair_again();
  // The clock was moved or the machine woke: look at the deadlines again.
  void wake();

 private:
  struct Inner;
  explicit Tablet(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

}  // namespace lintel
