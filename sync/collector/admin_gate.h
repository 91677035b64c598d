// Whether a request may do what only admins may (DESIGN section 7): it carries the key of the data
// folder ("Authorization: Bearer"), or the cookie of a browser that signed in.
//
// A cookie travels with whatever a browser sends, also when another site made it send: what comes
// with one must come from this very page (Origin, Sec-Fetch-Site), and what changes something must
// carry a token that only this page could read (Lintel-Csrf; made from the cookie, so it ends with
// it). A key is never looked for in an address.
//
// Thread-safe. Every change is stored first and kept then.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "sync/collector/exchange.h"
#include "sync/collector/sign_in_desk.h"

namespace lintel::collector {

// Why a request is not served; `problem` is the word of its problem type.
struct AdminRefusal {
  int status = 401;
  std::string_view problem;
  std::string sentence;
};

// Who asks. A session's token is the cookie's; it is given to the desk and shown to nobody.
struct AdminVisitor {
  enum class By { nobody, key, session };
  By by = By::nobody;
  std::string token{};
  SignedInBy signed_in_by = SignedInBy::password;
};

class AdminGate {
 public:
  AdminGate(SignInDesk desk, std::string key);

  AdminVisitor visitor(const HttpRequest& request, UtcTime now) const;
  std::optional<AdminRefusal> refuse(const HttpRequest& request, UtcTime now) const;
  // What a stranger sends to sign in: only whether another site made the browser send it.
  static std::optional<AdminRefusal> refuse_foreign(const HttpRequest& request);

  // Until a password may be tried. Nothing: only change() can tell, the clock was set back.
  std::optional<seconds> wait(UtcTime now) const;
  bool use_is_news(std::string_view token, UtcTime now) const;  // worth noting
  std::string password() const;                                 // its hash; empty: none was chosen

  // Makes it durable; an Error leaves everything as it was. Called without a lock.
  using Keep = std::function<Status(const SignInState&)>;
  // `change` returns whether there is anything to keep; so does this. Of one thread, the writer's.
  Result<bool> change(const std::function<bool(SignInDesk&)>& change, const Keep& keep);

  static std::string cookie(std::string_view token);  // the value of Set-Cookie
  static std::string no_cookie();
  static std::string csrf_of(std::string_view token);

 private:
  const std::string bearer_;
  mutable std::mutex mutex_;
  SignInDesk desk_;  // guarded by mutex_
};

}  // namespace lintel::collector
