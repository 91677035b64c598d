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
struct Found {
  std::map<Uuid, std::string> bytes;
  std::map<Topic, TopicLedger> ledger;
  Uuid device;
  std::string notice;
};

struct Account::Counted {
  std::map<Topic, TopicLedger> topics;
  std::size_t here = 0;  // of them, those that are in the folder

  void answer(std::uint64_t number) {
    add(topics[test::test_topic(session_of(number))].answers, test::test_id(number));
  }
  void note(std::uint64_t number) {
    add(topics[test::test_topic(session_of(number))].notes, note_id(number));
  }
  // Whether the ledger counts exactly these.
  bool agrees(const Found& found) const {
    return std::all_of(found.ledger.begin(), found.ledger.end(),
                       [this](const auto& entry) {
                         const auto counted = topics.find(entry.first);
                         const TopicLedger expected =
                             counted == topics.end() ? TopicLedger{} : counted->second;
                         return entry.second.answers == expected.answers &&
                                entry.second.notes == expected.notes;
                       }) &&
           std::all_of(topics.begin(), topics.end(),
                       [&found](const auto& entry) { return found.ledger.contains(entry.first); });
  }

 private:
  static void add(LedgerEntry& entry, const Uuid& id) {
    ++entry.taken;
    add_to_digest(entry.digest, id);
  }
};

namespace {

constexpr std::size_t everything = std::size_t{1} << 30U;

Result<Found> read(const std::string& folder) {
  TRY(const auto store, store::Store::open(folder));
  Journal& journal = store->journal();
  TRY(const int left, journal.seal_left_open(release_group));
  static_cast<void>(left);
  TRY_DO(journal.end_day({}));
  Found found;
  TRY(found.ledger, journal.ledger());
  std::vector<Topic> topics;
  for (const auto& [topic, ledger] : found.ledger) {
    topics.push_back(topic);
  }
  TRY_DO(journal.resend(topics));
  TRY(const std::vector<PendingEvent> pending, journal.pending(everything, everything, Uuid{}));
  for (const PendingEvent& event : pending) {
    found.bytes.emplace(event.id, event.bytes);
  }
  found.device = store->device();
  found.notice = store->notice();
  return found;
}

bool is_note_of(std::uint64_t number, const std::string& bytes) {
  const auto decoded = wire::decode_note(bytes);
  const auto text = decoded ? notes_key().open(decoded->note.box) : Error{};
  return text && (*text == note_of(number, NoteState::kept).text ||
                  *text == note_of(number, NoteState::draft).text);
}

}  // namespace

bool is_long() {
  return std::getenv("LINTEL_LONG") != nullptr;
}

void Account::hear(const std::string& output) {
  std::istringstream lines(output);
  std::string line;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string what;
    std::uint64_t number = 0;
    words >> what >> number;
    if (what == "closed") {
      continue;
    }
    next_ = std::max(next_, number + 1);
    const bool is_note =
        what == "noting" || what == "noted" || what == "discarded" || what == "confirming-note";
    Said& said = is_note ? notes_[number] : answers_[number];
    if (what == "saved") {
      words >> said.version;
    } else if (what == "noted") {
      said.version = 1;
    } else if (what == "undone" || what == "discarded") {
      said.undone = true;
    } else if (what == "confirming" || what == "confirming-note") {
      said.maybe_confirmed = true;
    }
    // Killed before it could say so, or refused with the deed done: both are possible.
    said.maybe_undone = is_note ? discards_note(number) : is_undone(number);
  }
}

std::uint64_t Account::saved() const {
  return static_cast<std::uint64_t>(
      std::count_if(answers_.begin(), answers_.end(),
                    [](const auto& entry) { return entry.second.version > 0; }));
}

std::optional<std::string> Account::answers_differ(const Found& found, Disk disk,
                                                   Counted& counted) const {
  for (const auto& [number, said] : answers_) {
    const std::string name = "Answer " + std::to_string(number);
    const auto here = found.bytes.find(test::test_id(number));
    if (here == found.bytes.end()) {
      if (disk == Disk::was_full && said.maybe_confirmed) {
        counted.answer(number);
      } else if (said.version > 0 && !said.undone && !said.maybe_undone) {
        return name + " was said to be saved and is lost.";
      }
      continue;
    }
    ++counted.here;
    counted.answer(number);
    if (said.undone) {
      return name + " was undone and is there.";
    }
    const std::vector<Response> versions = versions_of(number);
    const auto from =
        versions.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(said.version, 1) - 1);
    const bool as_said = std::any_of(from, versions.end(), [&](const Response& version) {
      return wire::encode(version, found.device) == here->second;
    });
    if (!as_said) {
      return name + " is there with other bytes.";
    }
  }
  return std::nullopt;
}

std::optional<std::string> Account::notes_differ(const Found& found, Disk disk,
                                                 Counted& counted) const {
  for (const auto& [number, said] : notes_) {
    const std::string name = "The note of " + std::to_string(number);
    const auto here = found.bytes.find(note_id(number));
    if (here == found.bytes.end()) {
      if (disk == Disk::was_full && said.maybe_confirmed) {
        counted.note(number);
      } else if (said.version > 0 && !said.undone && !said.maybe_undone) {
        return name + " was said to be kept and is lost.";
      }
      continue;
    }
    ++counted.here;
    counted.note(number);
    if (said.undone) {
      return name + " was thrown away and is there.";
    }
    if (!is_note_of(number, here->second)) {
      return name + " is there with other words.";
    }
  }
  return std::nullopt;
}

std::optional<std::string> Account::differs_from(const std::string& folder, Disk disk) const {
  const auto found = read(folder);
  if (!found) {
    return "The folder cannot be read: " + found.error().message;
  }
  if (!found->notice.empty()) {
    return found->notice;
  }
  Counted counted;
  if (auto differs = answers_differ(*found, disk, counted)) {
    return differs;
  }
  if (auto differs = notes_differ(*found, disk, counted)) {
    return differs;
  }
  if (counted.here != found->bytes.size()) {
    return "There are answers or notes that nobody gave.";
  }
  return counted.agrees(*found)
             ? std::nullopt
             : std::optional<std::string>("The ledger does not count what was taken.");
}

}  // namespace lintel::custody
