// What whoever runs a collector finds in its log.
#include "sync/collector/system_log.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <sstream>

#include "tests/collector/day.h"
#include "tests/collector/signed_tablet.h"
#include "tests/collector/socket_client.h"

using namespace lintel;
using namespace lintel::collector;

namespace {

bool has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

std::string all_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += line + "\n";
  }
  return text;
}

WireReply post(Running& collector, const std::string& path, const std::string& json,
               const std::vector<std::string>& lines) {
  return SocketClient(collector.port())
      .ask(send_body("POST", path, "application/json", json, lines));
}

}  // namespace

TEST_CASE("An entry is one line of fields, and the journal's own", "[collector][log]") {
  LogEntry entry(LogLevel::warning, "sign-in");
  entry.with("peer", "192.0.2.7").with("reason", "say \"no\"\nFAKE=1 \x1b[2J").with("empty", "");
  CHECK(entry.line() == "event=sign-in peer=192.0.2.7 reason=\"say \\\"no\\\" FAKE=1 [2J\"");
  CHECK(entry.journal() ==
        "MESSAGE=event=sign-in peer=192.0.2.7 reason=\"say \\\"no\\\" FAKE=1 [2J\"\nPRIORITY=4\n"
        "SYSLOG_IDENTIFIER=lintel-collector\nLINTEL_EVENT=sign-in\nLINTEL_PEER=192.0.2.7\n"
        "LINTEL_REASON=say \"no\" FAKE=1 [2J\n");
  std::ostringstream err;
  system_log(err)(entry);
  CHECK(err.str() == "lintel-collector: " + entry.line() + "\n");
}

TEST_CASE("What anybody can bring about is told once a minute, with its number",
          "[collector][log]") {
  LogThrottle throttle;
  CHECK(throttle.due("a", MonoTime{seconds{0}}) == 1);
  for (int number = 1; number < 60; ++number) {
    CHECK_FALSE(throttle.due("a", MonoTime{seconds{number}}));
  }
  CHECK(throttle.due("b", MonoTime{seconds{1}}) == 1);
  CHECK(throttle.due("a", MonoTime{seconds{60}}) == 60);
  int told = 0;
  for (int number = 0; number < 10'000; ++number) {
    told += throttle.due("x" + std::to_string(number), MonoTime{seconds{61}}) ? 1 : 0;
  }
  CHECK(told < 1000);
  CHECK(throttle.due("later", MonoTime{minutes{10}}) == 1);
}

TEST_CASE("Who signed in, was let in, revoked or refused is logged, and no secret",
          "[collector][log]") {
  const TempFolder folder;
  Running collector(folder, {}, Tablets::paired_only);
  const SignedTablet tablet{1};
  SocketClient(collector.port()).ask(tablet.post(batch(1, 1)));
  const std::string device = tablet.device().text();
  CHECK(has(collector.logged(),
            "event=tablet-refused peer=127.0.0.1 reason=not-paired claims=" + device + " times=1"));
  pair(collector, tablet, "204");
  CHECK(has(collector.logged(), "event=tablet-paired device=" + device + " room=204"));
  CHECK(has(collector.logged(),
            "event=admin peer=127.0.0.1 action=pairings/approve by=command outcome=done"));

  const std::string link = post(collector, "/v1/admin/link", "{}", {collector.bearer()}).body;
  const std::string secret = link.substr(link.find("once=") + 5);
  CHECK(post(collector, "/v1/admin/sign-in", R"({"once":"wrong"})", {}).status == 401);
  CHECK(post(collector, "/v1/admin/sign-in", R"({"once":")" + secret + R"("})", {}).status == 200);
  CHECK(has(collector.logged(), "event=sign-in peer=127.0.0.1 with=link"));
  CHECK(has(collector.logged(), "event=admin-refused peer=127.0.0.1 reason=used-link times=1"));

  decide(collector, "revoke", R"({"device":")" + device + R"("})");
  CHECK(has(collector.logged(), "event=tablet-revoked device=" + device + " room=204"));

  const std::string log = all_of(collector.logged());
  CHECK(log.find(secret) == std::string::npos);
  CHECK(log.find(collector.service().admin_token()) == std::string::npos);
  CHECK(log.find(tablet.code().text()) == std::string::npos);
}

TEST_CASE("Nothing is logged at the moment of an answer", "[collector][log]") {
  const TempFolder folder;
  Running collector(folder, {}, Tablets::paired_only);
  const SignedTablet tablet{1};
  pair(collector, tablet, "204");
  const std::size_t before = collector.logged().size();
  SocketClient client(collector.port());
  CHECK(client.ask(tablet.post(batch(1, 9))).status == 201);
  CHECK(client.ask(tablet.get("/v1/schedule")).status == 200);
  CHECK(collector.logged().size() == before);
}
