// Port: the tablet's journal of answers and notes. One owner thread (the storage thread) calls it;
// no implementation locks. Every function that returns success has made its change durable.
//
// An answer is open -> held (sealed, immutable) -> released -> sent, or quarantined (refused by the
// collector, kept, shown). A note is a draft -> kept -> released -> sent or quarantined.
// A clock that was wrong leads to answers that were early and to windows that were closed too soon:
// count_early() and reopen() put that right.
//
// Secrecy (DESIGN 2.3): nothing about order or time is stored, and no row carries a mark. When
// 2 x release_group answers of a topic are held, release_group of them, drawn anew by the system's
// random numbers, are released in the commit that seals the last; the rest goes together when the
// topic is closed. Answers of a burst are held in addition: they do not count towards a group and
// go out with the next one. What is sealed after the close is late and stays until the end of the
// day. Notes stay until their topic is closed and go together. The ledger speaks of released ones
// only.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/core/result.h"
#include "shared/core/time.h"
#include "shared/event/note.h"
#include "shared/event/response.h"
#include "shared/results/ledger.h"

namespace lintel {

// A number below `bound`, every one as likely, from the operating system's random source. Tests and
// the simulation give one of their own.
using RandomBelow = std::function<std::uint32_t(std::uint32_t bound)>;

enum class RecordKind { answer, note };

struct PendingEvent {
  Uuid id;
  std::string bytes;  // the frozen CloudEvent
  RecordKind kind = RecordKind::answer;
};

struct TopicCounts {
  int open = 0;        // answers not yet sealed
  int held = 0;        // sealed and not released, late ones too
  int released = 0;    // ever: the ledger's `taken`
  int notes_held = 0;  // kept and not released
  bool closed = false;
  std::optional<UtcTime> closes;  // the end of its window, as last told
  int early = 0;                  // of held and released: counted by count_early()
  bool operator==(const TopicCounts&) const = default;
};

struct JournalCounts {
  int open = 0;
  int held = 0;      // answers, late ones too
  int released = 0;  // answers and notes that are ready to send: released, unconfirmed
  int quarantined = 0;
  int sent = 0;  // confirmed, still kept
  std::map<Topic, TopicCounts> topics;
  bool operator==(const JournalCounts&) const = default;
};

struct Quarantined {
  Uuid id;
  std::string bytes;
  std::string code;  // why the collector refused it
};

// Ten answers in ten seconds are a burst: counted apart, never dropped. The tenth begins it, so
// the nine before it are counted then.
enum class Burst { no, yes, begins };
inline constexpr int burst_answers = 10;
constexpr int counted_in(Burst burst) {
  return burst == Burst::begins ? burst_answers : burst == Burst::yes ? 1 : 0;
}

struct SealRules {
  int release_group = 0;
  Burst burst = Burst::no;
  std::optional<UtcTime> closes;  // the end of the topic's window, as the door knows it now
};

enum class NoteState { draft, kept };

class Journal {
 public:
  virtual ~Journal() = default;

  // Inserts an open answer, or replaces the open one with the same id. conflict-free by id;
  // ErrorCode::refused when the id is already sealed (sealed is immutable), ErrorCode::full when
  // the disk or the quota is: the caller says so and nothing else is lost.
  virtual Status put_open(const Response& response) = 0;
  // Undo: removes an open answer without a trace. refused when it is sealed; not_found is ok.
  virtual Status discard_open(const Uuid& id) = 0;
  // Freezes the bytes, counts it, and releases a group when there is one, all in one commit.
  // Sealing twice is ok and changes nothing; not_found when it was never stored.
  virtual Status seal(const Uuid& id, const SealRules& rules) = 0;
  // At start: seals whatever a crash or power cut left open and keeps what notes were drafts.
  // Returns how many answers.
  virtual Result<int> seal_left_open(int release_group) = 0;
  // A note under way (draft) or finished (kept), in place of the one with the same id. refused once
  // it is released; full and limit as in put_open.
  virtual Status put_note(const SealedNote& note, NoteState state) = 0;
  virtual Status discard_note(const Uuid& id) = 0;  // refused once released; not_found is ok

  // The topic's window is over on this tablet, for good: what is held of it is released together,
  // its notes too. Open answers must have been sealed. Closing again is ok: later answers stay
  // late.
  virtual Status close(const Topic& topic, std::optional<UtcTime> closes) = 0;
  // The day is over: closes every topic but those of `going_on` and releases everything held of
  // closed ones, late ones too, in one commit.
  virtual Status end_day(const std::vector<Topic>& going_on) = 0;
  // The sessions have not begun after all: every answer given to them so far was early. Told with
  // the next release, as bursts are.
  virtual Status count_early(const std::vector<Topic>& topics) = 0;
  // The windows of these are not over after all: what comes now is not late. What was released
  // stays released.
  virtual Status reopen(const std::vector<Topic>& topics) = 0;

  // Released, unconfirmed, in id order; at most events_max and bytes_max of encoded bytes,
  // but always one when there is one. `after` excludes ids up to and including it.
  virtual Result<std::vector<PendingEvent>> pending(std::size_t events_max, std::size_t bytes_max,
                                                    const Uuid& after) = 0;
  // The collector confirmed exactly these ids. Ids that are not pending are ignored, here and in
  // quarantine(). day: for pruning only.
  virtual Status mark_sent(const std::vector<Uuid>& ids, LocalDay day) = 0;
  virtual Status quarantine(const Uuid& id, const std::string& code) = 0;
  virtual Result<std::vector<Quarantined>> quarantined() = 0;
  // For a bundle that a person carries: every answer and note that was released, confirmed or
  // refused ones too, in id order; never what is held. As many as the store's own limit lets in.
  virtual Result<std::vector<PendingEvent>> carried() = 0;
  // A collector restored from a backup asks again: sent rows of the topics wait again.
  virtual Status resend(const std::vector<Topic>& topics) = 0;
  // Deletes sent rows of days before `before`. Never touches any other row.
  virtual Result<int> prune_sent(LocalDay before) = 0;

  // After a seal, an undo, a change of a note or a batch the files still show in which order things
  // came. tidy() rewrites them in id order and empties the log; the caller does it within 2 s,
  // between touches. Nothing is lost when it fails: it stays due.
  virtual bool is_untidy() const = 0;
  virtual Status tidy() = 0;

  virtual Result<JournalCounts> counts() = 0;
  virtual Result<std::map<Topic, TopicLedger>> ledger() = 0;
};

}  // namespace lintel
