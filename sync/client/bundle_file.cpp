#include "sync/client/bundle_file.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "shared/core/limits.h"
#include "shared/wire/cloudevents.h"
#include "shared/wire/schedule.h"
#include "sync/client/beginning.h"
#include "sync/store/whole_file.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;

// What of a room's name stays readable in a file's name on any stick.
constexpr std::size_t room_letters_max = 40;
constexpr std::size_t device_letters = 8;

std::string file_name(const Ledger& ledger) {
  std::string room = ledger.room.substr(0, room_letters_max);
  std::replace_if(
      room.begin(), room.end(),
      [](char c) {
        return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
      },
      '-');
  return "lintel-" + (room.empty() ? "tablet" : room) + "-" +
         ledger.device.text().substr(0, device_letters) + std::string(trust::bundle_extension);
}

}  // namespace

Status count_into(Ledger& ledger, store::Store& store) {
  TRY(ledger.sessions, store.journal().ledger());
  TRY(const JournalCounts counts, store.journal().counts());
  ledger.pending = counts.waiting;
  ledger.quarantined = counts.quarantined;
  ledger.quarantined_by_session.clear();
  if (counts.quarantined > 0) {
    TRY(const std::vector<Quarantined> set_aside, store.journal().quarantined());
    for (const Quarantined& answer : set_aside) {
      const auto response = wire::decode(answer.bytes);
      if (response) {
        ++ledger.quarantined_by_session[response->session];
      }
    }
  }
  return ok();
}

Result<trust::Bundle> gather_bundle(store::Store& store, const BundleOrigin& origin) {
  trust::Bundle bundle;
  bundle.ledger.device = store.device();
  bundle.ledger.room = origin.room;
  bundle.ledger.version = origin.version;
  bundle.ledger.clock = origin.clock;
  TRY(const std::optional<trust::Pairing> pairing, last_pairing(store.schedule()));
  if (pairing) {
    bundle.event = pairing->event;
    bundle.ledger.room = origin.room.empty() ? pairing->room.value : origin.room;
  }
  TRY(const std::optional<CachedSchedule> cached, store.schedule().load());
  const auto event = cached ? wire::decode_schedule(cached->document) : Error{};
  if (event) {
    bundle.event = event->id;
  }
  TRY_DO(count_into(bundle.ledger, store));
  TRY(std::vector<PendingEvent> kept, store.journal().kept());
  bundle.answers.reserve(kept.size());
  for (PendingEvent& answer : kept) {
    bundle.answers.push_back(std::move(answer.bytes));
  }
  return bundle;
}

Result<BundleFile> write_bundle_file(const trust::Bundle& bundle, const trust::KeyPair& key,
                                     const std::string& folder) {
  std::error_code failure;
  if (!fs::is_directory(folder, failure)) {
    return Error{ErrorCode::not_found, "There is no folder " + folder +
                                           ": plug the stick in and give the folder it shows as."};
  }
  const std::string path = (fs::path(folder) / file_name(bundle.ledger)).string();
  TRY_DO(store::write_whole_file(path, trust::seal_bundle(bundle, key)));
  return BundleFile{path, bundle.answers.size()};
}

Result<SealedBundle> bundle_of_folder(const std::string& data_folder, const BundleOrigin& origin,
                                      UtcTime now) {
  if (!store::holds_store(data_folder)) {
    return Error{ErrorCode::not_found,
                 "There is no tablet's data in " + data_folder + "; give its data folder."};
  }
  TRY(const std::unique_ptr<store::Store> store, store::Store::open(data_folder));
  const ManualClock clock(now);
  SyncOptions found;
  TRY(Beginning beginning, begin(*store, found, clock));
  if (!found.key) {
    return Error{ErrorCode::unavailable, beginning.notice};
  }
  TRY(trust::Bundle bundle, gather_bundle(*store, origin));
  return SealedBundle{std::move(bundle), std::move(found.key), std::move(beginning.notice)};
}

Result<Event> read_schedule_file(const std::string& file, const std::string& data_folder,
                                 UtcTime now) {
  TRY(const std::string loaded, store::read_whole_file(file, limits::schedule_bytes_max));
  auto event = wire::decode_schedule(loaded);
  if (!event) {
    return Error{event.error().code,
                 file + " is no schedule of lintel-collector event export --format lintel: " +
                     event.error().message};
  }
  TRY(const std::unique_ptr<store::Store> store, store::Store::open(data_folder));
  // Written anew, as the collector serves it: what is for adults only stays off the door, and a
  // tablet that finds its collector later has no need to fetch it again.
  std::string document = wire::encode(*event);
  const std::string etag = wire::schedule_etag(document);
  TRY_DO(store->schedule().save({std::move(document), etag, now}));
  return event;
}

}  // namespace lintel
