#include "sync/collector/router.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>
#include <utility>

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/trust/limits.h"
#include "shared/wire/cloudevents.h"
#include "shared/wire/protocol.h"
#include "sync/collector/bundle_intake.h"
#include "sync/collector/inflate.h"
#include "sync/collector/reports.h"

namespace lintel::collector {
namespace {

constexpr std::string_view json_type = "application/json";
constexpr std::string_view page_prefix = "/admin/";
// Twice the batch: room for a tablet that frames generously, none for a flood.
constexpr std::size_t responses_body_max = 2 * limits::batch_bytes_max;
constexpr std::size_t small_body_max = 1024;  // "{}"
constexpr std::size_t decision_bytes_max = 4 * 1024;
// A password of sign_in::password_bytes_max whose every byte is written as \u00xx, and its frame.
constexpr std::size_t credentials_bytes_max = 8 * 1024;
constexpr int retry_after_min_s = 5;
constexpr int retry_after_max_s = 30;

// Media type without parameters, in lower case.
std::string media_type(std::string_view header) {
  return ascii_lower(trim(header.substr(0, header.find(';'))));
}

// A Host that only this machine's own programs can mean.
bool is_loopback_host(std::string_view host) {
  std::string_view name = host;
  if (name.starts_with('[')) {
    name = name.substr(0, name.find(']') + 1);
  } else {
    name = name.substr(0, name.find(':'));
  }
  return name == "127.0.0.1" || name == "[::1]" || ascii_lower(name) == "localhost";
}

}  // namespace

std::string http_date(UtcTime now) {
  const std::time_t time = std::chrono::system_clock::to_time_t(now);
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::array<char, 64> text{};
  const std::size_t size =
      std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), size};
}

// page: whoever opens the admin page, before signing in.
enum class Who { anyone, tablet, page, admin };

struct Router::Route {
  std::string_view path;
  Verb verb;
  Who who;
  std::string_view body_type;  // empty: no body is read
  std::size_t body_bytes_max;
};

const Router::Route* Router::find(std::string_view path) {
  static constexpr std::array<Route, 33> routes{{
      {wire::responses_path, Verb::post, Who::tablet, wire::batch_content_type, responses_body_max},
      {wire::ledger_path, Verb::put, Who::tablet, json_type, limits::ledger_bytes_max},
      {wire::schedule_path, Verb::get, Who::tablet, {}, 0},
      {wire::hello_path, Verb::get, Who::anyone, {}, 0},
      {trust::pair_path, Verb::post, Who::anyone, json_type, limits::pair_document_bytes_max},
      {"/v1/admin/sign-in", Verb::post, Who::page, json_type, credentials_bytes_max},
      {"/v1/admin/session", Verb::get, Who::admin, {}, 0},
      {"/v1/admin/sign-out", Verb::post, Who::admin, json_type, small_body_max},
      {"/v1/admin/password", Verb::post, Who::admin, json_type, credentials_bytes_max},
      {"/v1/admin/link", Verb::post, Who::admin, json_type, small_body_max},
      {"/v1/admin/results", Verb::get, Who::admin, {}, 0},
      {"/v1/admin/results.csv", Verb::get, Who::admin, {}, 0},
      {"/v1/admin/tablets", Verb::get, Who::admin, {}, 0},
      {"/v1/admin/live", Verb::get, Who::admin, {}, 0},
      {"/v1/admin/schedule", Verb::get, Who::admin, {}, 0},
      {"/v1/admin/event", Verb::post, Who::admin, json_type, limits::schedule_bytes_max},
      {"/v1/admin/versions", Verb::get, Who::admin, {}, 0},
      {"/v1/admin/version", Verb::get, Who::admin, {}, 0},
      {"/v1/admin/undo", Verb::post, Who::admin, json_type, small_body_max},
      {bundle_path, Verb::post, Who::admin, bundle_content_type, limits::bundle_posted_bytes_max},
      {"/v1/admin/pairings", Verb::get, Who::admin, {}, 0},
      {"/v1/admin/pairings/approve", Verb::post, Who::admin, json_type, decision_bytes_max},
      {"/v1/admin/pairings/refuse", Verb::post, Who::admin, json_type, decision_bytes_max},
      {"/v1/admin/pairings/revoke", Verb::post, Who::admin, json_type, decision_bytes_max},
      {"/v1/admin/pairings/room", Verb::post, Who::admin, json_type, decision_bytes_max},
      {"/v1/admin/write-off", Verb::post, Who::admin, json_type, decision_bytes_max},
      {"/v1/admin/day-over", Verb::post, Who::admin, json_type, decision_bytes_max},
      {"/v1/admin/close", Verb::post, Who::admin, json_type, decision_bytes_max},
      {"/v1/admin/notes", Verb::post, Who::admin, json_type, decision_bytes_max},
      {"/v1/admin/set-aside", Verb::post, Who::admin, json_type, decision_bytes_max},
      {"/v1/admin/take-back", Verb::post, Who::admin, json_type, decision_bytes_max},
      {"/v1/admin/show-anyway", Verb::post, Who::admin, json_type, decision_bytes_max},
      {"/v1/admin/pool", Verb::post, Who::admin, json_type, small_body_max},
  }};
  const auto* found = std::find_if(routes.begin(), routes.end(),
                                   [&](const Route& route) { return route.path == path; });
  return found == routes.end() ? nullptr : found;
}

