// What RFC 9110 and 9112 ask of a server, and what is believed of a proxy in front of it.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "sync/collector/occupancy.h"
#include "tests/collector/day.h"
#include "tests/collector/signed_tablet.h"
#include "tests/collector/socket_client.h"

using namespace lintel;
using namespace lintel::collector;

namespace {

struct Server {
  TempFolder folder;
  Running collector;
  explicit Server(const HttpLimits& limits = {}, Tablets tablets = Tablets::unpaired_too)
      : collector(folder, limits, tablets) {}
  WireReply ask(const std::string& bytes) { return SocketClient(collector.port()).ask(bytes); }
  int status(const std::string& first, const std::string& lines) {
    return ask(first + " HTTP/1.1\r\n" + lines + "\r\n").status;
  }
  bool has_logged(const std::string& part) const {
    const auto lines = collector.logged();
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
      return line.find(part) != std::string::npos;
    });
  }
};

HttpLimits behind(const std::string& proxy) {
  HttpLimits limits;
  limits.proxies = {proxy};
  return limits;
}

const std::string host = "Host: 127.0.0.1\r\n";

}  // namespace

TEST_CASE("A target with scheme and host is the same target, and its host counts",
          "[collector][rules]") {
  Server server;
  CHECK(server.status("GET http://127.0.0.1/v1/hello", host) == 204);
  CHECK(server.status("GET HTTP://localhost:8480/v1/hello?nonce=a", "Host: other.example\r\n") ==
        204);
  CHECK(server.status("GET http://rebound.example/v1/hello", host) == 421);
  CHECK(server.status("GET http://a@127.0.0.1/v1/hello", host) == 400);
  CHECK(server.status("GET http://127.0.0.1", host) == 303);
}

TEST_CASE("A signed request in absolute form is the request that was signed",
          "[collector][rules]") {
  Server server({}, Tablets::paired_only);
  const SignedTablet tablet{1};
  pair(server.collector, tablet, "204");
  std::string request = tablet.get("/v1/schedule");
  request.replace(request.find(" /v1"), 4, " http://127.0.0.1/v1");
  CHECK(server.ask(request).status == 200);
}

TEST_CASE("A request has one Host, and it is one", "[collector][rules]") {
  Server server;
  CHECK(server.status("GET /v1/hello", "") == 400);
  CHECK(server.status("GET /v1/hello", host + host) == 400);
  CHECK(server.status("GET /v1/hello", "Host: 127.0.0.1:80@evil\r\n") == 400);
  CHECK(server.status("GET /v1/hello", "Host: [::1]evil\r\n") == 400);
  CHECK(server.status("GET /v1/hello", "Host: 127.0.0.1:8480\r\n") == 204);
  CHECK(server.status("GET /v1/hello", "Host: [::1]\r\n") == 204);
}

TEST_CASE("A body is framed by its length or by chunks alone", "[collector][rules]") {
  Server server;
  const std::string lines = host + "Content-Type: application/cloudevents-batch+json\r\n";
  for (const char* codings : {"gzip, chunked", "chunked, chunked", "identity", "x"}) {
    CAPTURE(codings);
    const int status = server
                           .ask("POST /v1/responses HTTP/1.1\r\n" + lines +
                                "Transfer-Encoding: " + codings + "\r\n\r\n2\r\n[]\r\n0\r\n\r\n")
                           .status;
    CHECK((status == 501 || status == 400));
  }
  CHECK(server
            .ask("POST /v1/responses HTTP/1.1\r\n" + lines +
                 "Transfer-Encoding: Chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n")
            .status == 201);
}

TEST_CASE("Every 401 names a challenge, every 405 what is allowed", "[collector][rules]") {
  Server server({}, Tablets::paired_only);
  for (const std::string& request :
       {post_batch(batch(1, 1)), get("/v1/schedule"), get("/v1/admin/results"),
        send_body("POST", "/v1/admin/sign-in", "application/json", R"({"password":"nothing"})")}) {
    const WireReply reply = server.ask(request);
    CAPTURE(reply.body);
    CHECK(reply.status == 401);
    CHECK(reply.headers.contains("www-authenticate"));
  }
  for (const char* path : {"/", "/admin/", "/admin/index.html", "/schedule.ics", "/v1/hello",
                           "/v1/responses", "/v1/ledger", "/v1/pair"}) {
    const WireReply reply =
        server.ask("DELETE " + std::string(path) + " HTTP/1.1\r\n" + host + "\r\n");
    CAPTURE(path);
    CHECK(reply.status == 405);
    CHECK(reply.headers.contains("allow"));
  }
}

