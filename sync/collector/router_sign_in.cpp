// Signing in to the admin page and out again; declared in router.h.
//
// A password goes: counted on the disk (writer's thread), checked (side thread), session stored
// (writer's thread), answered. So a guess that was made is a guess that counts, also when the power
// fails in between, and no tablet waits while Argon2id is at work.
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "sync/collector/password.h"
#include "sync/collector/router.h"
#include "sync/collector/secret.h"

namespace lintel::collector {
namespace {

using Json = nlohmann::ordered_json;

// The member of a JSON object as text; nothing when it is not there or no text.
std::optional<std::string> member(const Json& json, const char* name) {
  if (!json.is_object() || !json.contains(name) || !json[name].is_string()) {
    return std::nullopt;
  }
  return json[name].get<std::string>();
}

std::string in_words(seconds wait) {
  const auto count = [](std::int64_t number, const char* unit) {
    return std::to_string(number) + " " + unit + (number == 1 ? "" : "s");
  };
  return wait < minutes{1} ? count(wait.count(), "second")
                           : count(std::chrono::ceil<minutes>(wait).count(), "minute");
}

std::string_view word_of(SignedInBy by) {
  return by == SignedInBy::link ? "link" : "password";
}

AdminGate::Keep into(CollectorStore& store) {
  return [&store](const SignInState& state) { return store.put_sign_in(state); };
}

}  // namespace

// One wish to sign in, or to choose a password, on its way through the threads.
struct Router::SignIn {
  Answer answer;
  std::string secret{};  // the password, or the link's
  SignedInBy by = SignedInBy::password;
  std::string checked{};  // the hash that the password was found to fit
  AdminVisitor visitor{};
};

HttpReply Router::refused(AdminRefusal refusal) const {
  HttpReply reply = problem(refusal.status, refusal.problem, std::move(refusal.sentence));
  for (auto& [name, value] : reply.headers) {
    value = name == "WWW-Authenticate" ? "Bearer" : value;
  }
  return reply;
}

void Router::note_use(const HttpRequest& request) {
  const AdminVisitor who = admin_.visitor(request, clock_.now());
  if (who.by != AdminVisitor::By::session || !admin_.use_is_news(who.token, clock_.now())) {
    return;
  }
  // When it cannot be queued or stored, the next request tries again.
  static_cast<void>(writer_.post([this, token = who.token](CollectorStore& store) {
    static_cast<void>(admin_.change(
        [&](SignInDesk& desk) { return desk.note_use(token, clock_.now()); }, into(store)));
  }));
}

bool Router::answer_session(std::string_view path, const HttpRequest& request, Answer& answer) {
  if (path == "/v1/admin/session") {
    answer(finished(session(request)));
  } else if (path == "/v1/admin/sign-in") {
    sign_in(request, std::move(answer));
  } else if (path == "/v1/admin/sign-out") {
    sign_out(request, std::move(answer));
  } else if (path == "/v1/admin/password") {
    choose_password(request, std::move(answer));
  } else if (path == "/v1/admin/link") {
    make_link(request, std::move(answer));
  } else {
    return false;
  }
  return true;
}

HttpReply Router::session(const HttpRequest& request) const {
  const AdminVisitor who = admin_.visitor(request, clock_.now());
  Json body{{"signed_in_by", "key"}, {"csrf", nullptr}, {"has_password", has_password()}};
  if (who.by == AdminVisitor::By::session) {
    body["signed_in_by"] = word_of(who.signed_in_by);
    body["csrf"] = AdminGate::csrf_of(who.token);
  }
  return json_reply(200, body.dump());
}

HttpReply Router::signed_in(const std::string& token, SignedInBy by) const {
  HttpReply reply = json_reply(200, Json{{"signed_in_by", word_of(by)},
                                         {"csrf", AdminGate::csrf_of(token)},
                                         {"has_password", has_password()}}
                                        .dump());
  reply.headers.emplace_back("Set-Cookie", AdminGate::cookie(token));
  return reply;
}

HttpReply Router::wait_for_password(seconds wait) const {
  HttpReply reply = problem(429, "wait",
                            "Too many wrong passwords. Try again in " + in_words(wait) +
                                ", or make a sign-in link on the collector's computer: "
                                "lintel-collector admin link.");
  reply.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return reply;
}

// {"password":"…"}, or {"once":"…"} with what a one-time link holds.
void Router::sign_in(const HttpRequest& request, Answer answer) {
  const auto wish = std::make_shared<SignIn>();
  wish->answer = std::move(answer);
  const Json json = Json::parse(request.body, nullptr, false);
  const auto once = member(json, "once");
  const auto password = member(json, "password");
  if (!once == !password || (password && password->size() > sign_in::password_bytes_max)) {
    wish->answer(
        finished(problem(400, "bad-request", "A password is expected, or a link's word.")));
    return;
  }
  wish->secret = once ? *once : *password;
  wish->by = once ? SignedInBy::link : SignedInBy::password;
  HttpRequest frame = request;
  frame.body.clear();  // the secret
  wish->answer = logged_sign_in(frame, wish->by, std::move(wish->answer));
  if (once) {
    open_session(wish);
    return;
  }
  if (const auto wait = admin_.wait(clock_.now()); wait && *wait > seconds{0}) {
    wish->answer(finished(wait_for_password(*wait)));
    return;
  }
  count_try(wish);
}

void Router::count_try(const std::shared_ptr<SignIn>& wish) {
  const Status queued = writer_.post([this, wish](CollectorStore& store) {
    seconds wait{0};
    const auto counted = admin_.change(
        [&](SignInDesk& desk) {
          const bool is_put_right = desk.put_clock_right(clock_.now());
          wait = desk.wait(clock_.now());
          if (wait == seconds{0}) {
            desk.count_try(clock_.now());
          }
          return wait == seconds{0} || is_put_right;
        },
        into(store));
    if (!counted || wait > seconds{0}) {
      wish->answer(finished(counted ? wait_for_password(wait) : busy(counted.error())));
      return;
    }
    const Status checking = side_.post([this, wish] {
      wish->checked = admin_.password();
      if (is_password(wish->checked, wish->secret)) {
        open_session(wish);
      } else {
        wish->answer(finished(wrong_password()));
      }
    });
    if (!checking) {
      wish->answer(finished(busy(checking.error())));
    }
  });
  if (!queued) {
    wish->answer(finished(busy(queued.error())));
  }
}

HttpReply Router::wrong_password() const {
  return problem(401, "wrong-password", "That is not the password.");
}

void Router::open_session(const std::shared_ptr<SignIn>& wish) {
  const Status queued = writer_.post([this, wish](CollectorStore& store) {
    const std::string token = random_secret();
    const auto opened = admin_.change(
        [&](SignInDesk& desk) {
          // Another one may have been chosen while this one was checked.
          const bool fits = wish->by == SignedInBy::link ? desk.use_link(wish->secret, clock_.now())
                                                         : desk.state().password == wish->checked;
          if (fits) {
            desk.open(token, wish->by, clock_.now());
          }
          return fits;
        },
        into(store));
    if (!opened) {
      wish->answer(finished(busy(opened.error())));
    } else if (*opened) {
      wish->answer(finished(signed_in(token, wish->by)));
    } else {
      wish->answer(
          finished(wish->by == SignedInBy::link
                       ? problem(401, "used-link", "This link was used already, or is too old.")
                       : wrong_password()));
    }
  });
  if (!queued) {
    wish->answer(finished(busy(queued.error())));
  }
}

void Router::sign_out(const HttpRequest& request, Answer answer) {
  const auto shared = std::make_shared<Answer>(std::move(answer));
  const AdminVisitor who = admin_.visitor(request, clock_.now());
  const Status queued = writer_.post([this, token = who.token, shared](CollectorStore& store) {
    const auto ended = admin_.change(
        [&](SignInDesk& desk) {
          desk.end(token);
          return true;
        },
        into(store));
    HttpReply reply = json_reply(200, "{}");
    reply.headers.emplace_back("Set-Cookie", AdminGate::no_cookie());
    (*shared)(finished(ended ? std::move(reply) : busy(ended.error())));
  });
  if (!queued) {
    (*shared)(finished(busy(queued.error())));
  }
}

// With the key, or in a browser that came by a link: a stolen session cannot lock its owner out.
void Router::choose_password(const HttpRequest& request, Answer answer) {
  const auto wish = std::make_shared<SignIn>();
  wish->answer = std::move(answer);
  wish->visitor = admin_.visitor(request, clock_.now());
  const auto password = member(Json::parse(request.body, nullptr, false), "password");
  const bool may =
      wish->visitor.by == AdminVisitor::By::key || (wish->visitor.by == AdminVisitor::By::session &&
                                                    wish->visitor.signed_in_by == SignedInBy::link);
  if (!may || !password) {
    wish->answer(finished(may ? problem(400, "bad-request", "A password is expected.")
                              : problem(403, "needs-link",
                                        "To choose another password, sign in with a link: "
                                        "lintel-collector admin link prints one.")));
    return;
  }
  const Status hashing = side_.post([this, wish, password = *password] {
    auto hash = hash_password(password);
    if (hash) {
      keep_password(wish, std::move(hash).value());
    } else {
      wish->answer(finished(hash.error().code == ErrorCode::invalid
                                ? problem(422, "bad-password", hash.error().message)
                                : busy(hash.error())));
    }
  });
  if (!hashing) {
    wish->answer(finished(busy(hashing.error())));
  }
}

// Every session ends; the browser it was chosen in gets a new one.
void Router::keep_password(const std::shared_ptr<SignIn>& wish, std::string hash) {
  const Status queued = writer_.post([this, wish, hash](CollectorStore& store) {
    const bool in_browser = wish->visitor.by == AdminVisitor::By::session;
    const std::string token = random_secret();
    const auto kept = admin_.change(
        [&](SignInDesk& desk) {
          // It may have been signed out while the password was hashed.
          if (in_browser && desk.find(wish->visitor.token, clock_.now()) == nullptr) {
            return false;
          }
          desk.choose_password(hash);
          if (in_browser) {
            desk.open(token, SignedInBy::password, clock_.now());
          }
          return true;
        },
        into(store));
    if (!kept) {
      wish->answer(finished(busy(kept.error())));
      return;
    }
    if (!*kept) {
      wish->answer(finished(problem(401, "not-admin", "Sign in on the admin page first.")));
      return;
    }
    wish->answer(
        finished(in_browser ? signed_in(token, SignedInBy::password) : json_reply(200, "{}")));
    changes_.report();  // pages that are open elsewhere find that they are signed out
  });
  if (!queued) {
    wish->answer(finished(busy(queued.error())));
  }
}

// For the collector's own commands only: a browser that is signed in needs none.
void Router::make_link(const HttpRequest& request, Answer answer) {
  if (admin_.visitor(request, clock_.now()).by != AdminVisitor::By::key) {
    answer(finished(problem(403, "needs-key", "Links are made by lintel-collector admin link.")));
    return;
  }
  const auto shared = std::make_shared<Answer>(std::move(answer));
  const Status queued = writer_.post([this, shared](CollectorStore& store) {
    const std::string secret = random_secret();
    const auto made = admin_.change(
        [&](SignInDesk& desk) {
          desk.make_link(secret, clock_.now());
          return true;
        },
        into(store));
    // Behind "#", a browser keeps it to itself: it comes into no log.
    (*shared)(
        finished(made ? HttpReply{200, {{"Content-Type", "text/plain"}}, "/admin/#once=" + secret}
                      : busy(made.error())));
  });
  if (!queued) {
    (*shared)(finished(busy(queued.error())));
  }
}

}  // namespace lintel::collector