Router::Router(RouterOptions options, SharedBooks& books, Writer& writer, Changes& changes,
               const Clock& clock)
    : options_(std::move(options)),
      books_(books),
      writer_(writer),
      changes_(changes),
      clock_(clock),
      gate_(std::move(options_.desk), options_.tablets, options_.tls_pin),
      admin_(std::move(options_.sign_in), options_.admin_token),
      random_(static_cast<std::minstd_rand::result_type>(options_.seed)) {}

void Router::add_common_headers(HttpReply& reply) const {
  reply.headers.emplace_back("Date", http_date(clock_.now()));
  reply.headers.emplace_back(wire::protocol_header, wire::protocol_version);
  reply.headers.emplace_back(wire::collector_header, options_.collector.text());
  reply.headers.emplace_back("Accept-Encoding", "gzip");
  reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  reply.headers.emplace_back("Referrer-Policy", "no-referrer");
  reply.headers.emplace_back("Cache-Control", "no-store");
  reply.headers.emplace_back("Content-Security-Policy",
                             "default-src 'none'; script-src 'self'; style-src 'self'; "
                             "connect-src 'self'; img-src 'self' data:; base-uri 'none'; "
                             "form-action 'none'; frame-ancestors 'none'");
}

std::string Router::live_head() const {
  HttpReply reply;
  add_common_headers(reply);
  std::string text = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n";
  for (const auto& [name, value] : reply.headers) {
    text += name + ": " + value + "\r\n";
  }
  return text + "\r\n";
}

HttpReply Router::problem(int status, std::string_view type, std::string detail) const {
  HttpReply reply;
  if (status == 401) {
    // RFC 9110, section 15.5.2. No scheme of a browser's own: it would ask for a password itself.
    reply.headers.emplace_back("WWW-Authenticate", "Lintel realm=\"Lintel\"");
  }
  reply.status = status;
  reply.body =
      wire::encode(wire::Problem{std::string(type), status, std::string(type), std::move(detail)});
  reply.headers.emplace_back("Content-Type", wire::problem_content_type);
  return reply;
}

HttpReply Router::busy(const Error& error) const {
  // What the disk said is the log's: it names files, and strangers read this.
  const bool is_ours = (error.code == ErrorCode::busy || error.code == ErrorCode::limit) &&
                       error.message.find('/') == std::string::npos;
  if (!is_ours && throttle_.due("store " + error.message, clock_.mono())) {
    log(LogEntry{LogLevel::error, "fault"}
            .with("where", "The database")
            .with("reason", error.message));
  }
  HttpReply reply =
      problem(503, "busy",
              is_ours ? error.message
                      : "The collector cannot store anything just now; nothing is lost, and its "
                        "own log says why.");
  const std::lock_guard lock(random_mutex_);
  std::uniform_int_distribution<int> wait_s(retry_after_min_s, retry_after_max_s);
  reply.headers.emplace_back("Retry-After", std::to_string(wait_s(random_)));
  return reply;
}

HttpReply Router::read_only() const {
  HttpReply reply = problem(405, "not-allowed", "This can only be read.");
  reply.headers.emplace_back("Allow", "GET, HEAD");
  return reply;
}

std::optional<HttpReply> Router::refuse(const Route& route, const HttpRequest& request) const {
  std::optional<AdminRefusal> outsider;
  if (route.who == Who::admin) {
    outsider = admin_.refuse(request, clock_.now());
  } else if (route.who == Who::page) {
    outsider = AdminGate::refuse_foreign(request);
  }
  if (outsider) {
    return refused(std::move(*outsider));
  }
  if (route.verb != request.verb && route.verb == Verb::get) {
    return read_only();
  }
  if (route.verb != request.verb) {
    HttpReply reply = problem(405, "not-allowed", "This address does not take that method.");
    reply.headers.emplace_back("Allow", route.verb == Verb::put ? "PUT" : "POST");
    return reply;
  }
  if (route.who == Who::tablet) {
    if (const auto stranger = gate_.glance(request)) {
      return refused(*stranger);
    }
  }
  if (route.body_type.empty()) {
    return std::nullopt;
  }
  if (media_type(request.content_type) != route.body_type) {
    return problem(415, "bad-type", "The body must be " + std::string(route.body_type) + ".");
  }
  if (!request.content_encoding.empty() && ascii_lower(request.content_encoding) != "gzip") {
    return problem(415, "bad-type", "The body may be packed with gzip, nothing else.");
  }
  return std::nullopt;
}

