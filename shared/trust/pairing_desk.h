// Where tablets ask to be let in and an adult answers: the collector's side of pairing (DESIGN
// section 7) as a pure state machine.
//
//   unknown --offer--> waiting --approve--> paired --revoke--> revoked
//                         |  \--refuse--> refused          (either may offer again)
//                         \--10 minutes, or 5 wrong codes--> expired
//
// A plain value with one owner thread. To approve durably: change a copy, store the tablet it
// returns, then keep the copy. Offers live in memory only (a restart forgets them; the tablet asks
// again within seconds), paired and revoked tablets come from the database through restore().
//
// The caller has checked that an offer is signed with the key it offers. All text is clean.
// Somebody who reads a code off a door can offer the same code from a machine of his own: approving
// by code alone is refused when two tablets show it, and the page shows each one's four words.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/time.h"
#include "shared/trust/keys.h"
#include "shared/trust/pairing_code.h"
#include "shared/trust/pairing_json.h"

namespace lintel::trust {

enum class Admission { paired, revoked };

struct KnownTablet {
  Uuid device;
  PublicKey key;
  std::string name;
  RoomId room;
  Admission admission = Admission::paired;
};

// One line of the page's "wants to join". What is known of the same device from before warns of a
// tablet that lost its key, or of one that was reported stolen.
struct WaitingTablet {
  Uuid device;
  PublicKey key;
  std::string name;
  PairingCode code;
  milliseconds left{0};  // until its code expires
  std::optional<Admission> before;
  RoomId room_before;
};

// Which waiting tablet is meant: by its code as read off the door, by its line on the page, or by
// both. At least one.
struct Choice {
  std::optional<Uuid> device;
  std::optional<PairingCode> code;
};

struct PairAnswer {
  PairState state = PairState::waiting;
  RoomId room;  // when paired
};

class PairingDesk {
 public:
  // limit: more than paired_tablets_max.
  static Result<PairingDesk> restore(std::vector<KnownTablet> tablets);
  PairingDesk() = default;

  // A tablet asks, the first time or again. Error: limit (too many are waiting or came within this
  // minute; try later), refused (another key is waiting under this device's id).
  Result<PairAnswer> offer(const PairRequest& request, MonoTime now);

  // Lets one in. The code is used up. Error: invalid (no choice or no room), not_found (nobody
  // waits there: expired, used, or a wrong code), refused (not this tablet's code, or two tablets
  // show it), limit (too many wrong codes within this minute; with the right one, too).
  Result<KnownTablet> approve(const Choice& choice, const RoomId& room, MonoTime now);
  // Turns one away. not_found: it does not wait.
  Status refuse(const Uuid& device, MonoTime now);
  // Its requests are refused from now on; what it sent stays. not_found: it is not paired.
  Result<KnownTablet> revoke(const Uuid& device);
  // It hangs at another room from now on. not_found: it is not paired.
  Result<KnownTablet> give_room(const Uuid& device, const RoomId& room);

  std::vector<WaitingTablet> waiting(MonoTime now) const;  // in the order they came
  const std::map<Uuid, KnownTablet>& known() const { return known_; }
  // The key that this device's requests must be signed with; null unless it is paired.
  const PublicKey* key_of(const Uuid& device) const;

 private:
  struct Record {
    PairRequest request;
    PairState state = PairState::waiting;
    MonoTime since{};
    int wrong_tries = 0;
  };
  using Records = std::map<Uuid, Record>;

  static bool waits(const Record& record, MonoTime now);
  void age(MonoTime now);
  std::size_t waiting_count() const;
  Result<Records::iterator> choose(const Choice& choice, MonoTime now);
  Result<Records::iterator> choose_by_code(const PairingCode& code, MonoTime now);
  void count_wrong_try(Record* record, MonoTime now);
  Status add(const PairRequest& request, MonoTime now);

  std::map<Uuid, KnownTablet> known_;
  Records records_;
  std::deque<MonoTime> wrong_tries_;  // of the last minute
  std::deque<MonoTime> offers_;       // new codes of the last minute
};

}  // namespace lintel::trust
