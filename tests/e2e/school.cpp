#include "tests/e2e/school.h"

#include <filesystem>

#include "tests/e2e/support/need.h"
#include "tests/e2e/support/pairing.h"
#include "tests/e2e/support/programs.h"

namespace lintel::e2e {

School::School() : server(need(XServer::start(1280, 1280))) {
  need(Collector::load_event(books(), {sample_day()}));
  door = need(demo::choose_door(need(Collector::export_event(books()))));
  collector = need(Collector::serve(books(), folder.path().string()));
}

KioskOptions School::options_at(const std::string& now) const {
  KioskOptions options;
  options.display = server->display();
  options.folder = folder.path().string();
  options.data = tablet();
  options.collector = collector->url();
  options.room = door.room;
  options.now = now;
  return options;
}

std::unique_ptr<Kiosk> School::switch_on(const std::string& now,
                                         std::vector<std::string> more) const {
  KioskOptions options = options_at(now);
  options.more = std::move(more);
  return need(Kiosk::start(options));
}

std::unique_ptr<Kiosk> School::open_door(const std::string& now,
                                         std::vector<std::string> more) const {
  const bool is_new = !std::filesystem::exists(tablet());
  auto kiosk = switch_on(now, std::move(more));
  if (is_new) {
    need(let_in(*kiosk, books()));
  }
  return kiosk;
}

std::unique_ptr<Kiosk> School::open_door_on(const std::string& display,
                                            const std::string& now) const {
  const bool is_new = !std::filesystem::exists(tablet());
  KioskOptions options = options_at(now);
  options.display = display;
  auto kiosk = need(Kiosk::start(options));
  if (is_new) {
    need(let_in(*kiosk, books()));
  }
  return kiosk;
}

void School::restart_collector() {
  const int port = collector->port();
  collector.reset();
  collector = need(Collector::serve(books(), folder.path().string(), port));
}

Books School::wait_for(int received) const {
  Books found;
  eventually([&] {
    found = need(Collector::ledger(books()));
    return found.meets && found.received == received;
  });
  return found;
}

void to_exit(Kiosk& kiosk) {
  need(go_to_exit(kiosk));
}

void answer(Kiosk& kiosk, int people) {
  need(answer_as_people_do(kiosk, people));
}

}  // namespace lintel::e2e
