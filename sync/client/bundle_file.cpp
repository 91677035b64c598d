#include "sync/client/bundle_file.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "shared/core/limits.h"
#include "shared/ports/release.h"
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
  TRY(ledger.topics, store.journal().ledger());
  TRY(const JournalCounts counts, store.journal().counts());
  ledger.pending = counts.released;
  ledger.quarantined = counts.quarantined;
  ledger.closed = store.closed();
  ledger.volatile_storage = store.is_volatile();
  return ok();
}

StillWaiting still_waiting(const JournalCounts& counts) {
  StillWaiting waiting;
  for (const auto& [topic, of_topic] : counts.topics) {
    if (of_topic.open + of_topic.held + of_topic.notes_held == 0) {
      continue;
    }
    ++waiting.topics;
    if (of_topic.closes) {
      waiting.until = std::max(waiting.until.value_or(*of_topic.closes), *of_topic.closes);
    }
  }
  return waiting;
}

Result<GatheredBundle> gather_bundle(store::Store& store, const BundleOrigin& origin, UtcTime now) {
  GatheredBundle gathered;
  trust::Bundle& bundle = gathered.bundle;
  bundle.ledger.device = store.device();
  bundle.ledger.run = origin.run;
  bundle.ledger.room = origin.room;
  bundle.ledger.version = origin.version;
  bundle.ledger.clock = origin.clock;
  bundle.ledger.as_of = whole_minute(now);
  bundle.ledger.watched = origin.watched;
  TRY(const std::optional<trust::Pairing> pairing, last_pairing(store.schedule()));
  if (pairing) {
    bundle.event = pairing->event;
    bundle.ledger.room = pairing->room.empty() ? origin.room : pairing->room.value;
  }
  TRY(const std::optional<CachedSchedule> cached, store.schedule().load());
  const auto event = cached ? wire::decode_schedule(cached->document) : Error{};
  if (event) {
    bundle.event = event->id;
  }
  TRY_DO(count_into(bundle.ledger, store));
  TRY(const JournalCounts counts, store.journal().counts());
  gathered.waiting = still_waiting(counts);
  TRY(std::vector<PendingEvent> carried, store.journal().carried());
  bundle.answers.reserve(carried.size());
  for (PendingEvent& record : carried) {
    ++(record.kind == RecordKind::note ? gathered.notes : gathered.answers);
    bundle.answers.push_back(std::move(record.bytes));
  }
  return gathered;
}

Result<std::string> write_bundle_file(const trust::Bundle& bundle, const trust::KeyPair& key,
                                      const std::string& folder) {
  std::error_code failure;
  if (!fs::is_directory(folder, failure)) {
    return Error{ErrorCode::not_found, "There is no folder " + folder +
                                           ": plug the stick in and give the folder it shows as."};
  }
  const std::string path = (fs::path(folder) / file_name(bundle.ledger)).string();
  TRY_DO(store::write_whole_file(path, trust::seal_bundle(bundle, key)));
  return path;
}

namespace {

// A folder no kiosk has open: what was left open is sealed.
struct OpenedFolder {
  std::unique_ptr<store::Store> store;
  SyncOptions found;
  Beginning beginning;
};

Result<OpenedFolder> open_folder(const std::string& data_folder, HeldAnswers held, UtcTime now) {
  if (!store::holds_store(data_folder)) {
    return Error{ErrorCode::not_found,
                 "There is no tablet's data in " + data_folder + "; give its data folder."};
  }
  OpenedFolder opened;
  TRY(opened.store, store::Store::open(data_folder));
  const ManualClock clock(now);
  TRY(opened.beginning, begin(*opened.store, opened.found, clock));
  if (const auto key = notes_key_of(opened.beginning.event.get())) {
    TRY_DO(opened.store->seal_plain_notes(*key));
  }
  if (held == HeldAnswers::go) {
    TRY_DO(opened.store->journal().end_day({}));
  }
  return opened;
}

}  // namespace

Result<SealedBundle> bundle_of_folder(const std::string& data_folder, const BundleOrigin& origin,
                                      HeldAnswers held, UtcTime now) {
  TRY(OpenedFolder opened, open_folder(data_folder, held, now));
  if (!opened.found.key) {
    return Error{ErrorCode::unavailable, opened.beginning.notice};
  }
  TRY(const JournalCounts counts, opened.store->journal().counts());
  if (still_waiting(counts).topics == 0) {
    opened.store->set_closed({whole_minute(now), {}, opened.beginning.day_over});
  }
  BundleOrigin known = origin;
  known.run = opened.found.run;
  TRY(GatheredBundle gathered, gather_bundle(*opened.store, known, now));
  return SealedBundle{std::move(gathered), std::move(opened.found.key),
                      std::move(opened.beginning.notice)};
}

Result<EndedDay> end_day_of_folder(const std::string& data_folder, UtcTime now) {
  TRY(OpenedFolder opened, open_folder(data_folder, HeldAnswers::stay, now));
  if (const Event* event = opened.beginning.event.get()) {
    const LocalDay today = day_of(to_local(now, event->offset_at(now)));
    TRY_DO(keep_day_over(opened.store->schedule(), {event->id, today}));
  }
  TRY_DO(opened.store->journal().end_day({}));
  TRY(const JournalCounts counts, opened.store->journal().counts());
  return EndedDay{counts.released, std::move(opened.beginning.notice)};
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
