// What each path does (DESIGN section 6 and the admin page). Knows no sockets: the server asks
// admit() when it has read a header, and answer() when it has read the body too.
//
// Thread-safe: state is in SharedBooks, Changes, Writer and its own Gate, which are. Of the first
// three it owns nothing; they outlive it. Every reply, also a refusal, carries Lintel-Protocol and
// Lintel-Collector and says that gzip bodies are welcome; errors are problem+json (RFC 9457) with a
// type of ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>

#include "shared/ports/clock.h"
#include "sync/collector/admin_gate.h"
#include "sync/collector/books.h"
#include "sync/collector/changes.h"
#include "sync/collector/exchange.h"
#include "sync/collector/gate.h"
#include "sync/collector/recording.h"
#include "sync/collector/side_thread.h"
#include "sync/collector/system_log.h"
#include "sync/collector/tablet_runs.h"
#include "sync/collector/writer.h"

namespace lintel::collector {

enum class Listening { loopback, network };

struct RouterOptions {
  Uuid collector;
  std::string admin_token;  // the key of the data folder, for "Authorization: Bearer <this>"
  Tablets tablets = Tablets::paired_only;
  // On loopback, a Host that is not loopback is refused: DNS rebinding would let any web page in.
  Listening listening = Listening::loopback;
  // Path below /admin/ -> bytes and media type; read once at start.
  struct File {
    std::string bytes;
    std::string media_type;
  };
  std::map<std::string, File> page;
  std::uint64_t seed = 0;     // spreads Retry-After
  trust::PairingDesk desk{};  // who is paired
  std::string tls_pin{};      // of gate.h
  SignInDesk sign_in{};       // who may look at the admin page
  Log log{};                  // empty: nobody looks
  // Whether the schedule is open to anybody as calendar and JSON.
  enum class PublicSchedule { shared, switched_off };
  PublicSchedule public_schedule = PublicSchedule::shared;
  // What an admin has to know of the collector's certificate; empty: nothing, or there is none.
  std::function<std::string(UtcTime)> certificate_warning{};
};

struct Admission {
  std::optional<HttpReply> refusal;  // answer with this and do not read the body
  std::size_t body_bytes_max = 0;
  bool live = false;  // GET /v1/admin/live: server-sent events instead of a reply
};

// IMF-fixdate of RFC 9110 section 5.6.7.
std::string http_date(UtcTime now);
// If-None-Match of RFC 9110 section 13.1.2: a list of tags, or *.
bool etag_matches(std::string_view if_none_match, std::string_view etag);

class Router {
 public:
  Router(RouterOptions options, SharedBooks& books, Writer& writer, Changes& changes,
         const Clock& clock);

  Admission admit(const HttpRequest& request) const;
  // Calls answer exactly once, now or later from the writer's thread.
  void answer(HttpRequest request, Answer answer);

  // Whether a password was chosen for the admin page.
  bool has_password() const { return !admin_.password().empty(); }
  // Finishes what waits for a password to be checked; before the writer stops.
  void stop() { side_.stop(); }

  void log(const LogEntry& entry) const;

  // For errors found before there is a request: a broken header, a body over its limit.
  HttpReply problem(int status, std::string_view type, std::string detail) const;
  // 503 with a Retry-After of 5 to 30 s, so that tablets do not come back all at once.
  HttpReply busy(const Error& error) const;
  // What every reply carries; also those the server makes itself.
  void add_common_headers(HttpReply& reply) const;

  // Status line and header of the server-sent events.
  std::string live_head() const;

  Changes& changes() const { return changes_; }

 private:
  struct Route;
  static const Route* find(std::string_view path);

  std::optional<HttpReply> refuse(const Route& route, const HttpRequest& request) const;
  HttpReply page_file(std::string_view path) const;
  HttpReply read_only() const;
  HttpReply hello(const HttpRequest& request) const;
  HttpReply schedule(const HttpRequest& request, const std::optional<Uuid>& tablet) const;

  // sender: who signed; empty when nobody has to.
  void take_responses(HttpRequest request, const std::optional<Uuid>& sender, Answer answer);
  void take_ledger(HttpRequest request, const std::optional<Uuid>& sender, Answer answer);
  // router_public.cpp
  static bool is_public(std::string_view path);
  void give_public(const HttpRequest& request, Answer answer) const;
  struct PublicFiles;
  std::shared_ptr<const PublicFiles> public_files() const;
  HttpReply subscribe_code(const HttpRequest& request) const;

