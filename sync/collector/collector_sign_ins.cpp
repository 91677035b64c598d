// Who may look at the admin page; declared in collector_store.h. A handful of rows, written anew
// each time.
#include <algorithm>
#include <string>

#include "sync/collector/collector_settings.h"
#include "sync/collector/collector_store.h"

namespace lintel::collector {
namespace {

using store::Database;
using store::Loan;
using store::Transaction;

constexpr std::string_view password_key = "sign_in_password";
constexpr std::string_view link_key = "sign_in_link";
constexpr std::string_view link_until_key = "sign_in_link_until_ms";
constexpr std::string_view tries_key = "sign_in_tries";
constexpr std::string_view last_try_key = "sign_in_last_try_ms";

std::string to_text(UtcTime time) {
  return std::to_string(time.time_since_epoch().count());
}

Result<UtcTime> time_of(Database& database, std::string_view key) {
  TRY(const std::int64_t since_1970_ms, number_setting(database, key));
  return UtcTime{milliseconds{since_1970_ms}};
}

Status put_sessions(Database& database, const SignInState& state) {
  {
    TRY(Loan empty, database.cached("DELETE FROM admin_session"));
    TRY_DO(empty->run());
  }
  for (const auto& [token, session] : state.sessions) {
    TRY(Loan write, database.cached("INSERT INTO admin_session(token, began_ms, used_ms, by_link, "
                                    "sum) VALUES(?1, ?2, ?3, ?4, "
                                    "lintel_sum('admin_session', ?1, ?2, ?3, ?4))"));
    write->bind_blob(1, {reinterpret_cast<const char*>(token.data()), token.size()});
    write->bind_integer(2, session.began.time_since_epoch().count());
    write->bind_integer(3, session.used.time_since_epoch().count());
    write->bind_integer(4, session.by == SignedInBy::link ? 1 : 0);
    TRY_DO(write->run());
  }
  return ok();
}

}  // namespace

Status CollectorStore::put_sign_in(const SignInState& state) {
  TRY(Transaction transaction, begin());
  TRY_DO(set_setting(*database_, password_key, state.password));
  TRY_DO(set_setting(*database_, link_key, state.link ? to_hex(state.link->secret) : ""));
  TRY_DO(set_setting(*database_, link_until_key, state.link ? to_text(state.link->until) : ""));
  TRY_DO(set_setting(*database_, tries_key, std::to_string(state.tries)));
  TRY_DO(set_setting(*database_, last_try_key, to_text(state.last_try)));
  TRY_DO(put_sessions(*database_, state));
  TRY_DO(transaction.commit());
  keep_identity_file();  // the password
  return ok();
}

// --- the file beside the database ------------------------------------------------------------

// No tablet is ever deleted, and none that was revoked comes back: so what either knows holds.
Status CollectorStore::join_identity_file(const IdentityFile& identity) {
  TRY(const auto known, read_tablets());
  int joined = 0;
  TRY(Transaction transaction, begin());
  for (const trust::KnownTablet& tablet : identity.tablets) {
    const auto here = std::find_if(known.begin(), known.end(),
                                   [&](const auto& one) { return one.device == tablet.device; });
    const bool is_revoked = tablet.admission == trust::Admission::revoked;
    if (here == known.end() || (is_revoked && here->admission != tablet.admission)) {
      TRY_DO(write_tablet(tablet));
      ++joined;
    }
  }
  TRY(const std::string password, setting(*database_, password_key));
  if (password.empty() && !identity.password.empty()) {
    TRY_DO(set_setting(*database_, password_key, identity.password));
    ++joined;
  }
  TRY_DO(transaction.commit());
  if (joined > 0) {
    notice_ += (notice_.empty() ? "" : " ") +
               std::string(
                   "What the database did not know of its tablets and of the page's "
                   "password was taken from identity.json beside it.");
  }
  return ok();
}

void CollectorStore::keep_identity_file() {
  const auto tablets = read_tablets();
  const auto password = setting(*database_, password_key);
  if (!tablets || !password) {
    return;
  }
  std::string text = encode({collector_, notes_key_.text(), *password, *tablets});
  if (text != identity_text_ && write_identity_file(database_->path(), text)) {
    identity_text_ = std::move(text);
  }
}

Result<SignInState> CollectorStore::read_sign_in() {
  SignInState state;
  TRY(state.password, setting(*database_, password_key));
  TRY(const std::string link, setting(*database_, link_key));
  if (!link.empty()) {
    SignInLink kept;
    TRY(kept.secret, sha256_from_hex(link));
    TRY(kept.until, time_of(*database_, link_until_key));
    state.link = kept;
  }
  TRY(const std::int64_t tries, number_setting(*database_, tries_key));
  state.tries = static_cast<int>(tries);
  TRY(state.last_try, time_of(*database_, last_try_key));
  TRY(Loan read, database_->cached("SELECT token, began_ms, used_ms, by_link FROM admin_session"));
  for (;;) {
    TRY(const bool more, read->step());
    if (!more) {
      return state;
    }
    const std::string blob = read->column_blob(0);
    Sha256 token{};
    if (blob.size() != token.size()) {
      return Error{ErrorCode::corrupt, database_->path() + " holds a session that is not whole."};
    }
    std::copy(blob.begin(), blob.end(), token.begin());
    state.sessions[token] = {
        UtcTime{milliseconds{read->column_integer(1)}},
        UtcTime{milliseconds{read->column_integer(2)}},
        read->column_integer(3) != 0 ? SignedInBy::link : SignedInBy::password};
  }
}

}  // namespace lintel::collector
