// The tablet's side of pairing (DESIGN section 7) as a pure state machine: which code is shown,
// when to ask the collector, what its answer means.
//
//   wants_code --show--> showing --"waiting", twice--> waiting --"paired"--> paired
//       ^  ^----10 minutes, "expired"----------'    \--"refused"--> refused --ask_again-->
//       wants_code
//       '--------------------------- revoked (401 of ours) ------------------------------- paired
//
// The first "waiting" brings the collector's number, the second shows that it has the tablet's
// (pairing_commitment.h). A collector that names another number for the same code is another one,
// or was started anew: the code ends, and a new one is shown with new words.
//
// Collecting answers goes on in every state, and nothing is forgotten: the last pairing stays known
// after a revocation, so that the door keeps its room. A plain value with one owner thread.
#pragma once

#include <optional>
#include <string>

#include "shared/core/ids.h"
#include "shared/core/time.h"
#include "shared/trust/pairing_code.h"
#include "shared/trust/pairing_json.h"

namespace lintel::trust {

struct Pairing {
  RoomId room;
  EventId event;
  Uuid collector;
  std::string tls_pin;
  bool operator==(const Pairing&) const = default;
};

enum class PairingStep {
  wants_code,  // the owner draws a code and a number, and calls show()
  showing,     // a code is on the screen; the collector has not been reached with it
  waiting,     // the collector has it: somebody must approve
  refused,     // somebody said no; a person here may ask again
  paired,
};

class PairingClient {
 public:
  // As stored: the last pairing, and whether it stands.
  enum class Standing { paired, unpaired };
  explicit PairingClient(std::optional<Pairing> last = std::nullopt,
                         Standing standing = Standing::unpaired);

  PairingStep step() const { return step_; }
  const std::optional<Pairing>& last() const { return last_; }
  const std::optional<PairingCode>& code() const { return code_; }  // while showing or waiting
  milliseconds code_left(MonoTime now) const;                       // 0 without a code

  const PairingNonce& nonce() const { return nonce_; }
  // Once the collector's number was heard: what the words are made of. Then, and not before, the
  // next request carries nonce().
  std::optional<PairingNonces> nonces() const;

  // In wants_code only (assert).
  void show(const PairingCode& code, const PairingNonce& nonce, MonoTime now);
  // When to POST /v1/pair next; nothing while there is nothing to ask. Every 3 s, slower while
  // nobody answers. Also the moment to call tick(): it is never later than the code's end.
  std::optional<MonoTime> next_due() const;
  void tick(MonoTime now);  // the code ends when its time is over

  // The answer to a request that carried `asked`. One that comes too late, for a code no longer
  // shown, still counts when it says "paired": the key is the same.
  void on_reply(const PairingCode& asked, const PairReply& reply, MonoTime now);
  void on_no_reply(MonoTime now);  // transport errors, problems, somebody else's reply
  void ask_again();                // after refused; elsewhere without effect
  void on_revoked();               // while paired; elsewhere without effect

 private:
  void drop_code();
  void on_waiting(const PairReply& reply, MonoTime now);

  PairingStep step_ = PairingStep::wants_code;
  std::optional<Pairing> last_;
  std::optional<PairingCode> code_;
  PairingNonce nonce_{};
  std::optional<PairingNonce> theirs_;
  MonoTime shown_since_{};
  MonoTime next_poll_{};
  int failures_ = 0;
};

}  // namespace lintel::trust
