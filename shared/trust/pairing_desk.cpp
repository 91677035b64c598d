#include "shared/trust/pairing_desk.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "shared/trust/limits.h"

namespace lintel::trust {
namespace {

void forget_before_last_minute(std::deque<MonoTime>& times, MonoTime now) {
  while (!times.empty() && now - times.front() >= minutes{1}) {
    times.pop_front();
  }
}

Error nobody_waits() {
  return {ErrorCode::not_found,
          "No tablet that waits shows this code: codes last 10 minutes and work once."};
}

}  // namespace

Result<PairingDesk> PairingDesk::restore(std::vector<KnownTablet> tablets) {
  if (tablets.size() > limits::paired_tablets_max) {
    return Error{ErrorCode::limit, "More tablets are paired than this collector can keep."};
  }
  PairingDesk desk;
  for (KnownTablet& tablet : tablets) {
    const Uuid device = tablet.device;
    desk.known_.insert_or_assign(device, std::move(tablet));
  }
  return desk;
}

bool PairingDesk::is_open(const Record& record, MonoTime now) {
  const milliseconds life =
      record.request.nonce ? limits::pairing_code_life : limits::pairing_reveal_within;
  return record.state == PairState::waiting && now - record.since < life;
}

bool PairingDesk::waits(const Record& record, MonoTime now) {
  return is_open(record, now) && record.request.nonce;
}

void PairingDesk::age(MonoTime now) {
  forget_before_last_minute(wrong_tries_, now);
  for (auto it = records_.begin(); it != records_.end();) {
    Record& record = it->second;
    if (record.state == PairState::waiting && !is_open(record, now)) {
      record.state = PairState::expired;
    }
    const bool told = now - record.since >= limits::pairing_code_life + limits::pairing_fate_kept;
    it = told ? records_.erase(it) : std::next(it);
  }
}

void PairingDesk::count_wrong_try(Record* record, MonoTime now) {
  wrong_tries_.push_back(now);
  if (wrong_tries_.size() > limits::pairing_wrong_tries_per_minute_max) {
    wrong_tries_.pop_front();
  }
  if (record != nullptr && ++record->wrong_tries >= limits::pairing_wrong_tries_max) {
    record->state = PairState::expired;
  }
}

OfferOf PairingDesk::kind_of(const Uuid& device, const PublicKey& key) const {
  const auto known = known_.find(device);
  return known != known_.end() && known->second.key == key ? OfferOf::known_device
                                                           : OfferOf::stranger;
}

Result<PairAnswer> PairingDesk::offer(const PairRequest& request, const OfferFrom& from,
                                      MonoTime now) {
  age(now);
  if (key_of(request.device) != nullptr && *key_of(request.device) == request.public_key) {
    // Also the tablet that never heard of its approval and shows another code by now.
    const RoomId room = known_.at(request.device).room;
    records_.erase(request.device);
    return PairAnswer{PairState::paired, room};
  }
  if (const auto found = records_.find(request.device); found != records_.end()) {
    Record& record = found->second;
    const bool same_key = record.request.public_key == request.public_key;
    if (same_key && record.request.code == request.code &&
        record.request.commitment == request.commitment) {
      return again(record, request, now);
    }
    // Who was let in before takes its id back from somebody who only learned of it.
    const bool is_owner = kind_of(request.device, request.public_key) == OfferOf::known_device;
    if (!same_key && !is_owner && record.state == PairState::waiting) {
      count_wrong_try(&record, now);
      return Error{ErrorCode::refused, "Another tablet already waits under this device's id."};
    }
  }
  if (request.nonce) {
    // Of a code that is not remembered: with its number known, another of ours would prove nothing.
    return PairAnswer{PairState::expired, {}};
  }
  TRY_DO(add(request, from, now));
  return PairAnswer{PairState::waiting, {}, from.fresh};
}

// The same code as before; perhaps it reveals its number.
Result<PairAnswer> PairingDesk::again(Record& record, const PairRequest& request, MonoTime now) {
  if (record.state != PairState::waiting) {
    return PairAnswer{record.state, {}};
  }
  if (request.nonce) {
    const PublicKey& key = record.request.public_key;
    if (commitment(key, record.request.code, *request.nonce) != record.request.commitment) {
      count_wrong_try(&record, now);
      return Error{ErrorCode::refused, "nonce: it is not the one that was committed to."};
    }
    record.request.nonce = request.nonce;
  }
  return PairAnswer{PairState::waiting, {}, record.nonce};
}

// A place among those that wait, perhaps that of the newest of the address that has most.
bool PairingDesk::make_room(const PairRequest& request, const std::string& address) {
  std::map<std::string, std::vector<Records::iterator>> strangers;
  std::size_t open = 0;
  for (auto it = records_.begin(); it != records_.end(); ++it) {
    const Record& record = it->second;
    if (record.state != PairState::waiting || it->first == request.device) {
      continue;
    }
    ++open;
    if (kind_of(it->first, record.request.public_key) == OfferOf::stranger) {
      strangers[record.address].push_back(it);
    }
  }
  if (open < limits::pairing_pending_max) {
    return true;
  }
  const auto crowd = std::max_element(
      strangers.begin(), strangers.end(),
      [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  const bool is_known = kind_of(request.device, request.public_key) == OfferOf::known_device;
  const bool may_push = crowd != strangers.end() &&
                        (is_known || strangers[address].size() + 1 < crowd->second.size());
  if (!may_push) {
    return false;
  }
  const auto& theirs = crowd->second;
  records_.erase(*std::max_element(theirs.begin(), theirs.end(), [](const auto& a, const auto& b) {
    return a->second.since < b->second.since;
  }));
  return true;
}

// Not one that waits: those are at most half.
void PairingDesk::forget_a_fate() {
  auto oldest = records_.end();
  for (auto it = records_.begin(); it != records_.end(); ++it) {
    const bool closed = it->second.state != PairState::waiting;
    if (closed && (oldest == records_.end() || it->second.since < oldest->second.since)) {
      oldest = it;
    }
  }
  records_.erase(oldest);
}

Status PairingDesk::add(const PairRequest& request, const OfferFrom& from, MonoTime now) {
  const OfferOf whose = kind_of(request.device, request.public_key);
  if (!offers_.has_room(whose, from.address, now) || !make_room(request, from.address)) {
    return Error{ErrorCode::limit, "Many tablets ask to be paired just now: try again shortly."};
  }
  records_.erase(request.device);
  if (records_.size() >= limits::pairing_records_max) {
    forget_a_fate();
  }
  offers_.add(whose, from.address, now);
  records_.emplace(request.device,
                   Record{request, from.fresh, from.address, PairState::waiting, now, 0});
  return ok();
}

Result<PairingDesk::Records::iterator> PairingDesk::choose(const Choice& choice, MonoTime now) {
  if (!choice.device && !choice.code) {
    return Error{ErrorCode::invalid, "Say which tablet: its code, or its line on the page."};
  }
  if (choice.code && wrong_tries_.size() >= limits::pairing_wrong_tries_per_minute_max) {
    return Error{ErrorCode::limit, "Too many wrong codes: wait a minute, then try again."};
  }
  if (!choice.device) {
    return choose_by_code(*choice.code, now);
  }
  const auto found = records_.find(*choice.device);
  if (found == records_.end() || !waits(found->second, now)) {
    return nobody_waits();
  }
  Record& record = found->second;
  if (choice.code && !(record.request.code == *choice.code)) {
    count_wrong_try(&record, now);
    const int left = limits::pairing_wrong_tries_max - record.wrong_tries;
    return Error{ErrorCode::refused,
                 left > 0 ? "This is not the code on that tablet: it may be tried " +
                                std::to_string(left) + " more times."
                          : "This is not the code on that tablet: it now shows another."};
  }
  return found;
}

Result<PairingDesk::Records::iterator> PairingDesk::choose_by_code(const PairingCode& code,
                                                                   MonoTime now) {
  auto chosen = records_.end();
  int matches = 0;
  for (auto it = records_.begin(); it != records_.end(); ++it) {
    if (waits(it->second, now) && it->second.request.code == code) {
      chosen = it;
      ++matches;
    }
  }
  if (matches == 0) {
    count_wrong_try(nullptr, now);
    return nobody_waits();
  }
  if (matches > 1) {
    return Error{ErrorCode::refused,
                 "More than one tablet says it shows this code: choose the one on the page whose "
                 "four words are those at the door."};
  }
  return chosen;
}

Result<KnownTablet> PairingDesk::approve(const Choice& choice, const RoomId& room, MonoTime now) {
  age(now);
  if (room.empty()) {
    return Error{ErrorCode::invalid, "Say which room the tablet hangs at."};
  }
  TRY(const auto chosen, choose(choice, now));
  const PairRequest& request = chosen->second.request;
  if (known_.size() >= limits::paired_tablets_max && known_.count(request.device) == 0) {
    return Error{ErrorCode::limit, "As many tablets are paired as this collector can keep."};
  }
  KnownTablet tablet{request.device, request.public_key, request.name, room, Admission::paired};
  known_.insert_or_assign(tablet.device, tablet);
  records_.erase(chosen);
  return tablet;
}

Status PairingDesk::refuse(const Uuid& device, MonoTime now) {
  age(now);
  const auto found = records_.find(device);
  if (found == records_.end() || !waits(found->second, now)) {
    return nobody_waits();
  }
  found->second.state = PairState::refused;
  return ok();
}

Result<KnownTablet> PairingDesk::revoke(const Uuid& device) {
  const auto found = known_.find(device);
  if (found == known_.end() || found->second.admission != Admission::paired) {
    return Error{ErrorCode::not_found, "This tablet is not paired."};
  }
  found->second.admission = Admission::revoked;
  return found->second;
}

Result<KnownTablet> PairingDesk::give_room(const Uuid& device, const RoomId& room) {
  const auto found = known_.find(device);
  if (found == known_.end() || found->second.admission != Admission::paired) {
    return Error{ErrorCode::not_found, "This tablet is not paired."};
  }
  found->second.room = room;
  return found->second;
}

void PairingDesk::keep(const KnownTablet& tablet) {
  const auto asked = records_.find(tablet.device);
  if (asked != records_.end() && asked->second.request.public_key == tablet.key) {
    records_.erase(asked);
  }
  known_.insert_or_assign(tablet.device, tablet);
}

std::vector<WaitingTablet> PairingDesk::waiting(MonoTime now) const {
  std::vector<const Record*> records;
  for (const auto& [device, record] : records_) {
    if (waits(record, now)) {
      records.push_back(&record);
    }
  }
  std::stable_sort(records.begin(), records.end(), [this](const Record* a, const Record* b) {
    const auto rank = [this](const Record* record) {
      const bool is_known =
          kind_of(record->request.device, record->request.public_key) == OfferOf::known_device;
      return std::pair(is_known ? 0 : 1, record->since);
    };
    return rank(a) < rank(b);
  });
  std::vector<WaitingTablet> list;
  for (const Record* record : records) {
    WaitingTablet tablet{record->request.device,
                         record->request.public_key,
                         record->request.name,
                         record->request.code,
                         {*record->request.nonce, record->nonce},
                         limits::pairing_code_life - (now - record->since),
                         std::nullopt,
                         {}};
    if (const auto known = known_.find(tablet.device); known != known_.end()) {
      tablet.before = known->second.admission;
      tablet.room_before = known->second.room;
    }
    list.push_back(std::move(tablet));
  }
  return list;
}

const PublicKey* PairingDesk::key_of(const Uuid& device) const {
  const auto found = known_.find(device);
  return found != known_.end() && found->second.admission == Admission::paired ? &found->second.key
                                                                               : nullptr;
}

}  // namespace lintel::trust
