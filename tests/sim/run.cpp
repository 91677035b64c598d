#include "tests/sim/run.h"

#include <sodium.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include "shared/event/form.h"
#include "shared/wire/schedule.h"
#include "tests/sim/collector_box.h"
#include "tests/sim/tablet_box.h"
#include "tests/sim/truth.h"
#include "tests/sim/weather.h"
#include "tests/sim/world.h"

namespace lintel::sim {
namespace {

using namespace std::chrono_literals;

// The longest the client may wait by its own rules is an hour (Retry-After), several times in a row
// at worst; whoever is not done after six hours without a fault hangs.
constexpr milliseconds healing_max = 6h;
constexpr milliseconds healing_step = 60s;

// The device's name is the system's random numbers in the program; here they follow the seed.
Dice* chance_of_run = nullptr;

void seeded_bytes(void* into, std::size_t size) {
  auto* const bytes = static_cast<unsigned char*>(into);
  for (std::size_t index = 0; index < size; ++index) {
    bytes[index] = static_cast<unsigned char>(chance_of_run->roll());
  }
}

void seed_system_random(Dice& dice) {
  static randombytes_implementation seeded = [] {
    randombytes_implementation table{};
    table.implementation_name = [] { return "lintel-sim"; };
    table.random = [] { return static_cast<std::uint32_t>(chance_of_run->roll()); };
    table.buf = &seeded_bytes;
    return table;
  }();
  static Dice starting(0);  // sodium's own start is no part of any run
  chance_of_run = &starting;
  static const bool is_set = randombytes_set_implementation(&seeded) == 0 && sodium_init() >= 0;
  static_cast<void>(is_set);
  chance_of_run = &dice;
}

std::string event_document(Dice& dice, int version) {
  Event event;
  event.id = EventId{"pd-day"};
  event.title = "Student-Led PD Day, plan " + std::to_string(version);
  event.time_zone = "America/Chicago";
  event.languages = {"en"};
  event.form = exit_form();
  event.rules.release_group = static_cast<int>(dice.between(5, 6));
  event.rooms = {{RoomId{"204"}, "204"}};
  const auto sessions = dice.between(1, 4);
  for (std::int64_t number = 0; number < sessions; ++number) {
    Session session;
    session.id = SessionId{"s" + std::to_string(number)};
    session.room = RoomId{"204"};
    session.title = "Greet us at the door";
    session.start = *parse_rfc3339("2026-11-20T10:00:00-06:00");
    session.start.utc += std::chrono::hours{number};
    session.end = session.start;
    session.end.utc += 45min;
    session.suggestions = {"One", "Two", "Three", "Four"};
    event.sessions.push_back(std::move(session));
  }
  auto made = make_event(std::move(event));
  if (!made) {
    throw std::runtime_error("The run's event is not valid: " + made.error().message);
  }
  return wire::encode(*made);
}

class Run {
 public:
  Run(std::uint64_t seed, const std::string& folder)
      : world_(seed, folder), weather_(world_.dice), collector_(first_name(), world_) {
    std::int64_t tablets = world_.dice.between(2, 10);
    faults_last_ = world_.dice.between(20min, 100min);
    if (seed % 50 == 0) {  // a district
      tablets = world_.dice.between(150, 400);
      faults_last_ = world_.dice.between(10min, 20min);
    }
    for (int number = 0; number < tablets; ++number) {
      const bool on_crash_disk = number < 2 || (tablets > 100 && number % 25 == 0);
      tablets_.push_back(
          std::make_unique<TabletBox>(world_, weather_, collector_.box, truth_, number,
                                      on_crash_disk ? Medium::crash_disk : Medium::memory));
    }
  }

