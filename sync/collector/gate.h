// Who may send to this collector (DESIGN section 7): tablets that are paired, shown by the
// signature on each request; tablets that wait to be; and the adults' answers to those.
//
// Thread-safe. Signatures are checked on the threads that read the network, with keys copied out
// under a lock of their own: neither the writer nor an approval being stored holds them up. Every
// change to who is paired is stored first and kept then.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/time.h"
#include "shared/trust/pairing_desk.h"
#include "sync/collector/exchange.h"

namespace lintel::collector {

enum class Tablets { paired_only, unpaired_too };

// Why a request is not served; `problem` is the word of its problem type.
//   not-paired    nobody we know signed it: the tablet asks to be paired
//   wrong-time    genuine, but its time is not near ours: the tablet sets its signing clock
//   body-changed  genuine, but something on the way changed the body
struct GateRefusal {
  std::string_view problem;
  std::string sentence;
};

struct Caller {
  std::optional<GateRefusal> refusal;
  std::optional<Uuid> device;  // who signed; empty when nobody has to
};

class Gate {
 public:
  // tls_pin: what the four words stand for beside the tablet's key; empty without TLS and where
  // the system's trust store vouches for the collector.
  Gate(trust::PairingDesk desk, Tablets tablets, std::string tls_pin);

  // From the header alone, so that strangers' bodies are not even read.
  std::optional<GateRefusal> glance(const HttpRequest& request) const;
  // The whole request, its body as it travelled.
  Caller check(const HttpRequest& request, UtcTime now) const;

  // A tablet asks to be let in. Error: invalid (no pairing document), and those of the desk.
  struct Offered {
    std::optional<GateRefusal> refusal;  // not signed with the key it offers
    trust::PairAnswer answer;
    bool is_news = false;  // the list of those who wait has changed
  };
  Result<Offered> offer(const HttpRequest& request, UtcTime now, MonoTime mono);

  // Makes it durable; an Error leaves everything as it was. Called without a lock. These three
  // belong to one thread, the writer's.
  using Keep = std::function<Status(const trust::KnownTablet&)>;
  // Its words: as its screen shows them.
  struct Approved {
    trust::KnownTablet tablet;
    std::string words;
  };
  Result<Approved> approve(const trust::Choice& choice, const RoomId& room, MonoTime mono,
                           const Keep& keep);
  Result<trust::KnownTablet> revoke(const Uuid& device, const Keep& keep);
  Result<trust::KnownTablet> give_room(const Uuid& device, const RoomId& room, const Keep& keep);
  // By code or device. not_found: it does not wait; refused: two tablets show this code.
  Status refuse(const trust::Choice& choice, MonoTime mono);

  // May answers that a person carries here, sealed with this key, count as this tablet's? That the
  // tablet is not paired, or no more, an adult may overrule; another key than it was paired with,
  // nobody.
  enum class Carried { from_paired, from_anybody };
  Status vouches_for(const Uuid& device, const trust::PublicKey& key, Carried carried) const;

  std::vector<trust::WaitingTablet> waiting(MonoTime mono) const;
  std::map<Uuid, trust::KnownTablet> known() const;
  std::map<Uuid, RoomId> paired_rooms() const;
  std::string words_of(const trust::WaitingTablet& tablet) const;
  const std::string& tls_pin() const { return tls_pin_; }

 private:
  std::optional<trust::PublicKey> key_of(const Uuid& device) const;
  trust::PairingDesk copy_of_desk() const;
  Status keep_tablet(const trust::KnownTablet& tablet, const Keep& keep);
  void keep_keys();

  const Tablets tablets_;
  const std::string tls_pin_;
  mutable std::mutex desk_mutex_;
  trust::PairingDesk desk_;  // guarded by desk_mutex_
  mutable std::mutex keys_mutex_;
  std::map<Uuid, trust::PublicKey> keys_;  // of those paired; guarded by keys_mutex_
};

}  // namespace lintel::collector
