// Between what Boost.Beast parsed and the Router's own requests and replies. Internal to the HTTP
// server; Beast is seen here and in http_session.cpp only.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/beast/core/string_type.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string>
#include <string_view>

#include "sync/collector/exchange.h"

namespace lintel::collector {

using RequestParser = boost::beast::http::request_parser<boost::beast::http::string_body>;

// IPv4 as itself, also where a socket of both families has it inside of IPv6.
std::string plain_address(const boost::asio::ip::address& address);
std::string text_of(boost::beast::string_view view);
// What makes a header, though Beast could parse it, none that may be answered: whoever stands
// before us might read it in another way. `status` 0: nothing.
struct HeaderBreach {
  int status = 0;
  std::string_view sentence;
};
HeaderBreach breach_of(const RequestParser& parser);
// All but the body and where it comes from. The parser must have seen the whole header, and
// breach_of() found nothing.
HttpRequest request_of(const RequestParser& parser);
// Whom a proxy says it speaks for: the last address of X-Forwarded-For, or of Forwarded (RFC 7239).
// Empty: neither says, or they differ.
std::string forwarded_for(const RequestParser& parser);
// The status line and the header of a reply, to its empty line.
std::string head_of(const HttpReply& reply, bool keep_alive);
inline bool is_bodiless(const HttpReply& reply) {
  return reply.status == 204 || reply.status == 304;
}

}  // namespace lintel::collector
