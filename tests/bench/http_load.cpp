#include "tests/bench/http_load.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <functional>

namespace lintel::bench {
namespace {

constexpr int silence_ms_max = 30'000;

class Poll {
 public:
  Poll() : file_(epoll_create1(EPOLL_CLOEXEC)) {}
  ~Poll() { close(file_); }
  Poll(const Poll&) = delete;
  Poll& operator=(const Poll&) = delete;
  void watch(int operation, int socket, std::uint32_t interest, std::size_t number) const {
    epoll_event event{};
    event.events = interest;
    event.data.u64 = number;
    epoll_ctl(file_, operation, socket, &event);
  }
  // Numbers of the connections that can go on; empty when nothing happened for too long.
  std::span<const epoll_event> wait() {
    const int count =
        epoll_wait(file_, events_.data(), static_cast<int>(events_.size()), silence_ms_max);
    return {events_.data(), static_cast<std::size_t>(std::max(count, 0))};
  }

 private:
  int file_;
  std::array<epoll_event, 256> events_{};
};

// The next request of the connection with this number; null when it has none left.
using NextRequest = std::function<const std::string*(std::size_t)>;

// Every connection says what it has to say; `expected` replies in all.
Status exchange_all(std::vector<LoadConnection>& open, const NextRequest& next,
                    std::size_t expected, std::vector<std::string>& replies) {
  Poll poll;
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (const std::string* request = next(i)) {
      open[i].begin(request);
      poll.watch(EPOLL_CTL_ADD, open[i].socket(), open[i].interest(), i);
    }
  }
  while (replies.size() < expected) {
    const auto ready = poll.wait();
    if (ready.empty()) {
      return Error{ErrorCode::unavailable, "The collector has gone silent."};
    }
    for (const epoll_event& event : ready) {
      LoadConnection& connection = open[event.data.u64];
      const std::uint32_t before = connection.interest();
      if (!connection.advance() && !connection.complete()) {
        return Error{ErrorCode::unavailable, "The collector cut a connection."};
      }
      if (connection.complete()) {
        replies.push_back(connection.take_reply());
        const std::string* request = next(event.data.u64);
        if (request == nullptr) {
          poll.watch(EPOLL_CTL_DEL, connection.socket(), 0, 0);
          continue;
        }
        connection.begin(request);
      }
      if (connection.interest() != before) {
        poll.watch(EPOLL_CTL_MOD, connection.socket(), connection.interest(), event.data.u64);
      }
    }
  }
  return ok();
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

Result<LoadResult> send_all(int port, int connections, const std::vector<std::string>& requests,
                            Secured secured) {
  const LoadTls tls(secured);
  std::vector<LoadConnection> open;
  for (int i = 0; i < connections; ++i) {
    TRY(LoadConnection connection, LoadConnection::open(tls, port));
    if (!connection.shake_hands()) {
      return Error{ErrorCode::unavailable, "The collector does not speak TLS."};
    }
    open.push_back(std::move(connection));
  }
  LoadResult result;
  std::size_t given = 0;
  const NextRequest next = [&](std::size_t) {
    return given < requests.size() ? &requests[given++] : nullptr;
  };
  const auto start = std::chrono::steady_clock::now();
  TRY_DO(exchange_all(open, next, requests.size(), result.replies));
  result.seconds = seconds_since(start);
  return result;
}

Result<LoadResult> converse(int port, std::span<const Conversation> conversations,
                            Secured secured) {
  const LoadTls tls(secured);
  const auto start = std::chrono::steady_clock::now();
  std::vector<LoadConnection> open;
  std::size_t expected = 0;
  for (const Conversation& conversation : conversations) {
    TRY(LoadConnection connection, LoadConnection::open(tls, port, conversation.host));
    open.push_back(std::move(connection));
    expected += conversation.requests.size();
  }
  std::vector<std::size_t> given(open.size());
  const NextRequest next = [&](std::size_t number) -> const std::string* {
    const auto& requests = conversations[number].requests;
    return given[number] < requests.size() ? &requests[given[number]++] : nullptr;
  };
  LoadResult result;
  TRY_DO(exchange_all(open, next, expected, result.replies));
  result.seconds = seconds_since(start);
  return result;
}

Result<std::string> ask(LoadConnection& connection, const std::string& request) {
  connection.begin(&request);
  while (connection.advance()) {
    if (connection.complete()) {
      return connection.take_reply();
    }
    const bool writes = (connection.interest() & EPOLLOUT) != 0;
    pollfd waiting{connection.socket(), static_cast<short>(writes ? POLLIN | POLLOUT : POLLIN), 0};
    if (poll(&waiting, 1, silence_ms_max) != 1) {
      return Error{ErrorCode::unavailable, "The collector has gone silent."};
    }
  }
  if (connection.complete()) {
    return connection.take_reply();
  }
  return Error{ErrorCode::unavailable, "The collector cut a connection."};
}

int allow_many_files() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  return static_cast<int>(std::min<rlim_t>(limit.rlim_cur, 1'000'000));
}

int status_of(const std::string& reply) {
  constexpr std::string_view start = "HTTP/1.1 ";
  int status = 0;
  if (reply.starts_with(start)) {
    std::from_chars(reply.data() + start.size(), reply.data() + reply.size(), status);
  }
  return status;
}

}  // namespace lintel::bench
