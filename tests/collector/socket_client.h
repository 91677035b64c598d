// A client that says exactly the bytes it is told, so that tests can be rude: a blocking socket to
// 127.0.0.1 with a time-out of five seconds on every read.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace lintel::collector {

struct WireReply {
  int status = 0;                              // 0: the connection ended without a reply
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class SocketClient {
 public:
  explicit SocketClient(unsigned short port);
  ~SocketClient();
  SocketClient(SocketClient&& other) noexcept;
  SocketClient& operator=(SocketClient&&) = delete;
  SocketClient(const SocketClient&) = delete;
  SocketClient& operator=(const SocketClient&) = delete;

  bool send(const std::string& bytes);  // false: the other side has gone
  WireReply read_reply();
  std::string read_some();  // empty: the connection ended
  bool is_closed() { return read_some().empty(); }

  WireReply ask(const std::string& bytes) {
    send(bytes);
    return read_reply();
  }

 private:
  int descriptor_;
  std::string ahead_;  // read, not yet looked at
};

// "GET /path" and "POST /path" with what every request needs; lines are further headers.
std::string get(const std::string& path, const std::vector<std::string>& lines = {});
std::string send_body(const std::string& method, const std::string& path, const std::string& type,
                      const std::string& body, const std::vector<std::string>& lines = {});
std::string post_batch(const std::string& body, const std::vector<std::string>& lines = {});

}  // namespace lintel::collector
