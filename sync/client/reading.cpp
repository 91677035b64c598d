// What a reply means: the table of DESIGN section 6, row by row.
#include <algorithm>
#include <charconv>
#include <set>

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/wire/protocol.h"
#include "sync/client/outbox.h"

namespace lintel::outbox {
namespace {

std::optional<std::string_view> header(const Reply& reply, std::string_view name) {
  const auto found = reply.headers.find(ascii_lower(name));
  if (found == reply.headers.end()) {
    return std::nullopt;
  }
  return found->second;
}

// Who answered, when it speaks our protocol and names itself; whoever we are tied to.
std::optional<Uuid> collector_of(const Reply& reply) {
  const auto protocol = header(reply, wire::protocol_header);
  const auto name = header(reply, wire::collector_header);
  if (!protocol || trim(*protocol) != wire::protocol_version || !name) {
    return std::nullopt;
  }
  const auto id = Uuid::parse(trim(*name));
  if (!id || id->is_nil()) {
    return std::nullopt;
  }
  return *id;
}

Standing standing_of(TransportFailure failure) {
  switch (failure) {
    case TransportFailure::no_network:
    case TransportFailure::refused:
    case TransportFailure::timeout:
    case TransportFailure::cut:
    case TransportFailure::other:
      return Standing::no_network;
    case TransportFailure::certificate_dates:
      return Standing::certificate_or_clock;
    case TransportFailure::intercepted:
      return Standing::intercepted;
  }
  return Standing::no_network;
}

Reading not_ours() {
  Reading reading;
  reading.verdict = Verdict::not_ours;
  reading.standing = Standing::sign_in;
  return reading;
}

// Ours, and the signature did not do. A wrong time or a body that was changed on the way is not the
// tablet's standing: those are tried again.
Reading read_refusal(const Reply& reply, Reading reading) {
  const auto problem = wire::decode_problem(reply.body);
  const std::string type = problem ? problem->type : std::string{};
  reading.verdict = Verdict::try_later;
  if (type == "wrong-time") {
    reading.standing = Standing::clock_wrong;
  } else if (type == "body-changed") {
    reading.standing = Standing::intercepted;
  } else {
    reading.verdict = Verdict::not_paired;
    reading.standing = Standing::not_paired;
  }
  return reading;
}

// Everything but success, for a reply that is ours or for none at all. nullopt: a status that only
// the caller can judge.
std::optional<Reading> read_trouble(const Exchange& exchange, const Uuid& paired) {
  Reading reading;
  if (!exchange.replied) {
    reading.verdict = Verdict::try_later;
    reading.standing = standing_of(exchange.failure);
    return reading;
  }
  const Reply& reply = exchange.reply;
  if (!is_ours(reply, paired)) {
    return not_ours();
  }
  reading.collector = collector_of(reply);
  switch (reply.status) {
    case 400:
    case 413:
    case 422:
      reading.verdict = Verdict::halve;
      reading.standing = Standing::connected;
      return reading;
    case 401:
    case 403:
      return read_refusal(reply, std::move(reading));
    default:
      break;
  }
  if (reply.status == 421) {
    reading.verdict = Verdict::try_later;
    reading.standing = Standing::own_computer_only;
    return reading;
  }
  if (reply.status >= 400) {
    // 408, 425, 429 and 5xx are temporary by definition. Any other 4xx of ours is a collector that
    // does not know this request: keep everything and ask again after its next update.
    reading.verdict = Verdict::try_later;
    reading.standing = Standing::busy;
    reading.retry_after = retry_after(reply);
    return reading;
  }
  return std::nullopt;
}

}  // namespace

bool is_ours(const Reply& reply, const Uuid& paired) {
  const auto collector = collector_of(reply);
  return !reply.too_long && collector && (paired.is_nil() || *collector == paired);
}

std::optional<seconds> retry_after(const Reply& reply) {
  const auto value = header(reply, "retry-after");
  if (!value) {
    return std::nullopt;
  }
  const std::string_view digits = trim(*value);
  const bool whole = !digits.empty() && std::all_of(digits.begin(), digits.end(), [](char digit) {
    return digit >= '0' && digit <= '9';
  });
  if (!whole) {
    return std::nullopt;  // a date needs a clock, and ours may be wrong
  }
  std::int64_t count = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (parsed.ec != std::errc{}) {
    return limits::retry_after_max;
  }
  return std::clamp(seconds{count}, limits::retry_after_min, limits::retry_after_max);
}

Reading read_reply(const Exchange& exchange, const std::vector<Uuid>& batch, const Uuid& paired) {
  if (auto trouble = read_trouble(exchange, paired)) {
    return *trouble;
  }
  const Reply& reply = exchange.reply;
  if (reply.status != 201) {
    return not_ours();
  }
  const auto receipt = wire::decode_receipt(reply.body);
  const auto collector = collector_of(reply);
  if (!receipt || receipt->collector != *collector) {
    return not_ours();
  }
  Reading reading;
  reading.verdict = Verdict::accepted;
  reading.standing = Standing::connected;
  reading.collector = collector;
  // Each id of ours counts once, however often and in whatever company the receipt names it.
  std::set<Uuid> unnamed(batch.begin(), batch.end());
  for (const wire::ReceiptItem& item : receipt->results) {
    if (unnamed.erase(item.id) == 0) {
      continue;
    }
    switch (item.status) {
      case wire::ItemStatus::stored:
      case wire::ItemStatus::duplicate:
        reading.sent.push_back(item.id);
        break;
      case wire::ItemStatus::conflict:
      case wire::ItemStatus::invalid:
        reading.refused.push_back(item);
        break;
    }
  }
  return reading;
}

Reading read_plain(const Exchange& exchange, const Uuid& paired) {
  const bool nothing_there = exchange.replied && exchange.reply.status == 404;
  auto trouble = read_trouble(exchange, paired);
  if (trouble && !(nothing_there && trouble->verdict == Verdict::try_later)) {
    return *trouble;
  }
  const int status = exchange.reply.status;
  const bool redirect = status >= 300 && status != 304 && status != 404;
  if (redirect || status < 200) {
    return not_ours();
  }
  Reading reading;
  reading.verdict = Verdict::accepted;
  reading.standing = Standing::connected;
  reading.collector = collector_of(exchange.reply);
  return reading;
}

}  // namespace lintel::outbox