  // router_versions.cpp
  void take_event(HttpRequest request, Answer answer);
  void list_versions(Answer answer);
  void give_version(const HttpRequest& request, Answer answer);
  void undo_event(Answer answer);
  // Answers with what `work` finds, alone with the database, on the writer's thread.
  void with_store(Answer answer, std::function<HttpReply(CollectorStore&)> work);
  HttpReply serve_schedule(CollectorStore& store, Schedule schedule);
  HttpReply failure(const Error& error) const;
  ReplyMaker finished(HttpReply reply) const;

  // router_bundle.cpp
  struct CarriedBundle;
  void take_bundle(const HttpRequest& request, Answer answer);
  void store_bundle(const std::shared_ptr<CarriedBundle>& bundle);
  Status keep_carried_ledger(CollectorStore& store, const Ledger& ledger);

  // router_log.cpp
  LogEntry entry(LogLevel level, const char* event, const HttpRequest& request) const;
  void log_refusal(const HttpRequest& request, const HttpReply& reply) const;
  Answer logged(const HttpRequest& request, Answer answer) const;
  Answer logged_sign_in(const HttpRequest& request, SignedInBy by, Answer answer) const;
  void log_pairing(const char* event, const trust::KnownTablet& tablet) const;

  // router_pairing.cpp
  HttpReply pair(const HttpRequest& request);
  HttpReply pairings() const;
  enum class PairingDecision { approve, refuse, revoke, give_room };
  static PairingDecision decision_of(std::string_view path);
  void decide_pairing(HttpRequest request, Answer answer);
  Result<Gate::Approved> carry_out(CollectorStore& store, PairingDecision kind,
                                   const trust::Choice& choice, const RoomId& room);
  void forget_copies(CollectorStore& store, const Uuid& device);
  Result<RoomId> room_called(const std::string& name) const;
  HttpReply refused(const GateRefusal& refusal) const;

  // router_tablets.cpp
  // A ledger that came by itself or was carried here; seen: when it was made or came.
  struct LedgerOutcome {
    bool is_old = false;
    std::string sentence;  // why, when it is
    bool identity_shared = false;
  };
  Result<LedgerOutcome> keep_ledger(CollectorStore& store, const Ledger& ledger, UtcTime seen);
  // What adults decide for good or for the day. False: the path is none of it.
  bool answer_decision(std::string_view path, const HttpRequest& request, Answer& answer);
  void write_off(const HttpRequest& request, Answer answer);
  void end_day(const HttpRequest& request, Answer answer);
  void close_results(const HttpRequest& request, Answer answer);
  // What cannot be done as it was asked: one sentence.
  HttpReply refusal_of(const Error& error) const;

  // router_disclosure.cpp
  void give_notes(const HttpRequest& request, Answer answer);
  void count_tablet(const HttpRequest& request, Counted counted, Answer answer);
  void show_session_anyway(const HttpRequest& request, Answer answer);
  void pool_sessions(Answer answer);

  // router_sign_in.cpp
  struct SignIn;
  HttpReply refused(AdminRefusal refusal) const;
  void note_use(const HttpRequest& request);
  // False: the path is none of signing in and out.
  bool answer_session(std::string_view path, const HttpRequest& request, Answer& answer);
  HttpReply session(const HttpRequest& request) const;
  void sign_in(const HttpRequest& request, Answer answer);
  void count_try(const std::shared_ptr<SignIn>& wish);
  void open_session(const std::shared_ptr<SignIn>& wish);
  void sign_out(const HttpRequest& request, Answer answer);
  void choose_password(const HttpRequest& request, Answer answer);
  void keep_password(const std::shared_ptr<SignIn>& wish, std::string hash);
  void make_link(const HttpRequest& request, Answer answer);
  HttpReply wrong_password() const;
  HttpReply wait_for_password(seconds wait) const;
  HttpReply signed_in(const std::string& token, SignedInBy by) const;

  RouterOptions options_;
  SharedBooks& books_;
  Writer& writer_;
  Changes& changes_;
  const Clock& clock_;
  Gate gate_;
  AdminGate admin_;
  SideThread side_;
  TabletRuns runs_;  // the writer's thread's
  mutable LogThrottle throttle_;
  mutable std::mutex public_mutex_;  // held while they are made, so that they are made once
  mutable std::shared_ptr<const PublicFiles> public_files_;  // guarded by public_mutex_
  mutable std::mutex random_mutex_;
  mutable std::minstd_rand random_;
};

}  // namespace lintel::collector
