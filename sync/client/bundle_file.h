// The tablet's side of a bundle (shared/trust/bundle.h): what goes into it, and the file on a
// stick. And the way back: a schedule that comes as a file, for a tablet without a network.
//
// A bundle holds every answer and note that was released and is still here: what the collector has
// not confirmed, and what it confirmed within the last week. Importing is idempotent, so too much
// does no harm. What is held is never in it (DESIGN 2.3): two bundles written before and after one
// person would show what that one answered. It says how many topics wait instead, and until when.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "shared/event/event.h"
#include "shared/ports/clock.h"
#include "shared/ports/journal.h"
#include "shared/results/ledger.h"
#include "shared/trust/bundle.h"
#include "shared/trust/keys.h"
#include "sync/store/store.h"

namespace lintel {

struct BundleOrigin {
  std::string room{};  // used when no collector has given one
  std::string version{};
  ClockQuality clock = ClockQuality::unknown;
  Uuid run{};  // Ledger::run
  bool watched = false;
};

// What the ledger says of topics and numbers.
Status count_into(Ledger& ledger, store::Store& store);

// What is held and is not carried.
struct StillWaiting {
  int topics = 0;
  std::optional<UtcTime> until;  // the last of their windows ends; nullopt: not known
};
StillWaiting still_waiting(const JournalCounts& counts);

struct GatheredBundle {
  trust::Bundle bundle;
  std::size_t answers = 0;
  std::size_t notes = 0;
  StillWaiting waiting;
};
Result<GatheredBundle> gather_bundle(store::Store& store, const BundleOrigin& origin, UtcTime now);

// Writes "lintel-<room>-<device>.lintel" into a folder that is there, in place of an earlier one,
// as sync/store/whole_file.h does. Error: not_found (no such folder), full, io.
// The path.
Result<std::string> write_bundle_file(const trust::Bundle& bundle, const trust::KeyPair& key,
                                      const std::string& folder);

struct SealedBundle {
  GatheredBundle gathered;
  std::shared_ptr<const trust::KeyPair> key;
  std::string notice;  // for a person, of opening the store; empty when there is nothing to say
};
// stay: the tablet goes on being used, so what is held stays and is told of. go: no more answers
// will come (a dead tablet's disk): its day is over and nothing stays behind.
enum class HeldAnswers { stay, go };
// Of a data folder no kiosk has open. Answers left open when it stopped count as they stood.
// Error: not_found (no tablet's data there), those of store.h: busy when a kiosk has it open.
Result<SealedBundle> bundle_of_folder(const std::string& data_folder, const BundleOrigin& origin,
                                      HeldAnswers held, UtcTime now);

// The same without a bundle: ends the day of a data folder no kiosk has open, for good. A kiosk
// that starts there on the same day asks nobody any more.
struct EndedDay {
  int waiting = 0;  // answers and notes that now wait for the network or a stick
  std::string notice;
};
Result<EndedDay> end_day_of_folder(const std::string& data_folder, UtcTime now);

// Makes the document of a file (lintel-collector event export --format lintel) the schedule of a
// data folder that no kiosk has open; the folder is made when it is missing. An Error leaves the
// schedule as it was.
Result<Event> read_schedule_file(const std::string& file, const std::string& data_folder,
                                 UtcTime now);

}  // namespace lintel
