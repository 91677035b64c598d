// The tablet's side of a bundle (shared/trust/bundle.h): what goes into it, and the file on a
// stick. And the way back: a schedule that comes as a file, for a tablet without a network.
//
// A bundle holds every answer that is sealed and still here: what the collector has not confirmed,
// also the last few of a session that wait for their group (DESIGN section 2.3) - it is carried by
// the adult who could carry the tablet itself, when the day is over - and what it confirmed within
// the last week. Importing is idempotent, so too much does no harm.
#pragma once

#include <cstddef>
#include <string>

#include "shared/event/event.h"
#include "shared/ports/clock.h"
#include "shared/results/ledger.h"
#include "shared/trust/bundle.h"
#include "shared/trust/keys.h"
#include "sync/store/store.h"

namespace lintel {

struct BundleOrigin {
  std::string room;  // empty: the one given when pairing
  std::string version;
  ClockQuality clock = ClockQuality::unknown;
};

// Everything the ledger says but who the tablet is.
Status count_into(Ledger& ledger, store::Store& store);

Result<trust::Bundle> gather_bundle(store::Store& store, const BundleOrigin& origin);

struct BundleFile {
  std::string path;
  std::size_t answers = 0;
};
// Writes "lintel-<room>-<device>.lintel" into a folder that is there, in place of an earlier one,
// as sync/store/whole_file.h does. Error: not_found (no such folder), full, io.
Result<BundleFile> write_bundle_file(const trust::Bundle& bundle, const trust::KeyPair& key,
                                     const std::string& folder);

struct SealedBundle {
  trust::Bundle bundle;
  std::shared_ptr<const trust::KeyPair> key;
  std::string notice;  // for a person, of opening the store; empty when there is nothing to say
};
// Of a data folder no kiosk has open; answers left open when it stopped count as they stood.
// Error: not_found (no tablet's data there), those of store.h: busy when a kiosk has it open.
Result<SealedBundle> bundle_of_folder(const std::string& data_folder, const BundleOrigin& origin,
                                      UtcTime now);

// Makes the document of a file (lintel-collector event export --format lintel) the schedule of a
// data folder that no kiosk has open; the folder is made when it is missing. An Error leaves the
// schedule as it was.
Result<Event> read_schedule_file(const std::string& file, const std::string& data_folder,
                                 UtcTime now);

}  // namespace lintel
