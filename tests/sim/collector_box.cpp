#include "tests/sim/collector_box.h"

#include <sqlite3.h>

#include <cassert>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "shared/core/text.h"
#include "shared/wire/cloudevents.h"
#include "sync/collector/recording.h"
#include "sync/store/blobs.h"
#include "sync/store/log_file.h"

namespace lintel::sim {
namespace {

using namespace std::chrono_literals;
using collector::HttpReply;
using collector::HttpRequest;
using collector::Verb;

std::string header(const Request& request, const std::string& name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::string{} : found->second;
}

Verb verb_of(Method method) {
  switch (method) {
    case Method::get:
      return Verb::get;
    case Method::post:
      return Verb::post;
    case Method::put:
      return Verb::put;
  }
  return Verb::other;
}

HttpRequest over_the_wire(const Request& request) {
  HttpRequest arrived;
  arrived.verb = verb_of(request.method);
  arrived.target = request.path;
  arrived.host = "127.0.0.1";
  arrived.content_type = header(request, "Content-Type");
  arrived.content_encoding = header(request, "Content-Encoding");
  arrived.if_none_match = header(request, "If-None-Match");
  arrived.body = request.body;
  return arrived;
}

Reply over_the_wire(HttpReply sent, const collector::Router& router) {
  router.add_common_headers(sent);
  Reply arrived;
  arrived.status = sent.status;
  for (const auto& [name, value] : sent.headers) {
    arrived.headers[ascii_lower(name)] = value;
  }
  arrived.body = std::string(sent.bytes());
  return arrived;
}

}  // namespace

struct CollectorBox::Parts {
  Parts(collector::CollectorStore store, collector::Books found, const Uuid& name,
        const Clock& clock)
      : books(std::move(found)),
        writer(std::move(store), books, changes, clock, {}, collector::Writer::Drive::by_hand),
        router({.collector = name,
                .admin_token = {},
                .tablets = collector::Tablets::unpaired_too,
                .listening = collector::Listening::loopback,
                .page = {},
                .seed = 1},
               books, writer, changes, clock) {}

