#include "tests/storm/storm.h"

#include <atomic>
#include <chrono>
#include <set>
#include <thread>

#include "shared/wire/cloudevents.h"
#include "shared/wire/ledger_json.h"
#include "shared/wire/protocol.h"
#include "shared/wire/receipt.h"
#include "shared/wire/schedule.h"
#include "tests/bench/answers.h"
#include "tests/bench/http_load.h"
#include "tests/bench/machine.h"
#include "tests/bench/raw_sqlite.h"
#include "tests/e2e/support/database_file.h"
#include "tests/e2e/support/programs.h"

namespace lintel::storm {
namespace {

using bench::Conversation;
using bench::LoadConnection;
using bench::PairedTablet;
using Time = std::chrono::steady_clock;

constexpr int batch = 100;
constexpr int repeats_every = 10;  // the tablets whose first receipt was lost on its way
constexpr int first_tablet_host = 2;
constexpr int first_slow_host = 20'000;
constexpr std::chrono::milliseconds hello_pause{10};
constexpr std::size_t dripped_each_time = 8;

// The answers of one tablet, as batches, and the ledger that counts them.
struct Load {
  Conversation conversation;
  int repeated = 0;
};

Load load_of(const PairedTablet& tablet, int number, int answers_each, bench::Answers& answers) {
  Load load;
  load.conversation.host = first_tablet_host + number;
  Ledger ledger;
  ledger.device = tablet.device;
  ledger.room = "204";
  ledger.run = answers.id();
  ledger.version = "0.1.0";
  for (int done = 0; done < answers_each; done += batch) {
    std::vector<std::string> events;
    for (int i = done; i < std::min(done + batch, answers_each); ++i) {
      const Response response = answers.next();
      LedgerEntry& entry = ledger.topics[response.topic()].answers;
      ++entry.taken;
      add_to_digest(entry.digest, response.id);
      events.push_back(wire::encode(response, tablet.device));
    }
    const std::string request = bench::signed_responses(wire::join_batch(events), tablet);
    load.conversation.requests.push_back(request);
    if (done == 0 && number % repeats_every == 0) {
      load.conversation.requests.push_back(request);
      load.repeated = static_cast<int>(events.size());
    }
  }
  load.conversation.requests.push_back(bench::signed_ledger(wire::encode(ledger), tablet));
  return load;
}

// Clients whose network lets a byte through now and then.
class SlowClients {
 public:
  Status connect(int port, int count, const std::vector<PairedTablet>& tablets) {
    for (int i = 0; i < count; ++i) {
      const PairedTablet& tablet = tablets[static_cast<std::size_t>(i) % tablets.size()];
      requests_.push_back(bench::responses_request(std::string(1'000, ' '), tablet.device));
      requests_.back().resize(requests_.back().size() - 900);
    }
    for (int i = 0; i < count; ++i) {
      TRY(LoadConnection connection, LoadConnection::open(tls_, port, first_slow_host + i));
      connection.begin(&requests_[static_cast<std::size_t>(i)]);
      if (!connection.shake_hands() || !connection.advance()) {
        return Error{ErrorCode::unavailable,
                     "The collector took only " + std::to_string(i) + " slow clients."};
      }
      connections_.push_back(std::move(connection));
    }
    return ok();
  }
  void drip() {
    static const std::string drop = " ";
    for (std::size_t i = 0; i < std::min(dripped_each_time, connections_.size()); ++i) {
      LoadConnection& connection = connections_[next_++ % connections_.size()];
      connection.go_on(&drop);
      if (!connection.advance()) {
        gone_.insert(connection.socket());
      }
    }
  }
  // How many the collector still listens to.
  int left() {
    for (std::size_t i = 0; i < connections_.size(); i += dripped_each_time) {
      drip();
    }
    return static_cast<int>(connections_.size() - gone_.size());
  }

 private:
  const bench::LoadTls tls_{bench::Secured::tls};
  std::vector<std::string> requests_;  // filled before the first connection
  std::vector<LoadConnection> connections_;
  std::size_t next_ = 0;
  std::set<int> gone_;
};

double ms_since(Time::time_point start) {
  return std::chrono::duration<double, std::milli>(Time::now() - start).count();
}

const std::string hello =
    "GET /v1/hello?nonce=storm HTTP/1.1\r\nHost: 127.0.0.1\r\nLintel-Protocol: 1\r\n\r\n";

// Says hello over and over, on a thread of its own, while the storm lasts.
class Greeter {
 public:
  Greeter(int port, SlowClients& slow) : port_(port), slow_(slow), thread_([this] { greet(); }) {}
  ~Greeter() { static_cast<void>(finish()); }
  Greeter(const Greeter&) = delete;
  Greeter& operator=(const Greeter&) = delete;

  Status finish() {
    done_ = true;
    if (thread_.joinable()) {
      thread_.join();
    }
    return outcome_;
  }
  std::vector<double> kept_ms;
  std::vector<double> first_ms;

 private:
  void greet() { outcome_ = greet_all(); }
  Status greet_all() {
    const bench::LoadTls tls(bench::Secured::tls);
    TRY(LoadConnection kept, LoadConnection::open(tls, port_));
    TRY_DO(greet_on(kept));
    while (!done_) {
      auto start = Time::now();
      TRY_DO(greet_on(kept));
      kept_ms.push_back(ms_since(start));
      start = Time::now();
      TRY(LoadConnection fresh, LoadConnection::open(tls, port_));
      TRY_DO(greet_on(fresh));
      first_ms.push_back(ms_since(start));
      slow_.drip();
      std::this_thread::sleep_for(hello_pause);
    }
    return ok();
  }
  static Status greet_on(LoadConnection& connection) {
    TRY(const std::string reply, bench::ask(connection, hello));
    if (bench::status_of(reply) != 204) {
      return Error{ErrorCode::invalid, "hello was answered by: " + reply};
    }
    return ok();
  }

  const int port_;
  SlowClients& slow_;
  std::atomic<bool> done_{false};
  Status outcome_ = ok();
  std::thread thread_;  // last: it uses the others
};

// Only a receipt that names an answer counts it.
Status count(const std::vector<std::string>& replies, Aftermath& after) {
  for (const std::string& reply : replies) {
    const int status = bench::status_of(reply);
    ++after.statuses[status];
    if (status != 201) {
      continue;
    }
    TRY(const auto receipt, wire::decode_receipt(reply.substr(reply.find("\r\n\r\n") + 4)));
    for (const auto& item : receipt.results) {
      after.stored += item.status == wire::ItemStatus::stored ? 1 : 0;
      after.duplicates += item.status == wire::ItemStatus::duplicate ? 1 : 0;
    }
  }
  return ok();
}

Status rage(e2e::Collector& collector, const std::vector<Conversation>& conversations,
            SlowClients& slow, Aftermath& after) {
  Greeter greeter(collector.port(), slow);
  TRY(const auto load, bench::converse(collector.port(), conversations, bench::Secured::tls));
  TRY_DO(greeter.finish());
  after.seconds = load.seconds;
  after.hello_ms = std::move(greeter.kept_ms);
  after.first_hello_ms = std::move(greeter.first_ms);
  after.slow_left = slow.left();
  return count(load.replies, after);
}

}  // namespace

Result<Aftermath> weather_storm(const std::string& folder, const Weather& weather) {
  const std::string books = folder + "/storm";
  TRY_DO(e2e::Collector::load_event(books, {e2e::sample_day()}));
  TRY(const auto document, e2e::Collector::export_event(books));
  TRY(const Event event, wire::decode_schedule(document));
  TRY(const auto tablets, bench::pair_tablets(books, weather.tablets));
  bench::Answers answers{event};
  Aftermath after;
  std::vector<Conversation> conversations;
  for (int number = 0; number < weather.tablets; ++number) {
    Load load =
        load_of(tablets[static_cast<std::size_t>(number)], number, weather.answers_each, answers);
    after.repeated += load.repeated;
    conversations.push_back(std::move(load.conversation));
  }
  TRY(const auto collector, e2e::Collector::serve(books, folder));
  const pid_t process = collector->process().pid();
  after.idle_mb = bench::resident_of(process).now_mb;
  SlowClients slow;
  TRY_DO(slow.connect(collector->port(), weather.slow_clients, tablets));
  TRY_DO(rage(*collector, conversations, slow, after));
  after.peak_mb = bench::resident_of(process).peak_mb;
  TRY(after.books, e2e::Collector::ledger(books));
  TRY_DO(collector->stop());
  TRY(after.rows, bench::raw_number(e2e::database_in(books), "SELECT count(*) FROM response"));
  return after;
}

}  // namespace lintel::storm
