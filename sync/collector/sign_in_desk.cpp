#include "sync/collector/sign_in_desk.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace lintel::collector {
namespace {

seconds wait_after(int tries) {
  seconds wait = sign_in::password_wait_first;
  for (int more = tries - sign_in::password_free_tries; more > 0; --more) {
    wait = std::min(2 * wait, sign_in::password_wait_max);
  }
  return tries < sign_in::password_free_tries ? seconds{0} : wait;
}

// What began later than now began under a clock that was ahead: how long ago, nobody knows.
bool is_alive(const AdminSession& session, UtcTime now) {
  return now - session.used < sign_in::session_idle_max &&
         now - session.began < sign_in::session_life_max &&
         session.began <= now + sign_in::clock_step_max;
}

}  // namespace

seconds SignInDesk::wait(UtcTime now) const {
  const seconds due = wait_after(state_.tries);
  const auto passed = std::max(now - state_.last_try, milliseconds{0});
  return passed >= due ? seconds{0} : std::chrono::ceil<seconds>(due - passed);
}

bool SignInDesk::put_clock_right(UtcTime now) {
  const bool is_due = is_ahead_of(now);
  if (is_due) {
    state_.last_try = now;
  }
  return is_due;
}

void SignInDesk::count_try(UtcTime now) {
  assert(wait(now) == seconds{0});
  ++state_.tries;
  state_.last_try = now;
}

void SignInDesk::make_link(std::string_view secret, UtcTime now) {
  state_.link = SignInLink{sha256(secret), now + sign_in::link_life};
}

bool SignInDesk::use_link(std::string_view secret, UtcTime now) {
  if (!state_.link || now >= state_.link->until ||
      state_.link->until > now + sign_in::link_life + sign_in::clock_step_max ||
      sha256(secret) != state_.link->secret) {
    return false;
  }
  state_.link.reset();
  return true;
}

void SignInDesk::open(std::string_view token, SignedInBy by, UtcTime now) {
  state_.tries = 0;
  std::erase_if(state_.sessions, [&](const auto& entry) { return !is_alive(entry.second, now); });
  if (state_.sessions.size() >= sign_in::sessions_max) {
    state_.sessions.erase(std::min_element(
        state_.sessions.begin(), state_.sessions.end(),
        [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
  }
  state_.sessions[sha256(token)] = {now, now, by};
}

const AdminSession* SignInDesk::find(std::string_view token, UtcTime now) const {
  const auto found = state_.sessions.find(sha256(token));
  return found != state_.sessions.end() && is_alive(found->second, now) ? &found->second : nullptr;
}

bool SignInDesk::use_is_news(std::string_view token, UtcTime now) const {
  const auto found = state_.sessions.find(sha256(token));
  return found != state_.sessions.end() &&
         std::chrono::abs(now - found->second.used) >= sign_in::session_use_noted;
}

bool SignInDesk::note_use(std::string_view token, UtcTime now) {
  if (!use_is_news(token, now)) {
    return false;
  }
  state_.sessions[sha256(token)].used = now;
  return true;
}

void SignInDesk::end(std::string_view token) {
  state_.sessions.erase(sha256(token));
}

void SignInDesk::choose_password(std::string hash) {
  state_.password = std::move(hash);
  state_.link.reset();
  state_.sessions.clear();
  state_.tries = 0;
}

}  // namespace lintel::collector
