#include <sys/socket.h>
#include <unistd.h>

#include <chrono>

#include "tests/bench/http_load.h"
#include "tests/bench/parts.h"
#include "tests/e2e/support/collector.h"

namespace lintel::bench {
namespace {

constexpr int idle_clients = 1000;
constexpr int slow_clients = 400;
constexpr int hellos = 100;
constexpr double budget_ms = 100;

class Crowd {
 public:
  ~Crowd() {
    for (const int socket : sockets_) {
      close(socket);
    }
  }
  Crowd() = default;
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;
  // Addresses of their own, as tablets have: the collector bounds each address.
  bool add(int port, int host, const std::string& first_bytes) {
    const int socket = connect_loopback(port, host);
    if (socket < 0) {
      return false;
    }
    sockets_.push_back(socket);
    return send(socket, first_bytes.data(), first_bytes.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(first_bytes.size());
  }

 private:
  std::vector<int> sockets_;
};

}  // namespace

Status measure_slow_clients(const Setting& setting, Figures& figures) {
  TRY(const auto collector, e2e::Collector::serve(setting.folder + "/crowd", setting.folder, 0,
                                                  e2e::Serving::open_and_plain));
  const int port = collector->port();
  Crowd crowd;
  for (int i = 0; i < idle_clients + slow_clients; ++i) {
    const bool is_slow = i < slow_clients;
    const std::string bytes =
        is_slow
            ? "POST /v1/responses HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
              "Content-Type: application/cloudevents-batch+json\r\nLintel-Protocol: 1\r\n\r\n[{ "
            : "";
    if (!crowd.add(port, 2 + i % 40, bytes)) {
      return Error{ErrorCode::unavailable,
                   "The collector took only " + std::to_string(i) + " connections."};
    }
  }
  std::vector<double> times;
  for (int i = 0; i < hellos; ++i) {
    const std::string nonce = "bench-" + std::to_string(i);
    TRY(const auto load, send_all(port, 1,
                                  {"GET /v1/hello?nonce=" + nonce +
                                   " HTTP/1.1\r\nHost: 127.0.0.1\r\nLintel-Protocol: 1\r\n\r\n"}));
    if (load.replies.front().find(" 204 ") == std::string::npos ||
        load.replies.front().find(nonce) == std::string::npos) {
      return Error{ErrorCode::invalid, "hello was answered by: " + load.replies.front()};
    }
    times.push_back(load.seconds * 1000);
  }
  const double p99 = quantile(times, 0.99);
  figures.push_back(
      {"hello beside 1,400 clients, p99", "ms", p99, 0, "", "<= 100 ms", p99 <= budget_ms});
  return ok();
}

}  // namespace lintel::bench
