// What the collector holds, counted: contributions by topic and tablet, what of them is shown, and
// what came from each tablet beside what that tablet says it released. Rebuilt from the database at
// start, then kept in step by recording.h after each commit, so that no reader ever needs the
// database.
//
// Books is a plain value. SharedBooks guards one: the writer thread changes it, the threads that
// answer requests read it. It grows with what is stored on disk, never with what was refused.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/event/event.h"
#include "shared/event/exit_plan.h"
#include "shared/results/disclosure.h"
#include "shared/results/ledger.h"
#include "sync/collector/earlier_plans.h"
#include "sync/collector/ingest.h"

namespace lintel::collector {

// A version of the schedule. Its event's sessions stay as make_schedule() found them.
struct Schedule {
  Event event;
  std::map<SessionId, std::size_t> places;  // of event.sessions: what each answer asks for
  ExitPlan plan;
  std::string loaded;    // as it was loaded: with guides, and what `event load` has to remember
  std::string document;  // as tablets get it
  std::string etag;      // strong, with its quotes
  int version = 0;       // 0: not stored yet
  UtcTime loaded_at{};
  UtcTime served_since{};  // later than loaded_at when an undo brought it back

  const Session* find_session(const SessionId& id) const;  // null: it has none
};
// Days that an adult said are over, and when that was.
using DaysOver = std::map<LocalDay, UtcTime>;
// What the collector adds for tablets when it serves an event.
struct ServedWith {
  std::string notes_key;            // Event::notes_key
  std::vector<LocalDay> days_over;  // Event::days_over
  bool operator==(const ServedWith&) const = default;
};
// loaded: a schedule document (wire/schedule.h), in which guides may be. What it says itself of
// what the collector adds is not believed.
Result<Schedule> make_schedule(std::string loaded, const ServedWith& served_with = {});

// What a tablet sent about sessions that no schedule here has. Honest ones do when another event
// was loaded meanwhile; of a hostile one it must not fill the memory or the page.
class StrangeTopics {
 public:
  static constexpr std::size_t sessions_max = 100;  // of one event: a room's, for a term
  static constexpr std::size_t events_max = 10;

  // Whether it is kept apart from now on, or was already.
  bool take(const Topic& topic);

 private:
  std::map<EventId, std::set<Topic>> topics_;
};

struct Tablet {
  std::optional<Ledger> ledger;  // none: answers came, its ledger did not
  std::optional<UtcTime> seen;   // when its ledger last came, in whole minutes
  std::map<Topic, Received> received;
  // Records of it that were stored here and that the disk has damaged, until they come again.
  std::set<Uuid> unreadable;
  int asked_again = 0;  // ledgers that came since this start while some of those were missing
  StrangeTopics strange;
  int beyond = 0;  // stored answers and notes about more sessions than it may make up
};

struct Books {
  std::shared_ptr<const Schedule> schedule;             // null: no event is loaded
  std::shared_ptr<const SuggestionCounts> suggestions;  // likewise
  EarlierPlans plans;      // that tablets may still go by, the served one's too
  ServedWith served_with;  // of the event that is served
  DaysOver days_over;      // likewise
  Holdings holdings;
  std::map<EventId, Pool> pools;       // as readers see them
  std::map<EventId, Pool> pools_kept;  // ahead of them as Holding::kept is
  // Restored without shown.json: what was shown of sessions that began before is not known.
  std::optional<UtcTime> forgot_before;
  // Work for catch_up() (recording.h).
  std::set<Topic> steps_due;  // something came of them that may allow the next step
  bool closing_due = false;   // a ledger, or the last of its answers, came since that was asked
  bool shown_due = false;     // more may be shown than shown.json holds yet
  bool is_behind() const { return !steps_due.empty() || closing_due || shown_due; }
  int unread = 0;  // stored records of a form or type it cannot read
  std::map<Uuid, Tablet> tablets;
  std::map<Uuid, RoomId> paired;        // that may send, with the room each was given
  std::set<Uuid> set_aside;             // tablets whose answers are in no result
  std::map<Uuid, UtcTime> written_off;  // by an adult: "lost since", whole minutes
  // Two tablets speak with one identity, a copied data folder: the rooms that they named.
  std::map<Uuid, std::vector<std::string>> identity_shared;

  // A row that was stored just now, or an answer read at start. Of a tablet's topics beyond what
  // StrangeTopics takes it counts the rows only.
  void add(const Row& row);
  // A note read at start. device: nil for one that came inside an answer of Lintel 0.1, which no
  // ledger counts.
  struct NoteOrigin {
    Uuid device;
    Uuid id;
    bool listed = false;
  };
  void add_note(const Topic& topic, const NoteOrigin& origin);
  // What a tablet's ledger says of a topic, beside what came of it: after either changed.
  void refresh(const Topic& topic, const Uuid& device);
  // Does the served event have its session?
  bool is_known(const Topic& topic) const;
  // Is this the event being served, or one that answers came of?
  bool knows(const EventId& event) const;
  // Returns the topics of which it says something new.
  std::set<Topic> set_ledger(Ledger ledger, UtcTime seen);
  bool forgot(const Topic& topic) const;
  // Nothing that came of the event is still open, nor any window of its plan.
  bool is_over(const EventId& event, UtcTime now) const;
  // Of the served event; the defaults of limits.h without one.
  int min_answers() const;
  int min_notes() const;
};

// Within one run a ledger only grows. One in which a topic has fewer answers or notes than we were
// told before is an old one, sent again by the network or by somebody who kept it; or, when it was
// made later, of another tablet with the same identity: whoever copied one and counts more does not
// keep it out.
enum class LedgerOrder { follows, older, of_another };
LedgerOrder order_of(const Ledger& ledger, const Tablet& tablet);

// Which topics to ask a tablet for again: those that differ, when more is missing here than the
// tablet still holds back or had refused, so that something it saw confirmed is lost (this
// collector was restored from a backup). What is missing only because it was damaged here is asked
// for a few times: a tablet that had it confirmed a week ago has it no more.
std::vector<Topic> to_resend(const Ledger& ledger, const Tablet& tablet);

class SharedBooks {
 public:
  explicit SharedBooks(Books books) : books_(std::move(books)) {}

  template <class Read>
  auto read(Read&& look) const {
    const std::lock_guard lock(mutex_);
    return look(books_);
  }
  template <class Change>
  void change(Change&& change) {
    const std::lock_guard lock(mutex_);
    change(books_);
  }

 private:
  mutable std::mutex mutex_;
  Books books_;
};

}  // namespace lintel::collector
