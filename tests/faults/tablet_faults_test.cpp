// The table of DESIGN section 6 and worse, between the real tablet and the real collector, over
// real sockets. Whatever happened, afterwards everything is there once and nothing was forgotten.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

#include "shared/wire/protocol.h"
#include "shared/wire/receipt.h"
#include "sync/client/tablet.h"
#include "sync/net/curl_transport.h"
#include "tests/collector/day.h"
#include "tests/contract/support.h"
#include "tests/faults/fault_proxy.h"
#include "tests/sync/fake_collector.h"

namespace lintel {
namespace {

using namespace std::chrono_literals;
using outbox::Standing;
using test::body_of;
using test::FaultProxy;
using test::message;
using test::NewsBox;
using test::Plan;
using test::with_body;

constexpr int group = 5;

bool is_batch(const std::string& first_line) {
  return first_line.starts_with("POST " + std::string(wire::responses_path));
}

// A tablet, a collector, the proxy between them, and a clock that is pushed on while one waits.
struct Street {
  collector::TempFolder collector_folder;
  test::TempFolder tablet_folder;
  collector::Running collector{collector_folder};
  FaultProxy proxy{collector.port()};
  ManualClock clock{parse_rfc3339("2026-11-20T16:41:00Z")->utc};
  NewsBox box;
  std::unique_ptr<Tablet> tablet;
  int taken = 0;
  Topic topic;

  void switch_on(std::chrono::milliseconds patience = 10s, const std::string& url = {}) {
    TabletOptions options;
    options.data_folder = tablet_folder.path();
    options.collector_url = url.empty() ? proxy.url() : url;
    options.room_name = "204";
    options.version = "0.1.0";
    options.clock = &clock;
    options.send_minute = 1s;
    options.tell = [this](TabletNews news) { box.put(std::move(news)); };
    CurlOptions curl;
    curl.total_timeout = patience;
    auto transport = CurlTransport::open(options.collector_url, curl);
    REQUIRE(transport);
    auto opened = Tablet::open(std::move(options), std::move(transport).value());
    REQUIRE(opened);
    tablet = std::move(opened).value();
  }

  void answer(int count) {
    for (const int last = taken + count; taken < last;) {
      const Response response = collector::answer(++taken, "late");
      tablet->put_open(response);
      tablet->seal(response.id, {group, Burst::no, {}});
      topic = response.topic();
    }
    tablet->close(topic, clock.now());
    // Whatever comes after the close is late: it goes at the end of the day.
    tablet->end_day({});
  }