  std::optional<std::string> live() {
    change_schedule();
    for (const auto& tablet : tablets_) {
      TabletBox* const box = tablet.get();
      world_.after(world_.dice.between(0ms, 60'000ms), [box] { box->switch_on(); });
      people_come(box);
      trouble_for(box);
    }
    trouble_for_collector();
    world_.run_until(faults_last_);
    return heal();
  }

  RunFigures figures() const {
    return {world_.taps,
            truth_.saved_count(),
            world_.exchanges,
            static_cast<long>(tablets_.size()),
            static_cast<double>(world_.now().count()) / 3'600'000.0,
            world_.faults};
  }

 private:
  // The collector's name comes from the seed, after the weather.
  struct NamedCollector {
    NamedCollector(const Uuid& name, World& world) : box(world, name) {}
    CollectorBox box;
  };
  Uuid first_name() {
    seed_system_random(world_.dice);
    return world_.dice.uuid();
  }

  // Again and again, at random, about `pause` apart, while the faults last. Zero: never.
  void now_and_then(milliseconds pause, const std::function<void()>& what) {
    if (pause == 0ms) {
      return;
    }
    world_.after(world_.dice.between(1ms, 2 * pause), [this, pause, what] {
      if (!world_.is_healing) {
        what();
        now_and_then(pause, what);
      }
    });
  }

  void people_come(TabletBox* box) {
    now_and_then(world_.dice.between(10s, 200s), [box] { box->visit(); });
    now_and_then(25min, [box] { box->close_a_window(); });
    now_and_then(60min, [box] { box->end_day(); });
  }

  void trouble_for(TabletBox* box) {
    now_and_then(weather_.tablet_stops, [box] { box->stop(); });
    now_and_then(weather_.clock_jumps, [box] { box->jump_clock(); });
    now_and_then(weather_.disk_fills, [box] { box->fill_disk(); });
    now_and_then(weather_.reimaged, [box] { box->reimage(); });
    now_and_then(weather_.link_goes, [this, box] { lose(box, Network::Link::down); });
    now_and_then(weather_.portal_comes, [this, box] { lose(box, Network::Link::portal); });
  }

  void lose(TabletBox* box, Network::Link link) {
    box->set_link(link);
    world_.after(world_.dice.between(1s, 600s), [box] { box->set_link(Network::Link::up); });
  }

  void trouble_for_collector() {
    now_and_then(weather_.schedule_changes, [this] {
      count(world_.faults, Fault::schedule_changed);
      change_schedule();
    });
    now_and_then(weather_.collector_stops, [this] {
      switch (world_.dice.between(0, 2)) {
        case 0:
          collector_.box.kill();
          break;
        case 1:
          collector_.box.cut_power();
          break;
        default:
          collector_.box.cut_power_while_writing();
          break;
      }
    });
    now_and_then(weather_.collector_restored / 3, [this] { collector_.box.make_backup(); });
    now_and_then(weather_.collector_restored, [this] { collector_.box.restore_backup(); });
    // Somebody notices within minutes that it does not run.
    now_and_then(90s, [this] { collector_.box.start(); });
  }

  void change_schedule() {
    collector_.box.load_event(event_document(world_.dice, ++schedule_version_));
  }

  std::optional<std::string> heal() {
    world_.is_healing = true;
    // Power cuts in the middle of a write that were planned and have not come yet come now.
    collector_.box.start();
    world_.run_until(world_.now() + 15min);
    collector_.box.heal_disk();
    collector_.box.kill();
    collector_.box.start();
    for (const auto& tablet : tablets_) {
      tablet->heal();
      tablet->switch_on();
      tablet->restart();
    }
    const milliseconds end = world_.now() + healing_max;
    std::optional<std::string> unfinished;
    do {
      for (const auto& tablet : tablets_) {
        tablet->end_day();
      }
      world_.run_until(world_.now() + healing_step);
      unfinished = first_unfinished();
    } while (unfinished && world_.now() < end);
    if (unfinished) {
      return "Six hours after the last fault: " + *unfinished;
    }
    return truth_.judge(collector_.box.read_everything());
  }

  std::optional<std::string> first_unfinished() {
    for (const auto& tablet : tablets_) {
      if (auto unfinished = tablet->unfinished()) {
        return unfinished;
      }
    }
    return std::nullopt;
  }

  World world_;
  Weather weather_;
  NamedCollector collector_;
  Truth truth_;
  std::vector<std::unique_ptr<TabletBox>> tablets_;
  milliseconds faults_last_{0};
  int schedule_version_ = 0;
};

}  // namespace

RunOutcome run_seed(std::uint64_t seed, const std::string& folder) {
  RunOutcome outcome;
  try {
    Run run(seed, folder);
    try {
      outcome.wrong = run.live();
    } catch (const std::runtime_error& broken) {
      outcome.wrong = broken.what();
    }
    outcome.figures = run.figures();
  } catch (const std::runtime_error& broken) {
    outcome.wrong = broken.what();
  }
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    std::filesystem::remove_all(entry.path(), ignored);
  }
  return outcome;
}

}  // namespace lintel::sim
