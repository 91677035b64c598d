// Every change of what the collector holds: the database in one commit, then the books. What may be
// shown because of answers and ledgers follows in catch_up(), in a commit of its own and then in
// shown.json beside the database, and only then readers see it. So nothing newer is shown than what
// a crash or a restored backup leaves known.
//
// Runs on the writer's thread, alone with the store; books are changed by nobody else.
#pragma once

#include <vector>

#include "sync/collector/books.h"
#include "sync/collector/collector_store.h"

namespace lintel::collector {

// The statuses of each intake's rows, in order.
Result<CollectorStore::Statuses> record_answers(CollectorStore& store, SharedBooks& books,
                                                const std::vector<const Intake*>& intakes);

enum class LedgerIs { taken, of_another, old };
// of_another: taken, and it cannot be of the tablet that the last one was of. old: a newer one came
// already; nothing is changed.
Result<LedgerIs> record_ledger(CollectorStore& store, SharedBooks& books, Ledger ledger,
                               UtcTime now);

// Closes for good; those that are closed stay as they are. Of topics that hold nothing yet, too:
// what comes after is late.
Status record_close(CollectorStore& store, SharedBooks& books, const std::vector<Topic>& topics,
                    TopicClose how);

// Whether a tablet's answers are in the results.
enum class Counted { yes, set_aside };
Status record_counted(CollectorStore& store, SharedBooks& books, const Uuid& device,
                      Counted counted);

// A tablet that will not come any more; topics that waited for it may close (closing.h). nullopt:
// it was found.
Status record_written_off(CollectorStore& store, SharedBooks& books, const Uuid& device,
                          std::optional<UtcTime> since, UtcTime now);

// An adult says that a day of the served event is over: tablets read it in the schedule.
Status record_day_over(CollectorStore& store, SharedBooks& books, LocalDay day, UtcTime now);

// Once and for good, at the event's end (disclosure.h).
Status record_shown_anyway(CollectorStore& store, SharedBooks& books, const Topic& topic,
                           UtcTime now);
Status record_pool(CollectorStore& store, SharedBooks& books, const EventId& event, UtcTime now);

// Each minute: closes what may be closed, goes on where a restore had stopped it, and rewrites the
// file once the day's last window is over.
Status record_time(CollectorStore& store, SharedBooks& books, UtcTime now);

// The writer's after its work, several times a second at most: makes the steps and closes that
// ledgers and answers allow, writes what may be shown beside the database and lets readers see it.
// Returns whether they see anything new. On failure they go on seeing what they saw.
Result<bool> catch_up(CollectorStore& store, SharedBooks& books, UtcTime now);

// What the served event is from now on, with what the collector adds for tablets; its rules may
// hide what was shown, never cut it anew.
Status serve(CollectorStore& store, SharedBooks& books, Schedule schedule);

}  // namespace lintel::collector
