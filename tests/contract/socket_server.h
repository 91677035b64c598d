// A tiny real HTTP server on a loopback port, whose every byte the test decides: it may answer
// well, lie about lengths, go silent, or never end. One connection at a time, on one thread.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace lintel::test {

struct Received {
  std::string method;
  std::string path;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class Connection {
 public:
  explicit Connection(int descriptor) : descriptor_(descriptor) {}
  // nullopt: the client is gone or the server stops.
  std::optional<Received> read_request();
  bool write(const std::string& bytes) const;  // false: the client is gone
  void wait_for_end();                         // until the client hangs up or the server stops
  int descriptor() const { return descriptor_; }

 private:
  bool fill();
  int descriptor_;
  std::string buffer_;
};

class SocketServer {
 public:
  using Script = std::function<void(Connection&)>;
  explicit SocketServer(Script script);
  ~SocketServer();
  SocketServer(const SocketServer&) = delete;
  SocketServer& operator=(const SocketServer&) = delete;

  int port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  int connections() const { return connections_; }

 private:
  void run();

  Script script_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<int> connections_{0};
  std::mutex mutex_;
  int current_ = -1;  // guarded by mutex_: the connection being served
  std::thread thread_;
};

// "HTTP/1.1 200 X", the headers, Content-Length and the body.
std::string http_reply(int status, const std::map<std::string, std::string>& headers,
                       const std::string& body);
// Answers every request on every connection the same way.
SocketServer::Script always(std::string reply);

}  // namespace lintel::test
