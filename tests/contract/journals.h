// The two journals that pass the same tests, and how the tests fill them.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <string>
#include <vector>

#include "shared/ports/memory_journal.h"
#include "sync/store/store.h"
#include "tests/contract/support.h"

namespace lintel::test {

inline constexpr int group = 5;
inline constexpr std::size_t plenty = 1'000'000;

struct InMemory {
  explicit InMemory(std::uint64_t seed = 1) : twin(device, test_random(seed)) {}
  Uuid device = test_id(99);
  MemoryJournal twin;
  Journal& journal() { return twin; }
};

struct InSqlite {
  explicit InSqlite(std::uint64_t seed = 1)
      : store(store::Store::open(folder.path(), {}, test_random(seed)).value()),
        device(store->device()) {}
  TempFolder folder;
  std::unique_ptr<store::Store> store;
  Uuid device;
  Journal& journal() { return store->journal(); }
};

inline void put_and_seal(Journal& journal, const Response& response, Burst burst = Burst::no) {
  REQUIRE(journal.put_open(response));
  REQUIRE(journal.seal(response.id, {group, burst, UtcTime{std::chrono::hours{9}}}));
}

inline void put_and_seal(Journal& journal, std::uint64_t from, std::uint64_t to,
                         const std::string& session = "s1", Burst burst = Burst::no) {
  for (std::uint64_t number = from; number < to; ++number) {
    put_and_seal(journal, test_response(number, session), burst);
  }
}

inline void put_and_release(Journal& journal, std::uint64_t from, std::uint64_t to,
                            const std::string& session = "s1") {
  put_and_seal(journal, from, to, session);
  REQUIRE(journal.close(test_topic(session), {}));
}

inline std::vector<Uuid> pending_ids(Journal& journal) {
  std::vector<Uuid> ids;
  const std::vector<PendingEvent> events = *journal.pending(plenty, plenty, Uuid{});
  for (const PendingEvent& event : events) {
    ids.push_back(event.id);
  }
  return ids;
}

inline LocalDay day(int number) {
  return LocalDay{std::chrono::days{number}};
}

}  // namespace lintel::test
