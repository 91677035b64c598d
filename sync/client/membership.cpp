#include "sync/client/membership.h"

#include <algorithm>
#include <array>
#include <utility>

#include "shared/trust/fingerprint.h"
#include "shared/trust/limits.h"
#include "shared/trust/signature.h"
#include "shared/wire/protocol.h"

namespace lintel {
namespace {

using outbox::Standing;
using trust::PairingStep;
using trust::PairState;

// A collector that calls a tablet paired as soon as it asks and then refuses what it sends
// (something on the way changes its requests) is asked once a minute, not as fast as the network
// goes.
constexpr minutes pairing_pause{1};
// What passes while a request is under way is no correction.
constexpr minutes time_corrected_min{1};

std::string_view method_name(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
  }
  return "";
}

std::string header(const Reply& reply, const std::string& name) {
  const auto found = reply.headers.find(name);
  return found == reply.headers.end() ? std::string{} : found->second;
}

bool is_problem(const Exchange& exchange, std::string_view type) {
  if (!exchange.replied || exchange.reply.status != 401) {
    return false;
  }
  const auto problem = wire::decode_problem(exchange.reply.body);
  return problem && problem->type == type;
}

}  // namespace

Membership::Membership(MembershipOptions options)
    : options_(std::move(options)), client_(options_.last, options_.standing) {
  // Over TLS nobody is believed who was not met by pairing. On this machine a collector may be
  // open to all (in tests), so that one is asked first.
  const bool unknown = client_.step() != PairingStep::paired;
  needed_ = unknown && (options_.scheme == Scheme::https || client_.last());
  if (client_.last()) {
    met_ = peer_of(*client_.last());
  }
}

TlsPeer Membership::peer_of(const trust::Pairing& pairing) const {
  return pairing.tls_pin.empty() ? TlsPeer{} : TlsPeer{TlsPeer::Known::by_key, pairing.tls_pin};
}

bool Membership::may_ask() const {
  return options_.scheme == Scheme::http || client_.last().has_value();
}

std::optional<MonoTime> Membership::next_due() const {
  if (!needed_ || !options_.key) {
    return std::nullopt;
  }
  if (client_.step() == PairingStep::wants_code) {
    return not_before_;
  }
  return client_.next_due();
}

void Membership::tick(MonoTime now) {
  if (!needed_ || !options_.key || now < not_before_) {
    return;
  }
  client_.tick(now);
  if (client_.step() != PairingStep::wants_code) {
    return;
  }
  if (!client_.last()) {
    met_.reset();
  }
  std::array<std::uint8_t, trust::PairingCode::random_bytes> bytes{};
  options_.random(bytes);
  trust::PairingNonce nonce{};
  options_.random(nonce);
  if (const auto code = trust::PairingCode::from_random(bytes)) {
    client_.show(*code, nonce, now);
    waited_ = false;
  }
}

std::string Membership::pin_met() const {
  return met_ ? met_->pin : std::string{};
}

PairingShown Membership::shown() const {
  PairingShown shown;
  shown.needed = needed_;
  if (client_.last()) {
    shown.room = client_.last()->room;
  }
  if (!needed_) {
    return shown;
  }
  shown.refused = client_.step() == PairingStep::refused;
  shown.waiting = client_.step() == PairingStep::waiting;
  if (client_.code()) {
    shown.code = client_.code()->text();
    const bool known = options_.scheme == Scheme::http || met_;
    const auto nonces = client_.nonces();
    shown.words = known && nonces
                      ? trust::fingerprint(options_.key->public_key(), pin_met(), *nonces)
                      : std::string{};
  }
  return shown;
}

// --- requests --------------------------------------------------------------------------------

void Membership::prepare(Request& request, UtcTime now) const {
  if (client_.last()) {
    request.peer = peer_of(*client_.last());
  }
  if (!options_.key) {
    return;
  }
  const auto made =
      trust::sign({method_name(request.method), request.path, options_.device, request.body},
                  signing_clock_.created(now), *options_.key);
  request.headers[std::string(trust::signature_input_header)] = made.signature_input;
  request.headers[std::string(trust::signature_header)] = made.signature;
  if (!made.content_digest.empty()) {
    request.headers[std::string(trust::content_digest_header)] = made.content_digest;
  }
}