Admission Router::admit(const HttpRequest& request) const {
  if (options_.listening == Listening::loopback && request.through == Through::network &&
      !is_loopback_host(request.host)) {
    return {problem(421, "wrong-host", "This collector answers on this computer only."), 0, false};
  }
  const std::string_view path = path_of(request.target);
  if (path == "/" || path == "/admin" || path.starts_with(page_prefix)) {
    return {request.verb == Verb::get ? std::nullopt : std::optional(read_only()), 0, false};
  }
  if (is_public(path)) {
    return {request.verb == Verb::get ? std::nullopt : std::optional(read_only()), 0, false};
  }
  const Route* route = find(path);
  if (route == nullptr) {
    return {problem(404, "not-found", "There is nothing at this address."), 0, false};
  }
  Admission admission{refuse(*route, request), route->body_bytes_max, path == "/v1/admin/live"};
  if (admission.refusal) {
    log_refusal(request, *admission.refusal);
  }
  return admission;
}

ReplyMaker Router::finished(HttpReply reply) const {
  return [reply = std::move(reply)]() mutable { return std::move(reply); };
}

void Router::answer(HttpRequest request, Answer answer) {
  const std::string path(path_of(request.target));
  if (path == trust::pair_path) {
    answer(finished(pair(request)));
    return;
  }
  Caller caller;
  const Route* route = find(path);
  if (route != nullptr && route->who == Who::tablet) {
    // Before inflating: what was signed is what travelled, and a stranger's gzip is not opened.
    caller = gate_.check(request, clock_.now());
  } else if (route != nullptr && route->who == Who::admin) {
    note_use(request);
    answer = logged(request, std::move(answer));
  }
  if (caller.refusal) {
    HttpReply reply = refused(*caller.refusal);
    log_refusal(request, reply);
    answer(finished(std::move(reply)));
    return;
  }
  if (ascii_lower(request.content_encoding) == "gzip" && !request.body.empty()) {
    const std::size_t bytes_max =
        path == "/v1/admin/event" ? limits::schedule_bytes_max : inflated_bytes_max;
    Result<std::string> plain = gunzip(request.body, bytes_max);
    if (!plain) {
      const bool large = plain.error().code == ErrorCode::limit;
      answer(finished(
          problem(large ? 413 : 400, large ? "too-large" : "bad-batch", plain.error().message)));
      return;
    }
    request.body = std::move(plain).value();
  }
  if (route != nullptr &&
      (answer_session(path, request, answer) || answer_decision(path, request, answer))) {
    return;
  }
  if (path == wire::responses_path) {
    take_responses(std::move(request), caller.device, std::move(answer));
  } else if (path == wire::ledger_path) {
    take_ledger(std::move(request), caller.device, std::move(answer));
  } else if (path == "/v1/admin/event") {
    take_event(std::move(request), std::move(answer));
  } else if (is_public(path)) {
    give_public(request, std::move(answer));
  } else if (path == "/v1/admin/versions") {
    list_versions(std::move(answer));
  } else if (path == "/v1/admin/version") {
    give_version(request, std::move(answer));
  } else if (path == "/v1/admin/undo") {
    undo_event(std::move(answer));
  } else if (path == bundle_path) {
    take_bundle(request, std::move(answer));
  } else if (path == "/v1/admin/pairings") {
    answer(finished(pairings()));
  } else if (path.starts_with("/v1/admin/pairings/")) {
    decide_pairing(std::move(request), std::move(answer));
  } else if (path == "/v1/admin/notes") {
    give_notes(request, std::move(answer));
  } else if (path == wire::hello_path) {
    answer(finished(hello(request)));
  } else if (path == wire::schedule_path || path == "/v1/admin/schedule") {
    answer(finished(schedule(request, caller.device)));
  } else if (path == "/v1/admin/results") {
    answer(finished(json_reply(200, books_.read([this](const Books& books) {
      return results_json(books, clock_.now());
    }))));
  } else if (path == "/v1/admin/tablets") {
    answer(finished(json_reply(200, books_.read([this](const Books& books) {
      const UtcTime now = clock_.now();
      return tablets_json(
          books, now,
          options_.certificate_warning ? options_.certificate_warning(now) : std::string{});
    }))));
  } else if (path == "/v1/admin/results.csv") {
    HttpReply reply{200, {{"Content-Type", "text/csv; charset=utf-8"}}, books_.read(results_csv)};
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"results.csv\"");
    answer(finished(std::move(reply)));
  } else {
    answer(finished(page_file(path)));
  }
}

HttpReply Router::page_file(std::string_view path) const {
  if (path == "/" || path == "/admin") {
    return {303, {{"Location", "/admin/"}}, {}};
  }
  std::string name(path.substr(page_prefix.size()));
  if (name.empty()) {
    name = "index.html";
  }
  const auto found = options_.page.find(name);
  if (found == options_.page.end()) {
    return problem(404, "not-found", "There is nothing at this address.");
  }
  return {200, {{"Content-Type", found->second.media_type}}, found->second.bytes};
}

}  // namespace lintel::collector
