#include "sync/client/tablet.h"

#include <cassert>
#include <utility>

#include "sync/client/beginning.h"
#include "sync/client/courier.h"
#include "sync/client/storage_thread.h"
#include "sync/client/sync_thread.h"
#include "sync/net/collector_url.h"
#include "sync/store/folder.h"
#include "sync/store/store.h"

namespace lintel {

struct Tablet::Inner {
  Beginning found;  // on disk; constant once the threads run
  Uuid device;
  std::optional<trust::Pairing> pairing;
  std::optional<FollowedClock> followed;
  const Clock* clock = nullptr;
  ClockFound clock_found = ClockFound::checked;
  // Destroyed from the last to the first: but sync is stopped first of all (see ~Tablet), because
  // it waits for storage, and storage still tells it counts until its own end.
  std::unique_ptr<SyncThread> sync;
  std::unique_ptr<StorageThread> storage;
  std::unique_ptr<Courier> courier;
};

namespace {

// A time service may have set the clock right while this program did not run.
Result<ClockFound> find_clock(FollowedClock& followed, store::Store& store,
                              const SyncOptions& options) {
  if (options.clock_quality && options.clock_quality() == ClockQuality::network) {
    return ClockFound::checked;
  }
  TRY(const std::optional<std::string> kept,
      store.schedule().setting(std::string(collector_time_key)));
  if (!kept) {
    return ClockFound::unchecked;
  }
  if (followed.restore(*kept)) {
    return ClockFound::checked;
  }
  const auto ahead = FollowedClock::ahead_of(*kept);
  return ahead && std::chrono::abs(*ahead) >= limits::clocks_agree ? ClockFound::was_wrong
                                                                   : ClockFound::unchecked;
}

}  // namespace

Result<std::unique_ptr<Tablet>> Tablet::open(TabletOptions options,
                                             std::unique_ptr<Transport> transport) {
  assert(options.clock != nullptr && options.tell && transport);
  TRY(const CollectorUrl url, parse_collector_url(options.collector_url));
  TRY(std::unique_ptr<store::Store> store, store::Store::open(options.data_folder));
  auto inner = std::make_unique<Inner>();
  inner->device = store->device();
  SyncOptions sync_options;
  sync_options.reach = url.reach;
  sync_options.scheme = url.scheme;
  sync_options.room_name = std::move(options.room_name);
  sync_options.version = std::move(options.version);
  sync_options.seed = options.seed;
  sync_options.pace = {options.schedule_every, options.send_minute};
  sync_options.watched = options.watched;
  sync_options.clock = options.clock;
  sync_options.tell = options.tell;
  sync_options.clock_quality = std::move(options.clock_quality);
  if (options.collector == TabletOptions::Collector::forget) {
    TRY_DO(forget_collector(store->schedule()));
  }
  inner->clock = options.clock;
  if (options.time == TabletOptions::Time::collector) {
    inner->clock = &inner->followed.emplace(*options.clock);
    sync_options.clock = inner->clock;
    sync_options.followed = &*inner->followed;
    TRY(inner->clock_found, find_clock(*inner->followed, *store, sync_options));
  }
  TRY(inner->found, begin(*store, sync_options, *inner->clock));
  if (const std::string warning = store::forgets(options.data_folder); !warning.empty()) {
    inner->found.notice += (inner->found.notice.empty() ? "" : " ") + warning;
  }
  inner->pairing = sync_options.pairing;

  // The storage thread gets no order before both threads stand, so `sync` is set when it is told.
  Inner* const parts = inner.get();
  BundleOrigin origin{.room = sync_options.room_name,
                      .version = sync_options.version,
                      .run = sync_options.run,
                      .watched = sync_options.watched};
  const auto tell = options.tell;
  inner->storage = std::make_unique<StorageThread>(
      std::move(store), std::move(options.tell),
      [parts](const JournalCounts& counts) { parts->sync->on_counts(counts); });
  inner->courier = std::make_unique<Courier>(*inner->storage, sync_options.key, std::move(origin),
                                             *sync_options.clock, sync_options.clock_quality, tell);
  inner->storage->use_notes_key(notes_key_of(inner->found.event.get()));
  inner->sync =
      std::make_unique<SyncThread>(std::move(sync_options), std::move(transport), *inner->storage);
  inner->sync->start(inner->found.counts);
  return std::unique_ptr<Tablet>(new Tablet(std::move(inner)));
}

Tablet::Tablet(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}

Tablet::~Tablet() {
  inner_->courier.reset();
  inner_->sync->stop();
  inner_->storage.reset();
}

std::shared_ptr<const Event> Tablet::cached_schedule() const {
  return inner_->found.event;
}
std::optional<UtcTime> Tablet::cached_fetched() const {
  return inner_->found.fetched;
}
const Changes& Tablet::cached_changes() const {
  return inner_->found.changes;
}
JournalCounts Tablet::first_counts() const {
  return inner_->found.counts;
}
const std::optional<DayOver>& Tablet::day_over() const {
  return inner_->found.day_over;
}
const std::string& Tablet::notice() const {
  return inner_->found.notice;
}
ClockFound Tablet::clock_found() const {
  return inner_->clock_found;
}
const Clock& Tablet::clock() const {
  return *inner_->clock;
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
void Tablet::seal(Uuid id, SealRules rules) {
  inner_->storage->seal(id, rules);
}
void Tablet::close(Topic topic, std::optional<UtcTime> closes) {
  inner_->storage->close(std::move(topic), closes);
}
void Tablet::end_day(std::vector<Topic> going_on) {
  inner_->storage->end_day(std::move(going_on));
}
void Tablet::count_early(std::vector<Topic> topics) {
  inner_->storage->count_early(std::move(topics));
}
void Tablet::reopen(std::vector<Topic> topics) {
  inner_->storage->reopen(std::move(topics));
}
void Tablet::keep_day_over(DayOver over) {
  inner_->storage->keep_day_over(std::move(over));
}
void Tablet::say_closed(ClosedWindows closed) {
  inner_->storage->say_closed(std::move(closed));
}
void Tablet::put_note(Note note, NoteState state) {
  inner_->storage->put_note(std::move(note), state);
}
void Tablet::discard_note(Uuid id) {
  inner_->storage->discard_note(id);
}
const std::optional<trust::Pairing>& Tablet::pairing() const {
  return inner_->pairing;
}
void Tablet::ask_to_pair_again() {
  inner_->sync->ask_to_pair_again();
}
void Tablet::write_bundle(std::string folder) {
  inner_->courier->carry_to(std::move(folder));
}
void Tablet::wake() {
  inner_->sync->wake();
}

}  // namespace lintel
