#include "shared/trust/bundle.h"

#include "shared/core/base64.h"
#include "shared/core/counted.h"
#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/trust/limits.h"
#include "shared/wire/json_read.h"
#include "shared/wire/json_write.h"
#include "shared/wire/ledger_json.h"

namespace lintel::trust {
namespace {

constexpr std::string_view beginning = "{\"lintel_bundle\":";
constexpr long long version = 1;
constexpr long long version_max = 1'000'000;
constexpr long long answers_max = 1'000'000;  // the bytes run out long before
constexpr std::string_view signed_prefix = "Lintel bundle 1\n";

struct Header {
  Uuid device;
  PublicKey key;
  EventId event;
  std::size_t answers = 0;
};

std::string encode(const Header& header) {
  wire::JsonWriter json;
  json.begin_object();
  json.key("lintel_bundle").number(version);
  json.key("device").text(header.device.text());
  json.key("key").text(header.key.text());
  json.key("event").text(header.event.value);
  json.key("answers").number(static_cast<long long>(header.answers));
  json.end_object();
  return std::move(json).finish();
}

std::string last_line(const std::string& digest, const SignatureBytes& signature) {
  wire::JsonWriter json;
  json.begin_object();
  json.key("sha256").text(digest);
  json.key("signature").text(to_base64(signature, Base64::standard));
  json.end_object();
  return std::move(json).finish();
}

std::string what_is_signed(const std::string& digest) {
  return std::string(signed_prefix) + digest;
}

Error at_line(std::size_t number, const Error& error) {
  return {error.code, "Line " + std::to_string(number) + " of the bundle: " + error.message};
}

Error changed() {
  return {ErrorCode::corrupt,
          "The bundle was changed or damaged on its way: copy it from the stick again, or let the "
          "tablet write it anew."};
}

Error cut_short() {
  return {
      ErrorCode::invalid,
      "The bundle is not whole: copy it from the stick again, or let the tablet write it anew."};
}

// Takes lines off the front of a file, in order, and knows their numbers.
class Lines {
 public:
  explicit Lines(std::string_view bytes) : rest_(bytes) {}
  bool empty() const { return rest_.empty(); }
  std::size_t number() const { return number_; }
  std::string_view take() {
    ++number_;
    const std::string_view line = rest_.substr(0, rest_.find('\n'));
    rest_.remove_prefix(line.size() + 1);
    return line;
  }

 private:
  std::string_view rest_;  // empty, or ends with \n
  std::size_t number_ = 0;
};

Result<Header> decode_header(std::string_view line) {
  TRY(const wire::Json json, wire::parse_json(line, limits::bundle_header_bytes_max, "The header"));
  if (!json.is_object()) {
    return Error{ErrorCode::invalid, "The header is not a JSON object."};
  }
  const wire::Members members{json, ""};
  TRY(const long long written, members.number("lintel_bundle", 1, version_max));
  if (written > version) {
    return Error{ErrorCode::newer, "it was written by a newer Lintel; update this one to read it."};
  }
  TRY(const Uuid device, members.uuid("device"));
  TRY(const std::string key_text, members.text("key", limits::key_bytes_max));
  TRY(const PublicKey key, PublicKey::parse(key_text));
  TRY(std::string event, members.text("event", limits::id_bytes_max));
  if (clean_line(event) != event) {
    return Error{ErrorCode::invalid, "event: is not clean text."};
  }
  TRY(const long long answers, members.number("answers", 0, answers_max));
  return Header{device, key, EventId{std::move(event)}, static_cast<std::size_t>(answers)};
}

// The last line and what it is about, once the digest fits and the signature is the key's.
struct Sealed {
  std::string_view content;
  std::string_view seal;
};
Result<Sealed> take_apart(std::string_view file) {
  if (file.size() > limits::bundle_bytes_max) {
    return Error{ErrorCode::limit, "The bundle is longer than " +
                                       std::to_string(limits::bundle_bytes_max) +
                                       " bytes: no tablet writes one like that."};
  }
  if (!file.starts_with(beginning)) {
    return Error{ErrorCode::invalid, "This is no bundle of Lintel: it begins with something else."};
  }
  if (!file.ends_with('\n')) {
    return cut_short();
  }
  const std::string_view lines = file.substr(0, file.size() - 1);
  const std::size_t before_last = lines.rfind('\n');
  if (before_last == std::string_view::npos) {
    return cut_short();
  }
  return Sealed{file.substr(0, before_last + 1), lines.substr(before_last + 1)};
}

Status check_seal(const Sealed& sealed, const PublicKey& key) {
  constexpr std::string_view seal_beginning = "{\"sha256\":\"";
  if (!sealed.seal.starts_with(seal_beginning)) {
    return cut_short();
  }
  const std::string digest = to_hex(sha256(sealed.content));
  const auto json = wire::parse_json(sealed.seal, limits::bundle_header_bytes_max, "The last line");
  if (!json || !json->is_object()) {
    return cut_short();
  }
  const auto text = wire::Members{*json, ""}.text("signature", limits::bundle_header_bytes_max);
  SignatureBytes signature{};
  // Written again and compared, so that there is only one way to write it.
  if (!text || !from_base64(*text, Base64::standard, signature) ||
      last_line(digest, signature) != sealed.seal) {
    return changed();
  }
  if (!key.verifies(what_is_signed(digest), signature)) {
    return Error{ErrorCode::refused,
                 "The bundle's signature is not of the tablet it names: somebody has made or "
                 "changed it."};
  }
  return ok();
}

}  // namespace

std::string seal_bundle(const Bundle& bundle, const KeyPair& key) {
  std::string file =
      encode(Header{bundle.ledger.device, key.public_key(), bundle.event, bundle.answers.size()}) +
      "\n" + wire::encode(bundle.ledger) + "\n";
  for (const std::string& answer : bundle.answers) {
    file += answer;
    file += '\n';
  }
  const std::string digest = to_hex(sha256(file));
  file += last_line(digest, key.sign(what_is_signed(digest)));
  file += '\n';
  return file;
}

Result<OpenedBundle> open_bundle(std::string_view file) {
  TRY(const Sealed sealed, take_apart(file));
  Lines lines(sealed.content);
  const auto header = decode_header(lines.take());
  if (!header) {
    return at_line(lines.number(), header.error());
  }
  TRY_DO(check_seal(sealed, header->key));
  if (lines.empty()) {
    return cut_short();
  }
  auto ledger = wire::decode_ledger(lines.take());
  if (!ledger) {
    return at_line(lines.number(), ledger.error());
  }
  if (ledger->device != header->device) {
    return at_line(lines.number(), {ErrorCode::invalid, "the ledger is of another tablet."});
  }
  OpenedBundle opened{{header->event, std::move(ledger).value(), {}}, header->key};
  while (!lines.empty()) {
    const std::string_view answer = lines.take();
    if (answer.empty() || answer.size() > limits::event_bytes_max) {
      return at_line(lines.number(), {ErrorCode::limit, "an answer is empty or too long."});
    }
    opened.bundle.answers.emplace_back(answer);
  }
  if (opened.bundle.answers.size() != header->answers) {
    return Error{ErrorCode::invalid, "The bundle holds " +
                                         counted(opened.bundle.answers.size(), "answer") +
                                         " and names " + std::to_string(header->answers) +
                                         ": the tablet's program is at fault."};
  }
  return opened;
}

}  // namespace lintel::trust
