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

Result<std::int64_t> number(Database& database, std::string_view key) {
  TRY(const std::string text, setting(database, key));
  return text.empty() ? 0 : std::stoll(text);
}

Result<UtcTime> time_of(Database& database, std::string_view key) {
  TRY(const std::int64_t since_1970_ms, number(database, key));
  return UtcTime{milliseconds{since_1970_ms}};
}

Status put_sessions(Database& database, const SignInState& state) {
  {
    TRY(Loan empty, database.cached("DELETE FROM admin_session"));
    TRY_DO(empty->run());
  }
  for (const auto& [token, session] : state.sessions) {
    TRY(Loan write, database.cached("INSERT INTO admin_session(token, began_ms, used_ms, by_link) "
                                    "VALUES(?1, ?2, ?3, ?4)"));
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
  TRY_DO(recover());
  TRY(Transaction transaction, Transaction::begin(*database_));
  TRY_DO(set_setting(*database_, password_key, state.password));
  TRY_DO(set_setting(*database_, link_key, state.link ? to_hex(state.link->secret) : ""));
  TRY_DO(set_setting(*database_, link_until_key, state.link ? to_text(state.link->until) : ""));
  TRY_DO(set_setting(*database_, tries_key, std::to_string(state.tries)));
  TRY_DO(set_setting(*database_, last_try_key, to_text(state.last_try)));
  TRY_DO(put_sessions(*database_, state));
  return transaction.commit();
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
  TRY(const std::int64_t tries, number(*database_, tries_key));
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
