// Stands between a real client and a real server on loopback and does to their bytes what a
// school's network does: waits, trickles, slices, cuts, goes silent, rewrites, or answers itself.
//
// One connection at a time, on one thread. plan() may be changed between exchanges from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace lintel::test {

// What happens to one exchange, in the order of the members.
struct Plan {
  // Answers instead of the server; empty: the server is asked.
  std::function<std::optional<std::string>(const std::string& request)> instead;
  bool cut_before_server = false;   // the request is read and forgotten
  bool half_close_request = false;  // the client's end looks closed to the server after the request
  // Sees the whole reply after the server has sent it. nullopt: reset, the reply is dropped.
  std::function<std::optional<std::string>(std::string reply)> on_reply;
  std::chrono::milliseconds latency{0};
  std::size_t slice_bytes = 0;               // 0: whole
  std::chrono::milliseconds slice_pause{0};  // bandwidth: slice_bytes per slice_pause
  std::optional<std::size_t> cut_after;      // of the reply's bytes: then a reset
  bool silent_after_cut = false;             // then silence instead of a reset
};

class FaultProxy {
 public:
  explicit FaultProxy(unsigned short server_port);
  ~FaultProxy();
  FaultProxy(const FaultProxy&) = delete;
  FaultProxy& operator=(const FaultProxy&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // Asked for every exchange with the first line of its request.
  using Planner = std::function<Plan(const std::string& first_line)>;
  void plan(Planner planner);
  int exchanges() const { return exchanges_; }

 private:
  void run();
  bool exchange(int client);
  Plan plan_for(const std::string& request);
  std::optional<std::string> ask_server(const std::string& request, const Plan& plan);
  bool send_slowly(int client, const std::string& reply, const Plan& plan);
  bool pause(std::chrono::milliseconds time);  // false: the proxy stops

  unsigned short server_port_;
  unsigned short port_ = 0;
  int listener_ = -1;
  int stop_descriptor_ = -1;
  std::mutex mutex_;
  Planner planner_;  // guarded by mutex_
  std::atomic<int> exchanges_{0};
  std::thread thread_;
};

// A whole HTTP message with these lines and this body, its length right.
std::string message(const std::string& head, const std::string& body);
std::string body_of(const std::string& message);
// The same head around another body.
std::string with_body(const std::string& message, const std::string& body);

}  // namespace lintel::test
