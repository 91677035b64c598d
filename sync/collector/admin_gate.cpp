#include "sync/collector/admin_gate.h"

#include <utility>

#include "shared/core/text.h"
#include "sync/collector/secret.h"

namespace lintel::collector {
namespace {

// RFC 6265bis, section 4.1.3.2: a browser takes this name only with Secure, for this host alone and
// for all of it, so that no neighbour can plant one.
constexpr std::string_view cookie_name = "__Host-lintel";
constexpr std::string_view cookie_rules = "; Path=/; Secure; HttpOnly; SameSite=Strict";

std::string token_of(std::string_view cookies) {
  for (const std::string& pair : split(cookies, ';')) {
    const std::size_t equals = pair.find('=');
    if (equals != std::string::npos && std::string_view(pair).substr(0, equals) == cookie_name) {
      std::string token = pair.substr(equals + 1);
      return is_secret(token) ? token : std::string{};
    }
  }
  return {};
}

}  // namespace

AdminGate::AdminGate(SignInDesk desk, std::string key)
    : bearer_("Bearer " + std::move(key)), desk_(std::move(desk)) {}

AdminVisitor AdminGate::visitor(const HttpRequest& request, UtcTime now) const {
  if (!request.authorization.empty()) {
    const bool fits = is_secret(std::string_view(bearer_).substr(bearer_.find(' ') + 1)) &&
                      same_secret(request.authorization, bearer_);
    return {fits ? AdminVisitor::By::key : AdminVisitor::By::nobody};
  }
  std::string token = token_of(request.cookie);
  if (token.empty()) {
    return {};
  }
  const std::lock_guard lock(mutex_);
  const AdminSession* session = desk_.find(token, now);
  return session == nullptr
             ? AdminVisitor{}
             : AdminVisitor{AdminVisitor::By::session, std::move(token), session->by};
}

std::optional<AdminRefusal> AdminGate::refuse_foreign(const HttpRequest& request) {
  // "none": typed into the address bar, or a bookmark.
  bool ours = request.fetch_site.empty() || request.fetch_site == "same-origin" ||
              request.fetch_site == "none";
  if (!request.origin.empty()) {
    const std::size_t at = request.origin.find("://");
    ours = ours && at != std::string::npos &&
           ascii_lower(request.origin.substr(at + 3)) == ascii_lower(request.host);
  }
  if (ours) {
    return std::nullopt;
  }
  return AdminRefusal{403, "other-site", "Another site sent this; only the admin page itself may."};
}

std::optional<AdminRefusal> AdminGate::refuse(const HttpRequest& request, UtcTime now) const {
  const AdminVisitor who = visitor(request, now);
  if (who.by == AdminVisitor::By::key) {
    return std::nullopt;
  }
  if (who.by == AdminVisitor::By::nobody) {
    return AdminRefusal{401, "not-admin", "Sign in on the admin page first."};
  }
  if (auto foreign = refuse_foreign(request)) {
    return foreign;
  }
  if (request.verb != Verb::get && !same_secret(request.csrf, csrf_of(who.token))) {
    return AdminRefusal{403, "other-site",
                        "This did not come from the admin page as it is open now: reload it."};
  }
  return std::nullopt;
}

std::optional<seconds> AdminGate::wait(UtcTime now) const {
  const std::lock_guard lock(mutex_);
  return desk_.is_ahead_of(now) ? std::nullopt : std::optional(desk_.wait(now));
}

bool AdminGate::use_is_news(std::string_view token, UtcTime now) const {
  const std::lock_guard lock(mutex_);
  return desk_.use_is_news(token, now);
}

std::string AdminGate::password() const {
  const std::lock_guard lock(mutex_);
  return desk_.state().password;
}

Result<bool> AdminGate::change(const std::function<bool(SignInDesk&)>& change, const Keep& keep) {
  SignInDesk changed = [this] {
    const std::lock_guard lock(mutex_);
    return desk_;
  }();
  if (!change(changed)) {
    return false;
  }
  TRY_DO(keep(changed.state()));
  const std::lock_guard lock(mutex_);
  desk_ = std::move(changed);
  return true;
}

std::string AdminGate::cookie(std::string_view token) {
  return std::string(cookie_name) + "=" + std::string(token) + std::string(cookie_rules);
}

std::string AdminGate::no_cookie() {
  return std::string(cookie_name) + "=; Max-Age=0" + std::string(cookie_rules);
}

std::string AdminGate::csrf_of(std::string_view token) {
  return to_hex(sha256("lintel-csrf:" + std::string(token)));
}

}  // namespace lintel::collector
