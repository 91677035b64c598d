// lintel_custody_taker FOLDER FIRST COUNT: takes answers FIRST to FIRST+COUNT-1 as the kiosk's
// storage thread does and says on standard output what is certain, a line each:
//   put N        about to be stored     saved N V     as its V-th version, durable
//   sealed N       undone N             confirming N: about to be marked sent
//   noting N, noted N, discarded N, confirming-note N: the same of its note
// It closes sessions, ends days and tidies in between, as the door does.
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
            [](const JournalCounts&) {}) {
    work_.use_notes_key(custody::notes_key().public_key());
  }

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
    work_.seal(id, custody::rules_of(number));
    if (heard_.sealed) {
      say("sealed " + name);
    }
  }

  void write_note(std::uint64_t number) {
    const std::string name = std::to_string(number);
    say("noting " + name);
    work_.put_note(custody::note_of(number, NoteState::draft), NoteState::draft);
    heard_ = {};
    work_.put_note(custody::note_of(number, NoteState::kept), NoteState::kept);
    if (heard_.stored) {
      say("noted " + name);
    }
    if (custody::discards_note(number)) {
      heard_ = {};
      work_.discard_note(custody::note_id(number));
      if (!heard_.refused) {
        say("discarded " + name);
      }
    }
  }

  void go_on(std::uint64_t number) {
    if (custody::closes_after(number)) {
      work_.close(test::test_topic(custody::session_of(number)), {});
    }
    if (custody::day_ends_after(number)) {
      work_.end_day({});
    }
    static_cast<void>(work_.tidy());  // stays due
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
        if (std::find(ids.begin(), ids.end(), custody::note_id(number)) != ids.end()) {
          say("confirming-note " + std::to_string(number));
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
    if (custody::has_note(number)) {
      taker.write_note(number);
    }
    taker.go_on(number);
    if (number % 10 == 9) {
      taker.confirm(number);
    }
  }
  return 0;
}
