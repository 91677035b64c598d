#include "tests/bench/paired_tablets.h"

#include <array>
#include <chrono>

#include "shared/trust/pairing_json.h"
#include "shared/trust/signature.h"
#include "shared/wire/protocol.h"
#include "sync/net/curl_transport.h"

namespace lintel::bench {
namespace {

UtcTime now() {
  return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

template <std::size_t size>
std::array<std::uint8_t, size> bytes_of(int number) {
  std::array<std::uint8_t, size> bytes{};
  bytes.fill(static_cast<std::uint8_t>(number + 1));
  return bytes;
}

trust::PairingCode code_of(int number) {
  std::string text = "BCDFGH";
  const auto letters = trust::PairingCode::letters;
  text += letters[static_cast<std::size_t>(number) / letters.size()];
  text += letters[static_cast<std::size_t>(number) % letters.size()];
  return trust::PairingCode::parse(text).value();
}

Status offer(CurlTransport& transport, const PairedTablet& tablet, const trust::PairingCode& code) {
  Request request;
  request.method = Method::post;
  request.path = trust::pair_path;
  request.body = trust::encode(
      trust::PairRequest{tablet.device, tablet.key.public_key(), code, "204", "bench"});
  request.peer.known = TlsPeer::Known::not_yet;
  request.headers["Content-Type"] = "application/json";
  request.headers[std::string(wire::device_header)] = tablet.device.text();
  const auto made =
      trust::sign({"POST", request.path, tablet.device, request.body}, now(), tablet.key);
  request.headers[std::string(trust::signature_input_header)] = made.signature_input;
  request.headers[std::string(trust::signature_header)] = made.signature;
  request.headers[std::string(trust::content_digest_header)] = made.content_digest;
  TRY(const Exchange exchange, transport.exchange(request));
  if (!exchange.replied || exchange.reply.status != 200) {
    return Error{ErrorCode::refused,
                 "A tablet could not ask to be paired: " + exchange.detail + exchange.reply.body};
  }
  return ok();
}

}  // namespace

Result<std::vector<PairedTablet>> pair_tablets(const e2e::Collector& collector,
                                               const std::string& data, int count) {
  TRY(const auto transport, CurlTransport::open(collector.url()));
  std::vector<PairedTablet> tablets;
  for (int number = 0; number < count; ++number) {
    tablets.push_back({Uuid::from_random(bytes_of<16>(number)),
                       trust::KeyPair(trust::Seed{bytes_of<32>(number)})});
    const trust::PairingCode code = code_of(number);
    TRY_DO(offer(*transport, tablets.back(), code));
    TRY_DO(e2e::Collector::approve(data, code.text()));
  }
  return tablets;
}

std::string signed_lines(const PairedTablet& tablet, const std::string& path,
                         const std::string& body) {
  const auto made = trust::sign({"POST", path, tablet.device, body}, now(), tablet.key);
  std::string lines;
  for (const auto& [name, value] : {std::pair{trust::signature_input_header, made.signature_input},
                                    std::pair{trust::signature_header, made.signature},
                                    std::pair{trust::content_digest_header, made.content_digest}}) {
    lines += std::string(name) + ": " + value + "\r\n";
  }
  return lines;
}

}  // namespace lintel::bench
