#include "shared/trust/pairing_client.h"

#include <algorithm>
#include <cassert>

#include "shared/trust/limits.h"

namespace lintel::trust {
namespace {

// 3, 6, 12, 24, 30 s: more doublings change nothing.
constexpr int doublings_max = 4;

}  // namespace

PairingClient::PairingClient(std::optional<Pairing> last, Standing standing)
    : step_(last && standing == Standing::paired ? PairingStep::paired : PairingStep::wants_code),
      last_(std::move(last)) {}

milliseconds PairingClient::code_left(MonoTime now) const {
  return code_ ? std::max(limits::pairing_code_life - (now - shown_since_), milliseconds{0})
               : milliseconds{0};
}

std::optional<PairingNonces> PairingClient::nonces() const {
  return code_ && theirs_ ? std::optional(PairingNonces{nonce_, *theirs_}) : std::nullopt;
}

void PairingClient::show(const PairingCode& code, const PairingNonce& nonce, MonoTime now) {
  assert(step_ == PairingStep::wants_code);
  step_ = PairingStep::showing;
  code_ = code;
  nonce_ = nonce;
  theirs_.reset();
  shown_since_ = now;
  next_poll_ = now;
  failures_ = 0;
}

std::optional<MonoTime> PairingClient::next_due() const {
  if (!code_) {
    return std::nullopt;
  }
  return std::min(next_poll_, shown_since_ + limits::pairing_code_life);
}

void PairingClient::tick(MonoTime now) {
  if (code_ && now - shown_since_ >= limits::pairing_code_life) {
    drop_code();
  }
}

void PairingClient::drop_code() {
  step_ = PairingStep::wants_code;
  code_.reset();
}

void PairingClient::on_reply(const PairingCode& asked, const PairReply& reply, MonoTime now) {
  if (step_ == PairingStep::paired) {
    return;
  }
  if (reply.state == PairState::paired) {
    last_ = Pairing{reply.room, reply.event, reply.collector, reply.tls_pin};
    code_.reset();
    step_ = PairingStep::paired;
    return;
  }
  if (!code_ || !(*code_ == asked)) {
    return;
  }
  failures_ = 0;
  next_poll_ = now + limits::pairing_poll;
  switch (reply.state) {
    case PairState::waiting:
      on_waiting(reply, now);
      break;
    case PairState::refused:
      code_.reset();
      step_ = PairingStep::refused;
      break;
    case PairState::expired:
      drop_code();
      break;
    case PairState::paired:
      break;
  }
}

void PairingClient::on_waiting(const PairReply& reply, MonoTime now) {
  if (!reply.nonce) {
    on_no_reply(now);  // of an older Lintel, or made up: no words, nothing to approve
  } else if (!theirs_) {
    theirs_ = reply.nonce;
    next_poll_ = now;
  } else if (*theirs_ == *reply.nonce) {
    step_ = PairingStep::waiting;
  } else {
    drop_code();
  }
}

void PairingClient::on_no_reply(MonoTime now) {
  if (!code_) {
    return;
  }
  const milliseconds pause = limits::pairing_poll * (1 << std::min(failures_, doublings_max));
  next_poll_ = now + std::min<milliseconds>(pause, limits::pairing_poll_max);
  failures_ = std::min(failures_ + 1, doublings_max);
}

void PairingClient::ask_again() {
  if (step_ == PairingStep::refused) {
    step_ = PairingStep::wants_code;
  }
}

void PairingClient::on_revoked() {
  if (step_ == PairingStep::paired) {
    step_ = PairingStep::wants_code;
  }
}

}  // namespace lintel::trust
