#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "sync/collector/data_folder.h"
#include "tests/collector/day.h"
#include "tests/collector/socket_client.h"

using namespace lintel;
using namespace lintel::collector;
using nlohmann::json;

TEST_CASE("Everything of the admin's needs the key", "[collector][admin]") {
  const TempFolder folder;
  Running collector(folder);
  for (const char* path :
       {"/v1/admin/results", "/v1/admin/results.csv", "/v1/admin/tablets", "/v1/admin/live",
        "/v1/admin/schedule", "/v1/admin/pairings", "/v1/admin/session"}) {
    CAPTURE(path);
    SocketClient client(collector.port());
    REQUIRE(client.ask(get(path)).status == 401);
    REQUIRE(client.ask(get(path, {"Authorization: Bearer "})).status == 401);
    REQUIRE(client.ask(get(path, {"Authorization: Bearer " + std::string(64, '0')})).status == 401);
  }
  SocketClient client(collector.port());
  REQUIRE(client.ask(send_body("POST", "/v1/admin/event", "application/json", small_day_document()))
              .status == 401);
  SocketClient admin(collector.port());
  REQUIRE(admin.ask(get("/v1/admin/results", {collector.bearer()})).status == 200);
}

TEST_CASE("The key is 256 bits, kept, and the owner's alone", "[collector][admin]") {
  const TempFolder folder;
  const auto key = admin_key(folder.path());
  REQUIRE(key);
  REQUIRE(key->size() == 64);
  REQUIRE(*admin_key(folder.path()) == *key);
  struct stat about {};
  REQUIRE(::stat(folder.file("admin.token").c_str(), &about) == 0);
  REQUIRE((about.st_mode & 0777) == 0600);
  const TempFolder other;
  REQUIRE(*admin_key(other.path()) != *key);
  REQUIRE(write_private_file(folder.file("admin.token"), "short\n"));
  REQUIRE_FALSE(admin_key(folder.path()));
}

TEST_CASE("The page comes with a strict policy, and nothing else does", "[collector][admin]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  const WireReply page = client.ask(get("/admin/"));
  REQUIRE(page.status == 200);
  REQUIRE(page.body == "<!doctype html>");
  REQUIRE(page.headers.at("content-security-policy").starts_with("default-src 'none';"));
  REQUIRE(page.headers.at("x-content-type-options") == "nosniff");
  REQUIRE(page.headers.at("referrer-policy") == "no-referrer");
  REQUIRE(page.headers.at("cache-control") == "no-store");
  REQUIRE(client.ask(get("/admin")).headers.at("location") == "/admin/");
  for (const char* path : {"/admin/../collector.db", "/admin/%2e%2e/admin.token",
                           "/admin//etc/passwd", "/admin/other.js"}) {
    REQUIRE(client.ask(get(path)).status == 404);
  }
}

TEST_CASE("A page that looks on is told of each change, and only then", "[collector][admin]") {
  const TempFolder folder;
  HttpLimits limits;
  limits.live_gap = std::chrono::milliseconds{1};
  Running collector(folder, limits);
  SocketClient page(collector.port());
  page.send(get("/v1/admin/live", {collector.bearer()}));
  std::string heard;
  while (heard.find("event: change") == std::string::npos) {
    const std::string more = page.read_some();
    REQUIRE_FALSE(more.empty());
    heard += more;
  }
  REQUIRE(heard.find("text/event-stream") != std::string::npos);
  SocketClient tablet(collector.port());
  REQUIRE(tablet.ask(post_batch(batch(1, 5))).status == 201);
  REQUIRE(page.read_some().starts_with("event: change"));
}

TEST_CASE("An event that cannot be read changes nothing", "[collector][admin]") {
  const TempFolder folder;
  Running collector(folder);
  SocketClient client(collector.port());
  for (const char* body : {"", "{}", "[]", "{\"lintel_schedule\":99}"}) {
    CAPTURE(body);
    const WireReply reply = client.ask(
        send_body("POST", "/v1/admin/event", "application/json", body, {collector.bearer()}));
    REQUIRE(reply.status == 422);
    REQUIRE(json::parse(reply.body)["type"] == "urn:lintel:problem:bad-event");
  }
  REQUIRE(as_loaded(client.ask(get("/v1/schedule")).body) == small_day_document());
}

TEST_CASE("Unpaired tablets are only ever accepted on loopback", "[collector][admin]") {
  const TempFolder folder;
  ServiceOptions options;
  options.data_folder = folder.path();
  options.tablets = Tablets::unpaired_too;
  options.listening = Listening::network;
  const auto service = Service::open(std::move(options));
  REQUIRE_FALSE(service);
  REQUIRE(service.error().code == ErrorCode::refused);
}

TEST_CASE("Addresses to listen on are literal", "[collector][admin]") {
  REQUIRE(parse_listen_address("127.0.0.1:0")->reach == Listening::loopback);
  REQUIRE(parse_listen_address("127.9.9.9:80")->reach == Listening::loopback);
  REQUIRE(parse_listen_address("[::1]:8480")->reach == Listening::loopback);
  REQUIRE(parse_listen_address("localhost:8480")->host == "127.0.0.1");
  REQUIRE(parse_listen_address("0.0.0.0:8480")->reach == Listening::network);
  REQUIRE(parse_listen_address("[::]:8480")->reach == Listening::network);
  for (const char* text : {"", ":80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "host:80",
                           "127.0.0.1:80x", "[::1"}) {
    CAPTURE(text);
    REQUIRE_FALSE(parse_listen_address(text));
  }
}

TEST_CASE("Being busy asks tablets back at different times", "[collector][admin]") {
  const TempFolder folder;
  Running collector(folder);
  const HttpReply reply = collector.service().router().busy({ErrorCode::busy, "Full."});
  REQUIRE(reply.status == 503);
  const auto wait_s = std::stoi(reply.headers.back().second);
  REQUIRE(reply.headers.back().first == "Retry-After");
  REQUIRE(wait_s >= 5);
  REQUIRE(wait_s <= 30);
}
