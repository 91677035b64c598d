#include "tests/sim/tablet_box.h"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <variant>

#include "tests/sim/tablet_parts.h"

namespace lintel::sim {

using namespace std::chrono_literals;

namespace {

constexpr milliseconds back_on_min = 5s;
constexpr milliseconds back_on_max = 600s;

}  // namespace

TabletBox::TabletBox(World& world, const Weather& weather, CollectorBox& collector, Truth& truth,
                     int number, Medium medium)
    : world_(world),
      weather_(weather),
      collector_(collector),
      truth_(truth),
      number_(number),
      clock_(world),
      network_(world, weather, collector),
      disks_(std::make_unique<Disks>(world, number, wipes_, medium)) {}

TabletBox::~TabletBox() {
  go_down();
}

// --- on and off ------------------------------------------------------------------------------

void TabletBox::switch_on() {
  if (is_on()) {
    return;
  }
  clock_.started = world_.now();
  auto store = disks_->open();
  if (!store) {
    const bool power_went = disks_->crash() != nullptr && disks_->crash()->is_off();
    if (power_went || store.error().code == ErrorCode::full) {
      world_.after(back_on_min, [this] { switch_on(); });
      return;
    }
    throw std::runtime_error("A tablet does not start: " + store.error().message);
  }
  SyncOptions options;
  // As pairing left it; a reply of any other collector is none.
  const Status paired = (*store)->schedule().set_setting("collector", collector_.name().text());
  options.room_name = std::to_string(number_);
  options.version = "sim";
  options.seed = world_.dice.roll();
  options.clock = &followed_.emplace(clock_);
  options.followed = &*followed_;
  options.tell = [this](const TabletNews& news) { take_news(news); };
  options.clock_quality = [this] {
    return clock_.wrong_by == 0ms ? ClockQuality::network : ClockQuality::unknown;
  };
  auto found = begin(**store, options, *followed_);
  const bool power_went = disks_->crash() != nullptr && disks_->crash()->is_off();
  if (power_went || (!found && found.error().code == ErrorCode::full)) {
    world_.after(back_on_min, [this] { switch_on(); });
    return;
  }
  if (!found || found->notice.find("set aside") != std::string::npos) {
    throw std::runtime_error("A tablet lost its data: " +
                             (found ? found->notice : found.error().message));
  }
  options.collector = collector_.name();
  static_cast<void>(paired);  // on a full disk it is written down another time
  running_ = std::make_unique<Running>();
  running_->device = options.device;
  running_->event = found->event;
  running_->counts = found->counts;
  running_->storage = std::make_unique<StorageWork>(std::move(store).value(), options.tell,
                                                    [this](const JournalCounts& counts) {
                                                      running_->counts = counts;
                                                      running_->sync->on_counts(counts);
                                                    });
  auto wire = std::make_unique<Wire>(*this);
  running_->wire = wire.get();
  running_->sync =
      std::make_unique<SyncThread>(std::move(options), std::move(wire), *running_->storage);
  running_->storage->use_notes_key(notes_key_of(found->event.get()));
  running_->sync->on_counts(found->counts);
  running_->fiber = std::make_unique<Fiber>([this] {
    while (!running_->stopping) {
      if (const auto idle_until = running_->sync->step()) {
        const milliseconds idle = std::max(*idle_until - clock_.mono(), 1ms);
        after(idle, [this, nap = ++running_->naps] {
          if (nap == running_->naps && running_->asleep) {
            errands();
          }
        });
        running_->asleep = true;
        Fiber::wait();
        running_->asleep = false;
      }
    }
  });
  after(0ms, [this] { errands(); });
}

void TabletBox::go_down() {
  if (!is_on()) {
    return;
  }
  running_->alive.reset();
  running_->stopping = true;
  running_->sync->stop();
  while (!running_->fiber->is_done()) {
    running_->fiber->resume();
  }
  running_.reset();
}

void TabletBox::stop() {
  if (!is_on()) {
    return;
  }
  const bool power = world_.dice.chance(500);
  count(world_.faults, power ? Fault::power_cut : Fault::process_killed);
  if (CrashDisk* const disk = disks_->crash(); disk != nullptr && !disk->is_off()) {
    power ? disk->cut_power() : disk->kill_process();
  }
  go_down();
  world_.after(world_.dice.between(back_on_min, back_on_max), [this] { switch_on(); });
}

void TabletBox::restart() {
  go_down();
  switch_on();
}

// The disk went off in the middle of a write: so did everything else.
void TabletBox::look_at_power() {
  if (is_on() && disks_->crash() != nullptr && disks_->crash()->is_off()) {
    go_down();
    world_.after(world_.dice.between(back_on_min, back_on_max), [this] { switch_on(); });
  }
}

void TabletBox::reimage() {
  if (!is_on()) {
    return;
  }
  count(world_.faults, Fault::tablet_reimaged);
  truth_.tablet_gone(running_->device);
  if (CrashDisk* const disk = disks_->crash()) {
    disk->kill_process();
  }
  go_down();
  disks_ = std::make_unique<Disks>(world_, number_, ++wipes_, disks_->medium());
  world_.after(back_on_min, [this] { switch_on(); });
}

void TabletBox::after(milliseconds delay, const std::function<void()>& what) {
  world_.after(delay, [alive = std::weak_ptr<int>(running_->alive), what] {
    if (!alive.expired()) {
      what();
    }
  });
}

// --- errands ---------------------------------------------------------------------------------

void TabletBox::errands() {
  if (!is_on()) {
    return;
  }
  running_->fiber->resume();
  look_at_power();
}

void TabletBox::wake() {
  if (is_on() && running_->asleep) {
    after(1ms, [this] {
      if (running_->asleep) {
        errands();
      }
    });
  }
}

void TabletBox::take_news(const TabletNews& news) {
  if (!is_on()) {
    return;
  }
  if (const auto* stored = std::get_if<Stored>(&news)) {
    running_->stored = stored->id;
    truth_.saved(stored->id);
  } else if (std::holds_alternative<StoreFailed>(news)) {
    running_->refused = true;
  } else if (const auto* came = std::get_if<ScheduleCame>(&news)) {
    running_->event = came->event;
  }
}

// --- the machine's surroundings --------------------------------------------------------------

void TabletBox::set_link(Network::Link link) {
  const bool was_up = network_.link() != Network::Link::down;
  const bool is_up = link != Network::Link::down;
  network_.set_link(link);
  if (link != Network::Link::up) {
    count(world_.faults, is_up ? Fault::sign_in_page : Fault::link_down);
  }
  if (is_on() && was_up != is_up) {
    running_->sync->on_link(is_up ? LinkChange::gained : LinkChange::lost);
    wake();
  }
}

void TabletBox::jump_clock() {
  count(world_.faults, Fault::clock_jump);
  constexpr std::chrono::hours ten_years{87'660};
  clock_.wrong_by = world_.dice.between(-milliseconds{ten_years}, milliseconds{ten_years});
}

void TabletBox::fill_disk() {
  count(world_.faults, Fault::disk_full);
  disks_->set_room(CrashDisk::Room::none);
  world_.after(world_.dice.between(30'000ms, 900'000ms),
               [this] { disks_->set_room(CrashDisk::Room::some); });
}

void TabletBox::heal() {
  disks_->set_room(CrashDisk::Room::some);
  if (CrashDisk* const disk = disks_->crash()) {
    disk->heal();
  }
  clock_.wrong_by = 0ms;
  if (network_.link() != Network::Link::up) {
    network_.set_link(Network::Link::up);
    if (is_on()) {
      running_->sync->on_link(LinkChange::gained);
    }
  }
  wake();
}

Ledger TabletBox::ledger() {
  Ledger ledger;
  ledger.device = running_->device;
  const auto read = running_->storage->ask<Done>(Recount::no, [&](store::Store& store) -> Status {
    TRY(ledger.topics, store.journal().ledger());
    TRY(const JournalCounts counts, store.journal().counts());
    ledger.pending = counts.released + counts.held + counts.open;
    for (const auto& [topic, of_topic] : counts.topics) {
      ledger.pending += of_topic.notes_held;
    }
    ledger.quarantined = counts.quarantined;
    return ok();
  });
  if (!read) {
    throw std::runtime_error("A healed tablet cannot read its own ledger.");
  }
  return ledger;
}

std::optional<std::string> TabletBox::unfinished() {
  const std::string name = "Tablet " + std::to_string(number_) + ": ";
  if (!is_on()) {
    return name + "it is off.";
  }
  if (!running_->asleep) {
    return name + "it is still busy.";
  }
  const Ledger mine = ledger();
  if (mine.pending > 0) {
    return name + std::to_string(mine.pending) + " answers and notes wait.";
  }
  if (mine.quarantined > 0) {
    return name + "a sound answer was quarantined.";
  }
  if (const auto differs = collector_.differs_from(mine)) {
    return name + *differs + ".";
  }
  return std::nullopt;
}

}  // namespace lintel::sim
