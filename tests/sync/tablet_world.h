// A tablet's back office with real SQLite, a collector in memory and a clock that stands still
// until it is moved. For tests.
#pragma once

#include <functional>
#include <memory>

#include "sync/client/tablet.h"
#include "tests/contract/support.h"
#include "tests/sync/fake_collector.h"

namespace lintel::test {

inline constexpr int group = 5;

// A tablet that can be switched off and on again, its world staying as it is.
struct TabletWorld {
  TempFolder folder;
  std::shared_ptr<FakeCollector> collector = std::make_shared<FakeCollector>();
  ManualClock clock{parse_rfc3339("2026-11-20T16:41:00Z")->utc};
  std::shared_ptr<NewsBox> box = std::make_shared<NewsBox>();
  std::unique_ptr<Tablet> tablet;
  milliseconds send_minute = std::chrono::seconds{1};
  TabletOptions::Time time = TabletOptions::Time::by_hand;

  Result<std::unique_ptr<Tablet>> try_open() {
    box = std::make_shared<NewsBox>();
    TabletOptions options;
    options.data_folder = folder.path();
    options.collector_url = "http://127.0.0.1:1";
    options.room_name = "204";
    options.version = "0.1.0";
    options.clock = &clock;
    options.tell = [box = box](TabletNews news) { box->put(std::move(news)); };
    options.seed = 1;
    options.send_minute = send_minute;
    options.time = time;
    return Tablet::open(std::move(options), std::make_unique<MemoryTransport>(
                                                [collector = collector](const Request& request) {
                                                  return collector->answer(request);
                                                }));
  }
  void switch_on() { tablet = std::move(try_open()).value(); }
  void switch_off() { tablet.reset(); }
  void answer(std::uint64_t number) const {
    tablet->put_open(test_response(number));
    tablet->seal(test_id(number), {group, Burst::no, {}});
  }
  void answer(std::uint64_t from, std::uint64_t to) const {
    for (std::uint64_t number = from; number < to; ++number) {
      answer(number);
    }
  }
  // Lets time pass until something is so; in steps of a few seconds.
  bool becomes(const std::function<bool()>& condition) {
    return box->wait_until([&] {
      clock.advance(std::chrono::seconds{5});
      tablet->wake();
      return condition();
    });
  }
  bool has_standing(outbox::Standing standing) {
    return becomes([&] { return box->standing() == standing; });
  }
  bool holds(std::size_t count) {
    return becomes([&] { return collector->stored().size() == count; });
  }
  // Its window is over: everything given goes.
  void close() const { tablet->close(test_topic(), clock.now()); }
  bool nothing_waits() {
    return becomes([&] {
      const auto counts = box->counts();
      return counts && counts->held + counts->released == 0;
    });
  }
};

}  // namespace lintel::test
