#include "shared/trust/pairing_desk.h"

#include <algorithm>
#include <iterator>

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

bool PairingDesk::waits(const Record& record, MonoTime now) {
  return record.state == PairState::waiting && now - record.since < limits::pairing_code_life;
}

void PairingDesk::age(MonoTime now) {
  forget_before_last_minute(wrong_tries_, now);
  forget_before_last_minute(offers_, now);
  for (auto it = records_.begin(); it != records_.end();) {
    Record& record = it->second;
    if (record.state == PairState::waiting && !waits(record, now)) {
      record.state = PairState::expired;
    }
    const bool told = now - record.since >= limits::pairing_code_life + limits::pairing_fate_kept;
    it = told ? records_.erase(it) : std::next(it);
  }
}

std::size_t PairingDesk::waiting_count() const {
  return static_cast<std::size_t>(
      std::count_if(records_.begin(), records_.end(),
                    [](const auto& entry) { return entry.second.state == PairState::waiting; }));
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

Result<PairAnswer> PairingDesk::offer(const PairRequest& request, MonoTime now) {
  age(now);
  if (const auto known = known_.find(request.device);
      known != known_.end() && known->second.admission == Admission::paired &&
      known->second.key == request.public_key) {
    // Also the tablet that never heard of its approval and shows another code by now.
    records_.erase(request.device);
    return PairAnswer{PairState::paired, known->second.room};
  }
  if (const auto found = records_.find(request.device); found != records_.end()) {
    Record& record = found->second;
    const bool same_key = record.request.public_key == request.public_key;
    if (same_key && record.request.code == request.code) {
      return PairAnswer{record.state, {}};
    }
    if (!same_key && record.state == PairState::waiting) {
      count_wrong_try(&record, now);
      return Error{ErrorCode::refused, "Another tablet already waits under this device's id."};
    }
  }
  TRY_DO(add(request, now));
  return PairAnswer{PairState::waiting, {}};
}

Status PairingDesk::add(const PairRequest& request, MonoTime now) {
  const auto replaced = records_.find(request.device);
  const bool waited = replaced != records_.end() && replaced->second.state == PairState::waiting;
  if (offers_.size() >= limits::pairing_offers_per_minute_max ||
      waiting_count() - (waited ? 1 : 0) >= limits::pairing_pending_max) {
    return Error{ErrorCode::limit, "Many tablets ask to be paired just now: try again shortly."};
  }
  if (replaced != records_.end()) {
    records_.erase(replaced);
  } else if (records_.size() >= limits::pairing_records_max) {
    // Not one that waits: those are at most half.
    auto oldest = records_.end();
    for (auto it = records_.begin(); it != records_.end(); ++it) {
      const bool closed = it->second.state != PairState::waiting;
      if (closed && (oldest == records_.end() || it->second.since < oldest->second.since)) {
        oldest = it;
      }
    }
    records_.erase(oldest);
  }
  offers_.push_back(now);
  records_.emplace(request.device, Record{request, PairState::waiting, now, 0});
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
  if (found == records_.end() || found->second.state != PairState::waiting) {
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
    if (it->second.state == PairState::waiting && it->second.request.code == code) {
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
  if (found == records_.end() || found->second.state != PairState::waiting) {
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

std::vector<WaitingTablet> PairingDesk::waiting(MonoTime now) const {
  std::vector<const Record*> records;
  for (const auto& [device, record] : records_) {
    if (waits(record, now)) {
      records.push_back(&record);
    }
  }
  std::stable_sort(records.begin(), records.end(),
                   [](const Record* a, const Record* b) { return a->since < b->since; });
  std::vector<WaitingTablet> list;
  for (const Record* record : records) {
    WaitingTablet tablet{record->request.device,
                         record->request.public_key,
                         record->request.name,
                         record->request.code,
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
