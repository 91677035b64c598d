#include "sync/client/beginning.h"

#include <spdlog/spdlog.h>

#include <array>
#include <utility>

#include "shared/core/counted.h"
#include "shared/core/limits.h"
#include "shared/trust/pairing_json.h"
#include "shared/wire/changes_json.h"
#include "shared/wire/schedule.h"
#include "sync/client/device_key.h"

namespace lintel {
namespace {

constexpr const char* collector_key = "collector";
constexpr const char* pairing_key = "pairing";            // a pairing reply; empty: none
constexpr const char* standing_key = "pairing_standing";  // of it
constexpr std::string_view standing_paired = "paired";
constexpr const char* day_count_key = "day_count";
constexpr const char* day_over_key = "day_over";  // "2026-11-20 pd-2026"; the day has ten letters
constexpr std::size_t day_letters = 10;

void note(Beginning& beginning, const std::string& sentence) {
  beginning.notice += (beginning.notice.empty() ? "" : " ") + sentence;
}

Status read_collector(store::Store& store, SyncOptions& sync_options) {
  TRY(const std::optional<std::string> collector, store.schedule().setting(collector_key));
  if (collector && !collector->empty()) {
    TRY(sync_options.collector, Uuid::parse(*collector));
  }
  return ok();
}

// A pairing that cannot be read any more is asked for again; so is a key that cannot be kept, on a
// disk without room: the door must open all the same.
Status read_pairing(store::Store& store, Beginning& beginning, SyncOptions& sync_options) {
  auto key = device_key(store.schedule());
  if (!key && key.error().code != ErrorCode::full) {
    return std::move(key).error();
  }
  if (key) {
    sync_options.key = std::move(key).value();
  } else {
    note(beginning, key.error().message);
  }
  TRY(sync_options.pairing, last_pairing(store.schedule()));
  TRY(const std::optional<std::string> standing, store.schedule().setting(standing_key));
  if (sync_options.pairing) {
    const bool stands = standing && *standing == standing_paired;
    sync_options.standing =
        stands ? trust::PairingClient::Standing::paired : trust::PairingClient::Standing::unpaired;
  }
  return ok();
}

// A cached schedule that cannot be read any more is no reason not to open the door: it is fetched
// again.
Status read_schedule(store::Store& store, Beginning& beginning, SyncOptions& sync_options) {
  TRY(const std::optional<CachedSchedule> cached, store.schedule().load());
  if (!cached) {
    return ok();
  }
  auto decoded = wire::decode_schedule(cached->document);
  if (!decoded) {
    note(beginning, "The schedule kept on this tablet cannot be used and is fetched again: " +
                        decoded.error().message);
    return ok();
  }
  beginning.event = std::make_shared<const Event>(std::move(*decoded));
  beginning.fetched = cached->fetched;
  auto known = wire::decode_changes(cached->changes);
  if (known) {
    beginning.changes = std::move(*known);
  } else {
    spdlog::warn("What changed before the last stop is not shown any more: {}",
                 known.error().message);
  }
  sync_options.event = beginning.event;
  sync_options.changes = beginning.changes;
  sync_options.confirmed = cached->fetched;
  sync_options.etag = cached->etag;
  return ok();
}

// One that cannot be read any more costs a question too many, not the door.
Status read_day_over(store::Store& store, Beginning& beginning) {
  TRY(const std::optional<std::string> kept, store.schedule().setting(day_over_key));
  if (!kept || kept->size() <= day_letters + 1) {
    return ok();
  }
  if (const auto day = parse_day(std::string_view(*kept).substr(0, day_letters))) {
    beginning.day_over = DayOver{{kept->substr(day_letters + 1)}, *day};
  }
  return ok();
}

// What a crash or a power cut left open is an answer as it stands. Neither this nor pruning may
// keep the door shut: on a full disk both wait for the next start.
Status tidy_up(store::Store& store, Beginning& beginning, SyncOptions& sync_options,
               const Clock& clock) {
  const UtcTime now = clock.now();
  const Event* event = beginning.event.get();
  sync_options.offset = event != nullptr ? event->offset_at(now) : minutes{0};
  const int group = event != nullptr ? event->rules.release_group : limits::release_group_default;
  Journal& journal = store.journal();
  auto left = journal.seal_left_open(group);
  if (!left && left.error().code == ErrorCode::io && store.reopen()) {
    left = journal.seal_left_open(group);
  }
  if (!left) {
    note(beginning, left.error().message);
  } else if (*left > 0) {
    spdlog::info("{} open when the tablet stopped; what stood there counts",
                 counted(*left, "answer was", "answers were"));
  }
  TRY(const std::optional<std::string> kept, store.schedule().setting(day_count_key));
  sync_options.days = kept ? DayCount::parse(*kept) : std::nullopt;
  if (days_can_be_counted(sync_options)) {
    sync_options.days = DayCount::on(sync_options.days, day_of(to_local(now, sync_options.offset)));
    const auto pruned = prune_as_of(store, *sync_options.days);
    if (!pruned) {
      spdlog::warn("Old confirmed answers stay another day: {}", pruned.error().message);
    }
  }
  TRY(beginning.counts, journal.counts());
  return ok();
}

}  // namespace

Result<int> prune_as_of(store::Store& store, const DayCount& days) {
  TRY_DO(store.schedule().set_setting(day_count_key, days.text()));
  return store.journal().prune_sent(days.counted - limits::sent_rows_kept);
}

Result<std::optional<trust::Pairing>> last_pairing(ScheduleStore& settings) {
  TRY(const std::optional<std::string> kept, settings.setting(pairing_key));
  const auto pairing = kept ? trust::decode_pair_reply(*kept) : Error{};
  std::optional<trust::Pairing> last;
  if (pairing && pairing->state == trust::PairState::paired) {
    last = trust::Pairing{pairing->room, pairing->event, pairing->collector, pairing->tls_pin};
  }
  return last;
}

// The collector's name first and the standing last: cut in between, the tablet asks once more to
// be paired and hears at once that it is.
Status keep_pairing(ScheduleStore& settings, const trust::Pairing& pairing) {
  const trust::PairReply kept{trust::PairState::paired, pairing.room, pairing.event,
                              pairing.collector, pairing.tls_pin};
  TRY_DO(settings.set_setting(collector_key, pairing.collector.text()));
  TRY_DO(settings.set_setting(pairing_key, trust::encode(kept)));
  return keep_standing(settings, trust::PairingClient::Standing::paired);
}

Status keep_standing(ScheduleStore& settings, trust::PairingClient::Standing standing) {
  const bool paired = standing == trust::PairingClient::Standing::paired;
  return settings.set_setting(standing_key, paired ? std::string(standing_paired) : "unpaired");
}

Status forget_collector(ScheduleStore& settings) {
  TRY_DO(keep_standing(settings, trust::PairingClient::Standing::unpaired));
  TRY_DO(settings.set_setting(pairing_key, ""));
  return settings.set_setting(collector_key, "");
}

Status keep_day_over(ScheduleStore& settings, const DayOver& over) {
  return settings.set_setting(day_over_key, to_iso_day(over.day) + " " + over.event.value);
}

std::optional<trust::NotesPublicKey> notes_key_of(const Event* event) {
  const auto key = event != nullptr ? trust::NotesPublicKey::parse(event->notes_key) : Error{};
  return key ? std::optional{*key} : std::nullopt;
}

Result<Beginning> begin(store::Store& store, SyncOptions& sync_options, const Clock& clock) {
  Beginning beginning;
  beginning.notice = store.notice();
  sync_options.device = store.device();
  std::array<std::uint8_t, 16> drawn{};
  fill_with_random(drawn);
  sync_options.run = Uuid::from_random(drawn);
  TRY_DO(read_schedule(store, beginning, sync_options));
  TRY_DO(read_day_over(store, beginning));
  TRY_DO(read_collector(store, sync_options));
  TRY_DO(read_pairing(store, beginning, sync_options));
  if (sync_options.pairing && !sync_options.pairing->room.empty()) {
    sync_options.room_name = sync_options.pairing->room.value;
  }
  TRY_DO(tidy_up(store, beginning, sync_options, clock));
  return beginning;
}

}  // namespace lintel