  // Pushes the clock on, so that no back-off is waited for in real time.
  bool comes_true(const std::function<bool()>& condition) {
    return box.wait_until([&] {
      const bool is_true = condition();
      if (!is_true) {
        clock.advance(20s);
        tablet->wake();
      }
      return is_true;
    });
  }
  bool stands(Standing standing) {
    return comes_true([&] {
      const auto told = box.all();
      return std::any_of(told.begin(), told.end(), [&](const TabletNews& news) {
        const auto* changed = std::get_if<StandingChanged>(&news);
        return changed != nullptr && changed->standing == standing;
      });
    });
  }
  std::string held() {
    collector::HttpRequest request;
    request.target = "/v1/admin/tablets";
    return collector.service().ask(std::move(request)).body;
  }
  // Everything is marked sent here, and there it is once: the ledger meets.
  bool everything_arrived() {
    const bool sent = comes_true([&] {
      const auto counts = box.counts();
      return counts && counts->sent == taken && counts->held + counts->released == 0;
    });
    return sent && comes_true([&] { return held().find("\"meets\":true") != std::string::npos; });
  }
  bool nothing_was_forgotten() const {
    const auto counts = box.counts();
    return counts && counts->sent == 0 && counts->quarantined == 0 &&
           counts->held + counts->released == taken;
  }
};

Plan instead_of_batch(const std::string& line, const std::string& reply) {
  Plan plan;
  if (is_batch(line)) {
    plan.instead = [reply](const std::string&) { return reply; };
  }
  return plan;
}

std::string html(const std::string& head) {
  return message("HTTP/1.1 " + head + "\r\nContent-Type: text/html", "<h1>Sign in</h1>");
}

}  // namespace

TEST_CASE("a sign-in page is never taken for the collector", "[faults]") {
  const std::string reply = GENERATE(html("200 OK"), html("302 Found\r\nLocation: /v1/responses"),
                                     html("307 Temporary Redirect\r\nLocation: /v1/responses"),
                                     html("511 Network Authentication Required"),
                                     html("201 Created"), html("201 Created\r\nLintel-Protocol: 1"),
                                     html("201 Created\r\nLintel-Protocol: 2\r\nLintel-Collector: "
                                          "00000000-0000-4000-8000-000000000001"),
                                     std::string("HTTP/1.1 204 No Content\r\n\r\n"));
  Street street;
  street.proxy.plan([&](const std::string&) {
    Plan plan;
    plan.instead = [reply](const std::string&) { return reply; };
    return plan;
  });
  street.switch_on();
  street.answer(12);
  CHECK(street.stands(Standing::sign_in));
  CHECK(street.comes_true([&] { return street.nothing_was_forgotten(); }));
  street.proxy.plan({});
  CHECK(street.everything_arrived());
}

TEST_CASE("a broken way is tried until it works, and nothing comes twice", "[faults]") {
  const int kind = GENERATE(0, 1, 2, 3, 4, 5);
  Street street;
  std::atomic<int> broken{0};
  street.proxy.plan([&](const std::string& line) {
    Plan plan;
    if (!is_batch(line) || ++broken > 3) {
      return plan;
    }
    switch (kind) {
      case 0:  // the collector has committed, its reply is lost
        plan.on_reply = [](const std::string&) { return std::nullopt; };
        break;
      case 1:
        plan.cut_before_server = true;
        break;
      case 2:
        plan.cut_after = 40;
        break;
      case 3:  // in the middle of the receipt
        plan.cut_after = 700;
        break;
      case 4:
        plan.cut_after = 40;
        plan.silent_after_cut = true;
        break;
      default:
        plan.on_reply = [](const std::string& reply) {
          return with_body(reply, body_of(reply).substr(0, 30));
        };
        break;
    }
    return plan;
  });
  street.switch_on(300ms);
  street.answer(12);
  CHECK(street.everything_arrived());
  CHECK(broken > 3);
}

TEST_CASE("slow, sliced and half-closed connections only take longer", "[faults]") {
  const int kind = GENERATE(0, 1, 2);
  Street street;
  street.proxy.plan([&](const std::string&) {
    Plan plan;
    if (kind == 0) {
      plan.latency = 50ms;
    } else if (kind == 1) {
      plan.slice_bytes = 97;
      plan.slice_pause = 1ms;
    } else {
      plan.half_close_request = true;
    }
    return plan;
  });
  street.switch_on();
  street.answer(12);
  CHECK(street.everything_arrived());
}

TEST_CASE("only what a receipt names is settled", "[faults]") {
  const int kind = GENERATE(0, 1, 2, 3);
  Street street;
  std::atomic<int> rewritten{0};
  street.proxy.plan([&](const std::string& line) {
    Plan plan;
    if (!is_batch(line) || ++rewritten > 2) {
      return plan;
    }
    plan.on_reply = [kind](const std::string& reply) {
      auto receipt = wire::decode_receipt(body_of(reply)).value();
      if (kind == 0) {
        receipt.results.resize(1);
      } else if (kind == 1) {
        receipt.results.clear();
      } else if (kind == 2) {
        receipt.results.push_back({test::test_id(999), wire::ItemStatus::stored, {}});
      } else {
        for (auto& item : receipt.results) {
          item.id = test::test_id(999);
        }
      }
      return with_body(reply, wire::encode(receipt));
    };
    return plan;
  });
  street.switch_on();
  street.answer(12);
  CHECK(street.everything_arrived());
}

TEST_CASE("a batch that is too large is halved down to one, and then it arrives", "[faults]") {
  Street street;
  std::mutex mutex;
  std::vector<std::size_t> sizes;
  street.proxy.plan([&](const std::string& line) {
    Plan plan;
    if (!is_batch(line)) {
      return plan;
    }
    plan.on_reply = [&](const std::string& reply) {
      const auto receipt = wire::decode_receipt(body_of(reply));
      const std::lock_guard lock(mutex);
      sizes.push_back(receipt ? receipt->results.size() : 0);
      if (sizes.back() <= 1) {
        return reply;
      }
      const std::size_t line_end = reply.find("\r\n");
      return with_body("HTTP/1.1 413 Too Large" + reply.substr(line_end), "{}");
    };
    return plan;
  });
  street.switch_on();
  street.answer(16);
  CHECK(street.everything_arrived());
  const std::lock_guard lock(mutex);
  const auto count = [&](std::size_t size) { return std::count(sizes.begin(), sizes.end(), size); };
  CHECK(count(16) + count(8) + count(4) + count(2) >= 1);
  CHECK(count(1) >= 1);
  CHECK(street.box.counts()->quarantined == 0);
}

TEST_CASE("not paired means: keep collecting, send nothing, and go on when let in", "[faults]") {
  const std::string status = GENERATE("401 Unauthorized", "403 Forbidden");
  Street street;
  std::atomic<bool> let_in{false};
  std::atomic<int> batches{0};
  street.proxy.plan([&](const std::string& line) {
    batches += is_batch(line) ? 1 : 0;
    Plan plan;
    if (!let_in) {
      plan.on_reply = [status](const std::string& reply) {
        return with_body("HTTP/1.1 " + status + reply.substr(reply.find("\r\n")), "{}");
      };
    }
    return plan;
  });
  street.switch_on();
  street.answer(10);
  REQUIRE(street.stands(Standing::not_paired));
  CHECK(street.comes_true([&] { return street.nothing_was_forgotten(); }));
  CHECK(batches == 0);
  let_in = true;
  CHECK(street.everything_arrived());
}

TEST_CASE("Retry-After is heard over the wire in whole seconds and within bounds", "[faults]") {
  struct Shape {
    const char* header;
    std::optional<seconds> heard;
  };
  const Shape shape =
      GENERATE(Shape{"Retry-After: 7", seconds{7}}, Shape{"retry-after:7  ", seconds{7}},
               Shape{"Retry-After: 0", seconds{1}}, Shape{"Retry-After: 3600", seconds{3600}},
               Shape{"Retry-After: 999999999999999999999", seconds{3600}},
               Shape{"Retry-After: 86400", seconds{3600}}, Shape{"Retry-After: -1", std::nullopt},
               Shape{"Retry-After: 1.5", std::nullopt}, Shape{"Retry-After: soon", std::nullopt},
               Shape{"Retry-After: Fri, 20 Nov 2020 10:00:00 GMT", std::nullopt},
               Shape{"Retry-After:", std::nullopt}, Shape{"X-Nothing: 1", std::nullopt});
  const std::string status = GENERATE("429 Too Many Requests", "503 Service Unavailable");
  Street street;
  street.proxy.plan([&](const std::string&) {
    Plan plan;
    plan.on_reply = [&](const std::string& reply) {
      const std::string rest = reply.substr(reply.find("\r\n"));
      return with_body("HTTP/1.1 " + status + "\r\n" + shape.header + rest, "{}");
    };
    return plan;
  });
  const auto transport = CurlTransport::open(street.proxy.url(), {});
  REQUIRE(transport);
  Request hello;
  hello.path = wire::schedule_path;
  const auto exchange = (*transport)->exchange(hello);
  REQUIRE(exchange);
  const outbox::Reading reading = outbox::read_reply(*exchange, {test::test_id(1)}, Uuid{});
  INFO(shape.header);
  CHECK(reading.verdict == outbox::Verdict::try_later);
  CHECK(reading.retry_after == shape.heard);
}

TEST_CASE("a body that never ends is cut off and nothing is believed of it", "[faults]") {
  Street street;
  std::atomic<int> endless{0};
  street.proxy.plan([&](const std::string& line) {
    if (!is_batch(line) || ++endless > 1) {
      return Plan{};
    }
    return instead_of_batch(
        line, "HTTP/1.1 201 X\r\nLintel-Protocol: 1\r\n\r\n" + std::string(2'000'000, ' '));
  });
  street.switch_on();
  street.answer(5);
  CHECK(street.stands(Standing::sign_in));
  CHECK(street.everything_arrived());
}

TEST_CASE("a name that is gone is no network, and everything stays", "[faults]") {
  Street street;
  street.switch_on(2s, "https://collector.invalid");
  street.answer(5);
  CHECK(street.stands(Standing::no_network));
  CHECK(street.comes_true([&] { return street.nothing_was_forgotten(); }));
}

}  // namespace lintel
