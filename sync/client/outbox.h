// The uploader as a pure state machine: what to send, when to try again. No I/O, no clock, no
// threads: time and randomness come in as values, decisions go out as values. In production the
// sync thread moves it with libcurl; in tests a virtual network does.
//
// What was released or closed goes out at a second, drawn anew, of the next full minute
// (DESIGN 2.3): when something is sent says nothing about when somebody tapped. The ledger goes
// first, so that the collector knows what comes. A ledger also goes in a rhythm that no tap
// changes.
//
// The table it implements is DESIGN section 6. Back-off: base 2 s, doubling, cap 300 s, full
// jitter, no limit on tries, monotonic time only. What is in flight lives in memory only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/limits.h"
#include "shared/core/time.h"
#include "shared/ports/journal.h"
#include "shared/ports/transport.h"
#include "shared/wire/receipt.h"

namespace lintel::outbox {

// What stands between this tablet and the collector, in words for the status line.
enum class Standing {
  unknown,  // nothing tried yet
  connected,
  no_network,  // DNS, route, refused, timeout, cut
  sign_in,     // something answered that is not our collector
  clock_wrong,
  certificate_dates,     // the collector's certificate is not valid, and our clock is right
  certificate_or_clock,  // one of the two: nobody here knows which
  intercepted,
  not_paired,         // 401, 403 of ours: keep collecting, stop sending
  busy,               // 429, 5xx of ours
  own_computer_only,  // 421 of ours: it listens, but not for the network
};

// --- reading a reply: pure functions of section 6 -------------------------------------------

// How an exchange ended. `settled` lists what may leave the pending state, whatever the verdict.
enum class Verdict {
  accepted,  // a receipt of the paired collector
  not_ours,  // 200, 204, 3xx, missing headers, too long, unreadable: sign-in page, proxy
  halve,     // 400, 413, 422 of ours: a smaller batch may pass
  not_paired,
  try_later,  // 408, 425, 429, 5xx, transport
};
struct Reading {
  Verdict verdict = Verdict::try_later;
  Standing standing = Standing::unknown;
  std::optional<seconds> retry_after;      // clamped to limits
  std::vector<Uuid> sent;                  // of the batch, named stored or duplicate
  std::vector<wire::ReceiptItem> refused;  // of the batch, named conflict or invalid
  std::optional<Uuid> collector;           // who answered, when it was one of ours
};
// `batch` is what was sent; ids the receipt names beyond it are ignored. `paired` nil: any
// collector is accepted (its id comes back in `collector` to be remembered).
Reading read_reply(const Exchange& exchange, const std::vector<Uuid>& batch, const Uuid& paired);
// The same for what has no receipt (schedule, ledger): any 2xx of ours, 304 and 404 ("no event is
// loaded yet") are accepted. The caller reads status and body.
Reading read_plain(const Exchange& exchange, const Uuid& paired);
// For hello, schedule and ledger: does this reply come from our collector at all?
bool is_ours(const Reply& reply, const Uuid& paired);
std::optional<seconds> retry_after(const Reply& reply);  // whole seconds only, clamped

// --- deciding --------------------------------------------------------------------------------

struct SendBatch {
  std::size_t events_max;
  std::size_t bytes_max;
};
struct SendLedger {};
struct FetchSchedule {};
struct WaitUntil {
  MonoTime time;
};  // or until something is told
using Action = std::variant<SendBatch, SendLedger, FetchSchedule, WaitUntil>;

class Outbox {
 public:
  // seed: for jitter only. A machine starts with nothing known and everything due.
  struct Pace {
    // How long after a reply the schedule is asked for again, and up to a quarter longer.
    milliseconds schedule_every = limits::schedule_refresh;
    milliseconds send_minute = minutes{1};  // the "minute" of sending
  };
  explicit Outbox(std::uint64_t seed) : Outbox(seed, Pace{}) {}
  Outbox(std::uint64_t seed, const Pace& pace);

  // The one thing to do now. Calling it changes nothing.
  Action next(MonoTime now) const;

  // News. `pending` is how many answers and notes are released and unconfirmed.
  void on_start(int pending);  // as found on disk: goes at once, nobody has just tapped
  void on_pending(int pending, MonoTime now);
  void on_ledger_changed(MonoTime now);  // something was released or closed
  void on_link_up(MonoTime now);         // wakes it after a random 0-30 s
  void on_link_down(MonoTime now);
  void on_paired(MonoTime now);  // clears not_paired
  void hold(MonoTime until);     // nothing goes out before
  // After a SendBatch: what was read. `batch_size` is how many were sent; a batch of one that the
  // collector calls bad is quarantined by the caller when should_quarantine_single() says so.
  void on_batch(const Reading& reading, std::size_t batch_size, MonoTime now);
  void on_ledger(const Reading& reading, MonoTime now);
  void on_schedule(const Reading& reading, MonoTime now);

  static bool should_quarantine_single(const Reading& reading, std::size_t batch_size);

  Standing standing() const { return standing_; }
  int failures_in_a_row() const { return failures_; }

 private:
  enum class Errand { schedule, ledger, batch };
  bool is_due(Errand errand, MonoTime now) const;
  bool has_something_to_send() const { return pending_ > 0 || ledger_due_; }
  void draw_send_time(MonoTime now);
  void succeed(MonoTime now);
  void fail(Errand errand, const Reading& reading, MonoTime now);
  void back_off(MonoTime now);
  std::uint64_t random();
  milliseconds random_between(milliseconds low, milliseconds high);

  std::uint64_t random_state_;
  Standing standing_ = Standing::unknown;
  int pending_ = 0;
  int failures_ = 0;
  int bad_singles_ = 0;  // quarantined in a row, no success between
  Pace pace_;
  std::size_t events_max_;
  bool ledger_due_ = true;
  MonoTime send_at_{};               // of what was released or closed
  Errand first_ = Errand::schedule;  // who is asked first: after a failure, the one behind it
  MonoTime not_before_{};            // back-off: nothing goes out earlier
  bool told_when_ = false;           // not_before_ is the collector's own Retry-After
  MonoTime schedule_due_{};
  MonoTime ledger_again_{};  // even when nothing changed here
};

}  // namespace lintel::outbox
