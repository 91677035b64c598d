// Where tablets ask to be let in and an adult answers: the collector's side of pairing (DESIGN
// section 7) as a pure state machine.
//
//   unknown --offer--> committed --offer--> waiting --approve--> paired --revoke--> revoked
//                          |                   |  \--refuse--> refused   (either may offer again)
//                          \--1 minute         \--10 minutes, or 5 wrong codes--> expired
//
// The first offer commits the tablet to a number and hears the desk's; with the second, which
// reveals it, the tablet waits, is listed and has its four words (pairing_commitment.h).
//
// A plain value with one owner thread. To approve durably: change a copy, store the tablet it
// returns, then keep() that tablet. Offers live in memory only (a restart forgets them; the tablet
// asks again within seconds), paired and revoked tablets come from the database through restore().
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
#include "shared/trust/pairing_offers.h"

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
  PairingNonces nonces;  // of its four words
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
  RoomId room;                          // when paired
  std::optional<PairingNonce> nonce{};  // the desk's, while it waits
};

// Where an offer comes from, and the number of the desk's for it when it is a new one: drawn by the
// caller from the operating system's random numbers, each time anew.
struct OfferFrom {
  std::string address;  // as PairingOffers tells them apart
  PairingNonce fresh{};
};

class PairingDesk {
 public:
  // limit: more than paired_tablets_max.
  static Result<PairingDesk> restore(std::vector<KnownTablet> tablets);
  PairingDesk() = default;

  // A tablet asks, the first time or again. Error: limit (too many are waiting or came within this
  // minute; try later), refused (another key is waiting under this device's id, or the number is
  // not the one that was committed to).
  Result<PairAnswer> offer(const PairRequest& request, const OfferFrom& from, MonoTime now);

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

  // What approve(), revoke() or give_room() made of a copy, and is stored now.
  void keep(const KnownTablet& tablet);

  // Those that were known before first, then in the order they came.
  std::vector<WaitingTablet> waiting(MonoTime now) const;
  const std::map<Uuid, KnownTablet>& known() const { return known_; }
  // The key that this device's requests must be signed with; null unless it is paired.
  const PublicKey* key_of(const Uuid& device) const;

 private:
  struct Record {
    PairRequest request;  // its nonce: once it was revealed
    PairingNonce nonce{};
    std::string address;
    PairState state = PairState::waiting;
    MonoTime since{};
    int wrong_tries = 0;
  };
  using Records = std::map<Uuid, Record>;

  static bool is_open(const Record& record, MonoTime now);  // committed or waiting
  static bool waits(const Record& record, MonoTime now);
  void age(MonoTime now);
  OfferOf kind_of(const Uuid& device, const PublicKey& key) const;
  Result<PairAnswer> again(Record& record, const PairRequest& request, MonoTime now);
  bool make_room(const PairRequest& request, const std::string& address);
  void forget_a_fate();
  Result<Records::iterator> choose(const Choice& choice, MonoTime now);
  Result<Records::iterator> choose_by_code(const PairingCode& code, MonoTime now);
  void count_wrong_try(Record* record, MonoTime now);
  Status add(const PairRequest& request, const OfferFrom& from, MonoTime now);

  std::map<Uuid, KnownTablet> known_;
  Records records_;
  std::deque<MonoTime> wrong_tries_;  // of the last minute
  PairingOffers offers_;
};

}  // namespace lintel::trust
