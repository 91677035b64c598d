#include "tests/sim/network.h"

#include <memory>
#include <utility>

#include "shared/wire/protocol.h"
#include "shared/wire/receipt.h"

namespace lintel::sim {
namespace {

using namespace std::chrono_literals;

// What CurlTransport waits at most.
constexpr milliseconds timeout = 60s;

Exchange failure(TransportFailure why) {
  Exchange exchange;
  exchange.failure = why;
  return exchange;
}

Exchange page(int status, std::map<std::string, std::string> headers) {
  Exchange exchange;
  exchange.replied = true;
  exchange.reply = {status, std::move(headers), "<html>Please sign in</html>", false};
  return exchange;
}

}  // namespace

bool Network::happens(int per_mille, Fault fault) {
  const bool it_does = !world_.is_healing && world_.dice.chance(per_mille);
  if (it_does) {
    count(world_.faults, fault);
  }
  return it_does;
}

Exchange Network::portal_page() {
  switch (world_.dice.between(0, 2)) {
    case 0:
      return page(200, {{"content-type", "text/html"}});
    case 1:
      return page(302, {{"location", "https://portal.example/"}});
    default:
      return page(511, {{"content-type", "text/html"}});
  }
}

Exchange Network::ours(int status, const std::string& retry_after) const {
  Exchange exchange = page(status, {{"lintel-protocol", "1"}});
  exchange.reply.headers["lintel-collector"] = collector_.name().text();
  if (!retry_after.empty()) {
    exchange.reply.headers["retry-after"] = retry_after;
  }
  exchange.reply.body = wire::encode(wire::Problem{"busy", status, "busy", "Come back later."});
  return exchange;
}

std::optional<Exchange> Network::refused_on_the_way(const Request& request) {
  static const std::vector<int> refusals{401, 403, 408, 425, 429};
  static const std::vector<int> troubles{500, 502, 503, 504};
  static const std::vector<std::string> waits{
      "", "0", "7", "90", "999999", "soon", "-1", "Fri, 20 Nov 2026 10:00:00 GMT"};
  if (happens(weather_.refused_4xx, Fault::refused_4xx)) {
    return ours(world_.dice.pick(refusals), world_.dice.pick(waits));
  }
  if (happens(weather_.busy_5xx, Fault::busy_5xx)) {
    const int status = world_.dice.pick(troubles);
    return world_.dice.chance(500) ? page(status, {}) : ours(status, world_.dice.pick(waits));
  }
  // Never for a single answer: that one would be quarantined, which is right and not lost, but not
  // at the collector either.
  const bool is_batch = request.body.find("},{\"specversion\"") != std::string::npos;
  if (is_batch && happens(weather_.batch_too_large, Fault::batch_too_large)) {
    return ours(413);
  }
  if (happens(weather_.another_collector, Fault::another_collector)) {
    Exchange other = ours(201);
    other.reply.headers["lintel-collector"] = world_.dice.uuid().text();
    return other;
  }
  return std::nullopt;
}

void Network::exchange(const Request& request, const OnDone& done) {
  ++world_.exchanges;
  const milliseconds way = world_.dice.between(1ms, weather_.latency_max);
  if (link_ == Link::down) {
    world_.after(world_.dice.between(0ms, 10'000ms),
                 [done] { done(failure(TransportFailure::no_network)); });
    return;
  }
  if (link_ == Link::portal) {
    world_.after(way, [page = portal_page(), done] { done(page); });
    return;
  }
  if (auto refused = refused_on_the_way(request)) {
    world_.after(way, [refused = std::move(*refused), done] { done(refused); });
    return;
  }
  if (happens(weather_.request_lost, Fault::request_lost)) {
    world_.after(timeout, [done] { done(failure(TransportFailure::timeout)); });
    return;
  }
  // Whoever is first: the reply or the tablet's patience.
  const auto waiting = std::make_shared<bool>(true);
  const OnDone once = [waiting, done](Exchange exchange) {
    if (std::exchange(*waiting, false)) {
      done(std::move(exchange));
    }
  };
  world_.after(timeout, [once] { once(failure(TransportFailure::timeout)); });
  milliseconds arrival = way;
  if (happens(weather_.request_late, Fault::request_late)) {
    arrival += world_.dice.between(30'000ms, 600'000ms);
  }
  world_.after(arrival, [this, request, once] { reach_collector(request, once); });
  if (happens(weather_.request_twice, Fault::request_twice)) {
    const milliseconds again = arrival + world_.dice.between(1ms, 120'000ms);
    world_.after(again, [this, request] { reach_collector(request, [](const Exchange&) {}); });
  }
}

void Network::reach_collector(const Request& request, const OnDone& done) {
  if (!collector_.is_up()) {
    done(failure(TransportFailure::refused));
    return;
  }
  collector_.take(
      request, [this, request, done](Reply reply) { come_back(request, std::move(reply), done); });
}

std::optional<Exchange> Network::cut_on_the_way_back(const Request& request, Reply& reply) {
  if (happens(weather_.connection_cut, Fault::connection_cut)) {
    return failure(TransportFailure::cut);
  }
  if (happens(weather_.headers_stripped, Fault::headers_stripped)) {
    reply.headers.erase("lintel-collector");
  }
  if (!reply.body.empty() && happens(weather_.body_cut, Fault::body_cut)) {
    reply.body.resize(reply.body.size() / 2);
  }
  if (request.path == wire::responses_path && reply.status == 201) {
    tamper_with_receipt(reply);
  }
  return std::nullopt;
}

void Network::tamper_with_receipt(Reply& reply) {
  const bool shorter = happens(weather_.receipt_short, Fault::receipt_short);
  const bool foreign = happens(weather_.receipt_foreign, Fault::receipt_foreign);
  auto receipt = wire::decode_receipt(reply.body);
  if ((!shorter && !foreign) || !receipt) {
    return;
  }
  if (shorter) {
    std::erase_if(receipt->results, [this](const auto&) { return world_.dice.chance(500); });
  }
  for (int more = 0; foreign && more < 3; ++more) {
    receipt->results.push_back({world_.dice.uuid(), wire::ItemStatus::stored, {}});
  }
  reply.body = wire::encode(*receipt);
}

void Network::come_back(const Request& request, Reply reply, const OnDone& done) {
  if (happens(weather_.reply_lost, Fault::reply_lost)) {
    return;  // the tablet's time-out is under way
  }
  Exchange exchange;
  auto cut = cut_on_the_way_back(request, reply);
  if (cut) {
    exchange = std::move(*cut);
  } else {
    exchange.replied = true;
    exchange.reply = std::move(reply);
  }
  world_.after(world_.dice.between(1ms, weather_.latency_max),
               [exchange = std::move(exchange), done] { done(exchange); });
}

}  // namespace lintel::sim
