#include "sync/collector/http_message.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/beast/http/status.hpp>
#include <cstddef>
#include <utility>

#include "shared/core/text.h"

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

// RFC 9110, section 7.2: a name or an address, and a port perhaps. Nobody else is meant by it.
bool is_host(std::string_view host) {
  constexpr std::size_t host_bytes_max = 255 + 6;
  constexpr std::string_view marks = "-._~%!$&'()*+,;=";
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_name = [&](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           marks.find(c) != std::string_view::npos;
  };
  std::size_t name_ends = 0;
  if (host.starts_with('[')) {
    const std::size_t bracket = host.find(']');
    if (bracket == std::string_view::npos) {
      return false;
    }
    const std::string_view inside = host.substr(1, bracket - 1);
    if (!std::all_of(inside.begin(), inside.end(),
                     [&](char c) { return is_name(c) || c == ':'; })) {
      return false;
    }
    name_ends = bracket + 1;
  } else {
    name_ends = std::min(host.find(':'), host.size());
    if (!std::all_of(host.begin(), host.begin() + static_cast<std::ptrdiff_t>(name_ends),
                     is_name)) {
      return false;
    }
  }
  const std::string_view port = host.substr(name_ends);
  return host.size() <= host_bytes_max &&
         (port.empty() ||
          (port.front() == ':' && std::all_of(port.begin() + 1, port.end(), is_digit)));
}

// "http://host/path?query" of RFC 9112, section 3.2.2; empty authority: it is no absolute form.
struct Target {
  std::string authority;
  std::string path;  // and query
};
Target target_of(std::string_view text) {
  const std::string lower = ascii_lower(text.substr(0, 8));
  const std::size_t scheme = lower.starts_with("http://")    ? 7
                             : lower.starts_with("https://") ? 8
                                                             : 0;
  if (scheme == 0) {
    return {{}, std::string(text)};
  }
  const std::string_view rest = text.substr(scheme);
  const std::size_t path = std::min(rest.find_first_of("/?"), rest.size());
  const std::string_view behind = rest.substr(path);
  return {std::string(rest.substr(0, path)),
          behind.starts_with('/') ? std::string(behind) : "/" + std::string(behind)};
}

// An address without its port and brackets; empty: it is none ("unknown", a made-up name).
std::string address_in(std::string_view text) {
  text = trim(text);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  if (text.starts_with('[')) {
    text = text.substr(1, std::min(text.find(']'), text.size()) - 1);
  } else if (std::count(text.begin(), text.end(), ':') == 1) {
    text = text.substr(0, text.find(':'));
  }
  boost::system::error_code failure;
  const auto address = boost::asio::ip::make_address(std::string(text), failure);
  return failure ? std::string{} : plain_address(address);
}

std::string last_piece(const std::string& list) {
  return list.substr(list.rfind(',') + 1);  // npos + 1 is 0
}

}  // namespace

std::string plain_address(const boost::asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6())
        .to_string();
  }
  return address.to_string();
}

HeaderBreach breach_of(const RequestParser& parser) {
  const auto& message = parser.get();
  const std::string codings = joined(parser, "Transfer-Encoding");
  if (!codings.empty() && ascii_lower(trim(codings)) != "chunked") {
    // Beast leaves other codings to us; guessing where such a body ends is request smuggling.
    return {501, "Send a Content-Length, or chunked and nothing else."};
  }
  const std::size_t hosts = message.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && message.version() >= 11)) {
    return {400, "A request has exactly one Host header."};
  }
  const Target target = target_of(text_of(message.target()));
  const bool is_good = is_host(text_of(message[http::field::host])) && is_host(target.authority);
  return is_good ? HeaderBreach{} : HeaderBreach{400, "This is no host that can be meant."};
}

std::string forwarded_for(const RequestParser& parser) {
  const std::string listed = joined(parser, "X-Forwarded-For");
  const std::string by_list = listed.empty() ? std::string{} : address_in(last_piece(listed));
  const std::string standard = joined(parser, "Forwarded");
  std::string by_standard;
  for (const std::string& pair : split(last_piece(standard), ';')) {
    if (ascii_lower(pair).starts_with("for=")) {
      by_standard = address_in(pair.substr(4));
    }
  }
  if (listed.empty() || standard.empty()) {
    return listed.empty() ? by_standard : by_list;
  }
  // The proxy writes one of them and hands the other on as it came.
  return by_list == by_standard ? by_list : std::string{};
}

std::string text_of(beast::string_view view) {
  return {view.data(), view.size()};
}

HttpRequest request_of(const RequestParser& parser) {
  const auto& message = parser.get();
  HttpRequest request;
  request.verb = verb_of(message.method());
  Target target = target_of(text_of(message.target()));
  request.target = std::move(target.path);
  request.host =
      target.authority.empty() ? text_of(message[http::field::host]) : std::move(target.authority);
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
    text += "Content-Length: " + std::to_string(reply.bytes().size()) + "\r\n";
  }
  return text + (keep_alive ? "\r\n" : "Connection: close\r\n\r\n");
}

}  // namespace lintel::collector
