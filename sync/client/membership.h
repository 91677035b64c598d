// Does this tablet belong to a collector, and how does it come to? Everything pairing needs on the
// tablet: the code on the screen, whose key answered while it was shown, what was agreed, and when
// a request is signed. Decides; SyncThread carries out. No I/O, no clock; one owner thread.
//
// Whom a tablet that knows no collector meets first is learned while one code is shown, and stays
// the same for as long: the four words on the screen stand for exactly that key. If another key
// answers meanwhile, nothing is paired until a new code, with new words, is compared.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "shared/ports/transport.h"
#include "shared/trust/pairing_client.h"
#include "shared/trust/signing_clock.h"
#include "sync/client/outbox.h"
#include "sync/net/collector_url.h"

namespace lintel {

struct MembershipOptions {
  Uuid device;
  std::shared_ptr<const trust::KeyPair> key;  // null: requests go out unsigned (a full disk)
  Scheme scheme = Scheme::http;
  std::optional<trust::Pairing> last;  // as stored
  trust::PairingClient::Standing standing = trust::PairingClient::Standing::unpaired;
  std::string name;  // for the admin page
  std::string version;
  std::function<void(std::span<std::uint8_t>)> random;
};

// What a person at the door has to know.
struct PairingShown {
  bool needed = false;
  bool refused = false;  // somebody said no; touching the screen asks again
  std::string code;      // "BCDF-GHJK"
  std::string words;     // "maple river lantern seven"; empty until the collector was met
  bool waiting = false;  // the collector knows of it: somebody must approve
  RoomId room;           // of the last pairing
  bool operator==(const PairingShown&) const = default;
};

class Membership {
 public:
  explicit Membership(MembershipOptions options);

  bool needed() const { return needed_; }
  // May requests other than those to be paired go out? Not before anybody was met over TLS.
  bool may_ask() const;
  // When to ask to be paired next; nothing while that is not needed.
  std::optional<MonoTime> next_due() const;
  // Shows a code when one is wanted, drops one that is over.
  void tick(MonoTime now);
  PairingShown shown() const;
  const std::optional<trust::Pairing>& last() const { return client_.last(); }

  // Signs it as of `now` and says whom it may reach.
  void prepare(Request& request, UtcTime now) const;
  // A reply of ours that says "wrong-time" to what was prepared as of `prepared` corrects the
  // signing clock, if the wall clock has not been corrected meanwhile; true: prepare and send
  // again.
  bool corrects_time(const Exchange& exchange, const Uuid& collector, UtcTime prepared,
                     UtcTime now);
  void on_clock_moved() { signing_clock_ = {}; }

  // The request to be paired, prepared. nullopt: no code is shown.
  std::optional<Request> offer(UtcTime now) const;
  // After the system's trust store did not know who answered the first offer.
  Request offer_to_anybody(UtcTime now) const;
  // What became of an offer. `collector` nil: any. Says what stands in the way, and whether the
  // tablet was paired by it: then last() is to be stored.
  struct Outcome {
    outbox::Standing standing = outbox::Standing::unknown;
    bool paired = false;
  };
  Outcome on_offer(const Request& asked, const Exchange& exchange, const Uuid& collector,
                   MonoTime now);

  void on_revoked(MonoTime now);  // 401 of ours
  void on_accepted();             // the collector took a request after all
  void ask_again();
  // The page has given the tablet another room; true: last() is to be stored.
  bool on_room(const RoomId& room);

 private:
  Request make_offer(UtcTime now, const TlsPeer& peer) const;
  TlsPeer peer_of(const trust::Pairing& pairing) const;
  std::string pin_met() const;

  MembershipOptions options_;
  trust::PairingClient client_;
  trust::SigningClock signing_clock_;
  bool needed_;
  std::optional<TlsPeer> met_;  // while this code is shown
  bool waited_ = false;         // with the code shown last: a person let the tablet in
  std::optional<MonoTime> paired_at_;
  MonoTime not_before_{};
};

}  // namespace lintel
