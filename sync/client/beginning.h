// What a tablet finds on its disk when it starts, and the tidying up it does first: answers left
// open by a crash are sealed as they stood, confirmed ones of more than a week ago are deleted.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "shared/event/changes.h"
#include "shared/event/day_over.h"
#include "shared/event/event.h"
#include "shared/ports/journal.h"
#include "sync/client/sync_thread.h"
#include "sync/store/store.h"
#include "sync/trust/note_box.h"

namespace lintel {

// FollowedClock::kept(), among the settings.
inline constexpr std::string_view collector_time_key = "collector_time";

// The last pairing, whether it stands or not; none, or one that cannot be read any more: nullopt.
Result<std::optional<trust::Pairing>> last_pairing(ScheduleStore& settings);

struct Beginning {
  std::shared_ptr<const Event> event;  // null: no schedule that can be used
  std::optional<UtcTime> fetched;
  Changes changes;
  JournalCounts counts;
  std::optional<DayOver> day_over;  // the last one said at this tablet
  std::string notice;               // for a person; empty when there is nothing to say
};

// The key notes are sealed to, as the schedule has it; nullopt: none, or one that cannot be used.
std::optional<trust::NotesPublicKey> notes_key_of(const Event* event);

// What pairing leaves behind, in the store's settings.
Status keep_pairing(ScheduleStore& settings, const trust::Pairing& pairing);
Status keep_standing(ScheduleStore& settings, trust::PairingClient::Standing standing);
// The key, the answers and the schedule stay.
Status forget_collector(ScheduleStore& settings);

// "The day is over", in the store's settings: a tablet that starts again must not ask once more.
Status keep_day_over(ScheduleStore& settings, const DayOver& over);

// Fills in what sync has to know (device, run, key, pairing and with it the room, collector, etag,
// offset, days). Before any thread.
Result<Beginning> begin(store::Store& store, SyncOptions& sync_options, const Clock& clock);

// Deletes confirmed rows of more than a week before, and keeps the count of days. How many rows.
Result<int> prune_as_of(store::Store& store, const DayCount& days);

}  // namespace lintel
