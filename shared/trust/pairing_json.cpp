#include "shared/trust/pairing_json.h"

#include <nlohmann/json.hpp>

#include "shared/core/base64.h"
#include "shared/core/digest.h"
#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/trust/limits.h"

namespace lintel::trust {
namespace {

using Json = nlohmann::ordered_json;

struct StateWord {
  PairState state;
  std::string_view word;
};
constexpr std::array<StateWord, 4> state_words = {{{PairState::waiting, "waiting"},
                                                   {PairState::paired, "paired"},
                                                   {PairState::refused, "refused"},
                                                   {PairState::expired, "expired"}}};

std::string clean(std::string_view text, std::size_t bytes_max) {
  return std::string{truncate_utf8(clean_line(text), bytes_max)};
}

Error wrong(std::string_view member, std::string_view what) {
  return {ErrorCode::invalid, std::string{member} + ": " + std::string{what}};
}

Result<Json> parse_object(std::string_view body) {
  if (body.size() > limits::pair_document_bytes_max) {
    return Error{ErrorCode::limit, "The pairing document is too long."};
  }
  Json json = Json::parse(body, nullptr, false);
  if (!json.is_object()) {
    return Error{ErrorCode::invalid, "The pairing document is not a JSON object."};
  }
  return json;
}

enum class Presence { required, optional };

Result<std::string> text_of(const Json& json, const char* member, std::size_t bytes_max,
                            Presence presence) {
  const auto found = json.find(member);
  if (found == json.end()) {
    if (presence == Presence::optional) {
      return std::string{};
    }
    return wrong(member, "it is missing.");
  }
  const auto* text = found->get_ptr<const std::string*>();
  if (text == nullptr) {
    return wrong(member, "text is expected.");
  }
  if (text->size() > bytes_max) {
    return wrong(member, "it is too long.");
  }
  if (*text != clean_line(*text)) {
    return wrong(member, "it has characters that cannot be shown, or spaces around it.");
  }
  if (text->empty() && presence == Presence::required) {
    return wrong(member, "it is empty.");
  }
  return *text;
}

// A member that another type's parser reads.
template <class Parse>
auto parsed(const Json& json, const char* member, Parse&& parse)
    -> decltype(parse(std::string_view{})) {
  TRY(const std::string text, text_of(json, member, limits::key_bytes_max, Presence::required));
  auto value = parse(std::string_view{text});
  if (!value) {
    return wrong(member, value.error().message);
  }
  return value;
}

Result<Uuid> uuid_of(const Json& json, const char* member) {
  TRY(const Uuid id, parsed(json, member, Uuid::parse));
  if (id.is_nil()) {
    return wrong(member, "it is all zero.");
  }
  return id;
}

Result<std::optional<PairingNonce>> nonce_of(const Json& json) {
  if (!json.contains("nonce")) {
    return std::optional<PairingNonce>{};
  }
  TRY(const PairingNonce nonce, parsed(json, "nonce", sha256_from_hex));
  return std::optional<PairingNonce>{nonce};
}

}  // namespace

bool is_tls_pin(std::string_view text) {
  constexpr std::string_view prefix = "sha256//";
  Sha256 digest{};
  return text.substr(0, prefix.size()) == prefix &&
         from_base64(text.substr(prefix.size()), Base64::standard, digest);
}

std::string encode(const PairRequest& request) {
  Json json{{"device", request.device.text()},
            {"public_key", request.public_key.text()},
            {"code", request.code.text()},
            {"name", clean(request.name, limits::name_bytes_max)},
            {"version", clean(request.version, limits::version_bytes_max)},
            {"commitment", to_hex(request.commitment)}};
  if (request.nonce) {
    json["nonce"] = to_hex(*request.nonce);
  }
  return json.dump();
}

Result<PairRequest> decode_pair_request(std::string_view body) {
  TRY(const Json json, parse_object(body));
  TRY(const Uuid device, uuid_of(json, "device"));
  TRY(const PublicKey key, parsed(json, "public_key", PublicKey::parse));
  TRY(const PairingCode code, parsed(json, "code", PairingCode::parse));
  TRY(std::string name, text_of(json, "name", limits::name_bytes_max, Presence::optional));
  TRY(std::string version, text_of(json, "version", limits::version_bytes_max, Presence::optional));
  TRY(const Sha256 commitment, parsed(json, "commitment", sha256_from_hex));
  TRY(const auto nonce, nonce_of(json));
  return PairRequest{device, key, code, std::move(name), std::move(version), commitment, nonce};
}

std::string encode(const PairReply& reply) {
  Json json;
  for (const auto& [state, word] : state_words) {
    if (state == reply.state) {
      json["state"] = word;
    }
  }
  if (reply.state == PairState::waiting && reply.nonce) {
    json["nonce"] = to_hex(*reply.nonce);
  }
  if (reply.state == PairState::paired) {
    json["room"] = reply.room.value;
    json["event"] = reply.event.value;
    json["collector"] = reply.collector.text();
    json["tls_pin"] = reply.tls_pin;
  }
  return json.dump();
}

Result<PairReply> decode_pair_reply(std::string_view body) {
  TRY(const Json json, parse_object(body));
  PairReply reply;
  TRY(const std::string word, text_of(json, "state", limits::key_bytes_max, Presence::required));
  bool known = false;
  for (const auto& [state, its_word] : state_words) {
    if (word == its_word) {
      reply.state = state;
      known = true;
    }
  }
  if (!known) {
    return wrong("state", "waiting, paired, refused or expired is expected.");
  }
  if (reply.state == PairState::waiting) {
    TRY(reply.nonce, nonce_of(json));
  }
  if (reply.state != PairState::paired) {
    return reply;
  }
  TRY(reply.room.value, text_of(json, "room", limits::id_bytes_max, Presence::required));
  TRY(reply.event.value, text_of(json, "event", limits::id_bytes_max, Presence::optional));
  TRY(reply.collector, uuid_of(json, "collector"));
  TRY(reply.tls_pin, text_of(json, "tls_pin", limits::key_bytes_max, Presence::optional));
  if (!reply.tls_pin.empty() && !is_tls_pin(reply.tls_pin)) {
    return wrong("tls_pin", "\"sha256//\" and 44 characters of base64 are expected.");
  }
  return reply;
}

}  // namespace lintel::trust