TEST_CASE("HEAD of the page's events has no body", "[collector][rules]") {
  Server server;
  SocketClient client(server.collector.port());
  client.send("HEAD /v1/admin/live HTTP/1.1\r\n" + host + server.collector.bearer() + "\r\n\r\n");
  std::string all;
  for (std::string more = client.read_some(); !more.empty(); more = client.read_some()) {
    all += more;
  }
  CHECK(all.starts_with("HTTP/1.1 200 "));
  CHECK(all.ends_with("\r\n\r\n"));
  CHECK(all.find("\r\n\r\n") == all.size() - 4);
}

TEST_CASE("A proxy is believed about its clients, nobody else is", "[collector][rules]") {
  const std::string stranger = get("/v1/schedule", {"X-Forwarded-For: 203.0.113.9, 192.0.2.7"});
  SECTION("one that we were told of") {
    Server server(behind("127.0.0.1"), Tablets::paired_only);
    CHECK(server.ask(stranger).status == 401);
    CHECK(server.has_logged("event=tablet-refused peer=192.0.2.7 "));
    CHECK(server.ask(get("/v1/schedule", {R"(Forwarded: for=10.1.1.1, for="[2001:db8::1]:80")"}))
              .status == 401);
    CHECK(server.has_logged("peer=2001:db8::1 "));
  }
  SECTION("somebody who says so himself") {
    Server server(behind("192.0.2.1"), Tablets::paired_only);
    CHECK(server.ask(stranger).status == 401);
    CHECK(server.has_logged("event=tablet-refused peer=127.0.0.1 "));
  }
  SECTION("of two headers that differ one was sent by the client") {
    Server server(behind("127.0.0.1"), Tablets::paired_only);
    CHECK(
        server.ask(get("/v1/schedule", {"X-Forwarded-For: 192.0.2.7", "Forwarded: for=192.0.2.8"}))
            .status == 401);
    CHECK(server.has_logged("event=tablet-refused peer=127.0.0.1 "));
  }
}

TEST_CASE("Behind a proxy a collector of this computer answers to the proxy's name",
          "[collector][rules]") {
  Server server(behind("127.0.0.1"));
  const std::string name = "Host: lintel.school.example\r\n";
  CHECK(server.status("GET /v1/hello", name + "X-Forwarded-For: 192.0.2.7\r\n") == 204);
  CHECK(server.status("GET /v1/hello", name) == 421);
}

TEST_CASE("A school behind one address is not cut while there is room, and then has its part",
          "[collector][rules]") {
  Occupancy occupancy({10, 6, 1024});
  std::vector<Occupancy::Seat> seats;
  const auto take = [&](const std::string& address) {
    auto seat = occupancy.admit(address, 2, Occupancy::PartHolds::when_crowded);
    if (seat) {
      seats.push_back(std::move(*seat));
    }
    return static_cast<bool>(seat);
  };
  for (int number = 0; number < 6; ++number) {
    CHECK(take("192.0.2.1"));
  }
  CHECK_FALSE(take("192.0.2.1"));
  CHECK(take("192.0.2.2"));
  CHECK(take("192.0.2.2"));
  CHECK_FALSE(take("192.0.2.2"));
  CHECK_FALSE(occupancy.admit("192.0.2.1", 2, Occupancy::PartHolds::always));
  seats.clear();
  CHECK(take("192.0.2.1"));
}

TEST_CASE("Connections of a proxy are not counted as one client's", "[collector][rules]") {
  HttpLimits limits = behind("127.0.0.1");
  limits.connections_from_loopback_max = 2;
  Server server(limits);
  std::vector<SocketClient> clients;
  for (int number = 0; number < 5; ++number) {
    clients.emplace_back(server.collector.port());
    CHECK(clients.back().ask(get("/v1/hello")).status == 204);
  }
}

TEST_CASE("What the disk said is logged, and no reply names a file", "[collector][rules]") {
  Server server;
  const HttpReply reply = server.collector.service().router().busy(
      {ErrorCode::full, "/var/lib/lintel/collector.db: the disk is full."});
  CHECK(reply.status == 503);
  CHECK(reply.body.find("/var") == std::string::npos);
  CHECK(server.has_logged("event=fault where=\"The database\" reason=\"/var/lib/lintel"));
}
