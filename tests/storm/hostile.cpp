#include "tests/storm/hostile.h"

#include <poll.h>
#include <sys/epoll.h>

#include <algorithm>
#include <chrono>

#include "tests/bench/answers.h"
#include "tests/bench/http_load.h"
#include "tests/bench/machine.h"
#include "tests/e2e/support/collector.h"
#include "tests/e2e/support/programs.h"
#include "tests/support/gzip.h"

namespace lintel::storm {
namespace {

using bench::LoadConnection;
using bench::PairedTablet;

constexpr int first_host = 2;
constexpr int clients_per_address = 40;  // as from many computers: the collector bounds each
constexpr int poll_ms_max = 200;
constexpr std::chrono::seconds assault_max{60};
constexpr double bytes_per_mb = 1024 * 1024;

// When a client of this kind has done its worst.
enum class Until { answered, said };

struct Kind {
  std::string name;
  int clients = 0;
  std::string head;
  std::string more;        // again and again after the head; empty: nothing more is sent
  double sent_mb_max = 0;  // by one client that sends more
  Until until = Until::answered;
};

class Client {
 public:
  Client(LoadConnection connection, const Kind& kind)
      : connection_(std::move(connection)), kind_(&kind) {
    connection_.begin(&kind.head);
  }
  bool over() const { return over_; }
  pollfd waiting() const {
    const bool writes = (connection_.interest() & EPOLLOUT) != 0;
    return {connection_.socket(), static_cast<short>(writes ? POLLIN | POLLOUT : POLLIN), 0};
  }
  void advance() {
    const bool open = connection_.advance();
    if (connection_.complete()) {
      over_ = true;
      status_ = bench::status_of(connection_.take_reply());
    } else if (!open) {
      over_ = true;
      cut_ = true;
    } else if (connection_.sent() && !said_) {
      say_more();
    }
  }
  void count(Repelled& repelled) const {
    repelled.sent_mb += sent_mb_;
    repelled.cut += cut_ ? 1 : 0;
    repelled.refused += status_ >= 400 && status_ < 500 ? 1 : 0;
    repelled.served += status_ != 0 && (status_ < 400 || status_ >= 500) ? 1 : 0;
    repelled.taken += !cut_ && status_ == 0 ? 1 : 0;
  }

 private:
  void say_more() {
    sent_mb_ +=
        static_cast<double>((sent_mb_ > 0 ? kind_->more : kind_->head).size()) / bytes_per_mb;
    const bool enough = kind_->more.empty() || sent_mb_ >= kind_->sent_mb_max;
    if (!enough) {
      connection_.go_on(&kind_->more);
      return;
    }
    said_ = true;
    over_ = kind_->until == Until::said || !kind_->more.empty();
  }

  LoadConnection connection_;
  const Kind* kind_;
  double sent_mb_ = 0;
  int status_ = 0;
  bool said_ = false;  // all it will
  bool over_ = false;
  bool cut_ = false;
};

std::vector<Kind> kinds_of(const Assault& assault, const PairedTablet& tablet) {
  const auto bytes = static_cast<std::size_t>(assault.bomb_mb) * 1024 * 1024;
  const std::string line = "GET /v1/hello HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ";
  const std::string chunk = "8000\r\n" + std::string(0x8000, ' ') + "\r\n";
  // Signed over nothing: the name alone opens the door to the body.
  std::string chunked = bench::responses_request("", tablet.device);
  const std::string length = "Content-Length: 0";
  chunked.replace(chunked.find(length), length.size(), "Transfer-Encoding: chunked");
  return {
      {"gzip bombs", assault.clients,
       bench::signed_responses(gzip(std::string(bytes, '[')), tablet, "Content-Encoding: gzip\r\n"),
       "", 0, Until::answered},
      {"endless headers", assault.clients, line, std::string(0x8000, 'x'), assault.endless_mb,
       Until::answered},
      {"endless chunked bodies", assault.clients, chunked, chunk, assault.endless_mb,
       Until::answered},
      {std::string{only_connecting}, assault.connections, line, "", 0, Until::said},
  };
}

// Until every client is over, or the time is.
void let_loose(std::vector<Client>& clients) {
  const auto end = std::chrono::steady_clock::now() + assault_max;
  std::vector<pollfd> waiting;
  std::vector<Client*> whose;
  do {
    waiting.clear();
    whose.clear();
    for (Client& client : clients) {
      if (!client.over()) {
        waiting.push_back(client.waiting());
        whose.push_back(&client);
      }
    }
    poll(waiting.data(), waiting.size(), poll_ms_max);
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].revents != 0) {
        whose[i]->advance();
      }
    }
  } while (!whose.empty() && std::chrono::steady_clock::now() < end);
}

bool says_hello(int port) {
  const auto load = bench::send_all(
      port, 1, {"GET /v1/hello HTTP/1.1\r\nHost: 127.0.0.1\r\nLintel-Protocol: 1\r\n\r\n"},
      bench::Secured::tls);
  return load && bench::status_of(load->replies.front()) == 204;
}

Result<Repelled> repel_kind(const std::string& folder, const Kind& kind) {
  TRY(const auto collector, e2e::Collector::serve(folder + "/hostile", folder));
  const pid_t process = collector->process().pid();
  Repelled repelled;
  repelled.name = kind.name;
  repelled.clients = kind.clients;
  repelled.idle_mb = bench::resident_of(process).now_mb;
  {
    const bench::LoadTls tls(bench::Secured::tls);
    std::vector<Client> clients;
    for (int i = 0; i < kind.clients; ++i) {
      TRY(auto connection,
          LoadConnection::open(tls, collector->port(), first_host + i / clients_per_address));
      clients.emplace_back(std::move(connection), kind);
    }
    let_loose(clients);
    for (const Client& client : clients) {
      client.count(repelled);
    }
  }
  repelled.answers_after = e2e::eventually([&] { return says_hello(collector->port()); });
  repelled.peak_mb = bench::resident_of(process).peak_mb;
  TRY_DO(collector->stop());
  return repelled;
}

}  // namespace

Result<std::vector<Repelled>> repel(const std::string& folder, const Assault& assault) {
  const std::string books = folder + "/hostile";
  TRY_DO(e2e::Collector::load_event(books, {e2e::sample_day()}));
  TRY(const auto tablets, bench::pair_tablets(books, 1));
  std::vector<Repelled> all;
  for (const Kind& kind : kinds_of(assault, tablets.front())) {
    TRY(Repelled repelled, repel_kind(folder, kind));
    all.push_back(std::move(repelled));
  }
  return all;
}

}  // namespace lintel::storm
