#include "tests/bench/answers.h"

#include <array>

#include "shared/event/form.h"
#include "shared/wire/cloudevents.h"
#include "shared/wire/protocol.h"

namespace lintel::bench {
namespace {

struct Asked {
  std::string_view method;
  std::string_view path;
  std::string_view type;
};

std::string request(const Asked& asked, const std::string& body, const Uuid& device,
                    const std::string& more) {
  return std::string{asked.method} + " " + std::string{asked.path} +
         " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + std::string{asked.type} + "\r\n" +
         std::string{wire::protocol_header} + ": " + std::string{wire::protocol_version} + "\r\n" +
         std::string{wire::device_header} + ": " + device.text() + "\r\n" + more +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

Uuid Answers::id() {
  std::array<std::uint8_t, 16> bytes{};
  for (auto& byte : bytes) {
    byte = static_cast<std::uint8_t>(random_());
  }
  return Uuid::from_random(bytes);
}

Response Answers::next() {
  const Session& session = event_.sessions[random_() % event_.sessions.size()];
  Response response;
  response.id = id();
  response.event = event_.id;
  response.session = session.id;
  response.form = event_.form.id;
  response.use = event_.form.use[random_() % event_.form.use.size()];
  // Both are offered to everybody, and most leave them.
  if (random_() % 3 == 0 && !session.suggestions.empty()) {
    response.tried = {1 + static_cast<int>(random_() % session.suggestions.size())};
  }
  if (random_() % 3 == 0) {
    response.help = {event_.form.help[random_() % event_.form.help.size()]};
  }
  return response;
}

std::string responses_request(const std::string& body, const Uuid& device,
                              const std::string& more) {
  return request({"POST", wire::responses_path, wire::batch_content_type}, body, device, more);
}

std::string signed_responses(const std::string& body, const PairedTablet& tablet,
                             const std::string& more) {
  return responses_request(
      body, tablet.device,
      more + signed_lines(tablet, "POST", std::string{wire::responses_path}, body));
}

std::string signed_ledger(const std::string& body, const PairedTablet& tablet) {
  const std::string path{wire::ledger_path};
  return request({"PUT", path, "application/json"}, body, tablet.device,
                 signed_lines(tablet, "PUT", path, body));
}

}  // namespace lintel::bench
