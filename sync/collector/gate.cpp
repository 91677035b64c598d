#include "sync/collector/gate.h"

#include <arpa/inet.h>
#include <sodium/randombytes.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "shared/trust/fingerprint.h"
#include "shared/trust/signature.h"

namespace lintel::collector {
namespace {

using trust::Check;

std::string_view method_of(Verb verb) {
  switch (verb) {
    case Verb::get:
      return "GET";
    case Verb::post:
      return "POST";
    case Verb::put:
      return "PUT";
    case Verb::other:
      return "";
  }
  return "";
}

GateRefusal not_paired() {
  return {"not-paired",
          "This tablet is not paired with this collector; it shows a code to approve."};
}

std::optional<GateRefusal> refusal_of(const trust::Verdict& verdict) {
  switch (verdict.check) {
    case Check::passed:
      return std::nullopt;
    case Check::too_old:
    case Check::too_new:
      return GateRefusal{"wrong-time", verdict.sentence};
    case Check::body_changed:
      return GateRefusal{"body-changed", verdict.sentence};
    case Check::not_signed:
    case Check::malformed:
    case Check::other_algorithm:
    case Check::other_device:
    case Check::not_covered:
    case Check::forged:
      return GateRefusal{"not-paired", verdict.sentence};
  }
  return not_paired();
}

// A household's or a hostile host's IPv6 addresses are countless; its network is one.
std::string network_of(const std::string& address) {
  in6_addr bytes{};
  if (inet_pton(AF_INET6, address.c_str(), &bytes) != 1 || IN6_IS_ADDR_V4MAPPED(&bytes)) {
    return address;
  }
  constexpr std::size_t network_bytes = 8;
  std::memset(bytes.s6_addr + network_bytes, 0, sizeof bytes.s6_addr - network_bytes);
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(AF_INET6, &bytes, text.data(), text.size());
  return std::string(text.data()) + "/64";
}

trust::Verdict verdict_on(const HttpRequest& request, const trust::PublicKey& key, UtcTime now) {
  trust::SignedRequest asked;
  asked.method = method_of(request.verb);
  asked.target = request.target;
  asked.device = request.device;
  asked.body = request.body;
  asked.content_digest = request.content_digest;
  asked.signature_input = request.signature_input;
  asked.signature = request.signature;
  return trust::verify(asked, key, now);
}

}  // namespace

Gate::Gate(trust::PairingDesk desk, Tablets tablets, std::string tls_pin)
    : tablets_(tablets), tls_pin_(std::move(tls_pin)), desk_(std::move(desk)) {
  keep_keys();
}

void Gate::keep_keys() {
  std::map<Uuid, trust::PublicKey> keys;
  for (const auto& [device, tablet] : desk_.known()) {
    if (tablet.admission == trust::Admission::paired) {
      keys.emplace(device, tablet.key);
    }
  }
  const std::lock_guard lock(keys_mutex_);
  keys_ = std::move(keys);
}

// The disk may take its time: offers go on being answered meanwhile.
Status Gate::keep_tablet(const trust::KnownTablet& tablet, const Keep& keep) {
  TRY_DO(keep(tablet));
  const std::lock_guard lock(desk_mutex_);
  desk_.keep(tablet);
  keep_keys();
  return ok();
}

std::optional<trust::PublicKey> Gate::key_of(const Uuid& device) const {
  const std::lock_guard lock(keys_mutex_);
  const auto found = keys_.find(device);
  return found == keys_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<GateRefusal> Gate::glance(const HttpRequest& request) const {
  if (tablets_ == Tablets::unpaired_too) {
    return std::nullopt;
  }
  const auto device = Uuid::parse(request.device);
  if (!device || !key_of(*device)) {
    return not_paired();
  }
  return std::nullopt;
}

Caller Gate::check(const HttpRequest& request, UtcTime now) const {
  if (tablets_ == Tablets::unpaired_too) {
    return {};
  }
  const auto device = Uuid::parse(request.device);
  const auto key = device ? key_of(*device) : std::nullopt;
  if (!key) {
    return {not_paired(), std::nullopt};
  }
  if (auto refusal = refusal_of(verdict_on(request, *key, now))) {
    return {std::move(refusal), std::nullopt};
  }
  return {std::nullopt, *device};
}

Result<Gate::Offered> Gate::offer(const HttpRequest& request, UtcTime now, MonoTime mono) {
  TRY(const trust::PairRequest asked, trust::decode_pair_request(request.body));
  if (request.device != asked.device.text()) {
    return Error{ErrorCode::invalid, "device: it is not the one of Lintel-Device."};
  }
  Offered offered;
  offered.refusal = refusal_of(verdict_on(request, asked.public_key, now));
  if (offered.refusal) {
    return offered;
  }
  trust::OfferFrom from{network_of(request.peer), {}};
  randombytes_buf(from.fresh.data(), from.fresh.size());
  const std::lock_guard lock(desk_mutex_);
  const std::size_t before = desk_.waiting(mono).size();
  bool waited = false;
  for (const trust::WaitingTablet& tablet : desk_.waiting(mono)) {
    waited = waited || (tablet.device == asked.device && tablet.code == asked.code);
  }
  TRY(offered.answer, desk_.offer(asked, from, mono));
  bool waits = false;
  for (const trust::WaitingTablet& tablet : desk_.waiting(mono)) {
    waits = waits || (tablet.device == asked.device && tablet.code == asked.code);
  }
  offered.is_news = waits != waited || desk_.waiting(mono).size() != before;
  return offered;
}

Result<Gate::Approved> Gate::approve(const trust::Choice& choice, const RoomId& room, MonoTime mono,
                                     const Keep& keep) {
  std::vector<trust::WaitingTablet> waited;
  Result<trust::KnownTablet> approved = [&] {
    const std::lock_guard lock(desk_mutex_);
    waited = desk_.waiting(mono);
    trust::PairingDesk changed = desk_;
    auto outcome = changed.approve(choice, room, mono);
    if (!outcome) {
      desk_ = std::move(changed);  // wrong codes are counted
    }
    return outcome;
  }();
  if (!approved) {
    return std::move(approved).error();
  }
  TRY_DO(keep_tablet(*approved, keep));
  const auto tablet =
      std::find_if(waited.begin(), waited.end(),
                   [&](const trust::WaitingTablet& one) { return one.device == approved->device; });
  return Approved{*approved, tablet == waited.end() ? std::string{} : words_of(*tablet)};
}

Result<trust::KnownTablet> Gate::revoke(const Uuid& device, const Keep& keep) {
  trust::PairingDesk changed = copy_of_desk();
  TRY(trust::KnownTablet revoked, changed.revoke(device));
  TRY_DO(keep_tablet(revoked, keep));
  return revoked;
}

Result<trust::KnownTablet> Gate::give_room(const Uuid& device, const RoomId& room,
                                           const Keep& keep) {
  trust::PairingDesk changed = copy_of_desk();
  TRY(trust::KnownTablet given, changed.give_room(device, room));
  TRY_DO(keep_tablet(given, keep));
  return given;
}

trust::PairingDesk Gate::copy_of_desk() const {
  const std::lock_guard lock(desk_mutex_);
  return desk_;
}

Status Gate::refuse(const trust::Choice& choice, MonoTime mono) {
  const std::lock_guard lock(desk_mutex_);
  std::vector<Uuid> meant;
  for (const trust::WaitingTablet& tablet : desk_.waiting(mono)) {
    const bool fits = (!choice.device || *choice.device == tablet.device) &&
                      (!choice.code || *choice.code == tablet.code);
    if (fits) {
      meant.push_back(tablet.device);
    }
  }
  if (meant.size() > 1) {
    return Error{ErrorCode::refused,
                 "More than one tablet says it shows this code: choose by the device's own name."};
  }
  return desk_.refuse(meant.empty() ? choice.device.value_or(Uuid{}) : meant.front(), mono);
}

Status Gate::vouches_for(const Uuid& device, const trust::PublicKey& key, Carried carried) const {
  const auto tablets = known();
  const auto found = tablets.find(device);
  const bool is_known = found != tablets.end();
  if (is_known && found->second.key != key) {
    return Error{ErrorCode::refused,
                 "It is sealed with another key than the tablet it names was paired with: somebody "
                 "else has made it."};
  }
  const bool is_paired = is_known && found->second.admission == trust::Admission::paired;
  if (carried == Carried::from_anybody || is_paired) {
    return ok();
  }
  const std::string overrule =
      "; if you carried it from the door yourself, import it with --accept-unpaired.";
  return Error{ErrorCode::refused, (is_known ? "It is of a tablet that was revoked (room " +
                                                   found->second.room.value + ")"
                                             : "It is of a tablet that is not paired with this "
                                               "collector") +
                                       overrule};
}

std::vector<trust::WaitingTablet> Gate::waiting(MonoTime mono) const {
  const std::lock_guard lock(desk_mutex_);
  return desk_.waiting(mono);
}

std::map<Uuid, trust::KnownTablet> Gate::known() const {
  const std::lock_guard lock(desk_mutex_);
  return desk_.known();
}

std::map<Uuid, RoomId> Gate::paired_rooms() const {
  std::map<Uuid, RoomId> rooms;
  for (const auto& [device, tablet] : known()) {
    if (tablet.admission == trust::Admission::paired) {
      rooms.emplace(device, tablet.room);
    }
  }
  return rooms;
}

std::string Gate::words_of(const trust::WaitingTablet& tablet) const {
  return trust::fingerprint(tablet.key, tls_pin_, tablet.nonces);
}

}  // namespace lintel::collector