  collector::Changes changes;
  collector::SharedBooks books;
  collector::Writer writer;
  collector::Router router;
};

CollectorBox::CollectorBox(World& world, const Uuid& name)
    : world_(world),
      name_(name),
      path_(world.folder + "/collector/collector.db"),
      disk_(world.folder + "/collector", world.dice, world.faults),
      clock_(world) {
  // What the collector keeps beside its database is on the real disk.
  std::filesystem::create_directories(world.folder + "/collector");
  start();
}

CollectorBox::~CollectorBox() = default;

void CollectorBox::start() {
  if (is_up()) {
    return;
  }
  disk_.power_on();
  // Remains of a commit that was never confirmed can look like damage in a log. Setting the file
  // aside needs a file system, which this disk is not; it garbles nothing that was synced, so
  // cutting those off loses nothing, or the truth at the end says so.
  const auto log = store::examine_log(path_);
  if (log && log->hides_commits) {
    static_cast<void>(store::cut_log(path_, log->whole));
  }
  auto store = collector::CollectorStore::open(
      {.path = path_,
       .new_id = name_,
       .first_notes_key = [this]() -> Result<trust::NotesPublicKey> { return keys_.public_key(); },
       .now = clock_.now()});
  if (!store) {
    throw std::runtime_error("The collector does not start: " + store.error().message);
  }
  if (!store->notice().empty() || store->collector() != name_) {
    throw std::runtime_error("The collector lost its database: " + store->notice());
  }
  auto books = store->read_books();
  if (!books) {
    throw std::runtime_error("The collector cannot count: " + books.error().message);
  }
  parts_ =
      std::make_unique<Parts>(std::move(store).value(), std::move(books).value(), name_, clock_);
}

void CollectorBox::go_down() {
  // The disk is off by now: closing reaches nothing, and answers under way die with the machine.
  assert(disk_.is_off());
  parts_.reset();
}

void CollectorBox::take(const Request& request, OnReply on_reply) {
  const HttpRequest arrived = over_the_wire(request);
  const auto admission = parts_->router.admit(arrived);
  if (admission.refusal) {
    on_reply(over_the_wire(*admission.refusal, parts_->router));
    return;
  }
  Parts* const parts = parts_.get();
  parts->router.answer(
      arrived, [this, parts, on_reply = std::move(on_reply)](const collector::ReplyMaker& make) {
        if (parts_.get() == parts && !disk_.is_off()) {
          on_reply(over_the_wire(make(), parts->router));
        }
      });
  // Batches that come within these moments share a commit.
  world_.after(world_.dice.between(1ms, 20ms), [this, parts] {
    if (parts_.get() == parts) {
      work();
    }
  });
}

void CollectorBox::work() {
  while (parts_->writer.work()) {
    if (disk_.is_off()) {
      go_down();
      return;
    }
  }
}

void CollectorBox::load_event(const std::string& document) {
  if (!is_up()) {
    return;
  }
  auto made = collector::make_schedule(document);
  if (!made) {
    throw std::runtime_error("The run's event is not valid: " + made.error().message);
  }
  const auto schedule = std::make_shared<const collector::Schedule>(std::move(made).value());
  const Status posted = parts_->writer.post([this, schedule](collector::CollectorStore& store) {
    if (store.put_schedule(*schedule, "simulation", clock_.now())) {
      static_cast<void>(collector::serve(store, parts_->books, *schedule));
    }
  });
  if (posted) {
    work();
  }
}

void CollectorBox::kill() {
  if (is_up()) {
    count(world_.faults, Fault::collector_killed);
    disk_.kill_process();
    go_down();
  }
}

void CollectorBox::cut_power() {
  if (is_up()) {
    count(world_.faults, Fault::collector_power_cut);
    disk_.cut_power();
    go_down();
  }
}

void CollectorBox::cut_power_while_writing() {
  disk_.cut_power_after(static_cast<int>(world_.dice.between(1, 12)));
}

// What a copy of the folder gives while the server stands still.
void CollectorBox::make_backup() {
  if (is_up()) {
    backup_ = disk_.image();
  }
}

void CollectorBox::restore_backup() {
  if (backup_.empty() || !is_up()) {
    return;
  }
  count(world_.faults, Fault::collector_restored);
  disk_.kill_process();
  go_down();
  disk_.restore(backup_);
}

std::optional<std::string> CollectorBox::differs_from(const Ledger& ledger) const {
  return parts_->books.read([&](const collector::Books& books) -> std::optional<std::string> {
    const auto tablet = books.tablets.find(ledger.device);
    if (tablet == books.tablets.end() || !tablet->second.ledger) {
      return "the collector has no ledger of it";
    }
    if (tablet->second.ledger->topics != ledger.topics || tablet->second.ledger->pending > 0) {
      return "the collector's copy of its ledger is old";
    }
    if (!reconcile(ledger, tablet->second.received).meets) {
      return "taken and received do not meet";
    }
    return std::nullopt;
  });
}

std::multimap<Uuid, Truth::Held> CollectorBox::read_everything() {
  disk_.kill_process();
  go_down();
  disk_.power_on();
  std::multimap<Uuid, Truth::Held> all;
  sqlite3* database = nullptr;
  sqlite3_open_v2(path_.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr);
  sqlite3_exec(database, "PRAGMA locking_mode=EXCLUSIVE", nullptr, nullptr, nullptr);
  for (const bool are_notes : {false, true}) {
    read_rows(database, are_notes, all);
  }
  sqlite3_close(database);
  return all;
}

void CollectorBox::read_rows(sqlite3* database, bool are_notes,
                             std::multimap<Uuid, Truth::Held>& all) const {
  sqlite3_stmt* rows = nullptr;
  sqlite3_prepare_v2(
      database,
      are_notes ? "SELECT device, id, bytes FROM note" : "SELECT device, id, bytes FROM response",
      -1, &rows, nullptr);
  const auto blob = [&rows](int column) {
    const void* const bytes = sqlite3_column_blob(rows, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(rows, column));
    return std::string(static_cast<const char*>(bytes), size);
  };
  while (sqlite3_step(rows) == SQLITE_ROW) {
    const std::string bytes = blob(2);
    const auto note = are_notes ? wire::decode_note(bytes) : Error{};
    const auto text = note ? keys_.open(note->note.box) : Error{};
    all.emplace(store::uuid_of(blob(1)),
                Truth::Held{store::uuid_of(blob(0)), text ? *text : bytes});
  }
  sqlite3_finalize(rows);
}

}  // namespace lintel::sim
