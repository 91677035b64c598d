// One HTTP request and its reply as values, between the server (Beast, one translation unit) and
// the router, which knows no sockets. Values only.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lintel::collector {

enum class Verb { get, post, put, other };  // HEAD arrives as get; the server drops the body

// What comes through a proxy that the collector was told of.
enum class Through { network, proxy };

struct HttpRequest {
  Verb verb = Verb::get;
  std::string target;  // path and query
  std::string peer;    // the client's address, behind a proxy too; empty: this program itself
  Through through = Through::network;
  // Only the headers that decide something; empty when absent.
  std::string host;
  std::string authorization;
  std::string content_type;
  std::string content_encoding;
  std::string if_none_match;
  // What a browser says of itself; the admin page's.
  std::string cookie;
  std::string origin;
  std::string fetch_site;
  std::string csrf;
  // Who asks and what shows it; several lines of one are joined by ", ".
  std::string device;
  std::string content_digest;
  std::string signature_input;
  std::string signature;
  std::string body;  // as it travelled: before inflating
};

// What a route is chosen by: the target without its query.
inline std::string_view path_of(std::string_view target) {
  return target.substr(0, target.find('?'));
}

struct HttpReply {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  // Instead of `body`: one that many replies share.
  std::shared_ptr<const std::string> shared{};

  std::string_view bytes() const { return shared ? std::string_view(*shared) : body; }
};

inline HttpReply json_reply(int status, std::string body) {
  return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

// A reply that may come from the writer thread after a commit. The maker runs on the connection's
// own thread, so that nothing but the database work happens on the writer's.
using ReplyMaker = std::function<HttpReply()>;  // called once
using Answer = std::function<void(ReplyMaker)>;

}  // namespace lintel::collector
