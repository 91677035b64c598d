#include "tests/custody/account.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <vector>

#include "shared/results/ledger.h"
#include "shared/wire/cloudevents.h"
#include "sync/store/store.h"
#include "tests/custody/takings.h"

namespace lintel::custody {
namespace {

constexpr std::size_t everything = std::size_t{1} << 30U;

struct Held {
  std::map<Uuid, std::string> bytes;
  std::map<SessionId, LedgerEntry> ledger;
  Uuid device;
  std::string notice;
  int quarantined = 0;
};

Result<Held> read(const std::string& folder) {
  TRY(const auto store, store::Store::open(folder));
  Journal& journal = store->journal();
  TRY(const int left, journal.seal_left_open(release_group));
  static_cast<void>(left);
  const SessionId session = test::test_response(0).session;
  TRY_DO(journal.release(session));
  TRY_DO(journal.resend({session}));
  TRY(const std::vector<PendingEvent> pending, journal.pending(everything, everything, Uuid{}));
  Held held;
  for (const PendingEvent& event : pending) {
    held.bytes.emplace(event.id, event.bytes);
  }
  TRY(held.ledger, journal.ledger());
  TRY(const JournalCounts counts, journal.counts());
  held.quarantined = counts.quarantined;
  held.device = store->device();
  held.notice = store->notice();
  return held;
}

// Whether the ledger counts exactly these.
bool counts(const Held& held, const std::vector<Uuid>& ids) {
  LedgerEntry expected;
  for (const Uuid& id : ids) {
    ++expected.taken;
    add_to_digest(expected.digest, id);
  }
  return ids.empty() ? held.ledger.empty()
                     : held.ledger.size() == 1 && held.ledger.begin()->second == expected;
}

}  // namespace

bool is_long() {
  return std::getenv("LINTEL_LONG") != nullptr;
}

void Account::hear(const std::string& said) {
  std::istringstream lines(said);
  std::string line;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string what;
    std::uint64_t number = 0;
    words >> what >> number;
    if (what == "closed") {
      continue;
    }
    Said& answer = answers_[number];
    next_ = std::max(next_, number + 1);
    if (what == "saved") {
      words >> answer.version;
    } else if (what == "undone") {
      answer.undone = true;
    } else if (what == "confirming") {
      answer.maybe_confirmed = true;
    }
    // Killed before it could say so, or refused with the deed done: both are possible.
    answer.maybe_undone = is_undone(number);
  }
}

std::uint64_t Account::saved() const {
  return static_cast<std::uint64_t>(
      std::count_if(answers_.begin(), answers_.end(),
                    [](const auto& entry) { return entry.second.version > 0; }));
}

std::optional<std::string> Account::differs_from(const std::string& folder, Disk disk) const {
  auto held = read(folder);
  if (!held) {
    return "The folder cannot be read: " + held.error().message;
  }
  if (!held->notice.empty()) {
    return held->notice;
  }
  std::vector<Uuid> counted;
  std::size_t known = 0;
  for (const auto& [number, said] : answers_) {
    const std::string name = "Answer " + std::to_string(number);
    const auto found = held->bytes.find(test::test_id(number));
    if (found == held->bytes.end()) {
      if (disk == Disk::was_full && said.maybe_confirmed) {
        counted.push_back(test::test_id(number));
        continue;
      }
      if (said.version > 0 && !said.undone && !said.maybe_undone) {
        return name + " was said to be saved and is lost.";
      }
      continue;
    }
    ++known;
    counted.push_back(found->first);
    if (said.undone) {
      return name + " was undone and is there.";
    }
    const std::vector<Response> versions = versions_of(number);
    const auto from =
        versions.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(said.version, 1) - 1);
    const bool as_said = std::any_of(from, versions.end(), [&](const Response& version) {
      return wire::encode(version, held->device) == found->second;
    });
    if (!as_said) {
      return name + " is there with other bytes.";
    }
  }
  if (known != held->bytes.size()) {
    return "There are answers that nobody gave.";
  }
  return counts(*held, counted)
             ? std::nullopt
             : std::optional<std::string>("The ledger does not count what was taken.");
}

}  // namespace lintel::custody
