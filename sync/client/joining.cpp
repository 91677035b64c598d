// How SyncThread carries out what Membership decides: offers to be paired, and what came of them.
#include <spdlog/spdlog.h>

#include <utility>

#include "sync/client/beginning.h"
#include "sync/client/sync_thread.h"

namespace lintel {

// At most one exchange, with its second try. false: nothing was asked.
bool SyncThread::join(MonoTime now) {
  const auto due = membership_.next_due();
  if (!due || *due > now) {
    return false;
  }
  membership_.tick(now);
  const UtcTime wall = options_.clock->now();
  auto offer = membership_.offer(wall);
  if (!offer) {
    return false;
  }
  tell_pairing();
  auto answered = transport_->exchange(*offer);
  const bool unknown_peer = answered && !answered->replied &&
                            answered->failure == TransportFailure::intercepted &&
                            offer->peer.known == TlsPeer::Known::by_system && !membership_.last();
  if (unknown_peer) {
    offer = membership_.offer_to_anybody(wall);
    answered = transport_->exchange(*offer);
  }
  if (answered && membership_.corrects_time(*answered, options_.collector, wall, wall)) {
    const TlsPeer peer = offer->peer;
    membership_.prepare(*offer, wall);
    offer->peer = peer;
    answered = transport_->exchange(*offer);
  }
  if (!answered) {
    const bool stopped = answered.error().code == ErrorCode::cancelled;
    if (!stopped) {
      spdlog::error("A request could not be made: {}", answered.error().message);
    }
    answered = Exchange{};
  }
  const auto outcome =
      membership_.on_offer(*offer, *answered, options_.collector, options_.clock->mono());
  joining_ = judged(outcome.standing);
  if (outcome.paired) {
    keep_pairing();
    outbox_.on_paired(options_.clock->mono());
  }
  tell_pairing();
  return true;
}

// 401 of ours: the tablet was revoked, or is not known any more. Everything is kept meanwhile.
void SyncThread::follow_outbox(MonoTime now) {
  const outbox::Standing standing = outbox_.standing();
  if (standing == outbox::Standing::not_paired && !membership_.needed()) {
    membership_.on_revoked(now);
    keep_standing();
  } else if (standing == outbox::Standing::connected && membership_.needed()) {
    membership_.on_accepted();
    keep_standing();
  }
  tell_pairing();
}

void SyncThread::keep_pairing() {
  const trust::Pairing pairing = *membership_.last();
  options_.collector = pairing.collector;
  if (!pairing.room.empty()) {
    options_.room_name = pairing.room.value;
  }
  const auto kept = storage_.ask<Done>(Recount::no, [pairing](store::Store& store) {
    return lintel::keep_pairing(store.schedule(), pairing);
  });
  if (!kept) {
    spdlog::warn("The pairing could not be kept; after a restart it is asked for again: {}",
                 kept.error().message);
  }
}

void SyncThread::keep_standing() {
  if (!membership_.last()) {
    return;
  }
  const auto standing = membership_.needed() ? trust::PairingClient::Standing::unpaired
                                             : trust::PairingClient::Standing::paired;
  const auto kept = storage_.ask<Done>(Recount::no, [standing](store::Store& store) {
    return lintel::keep_standing(store.schedule(), standing);
  });
  if (!kept) {
    spdlog::warn("Whether this tablet is paired could not be kept; it is found out again: {}",
                 kept.error().message);
  }
}

void SyncThread::tell_pairing() {
  PairingShown shown = membership_.shown();
  if (shown_ == shown || (!shown_ && shown == PairingShown{})) {
    return;
  }
  shown_ = shown;
  options_.tell(PairingChanged{std::move(shown)});
}

}  // namespace lintel
