// lintel_custody_taker FOLDER FIRST COUNT: takes answers FIRST to FIRST+COUNT-1 as the kiosk's
// storage thread does and says on standard output what is certain, a line each:
//   put N        about to be stored     saved N V     as its V-th version, durable
//   sealed N       undone N             confirming N: about to be marked sent
// Exit code 0: went through all of them, refused ones too; 3: the store did not open.
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <variant>

#include "sync/client/storage_work.h"
#include "tests/custody/takings.h"

namespace {

using namespace lintel;

// At once and in one piece: what was said before a SIGKILL was said.
void say(const std::string& line) {
  const std::string whole = line + "\n";
  if (::write(STDOUT_FILENO, whole.data(), whole.size()) != static_cast<ssize_t>(whole.size())) {
    ::_exit(4);
  }
}

struct Heard {
  bool stored = false;
  bool refused = false;
  bool sealed = false;
};

class Taker {
 public:
  explicit Taker(std::unique_ptr<store::Store> store)
      : work_(
            std::move(store), [this](const TabletNews& news) { hear(news); },
            [](const JournalCounts&) {}) {}

  void take(std::uint64_t number) {
    const std::string name = std::to_string(number);
    say("put " + name);
    std::size_t version = 0;
    for (const Response& response : custody::versions_of(number)) {
      heard_ = {};
      work_.put_open(response);
      ++version;
      if (heard_.stored) {
        say("saved " + name + " " + std::to_string(version));
      }
    }
    const Uuid id = test::test_id(number);
    heard_ = {};
    if (custody::is_undone(number)) {
      work_.discard(id);
      say(heard_.refused ? "kept " + name : "undone " + name);
      return;
    }
    work_.seal(id, custody::release_group);
    if (heard_.sealed) {
      say("sealed " + name);
    }
  }

  // As the sync thread does with a receipt: all that is released is confirmed.
  void confirm(std::uint64_t taken_max) {
    const auto marked = work_.ask<Done>(Recount::yes, [taken_max](store::Store& store) -> Status {
      TRY(const std::vector<PendingEvent> pending, store.journal().pending(100, 1U << 20U, Uuid{}));
      std::vector<Uuid> ids;
      for (const PendingEvent& event : pending) {
        ids.push_back(event.id);
      }
      for (std::uint64_t number = 1; number <= taken_max; ++number) {
        if (std::find(ids.begin(), ids.end(), test::test_id(number)) != ids.end()) {
          say("confirming " + std::to_string(number));
        }
      }
      return store.journal().mark_sent(ids, LocalDay{});
    });
    static_cast<void>(marked);  // not marked: they wait on
  }

 private:
  void hear(const TabletNews& news) {
    heard_.stored = heard_.stored || std::holds_alternative<Stored>(news);
    heard_.refused = heard_.refused || std::holds_alternative<StoreFailed>(news);
    heard_.sealed = heard_.sealed || std::holds_alternative<SealedNews>(news);
  }

  Heard heard_;
  StorageWork work_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    return 2;
  }
  spdlog::set_level(spdlog::level::off);
  auto store = store::Store::open(argv[1], {8 * 1024 * 1024, 64 * 1024});
  if (!store) {
    say("closed " + store.error().message);
    return 3;
  }
  const auto left = (*store)->journal().seal_left_open(custody::release_group);
  static_cast<void>(left);  // a disk that refuses this too keeps them open
  Taker taker(std::move(store).value());
  const std::uint64_t first = std::strtoull(argv[2], nullptr, 10);
  const std::uint64_t count = std::strtoull(argv[3], nullptr, 10);
  for (std::uint64_t number = first; number < first + count; ++number) {
    taker.take(number);
    if (number % 10 == 9) {
      taker.confirm(number);
    }
  }
  return 0;
}
