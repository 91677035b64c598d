#include "sync/client/tablet.h"

#include <spdlog/spdlog.h>

#include <cassert>
#include <utility>

#include "shared/core/limits.h"
#include "shared/wire/changes_json.h"
#include "shared/wire/schedule.h"
#include "sync/client/storage_thread.h"
#include "sync/client/sync_thread.h"
#include "sync/net/collector_url.h"
#include "sync/store/store.h"

namespace lintel {

struct Tablet::Inner {
  // What was on disk, constant once the threads run.
  std::shared_ptr<const Event> event;
  std::optional<UtcTime> fetched;
  Changes changes;
  JournalCounts counts;
  std::string notice;
  Uuid device;
  // Destroyed from the last to the first: but sync is stopped first of all (see ~Tablet), because
  // it waits for storage, and storage still tells it counts until its own end.
  std::unique_ptr<SyncThread> sync;
  std::unique_ptr<StorageThread> storage;

  void note(const std::string& sentence) { notice += (notice.empty() ? "" : " ") + sentence; }
  Status read_schedule(store::Store& store, SyncOptions& sync_options);
  Status tidy_up(store::Store& store, SyncOptions& sync_options, const Clock& clock);
};

namespace {

Status read_collector(store::Store& store, SyncOptions& sync_options) {
  TRY(const std::optional<std::string> collector, store.schedule().setting("collector"));
  if (collector) {
    TRY(sync_options.collector, Uuid::parse(*collector));
  }
  return ok();
}

}  // namespace

// A cached schedule that cannot be read any more is no reason not to open the door: it is fetched
// again.
Status Tablet::Inner::read_schedule(store::Store& store, SyncOptions& sync_options) {
  TRY(const std::optional<CachedSchedule> cached, store.schedule().load());
  if (!cached) {
    return ok();
  }
  auto decoded = wire::decode_schedule(cached->document);
  if (!decoded) {
    note("The schedule kept on this tablet cannot be used and is fetched again: " +
         decoded.error().message);
    return ok();
  }
  event = std::make_shared<const Event>(std::move(*decoded));
  fetched = cached->fetched;
  auto known = wire::decode_changes(cached->changes);
  if (known) {
    changes = std::move(*known);
  } else {
    spdlog::warn("What changed before the last stop is not shown any more: {}",
                 known.error().message);
  }
  sync_options.event = event;
  sync_options.changes = changes;
  sync_options.confirmed = cached->fetched;
  sync_options.etag = cached->etag;
  return ok();
}

// What a crash or a power cut left open is an answer as it stands. Neither this nor pruning may
// keep the door shut: on a full disk both wait for the next start.
Status Tablet::Inner::tidy_up(store::Store& store, SyncOptions& sync_options, const Clock& clock) {
  const UtcTime now = clock.now();
  sync_options.offset = event ? event->offset_at(now) : minutes{0};
  sync_options.pruned_on = day_of(to_local(now, sync_options.offset));
  const int group = event ? event->rules.release_group : limits::release_group_default;
  Journal& journal = store.journal();
  const auto left = journal.seal_left_open(group);
  if (!left) {
    note(left.error().message);
  } else if (*left > 0) {
    spdlog::info("{} answers were open when the tablet stopped; they count as they stood", *left);
  }
  const auto pruned = journal.prune_sent(sync_options.pruned_on - limits::sent_rows_kept);
  if (!pruned) {
    spdlog::warn("Old confirmed answers stay another day: {}", pruned.error().message);
  }
  TRY(counts, journal.counts());
  return ok();
}

Result<std::unique_ptr<Tablet>> Tablet::open(TabletOptions options,
                                             std::unique_ptr<Transport> transport) {
  assert(options.clock != nullptr && options.tell && transport);
  TRY(const CollectorUrl url, parse_collector_url(options.collector_url));
  TRY(std::unique_ptr<store::Store> store, store::Store::open(options.data_folder));
  auto inner = std::make_unique<Inner>();
  inner->notice = store->notice();
  inner->device = store->device();
  SyncOptions sync_options;
  sync_options.device = inner->device;
  sync_options.reach = url.reach;
  sync_options.room_name = std::move(options.room_name);
  sync_options.version = std::move(options.version);
  sync_options.seed = options.seed;
  sync_options.clock = options.clock;
  sync_options.tell = options.tell;
  sync_options.clock_quality = std::move(options.clock_quality);
  TRY_DO(inner->read_schedule(*store, sync_options));
  TRY_DO(read_collector(*store, sync_options));
  TRY_DO(inner->tidy_up(*store, sync_options, *options.clock));

  // The storage thread gets no order before both threads stand, so `sync` is set when it is told.
  Inner* const parts = inner.get();
  inner->storage = std::make_unique<StorageThread>(
      std::move(store), std::move(options.tell),
      [parts](const JournalCounts& counts) { parts->sync->on_counts(counts); });
  inner->sync =
      std::make_unique<SyncThread>(std::move(sync_options), std::move(transport), *inner->storage);
  inner->sync->start(inner->counts);
  return std::unique_ptr<Tablet>(new Tablet(std::move(inner)));
}

Tablet::Tablet(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}

Tablet::~Tablet() {
  inner_->sync->stop();
  inner_->storage.reset();
}

std::shared_ptr<const Event> Tablet::cached_schedule() const {
  return inner_->event;
}
std::optional<UtcTime> Tablet::cached_fetched() const {
  return inner_->fetched;
}
const Changes& Tablet::cached_changes() const {
  return inner_->changes;
}
JournalCounts Tablet::first_counts() const {
  return inner_->counts;
}
const std::string& Tablet::notice() const {
  return inner_->notice;
}
Uuid Tablet::device() const {
  return inner_->device;
}

void Tablet::put_open(Response response) {
  inner_->storage->put_open(std::move(response));
}
void Tablet::discard(Uuid id) {
  inner_->storage->discard(id);
}
void Tablet::seal(Uuid id, int release_group) {
  inner_->storage->seal(id, release_group);
}
void Tablet::release(SessionId session) {
  inner_->storage->release(std::move(session));
}
void Tablet::wake() {
  inner_->sync->wake();
}

}  // namespace lintel
