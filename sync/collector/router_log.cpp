// What of requests comes into the log (system_log.h): what adults did, and who was refused; never
// what a tablet sent. Declared in router.h.
#include <utility>

#include "shared/core/ids.h"
#include "shared/trust/pairing_json.h"
#include "shared/wire/protocol.h"
#include "sync/collector/router.h"

namespace lintel::collector {
namespace {

constexpr std::string_view admin_prefix = "/v1/admin/";

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

std::string reason_of(const HttpReply& reply) {
  const auto problem = wire::decode_problem(std::string(reply.bytes()));
  return problem ? problem->type : std::to_string(reply.status);
}

std::string_view word_of(AdminVisitor::By by) {
  switch (by) {
    case AdminVisitor::By::nobody:
      return "nobody";
    case AdminVisitor::By::key:
      return "command";
    case AdminVisitor::By::session:
      return "browser";
  }
  return "nobody";
}

}  // namespace

void Router::log(const LogEntry& entry) const {
  if (options_.log) {
    options_.log(entry);
  }
}

LogEntry Router::entry(LogLevel level, const char* event, const HttpRequest& request) const {
  LogEntry made(level, event);
  made.with("peer", request.peer);
  return made;
}

// Anybody can bring these about, so they are told now and then, with their number.
void Router::log_refusal(const HttpRequest& request, const HttpReply& reply) const {
  const std::string_view path = path_of(request.target);
  const bool is_admin = starts_with(path, admin_prefix);
  const bool is_refused = reply.status == 401 || reply.status == 403 || reply.status == 429 ||
                          (path == trust::pair_path && reply.status != 200);
  if (!is_refused) {
    return;
  }
  const char* const event = path == trust::pair_path ? "pairing-refused"
                            : is_admin               ? "admin-refused"
                                                     : "tablet-refused";
  const std::string reason = reason_of(reply);
  const auto times =
      throttle_.due(std::string(event) + " " + request.peer + " " + reason, clock_.mono());
  if (!times) {
    return;
  }
  LogEntry refusal = entry(LogLevel::warning, event, request);
  refusal.with("reason", reason);
  if (const auto device = Uuid::parse(request.device); device && !is_admin) {
    refusal.with("claims", device->text());
  }
  refusal.with("times", std::to_string(*times));
  log(refusal);
}

// What an adult does, with what came of it.
Answer Router::logged(const HttpRequest& request, Answer answer) const {
  const bool changes = request.verb == Verb::post || request.verb == Verb::put;
  if (!changes || !options_.log) {
    return answer;
  }
  LogEntry done = entry(LogLevel::info, "admin", request);
  done.with("action", path_of(request.target).substr(admin_prefix.size()));
  done.with("by", word_of(admin_.visitor(request, clock_.now()).by));
  return [this, done, answer = std::move(answer)](ReplyMaker maker) {
    answer([this, done, maker = std::move(maker)] {
      HttpReply reply = maker();
      LogEntry outcome = done;
      outcome.with("outcome", reply.status < 300 ? "done" : reason_of(reply));
      log(outcome);
      return reply;
    });
  };
}

Answer Router::logged_sign_in(const HttpRequest& request, SignedInBy by, Answer answer) const {
  if (!options_.log) {
    return answer;
  }
  LogEntry done = entry(LogLevel::info, "sign-in", request);
  done.with("with", by == SignedInBy::link ? "link" : "password");
  return [this, done, request, answer = std::move(answer)](ReplyMaker maker) {
    answer([this, done, request, maker = std::move(maker)] {
      HttpReply reply = maker();
      if (reply.status == 200) {
        log(done);
      } else {
        log_refusal(request, reply);
      }
      return reply;
    });
  };
}

void Router::log_pairing(const char* event, const trust::KnownTablet& tablet) const {
  LogEntry made(LogLevel::info, event);
  made.with("device", tablet.device.text()).with("room", tablet.room.value);
  log(made);
}

}  // namespace lintel::collector
