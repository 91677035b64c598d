#include "sync/collector/desk.h"

#include <filesystem>
#include <utility>

#include "shared/core/limits.h"
#include "shared/wire/protocol.h"
#include "sync/collector/data_folder.h"
#include "sync/net/curl_transport.h"

namespace lintel::collector {
namespace {

constexpr std::string_view json_type = "application/json";
// A day of 5,000 sessions with full texts.
constexpr std::size_t reply_bytes_max = 16 * 1024 * 1024;

Result<std::string> body_of(int status, std::string body) {
  if (status == 200) {
    return body;
  }
  const Result<wire::Problem> problem = wire::decode_problem(body);
  const ErrorCode code = status == 404 ? ErrorCode::not_found : ErrorCode::refused;
  return Error{code, problem ? problem->detail
                             : "The collector answered with status " + std::to_string(status) +
                                   "; look at its own messages."};
}

}  // namespace

Result<Desk> Desk::open(const std::string& data_folder, Folder folder) {
  std::error_code failure;
  const bool exists = std::filesystem::exists(data_folder + "/" + database_name, failure);
  if (folder == Folder::must_exist && !exists) {
    return Error{ErrorCode::not_found, "There is no collector's data in " + data_folder +
                                           "; check --data, or start with event load."};
  }
  Desk desk;
  ServiceOptions options;
  options.data_folder = data_folder;
  Result<std::unique_ptr<Service>> service = Service::open(std::move(options));
  if (service) {
    desk.service_ = std::move(service).value();
    desk.token_ = desk.service_->admin_token();
    desk.notice_ = desk.service_->notice();
    return desk;
  }
  if (service.error().code != ErrorCode::busy) {
    return std::move(service).error();
  }
  const Result<ServeNote> note = read_serve_note(data_folder);
  if (!note) {
    return std::move(service).error();
  }
  desk.pin_ = note->pin;
  desk.server_url_ = note->url;
  TRY(desk.token_, admin_key(data_folder));
  TRY(desk.transport_, CurlTransport::open(note->url, CurlOptions{}));
  return desk;
}

Result<std::string> Desk::get(const std::string& path) {
  return ask(Verb::get, path, json_type, {});
}

Result<std::string> Desk::post_json(const std::string& path, std::string body) {
  return ask(Verb::post, path, json_type, std::move(body));
}

Result<std::string> Desk::post(const std::string& path, std::string_view content_type,
                               std::string body) {
  return ask(Verb::post, path, content_type, std::move(body));
}

Result<std::string> Desk::ask(Verb verb, const std::string& path, std::string_view content_type,
                              std::string body) {
  const std::string authorization = "Bearer " + token_;
  if (service_) {
    HttpRequest request;
    request.verb = verb;
    request.target = path;
    request.authorization = authorization;
    request.content_type = content_type;
    request.body = std::move(body);
    HttpReply reply = service_->ask(std::move(request));
    return body_of(reply.status, std::move(reply.body));
  }
  Request request;
  request.method = verb == Verb::post ? Method::post : Method::get;
  request.path = path;
  request.headers["Authorization"] = authorization;
  request.headers["Content-Type"] = content_type;
  request.body = std::move(body);
  request.reply_bytes_max = reply_bytes_max;
  if (!pin_.empty()) {
    request.peer = TlsPeer{TlsPeer::Known::by_key, pin_};
  }
  TRY(Exchange exchange, transport_->exchange(request));
  if (!exchange.replied) {
    return Error{ErrorCode::unavailable, "The collector that holds this folder does not answer (" +
                                             exchange.detail + "); try again, or stop it first."};
  }
  return body_of(exchange.reply.status, std::move(exchange.reply.body));
}

}  // namespace lintel::collector
