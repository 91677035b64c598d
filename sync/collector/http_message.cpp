#include "sync/collector/http_message.h"

#include <boost/beast/http/status.hpp>

namespace lintel::collector {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

// Several lines of one header are one list (RFC 9110 section 5.3).
std::string joined(const RequestParser& parser, beast::string_view name) {
  std::string all;
  const auto [first, last] = parser.get().equal_range(name);
  for (auto field = first; field != last; ++field) {
    all += (all.empty() ? "" : ", ") + text_of(field->value());
  }
  return all;
}

Verb verb_of(http::verb method) {
  switch (method) {
    case http::verb::get:
    case http::verb::head:
      return Verb::get;
    case http::verb::post:
      return Verb::post;
    case http::verb::put:
      return Verb::put;
    default:
      return Verb::other;
  }
}

}  // namespace

std::string text_of(beast::string_view view) {
  return {view.data(), view.size()};
}

HttpRequest request_of(const RequestParser& parser) {
  const auto& message = parser.get();
  HttpRequest request;
  request.verb = verb_of(message.method());
  request.target = text_of(message.target());
  // Two Hosts are as good as none: whichever is picked, somebody before us picked the other.
  request.host = message.count(http::field::host) == 1 ? text_of(message[http::field::host]) : "";
  request.authorization = text_of(message[http::field::authorization]);
  request.content_type = text_of(message[http::field::content_type]);
  request.content_encoding = text_of(message[http::field::content_encoding]);
  request.if_none_match = text_of(message[http::field::if_none_match]);
  request.cookie = text_of(message[http::field::cookie]);
  request.origin = joined(parser, "Origin");
  request.fetch_site = joined(parser, "Sec-Fetch-Site");
  request.csrf = text_of(message["Lintel-Csrf"]);
  request.device = joined(parser, "Lintel-Device");
  request.content_digest = joined(parser, "Content-Digest");
  request.signature_input = joined(parser, "Signature-Input");
  request.signature = joined(parser, "Signature");
  return request;
}

std::string head_of(const HttpReply& reply, bool keep_alive) {
  const auto status = static_cast<unsigned>(reply.status);
  std::string text = "HTTP/1.1 " + std::to_string(status) + " " +
                     text_of(http::obsolete_reason(static_cast<http::status>(status))) + "\r\n";
  for (const auto& [name, value] : reply.headers) {
    text += name + ": " + value + "\r\n";
  }
  if (!is_bodiless(reply)) {
    text += "Content-Length: " + std::to_string(reply.body.size()) + "\r\n";
  }
  return text + (keep_alive ? "\r\n" : "Connection: close\r\n\r\n");
}

}  // namespace lintel::collector
