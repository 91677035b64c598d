#include "tests/sim/tablet_box.h"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <variant>

#include "shared/event/form.h"
#include "shared/wire/cloudevents.h"
#include "tests/sim/tablet_disks.h"

namespace lintel::sim {

using namespace std::chrono_literals;

namespace {

// The flow's own pauses: amendments come quickly, the idle limit seals.
constexpr int amendments_max = 3;
constexpr milliseconds back_on_min = 5s;
constexpr milliseconds back_on_max = 600s;
// A little disk and a small reserve: room is the crash disk's business here.
constexpr store::StoreLimits small_store{8 * 1024 * 1024, 4096};

}  // namespace

// --- the parts of a machine ------------------------------------------------------------------

class TabletBox::Disks {
 public:
  Disks(World& world, int number, int wipes, Medium medium) : medium_(medium) {
    folder_ = world.folder + "/tablet-" + std::to_string(number) + "-" + std::to_string(wipes);
    if (medium == Medium::crash_disk) {
      crash_.emplace(folder_, world.dice, world.faults);
    } else {
      memory_.emplace(world.dice.uuid());
    }
  }
  Result<std::unique_ptr<store::Store>> open() {
    if (memory_) {
      return memory_->open();
    }
    crash_->power_on();
    return store::Store::open(folder_, small_store);
  }
  Medium medium() const { return medium_; }
  CrashDisk* crash() { return crash_ ? &*crash_ : nullptr; }
  void set_room(CrashDisk::Room room) {
    if (crash_) {
      crash_->set_room(room);
    } else {
      memory_->set_room(room);
    }
  }

 private:
  Medium medium_;
  std::string folder_;
  std::optional<CrashDisk> crash_;
  std::optional<MemoryDisk> memory_;
};

// The errands' way out: waits in its fiber until the network is done.
class TabletBox::Wire final : public Transport {
 public:
  explicit Wire(TabletBox& box) : box_(box) {}
  Result<Exchange> exchange(const Request& request) override {
    const Error cancelled{ErrorCode::cancelled, "Sending was stopped."};
    if (cancelled_) {
      return cancelled;
    }
    const int ticket = ++ticket_;
    done_.reset();
    box_.network_.exchange(
        request, [box = &box_, wire = std::weak_ptr<int>(alive_), this, ticket](Exchange exchange) {
          if (wire.expired() || ticket != ticket_ || done_) {
            return;
          }
          done_ = std::move(exchange);
          box->errands();
        });
    while (!done_ && !cancelled_) {
      Fiber::wait();
    }
    return cancelled_ ? Result<Exchange>(cancelled) : Result<Exchange>(std::move(*done_));
  }
  void cancel() override { cancelled_ = true; }
  bool is_waiting() const { return ticket_ > 0 && !done_; }

 private:
  TabletBox& box_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
  int ticket_ = 0;
  std::optional<Exchange> done_;
  bool cancelled_ = false;
};

// All that goes when the power goes.
struct TabletBox::Running {
  Uuid device;
  std::shared_ptr<const Event> event;
  JournalCounts counts;
  std::optional<Uuid> stored;  // the last news of an answer
  bool refused = false;        // or of one that could not be written
  bool stopping = false;
  bool asleep = false;
  int naps = 0;
  std::unique_ptr<StorageWork> storage;
  Wire* wire = nullptr;
  std::unique_ptr<SyncThread> sync;
  std::unique_ptr<Fiber> fiber;
  std::shared_ptr<int> alive = std::make_shared<int>(0);
};

struct TabletBox::Person {
  Response answer;
  int amendments = 0;
};

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
  options.clock = &clock_;
  options.tell = [this](const TabletNews& news) { take_news(news); };
  options.clock_quality = [this] {
    return clock_.wrong_by == 0ms ? ClockQuality::network : ClockQuality::unknown;
  };
  auto found = begin(**store, options, clock_);
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

// --- people ----------------------------------------------------------------------------------

Response TabletBox::first_answer() {
  const Event& event = *running_->event;
  Response answer;
  answer.id = world_.dice.uuid();
  answer.event = event.id;
  answer.session = world_.dice.pick(event.sessions).id;
  answer.form = event.form.id;
  answer.use = world_.dice.pick(event.form.use);
  return answer;
}

void TabletBox::visit() {
  if (!is_on() || running_->event == nullptr || running_->event->sessions.empty()) {
    return;
  }
  const auto person = std::make_shared<Person>();
  person->answer = first_answer();
  tap(person);
}

void TabletBox::roll_disk_faults() {
  CrashDisk* const disk = disks_->crash();
  if (disk == nullptr || world_.is_healing) {
    return;
  }
  if (world_.dice.chance(weather_.sync_failed)) {
    disk->fail_a_sync();
  }
  if (world_.dice.chance(weather_.cut_in_a_write)) {
    disk->cut_power_after(static_cast<int>(world_.dice.between(1, 8)));
  }
}

void TabletBox::tap(const std::shared_ptr<Person>& person) {
  ++world_.taps;
  roll_disk_faults();
  running_->refused = false;
  const Uuid id = person->answer.id;
  truth_.put(id, running_->device, wire::encode(person->answer, running_->device));
  running_->storage->put_open(person->answer);
  look_at_power();
  if (!is_on()) {
    return;
  }
  wake();
  if (running_->refused && world_.dice.chance(500)) {
    // The screen said that it was not saved, and they leave; what was saved before counts.
    after(8'000ms, [this, id] { seal(id); });
    return;
  }
  after(world_.dice.between(300ms, 9'000ms), [this, person] { go_on(person); });
}

void TabletBox::go_on(const std::shared_ptr<Person>& person) {
  Response& answer = person->answer;
  if (running_->refused || (person->amendments < amendments_max && world_.dice.chance(400))) {
    ++person->amendments;
    answer.tried = {static_cast<int>(world_.dice.between(1, 4))};
    if (world_.dice.chance(200)) {
      answer.note = Note{"working", "We greet at the door, \u00fcber gut " +
                                        std::to_string(world_.dice.between(1, 1000))};
    }
    tap(person);
    return;
  }
  if (world_.dice.chance(80)) {
    undo(person);
    return;
  }
  seal(answer.id);
}

void TabletBox::seal(const Uuid& id) {
  roll_disk_faults();
  running_->storage->seal(id, running_->event->rules.release_group);
  look_at_power();
  wake();
}

void TabletBox::undo(const std::shared_ptr<Person>& person) {
  running_->refused = false;
  count(world_.faults, Fault::answer_undone);
  roll_disk_faults();
  running_->storage->discard(person->answer.id);
  truth_.undone(person->answer.id, !running_->refused);
  look_at_power();
  wake();
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
  clock_.wrong_by = 0ms;
  if (network_.link() != Network::Link::up) {
    network_.set_link(Network::Link::up);
    if (is_on()) {
      running_->sync->on_link(LinkChange::gained);
    }
  }
  wake();
}

void TabletBox::close_windows() {
  if (!is_on()) {
    return;
  }
  const auto counts = running_->counts;
  for (const auto& [session, taken] : counts.taken) {
    running_->storage->release(session);
  }
  wake();
}

Ledger TabletBox::ledger() {
  Ledger ledger;
  ledger.device = running_->device;
  const auto read = running_->storage->ask<Done>(Recount::no, [&](store::Store& store) -> Status {
    TRY(ledger.sessions, store.journal().ledger());
    TRY(const JournalCounts counts, store.journal().counts());
    ledger.pending = counts.waiting;
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
    return name + std::to_string(mine.pending) + " answers wait.";
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