bool Membership::corrects_time(const Exchange& exchange, const Uuid& collector, UtcTime prepared,
                               UtcTime now) {
  if (!is_problem(exchange, "wrong-time") || !outbox::is_ours(exchange.reply, collector)) {
    return false;
  }
  const auto theirs = trust::parse_http_date(header(exchange.reply, "date"));
  if (!theirs) {
    return false;
  }
  const UtcTime before = signing_clock_.created(prepared);
  signing_clock_.collector_says(*theirs, now);
  return std::chrono::abs(signing_clock_.created(now) - before) > time_corrected_min;
}

Request Membership::make_offer(UtcTime now, const TlsPeer& peer) const {
  Request request;
  request.method = Method::post;
  request.path = trust::pair_path;
  request.headers[std::string(wire::protocol_header)] = wire::protocol_version;
  request.headers[std::string(wire::device_header)] = options_.device.text();
  request.headers["Content-Type"] = "application/json";
  const trust::PublicKey key = options_.key->public_key();
  trust::PairRequest offer{options_.device, key, *client_.code(), options_.name, options_.version};
  offer.commitment = trust::commitment(key, offer.code, client_.nonce());
  if (const auto nonces = client_.nonces()) {
    offer.nonce = nonces->tablet;
  }
  request.body = trust::encode(offer);
  prepare(request, now);
  request.peer = peer;
  return request;
}

std::optional<Request> Membership::offer(UtcTime now) const {
  if (!client_.code()) {
    return std::nullopt;
  }
  return make_offer(now, met_.value_or(TlsPeer{}));
}

Request Membership::offer_to_anybody(UtcTime now) const {
  return make_offer(now, TlsPeer{TlsPeer::Known::not_yet, {}});
}

Membership::Outcome Membership::on_offer(const Request& asked, const Exchange& exchange,
                                         const Uuid& collector, MonoTime now) {
  const outbox::Reading reading = outbox::read_plain(exchange, collector);
  if (reading.verdict != outbox::Verdict::accepted || exchange.reply.status != 200) {
    client_.on_no_reply(now);
    return {reading.standing, false};
  }
  TlsPeer peer = asked.peer;
  if (peer.known == TlsPeer::Known::not_yet) {
    peer = TlsPeer{TlsPeer::Known::by_key, exchange.tls_pin};
  }
  const auto reply = trust::decode_pair_reply(exchange.reply.body);
  // Somebody who hands on what the collector says, over a key of his own.
  const bool passed_on = reply && reply->state == PairState::paired &&
                         peer.known == TlsPeer::Known::by_key && reply->tls_pin != peer.pin;
  if (passed_on || (options_.scheme == Scheme::https && peer.known == TlsPeer::Known::by_key &&
                    peer.pin.empty())) {
    client_.on_no_reply(now);
    return {Standing::intercepted, false};
  }
  if (!reply || (reply->state == PairState::paired && reply->collector != *reading.collector)) {
    client_.on_no_reply(now);
    return {Standing::sign_in, false};
  }
  met_ = peer;
  trust::PairReply agreed = *reply;
  agreed.tls_pin = peer.pin;  // as seen; by the system's trust store there is none
  client_.on_reply(*client_.code(), agreed, now);
  waited_ = waited_ || client_.step() == PairingStep::waiting;
  if (client_.step() == PairingStep::wants_code) {
    not_before_ = now + limits::pairing_poll;  // the next code, as fast as people look
  }
  if (client_.step() != PairingStep::paired) {
    return {Standing::not_paired, false};
  }
  needed_ = false;
  paired_at_ = now;
  return {Standing::connected, true};
}

void Membership::on_revoked(MonoTime now) {
  if (needed_) {
    return;
  }
  needed_ = true;
  client_.on_revoked();
  const bool in_vain = !waited_ && paired_at_ && now - *paired_at_ < pairing_pause;
  not_before_ = in_vain ? now + pairing_pause : now;
}

void Membership::on_accepted() {
  if (needed_) {
    needed_ = false;
    client_ = trust::PairingClient(client_.last(), trust::PairingClient::Standing::paired);
  }
}

bool Membership::on_room(const RoomId& room) {
  if (client_.step() != PairingStep::paired || client_.last()->room == room) {
    return false;
  }
  trust::Pairing pairing = *client_.last();
  pairing.room = room;
  client_ = trust::PairingClient(std::move(pairing), trust::PairingClient::Standing::paired);
  return true;
}

void Membership::ask_again() {
  client_.ask_again();
}

}  // namespace lintel
