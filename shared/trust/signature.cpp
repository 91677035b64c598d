#include "shared/trust/signature.h"

#include <algorithm>
#include <cassert>
#include <optional>

#include "shared/core/base64.h"
#include "shared/trust/content_digest.h"
#include "shared/trust/structured_field.h"

namespace lintel::trust {
namespace {

constexpr std::string_view label = "lintel";
constexpr std::string_view algorithm = "ed25519";

constexpr std::string_view method_component = "@method";
constexpr std::string_view path_component = "@path";
constexpr std::string_view query_component = "@query";
constexpr std::string_view digest_component = "content-digest";
constexpr std::string_view device_component = "lintel-device";

bool is_visible(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

// Of several digests, ", " lies between.
bool is_printable(std::string_view text) {
  return !text.empty() && text.front() != ' ' && text.back() != ' ' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

// A line break in a value could forge a line of the base; nothing here has even a space.
bool is_plain(std::string_view method, std::string_view target, std::string_view device) {
  return is_visible(method) && is_visible(target) && target.front() == '/' && is_visible(device);
}

struct Target {
  std::string_view path;
  std::string_view query;  // with its "?"; empty when there is none
};
Target split_target(std::string_view target) {
  const std::size_t at = target.find('?');
  return at == std::string_view::npos ? Target{target, {}}
                                      : Target{target.substr(0, at), target.substr(at)};
}

std::int64_t seconds_of(UtcTime time) {
  return std::chrono::floor<seconds>(time).time_since_epoch().count();
}

// What a signature says of itself, read but not believed.
struct Claim {
  field::InnerList list;
  SignatureBytes signature{};
  std::int64_t created_s = 0;
};

Verdict fail(Check check, std::string sentence) {
  return {check, std::move(sentence), {}};
}

// Each step returns the reason to stop, or nothing.
using Stop = std::optional<Verdict>;

Stop read_headers(const SignedRequest& request, Claim& claim) {
  const auto inputs = field::parse_dictionary(request.signature_input);
  if (!inputs) {
    return fail(Check::malformed, "Signature-Input cannot be read: " + inputs.error().message);
  }
  const auto signatures = field::parse_dictionary(request.signature);
  if (!signatures) {
    return fail(Check::malformed, "Signature cannot be read: " + signatures.error().message);
  }
  const field::Member* input = field::find(*inputs, label);
  const field::Member* signature = field::find(*signatures, label);
  if (input == nullptr || signature == nullptr) {
    return fail(Check::not_signed, "The request has no signature labelled \"lintel\".");
  }
  const auto* list = std::get_if<field::InnerList>(&input->value);
  if (list == nullptr) {
    return fail(Check::malformed, "Signature-Input cannot be read: it is no list of components.");
  }
  claim.list = *list;
  const auto* item = std::get_if<field::Item>(&signature->value);
  const auto* bytes = item == nullptr ? nullptr : std::get_if<field::Bytes>(&item->value);
  if (bytes == nullptr || !from_base64(bytes->base64, Base64::standard, claim.signature)) {
    return fail(Check::malformed, "Signature cannot be read: it is not 64 bytes of base64.");
  }
  return std::nullopt;
}

template <class Value>
const Value* parameter(const field::InnerList& list, std::string_view key) {
  const field::Parameter* found = field::find(list.parameters, key);
  return found == nullptr ? nullptr : std::get_if<Value>(&found->value);
}

Stop read_parameters(std::string_view device, Claim& claim) {
  const auto* created = parameter<std::int64_t>(claim.list, "created");
  const auto* keyid = parameter<std::string>(claim.list, "keyid");
  const auto* alg = parameter<std::string>(claim.list, "alg");
  if (created == nullptr || keyid == nullptr || alg == nullptr) {
    return fail(Check::malformed, "The signature must say created, keyid and alg.");
  }
  // `expires`, `nonce` and `tag` change what a signature means; what we would not heed we refuse.
  if (claim.list.parameters.size() != 3) {
    return fail(Check::malformed, "The signature has parameters other than created, keyid, alg.");
  }
  if (*alg != algorithm) {
    return fail(Check::other_algorithm, "The signature is not of the ed25519 kind.");
  }
  if (*keyid != device) {
    return fail(Check::other_device, "The signature is another device's than Lintel-Device says.");
  }
  claim.created_s = *created;
  return std::nullopt;
}

// A known component's value in this request; nothing when we do not know it or it is not there.
std::optional<std::string_view> value_of(const SignedRequest& request, std::string_view name) {
  const Target target = split_target(request.target);
  if (name == method_component) {
    return request.method;
  }
  if (name == path_component) {
    return target.path;
  }
  if (name == query_component) {
    return target.query.empty() ? std::string_view{"?"} : target.query;  // RFC 9421, 2.2.7
  }
  if (name == device_component) {
    return request.device;
  }
  if (name == digest_component && is_printable(request.content_digest)) {
    return request.content_digest;
  }
  return std::nullopt;
}

bool has(const std::vector<Component>& components, std::string_view name) {
  return std::any_of(components.begin(), components.end(),
                     [name](const Component& one) { return one.first == name; });
}

Stop read_components(const SignedRequest& request, const Claim& claim,
                     std::vector<Component>& components) {
  for (const field::Item& item : claim.list.items) {
    const auto* name = std::get_if<std::string>(&item.value);
    if (name == nullptr || !item.parameters.empty() || has(components, *name)) {
      return fail(Check::malformed, "Signature-Input lists components in a form not used here.");
    }
    const auto value = value_of(request, *name);
    if (!value) {
      return fail(Check::malformed, "The signature covers something the request does not have.");
    }
    components.emplace_back(*name, *value);
  }
  std::vector<std::string_view> needed = {method_component, path_component, device_component};
  if (!split_target(request.target).query.empty()) {
    needed.push_back(query_component);
  }
  if (!request.body.empty() || !request.content_digest.empty()) {
    needed.push_back(digest_component);
  }
  for (const std::string_view name : needed) {
    if (!has(components, name)) {
      return fail(Check::not_covered,
                  "The signature does not cover \"" + std::string{name} + "\".");
    }
  }
  return std::nullopt;
}

}  // namespace

std::string signature_base(const std::vector<Component>& components, std::string_view parameters) {
  std::string base;
  for (const auto& [name, value] : components) {
    base.append("\"").append(name).append("\": ").append(value).append("\n");
  }
  return base.append("\"@signature-params\": ").append(parameters);
}

SignatureHeaders sign(const RequestToSign& request, UtcTime created, const KeyPair& key) {
  const std::string device = request.device.text();
  assert(is_plain(request.method, request.target, device));
  SignatureHeaders headers;
  const Target target = split_target(request.target);
  std::vector<Component> components = {{method_component, request.method},
                                       {path_component, target.path}};
  if (!target.query.empty()) {
    components.emplace_back(query_component, target.query);
  }
  if (!request.body.empty()) {
    headers.content_digest = content_digest(request.body);
    components.emplace_back(digest_component, headers.content_digest);
  }
  components.emplace_back(device_component, device);

  field::InnerList list;
  for (const Component& component : components) {
    list.items.push_back({std::string{component.first}, {}});
  }
  list.parameters = {
      {"created", seconds_of(created)}, {"keyid", device}, {"alg", std::string{algorithm}}};
  const std::string parameters = field::serialize(list);
  const SignatureBytes signature = key.sign(signature_base(components, parameters));
  headers.signature_input = std::string{label} + "=" + parameters;
  headers.signature = std::string{label} + "=:" + to_base64(signature, Base64::standard) + ":";
  return headers;
}

// In this order a stranger learns nothing of our clock or of the body: he fails at `forged`.
Verdict verify(const SignedRequest& request, const PublicKey& key, UtcTime now,
               const Window& window) {
  if (request.signature_input.empty() || request.signature.empty()) {
    return fail(Check::not_signed, "The request is not signed.");
  }
  if (!is_plain(request.method, request.target, request.device)) {
    return fail(Check::malformed, "Method, target or Lintel-Device has characters not used here.");
  }
  Claim claim;
  std::vector<Component> components;
  if (const Stop stop = read_headers(request, claim)) {
    return *stop;
  }
  if (const Stop stop = read_parameters(request.device, claim)) {
    return *stop;
  }
  if (const Stop stop = read_components(request, claim, components)) {
    return *stop;
  }
  if (!key.verifies(signature_base(components, field::serialize(claim.list)), claim.signature)) {
    return fail(Check::forged, "The signature does not fit this tablet's key and this request.");
  }
  const std::int64_t age_s = seconds_of(now) - claim.created_s;
  Verdict verdict{Check::passed, {}, UtcTime{seconds{claim.created_s}}};
  const bool digest_covered = has(components, digest_component);
  if (const Status digest =
          digest_covered ? check_content_digest(request.content_digest, request.body) : ok();
      !digest) {
    verdict.check = Check::body_changed;
    verdict.sentence = digest.error().message;
  } else if (age_s > window.past.count()) {
    verdict.check = Check::too_old;
    verdict.sentence = "The request says it is from long ago: the tablet's clock is wrong.";
  } else if (-age_s > window.future.count()) {
    verdict.check = Check::too_new;
    verdict.sentence = "The request says it is from the future: the tablet's clock is wrong.";
  }
  return verdict;
}

}  // namespace lintel::trust
