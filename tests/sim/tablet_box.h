// One tablet in its room: the real storage work, the real errands and outbox, and either the real
// SQLite store on a crash disk or its twin in memory; around them a machine that is switched off,
// killed, filled up, wiped, and people who tap.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sync/client/beginning.h"
#include "sync/client/storage_work.h"
#include "sync/client/sync_thread.h"
#include "tests/sim/collector_box.h"
#include "tests/sim/crash_disk.h"
#include "tests/sim/fiber.h"
#include "tests/sim/network.h"
#include "tests/sim/truth.h"
#include "tests/sim/weather.h"
#include "tests/sim/world.h"

namespace lintel::sim {

enum class Medium { crash_disk, memory };

class TabletBox {
 public:
  TabletBox(World& world, const Weather& weather, CollectorBox& collector, Truth& truth, int number,
            Medium medium);
  ~TabletBox();
  TabletBox(const TabletBox&) = delete;
  TabletBox& operator=(const TabletBox&) = delete;

  void switch_on();
  void stop();     // killed or without power; comes back by itself
  void reimage();  // wiped, and set up anew as another device
  void visit();    // somebody taps
  void set_link(Network::Link link);
  void jump_clock();
  void fill_disk();
  void restart();         // switched off and on again as it should be
  void heal();            // everything that can be put right from outside
  void close_a_window();  // for good: what is given there afterwards is late
  void end_day();         // every session is over: what is held goes
  bool is_on() const { return running_ != nullptr; }
  // nullopt: everything handed over, and the collector's books agree.
  std::optional<std::string> unfinished();

 private:
  class Disks;
  struct Running;
  class Wire;
  struct Person;

  void take_news(const TabletNews& news);
  void after(milliseconds delay, const std::function<void()>& what);  // dies with the power
  void wake();
  void errands();
  void tap(const std::shared_ptr<Person>& person);
  void go_on(const std::shared_ptr<Person>& person);
  void seal(const Uuid& id);
  void undo(const std::shared_ptr<Person>& person);
  void write_note(const std::shared_ptr<Person>& person);
  void finish_note(const std::shared_ptr<Person>& person);
  void tidy_soon();
  void roll_disk_faults();
  void go_down();
  void look_at_power();
  Ledger ledger();
  Response first_answer();

  World& world_;
  const Weather& weather_;
  CollectorBox& collector_;
  Truth& truth_;
  int number_;
  MachineClock clock_;
  std::optional<FollowedClock>
      followed_;  // as in life: what the tablet goes by, from each start on
  Network network_;
  int wipes_ = 0;  // before disks_, whose folder it names
  std::unique_ptr<Disks> disks_;
  std::unique_ptr<Running> running_;
};

}  // namespace lintel::sim
