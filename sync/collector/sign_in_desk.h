// Who may look at the admin page (DESIGN section 7): one password, one-time links for those who
// have none yet or forgot it, passwords tried, sessions. A pure state machine; the time comes in.
//
//   a link   works once, for an hour; a new one takes the place of the last
//   a try    is counted before the password is looked at; from the fifth wrong one in a row on
//            there is a wait, 30 s at first, twice as long each time, 15 minutes at most
//   session  ends after 12 h without use, 7 days in all, at sign-out, and when a password is chosen
//
// A plain value with one owner at a time. To change durably: change a copy, store its state, then
// keep the copy. Links and sessions are known by the SHA-256 of their secrets only: who reads the
// database cannot sign in with it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "shared/core/digest.h"
#include "shared/core/time.h"

namespace lintel::collector {

namespace sign_in {
inline constexpr minutes link_life{60};  // from the terminal to the browser
inline constexpr std::chrono::hours session_idle_max{12};
inline constexpr std::chrono::hours session_life_max{7 * 24};
// Uses nearer to each other than this are not worth a write.
inline constexpr minutes session_use_noted{5};
// A clock that is corrected by so much signs nobody out.
inline constexpr minutes clock_step_max{5};
inline constexpr std::size_t sessions_max = 32;  // the longest unused gives way
inline constexpr int password_free_tries = 5;
inline constexpr seconds password_wait_first{30};
inline constexpr seconds password_wait_max{15 * 60};
inline constexpr std::size_t password_letters_min = 10;
inline constexpr std::size_t password_bytes_max = 1024;
}  // namespace sign_in

enum class SignedInBy { link, password };

struct AdminSession {
  UtcTime began{};
  UtcTime used{};
  SignedInBy by = SignedInBy::password;
};

struct SignInLink {
  Sha256 secret{};
  UtcTime until{};
};

// What is stored.
struct SignInState {
  std::string password;  // its Argon2id hash as password.h writes it; empty: none was chosen yet
  std::optional<SignInLink> link;
  int tries = 0;  // since the last right password
  UtcTime last_try{};
  std::map<Sha256, AdminSession> sessions;
};

class SignInDesk {
 public:
  SignInDesk() = default;
  explicit SignInDesk(SignInState state) : state_(std::move(state)) {}
  const SignInState& state() const { return state_; }

  // Until the next password may be tried; 0: at once.
  seconds wait(UtcTime now) const;
  // The last try seems still to come: the clock was ahead when it was counted. Put right, it counts
  // as made now: the wait begins anew, once. True: it was, and is to be kept.
  bool is_ahead_of(UtcTime now) const { return state_.tries > 0 && state_.last_try > now; }
  bool put_clock_right(UtcTime now);
  // A password is about to be checked; only when wait() is 0.
  void count_try(UtcTime now);

  void make_link(std::string_view secret, UtcTime now);
  // False: not the link's secret, used already, or too late. True uses it up.
  bool use_link(std::string_view secret, UtcTime now);

  // After a right password, or a link: forgets the tries.
  void open(std::string_view token, SignedInBy by, UtcTime now);
  const AdminSession* find(std::string_view token, UtcTime now) const;  // null: there is none
  // Whether this use is worth a write; noting it when it is, and whether it was.
  bool use_is_news(std::string_view token, UtcTime now) const;
  bool note_use(std::string_view token, UtcTime now);
  void end(std::string_view token);
  // Ends all sessions and any link.
  void choose_password(std::string hash);

 private:
  SignInState state_;
};

}  // namespace lintel::collector
