// Between what Boost.Beast parsed and the Router's own requests and replies. Internal to the HTTP
// server; Beast is seen here and in http_session.cpp only.
#pragma once

#include <boost/beast/core/string_type.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string>

#include "sync/collector/exchange.h"

namespace lintel::collector {

using RequestParser = boost::beast::http::request_parser<boost::beast::http::string_body>;

std::string text_of(boost::beast::string_view view);
// All but the body. The parser must have seen the whole header.
HttpRequest request_of(const RequestParser& parser);
// The status line and the header of a reply, to its empty line.
std::string head_of(const HttpReply& reply, bool keep_alive);
inline bool is_bodiless(const HttpReply& reply) {
  return reply.status == 204 || reply.status == 304;
}

}  // namespace lintel::collector
