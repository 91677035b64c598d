// Signing in to the admin page, over real TLS on real sockets.
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <latch>
#include <nlohmann/json.hpp>

#include "sync/collector/data_folder.h"
#include "sync/net/curl_transport.h"
#include "tests/collector/day.h"

using namespace lintel;
using namespace lintel::collector;
using nlohmann::json;
using std::chrono::hours;

namespace {

using Headers = std::map<std::string, std::string>;

const std::string right = "a door for every word";
const std::string wrong = "a door for any word";

UtcTime today() {
  return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

// A collector in a folder of its own, whose clock is moved by hand.
struct Office {
  TempFolder folder;
  ManualClock clock{today()};
  Certificate certificate = make_certificate({"127.0.0.1"}, today()).value();
  std::unique_ptr<Service> service;
  std::unique_ptr<CurlTransport> transport;
  std::string origin;

  Office() { open(); }
  void open() {
    ServiceOptions options;
    options.data_folder = folder.path();
    options.certificate = certificate;
    options.clock = &clock;
    auto opened = Service::open(std::move(options));
    REQUIRE(opened);
    service = std::move(opened).value();
    const auto url = service->listen({"127.0.0.1", 0, Listening::loopback}, {});
    REQUIRE(url);
    origin = *url;
    transport = CurlTransport::open(*url).value();
  }
  void restart() {
    REQUIRE(service->close());
    service.reset();
    open();
  }

  Reply send(Request request, Headers headers) {
    request.headers = std::move(headers);
    request.peer = {TlsPeer::Known::by_key, certificate.pin};
    const auto exchange = transport->exchange(request);
    REQUIRE(exchange);
    REQUIRE(exchange->replied);
    return exchange->reply;
  }
  Reply get(const std::string& path, Headers headers = {}) {
    Request request;
    request.path = path;
    return send(std::move(request), std::move(headers));
  }
  Reply post(const std::string& path, const json& body, Headers headers = {}) {
    Request request;
    request.method = Method::post;
    request.path = path;
    request.body = body.dump();
    headers["Content-Type"] = "application/json";
    return send(std::move(request), std::move(headers));
  }

  Headers key() const { return {{"Authorization", "Bearer " + service->admin_token()}}; }
  Reply sign_in(const std::string& password) {
    return post("/v1/admin/sign-in", {{"password", password}});
  }
  Reply use(const std::string& once) { return post("/v1/admin/sign-in", {{"once", once}}); }
  std::string link() {
    const Reply reply = post("/v1/admin/link", json::object(), key());
    REQUIRE(reply.status == 200);
    REQUIRE(reply.body.starts_with("/admin/#once="));
    return reply.body.substr(reply.body.find('=') + 1);
  }
  void choose(const std::string& password) {
    REQUIRE(post("/v1/admin/password", {{"password", password}}, key()).status == 200);
  }
};

// What a browser sends back of a sign-in.
struct Browser {
  std::string cookie;
  std::string csrf;
  explicit Browser(const Reply& reply) {
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    const std::string& set = reply.headers.at("set-cookie");
    cookie = set.substr(0, set.find(';'));
    csrf = json::parse(reply.body)["csrf"];
  }
  Headers reads() const { return {{"Cookie", cookie}}; }
  Headers writes() const { return {{"Cookie", cookie}, {"Lintel-Csrf", csrf}}; }
};

}  // namespace

TEST_CASE("The right password opens a session, and its cookie is for this host and TLS alone",
          "[collector][sign-in][tls]") {
  Office office;
  office.choose(right);
  CHECK(office.get("/v1/admin/results").status == 401);
  const Reply reply = office.sign_in(right);
  const Browser browser(reply);
  const std::string& set = reply.headers.at("set-cookie");
  CHECK(set.substr(set.find(';')) == "; Path=/; Secure; HttpOnly; SameSite=Strict");
  CHECK(browser.cookie.starts_with("__Host-lintel="));
  CHECK(browser.cookie.size() == std::string("__Host-lintel=").size() + 64);
  CHECK(reply.headers.at("cache-control") == "no-store");
  CHECK(reply.headers.at("referrer-policy") == "no-referrer");
  CHECK(office.get("/v1/admin/results", browser.reads()).status == 200);
  CHECK(office.get("/v1/admin/results", {{"Cookie", "a=b; " + browser.cookie + "; c=d"}}).status ==
        200);
  const json session = json::parse(office.get("/v1/admin/session", browser.reads()).body);
  CHECK(session["signed_in_by"] == "password");
  CHECK(session["csrf"] == browser.csrf);
  // Another one is another secret.
  CHECK(Browser(office.sign_in(right)).cookie != browser.cookie);
}

TEST_CASE("A wrong password, and any before one was chosen, get the same answer",
          "[collector][sign-in][tls]") {
  Office office;
  const Reply before = office.sign_in(wrong);
  office.choose(right);
  const Reply after = office.sign_in(wrong);
  CHECK(before.status == 401);
  CHECK(after.status == 401);
  CHECK(before.body == after.body);
  CHECK(before.headers.count("set-cookie") == 0);
  CHECK(office.sign_in("").status == 401);
  for (const json& body :
       {json::array(), json::object(), json{{"password", 7}},
        json{{"password", right}, {"once", "x"}}, json{{"password", std::string(2000, 'x')}}}) {
    CHECK(office.post("/v1/admin/sign-in", body).status == 400);
  }
}

TEST_CASE("Wrong passwords are counted before they are checked, also over a restart",
          "[collector][sign-in][tls]") {
  Office office;
  office.choose(right);
  for (int number = 0; number < 4; ++number) {
    REQUIRE(office.sign_in(wrong).status == 401);
  }
  office.restart();
  CHECK(office.sign_in(wrong).status == 401);
  const Reply wait = office.sign_in(right);
  CHECK(wait.status == 429);
  CHECK(wait.headers.at("retry-after") == "30");
  CHECK(json::parse(wait.body)["detail"] ==
        "Too many wrong passwords. Try again in 30 seconds, or make a sign-in link on the "
        "collector's computer: lintel-collector admin link.");
  office.restart();
  CHECK(office.sign_in(right).status == 429);
  SECTION("the wait ends") {
    office.clock.advance(seconds{30});
    CHECK(office.sign_in(right).status == 200);
    CHECK(office.sign_in(wrong).status == 401);
    CHECK(office.sign_in(right).status == 200);
  }
  SECTION("and grows") {
    office.clock.advance(seconds{30});
    CHECK(office.sign_in(wrong).status == 401);
    CHECK(office.sign_in(right).headers.at("retry-after") == "60");
  }
  SECTION("a link still lets its holder in") {
    CHECK(office.use(office.link()).status == 200);
  }
}

TEST_CASE("Guesses made all at once are no more than guesses made in turn",
          "[collector][sign-in]") {
  constexpr int guesses = 12;
  Office office;
  office.choose(right);
  std::latch answered(guesses);
  std::atomic<int> checked{0};
  std::atomic<int> put_off{0};
  HttpRequest guess;
  guess.verb = Verb::post;
  guess.target = "/v1/admin/sign-in";
  guess.body = json{{"password", wrong}}.dump();
  for (int number = 0; number < guesses; ++number) {
    office.service->router().answer(guess, [&](const ReplyMaker& make) {
      const int status = make().status;
      checked += status == 401 ? 1 : 0;
      put_off += status == 429 ? 1 : 0;
      answered.count_down();
    });
  }
  answered.wait();
  CHECK(checked == sign_in::password_free_tries);
  CHECK(put_off == guesses - sign_in::password_free_tries);
}

TEST_CASE("A one-time link signs in once, and lets a password be chosen",
          "[collector][sign-in][tls]") {
  Office office;
  const std::string once = office.link();
  CHECK(office.use(std::string(64, '0')).status == 401);
  const Reply reply = office.use(once);
  const Browser browser(reply);
  CHECK(json::parse(reply.body)["has_password"] == false);
  const Reply again = office.use(once);
  CHECK(again.status == 401);
  CHECK(json::parse(again.body)["type"] == "urn:lintel:problem:used-link");
  CHECK(office.get("/v1/admin/results", browser.reads()).status == 200);
  CHECK(office.post("/v1/admin/password", {{"password", "too short"}}, browser.writes()).status ==
        422);
  const Browser chosen(office.post("/v1/admin/password", {{"password", right}}, browser.writes()));
  CHECK(office.get("/v1/admin/results", browser.reads()).status == 401);
  CHECK(office.get("/v1/admin/results", chosen.reads()).status == 200);
  CHECK(office.sign_in(right).status == 200);
  const std::string late = office.link();
  office.clock.advance(hours{1});
  CHECK(office.use(late).status == 401);
}

TEST_CASE("A session that came by password cannot choose another, nor make links",
          "[collector][sign-in][tls]") {
  Office office;
  office.choose(right);
  const Browser browser(office.sign_in(right));
  CHECK(office.post("/v1/admin/password", {{"password", wrong}}, browser.writes()).status == 403);
  CHECK(office.post("/v1/admin/link", json::object(), browser.writes()).status == 403);
  CHECK(office.sign_in(right).status == 200);
}

TEST_CASE("What changes something needs the page's own token", "[collector][sign-in][tls]") {
  Office office;
  office.choose(right);
  const Browser browser(office.sign_in(right));
  const Browser other(office.sign_in(right));
  const auto undo = [&](Headers headers) {
    return office.post("/v1/admin/undo", json::object(), std::move(headers)).status;
  };
  CHECK(undo(browser.reads()) == 403);
  CHECK(undo({{"Cookie", browser.cookie}, {"Lintel-Csrf", other.csrf}}) == 403);
  CHECK(undo({{"Lintel-Csrf", browser.csrf}}) == 401);
  CHECK(undo(browser.writes()) == 404);  // there is nothing to undo
  CHECK(undo(office.key()) == 404);
}

TEST_CASE("What another site makes a browser send is refused", "[collector][sign-in][tls]") {
  Office office;
  office.choose(right);
  const Browser browser(office.sign_in(right));
  const auto look = [&](const std::string& name, const std::string& value) {
    Headers headers = browser.reads();
    headers[name] = value;
    return office.get("/v1/admin/results", headers).status;
  };
  for (const char* foreign : {"https://evil.example", "null", "https://127.0.0.1:1",
                              "https://127.0.0.1.evil.example", ""}) {
    CAPTURE(foreign);
    const bool sent = foreign[0] != '\0';  // an empty one is not sent at all
    CHECK(look("Origin", foreign) == (sent ? 403 : 200));
  }
  CHECK(look("Origin", office.origin) == 200);
  CHECK(look("Sec-Fetch-Site", "cross-site") == 403);
  CHECK(look("Sec-Fetch-Site", "same-site") == 403);
  CHECK(look("Sec-Fetch-Site", "same-origin") == 200);
  CHECK(look("Sec-Fetch-Site", "none") == 200);
  CHECK(office.post("/v1/admin/sign-in", {{"password", right}}, {{"Sec-Fetch-Site", "cross-site"}})
            .status == 403);
}

TEST_CASE("A session outlives the collector, not its time, sign-out or the password",
          "[collector][sign-in][tls]") {
  Office office;
  office.choose(right);
  const Browser browser(office.sign_in(right));
  office.restart();
  CHECK(office.get("/v1/admin/results", browser.reads()).status == 200);
  SECTION("12 hours without use") {
    office.clock.advance(hours{12});
    CHECK(office.get("/v1/admin/results", browser.reads()).status == 401);
  }
  SECTION("use is noted, on the disk too") {
    office.clock.advance(hours{11});
    CHECK(office.get("/v1/admin/results", browser.reads()).status == 200);
    office.restart();
    office.clock.advance(hours{11});
    CHECK(office.get("/v1/admin/results", browser.reads()).status == 200);
  }
  SECTION("signed out") {
    const Reply reply = office.post("/v1/admin/sign-out", json::object(), browser.writes());
    CHECK(reply.status == 200);
    CHECK(reply.headers.at("set-cookie") ==
          "__Host-lintel=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Strict");
    CHECK(office.get("/v1/admin/results", browser.reads()).status == 401);
    office.restart();
    CHECK(office.get("/v1/admin/results", browser.reads()).status == 401);
  }
  SECTION("another password") {
    office.choose(wrong);
    CHECK(office.get("/v1/admin/results", browser.reads()).status == 401);
    CHECK(office.sign_in(right).status == 401);
    CHECK(office.sign_in(wrong).status == 200);
  }
}

TEST_CASE("The key works in its header and in no address", "[collector][sign-in][tls]") {
  Office office;
  const std::string key = office.service->admin_token();
  CHECK(office.get("/v1/admin/results", office.key()).status == 200);
  for (const std::string& path : {"/v1/admin/results?key=" + key, "/v1/admin/results?token=" + key,
                                  "/v1/admin/results?access_token=" + key}) {
    CHECK(office.get(path).status == 401);
  }
  CHECK(office.get("/v1/admin/results", {{"Cookie", "__Host-lintel=" + key}}).status == 401);
  CHECK(office.use(key).status == 401);
  CHECK(office.sign_in(key).status == 401);
}

TEST_CASE("Neither the database nor its log holds what would let anybody in",
          "[collector][sign-in][tls]") {
  Office office;
  office.choose(right);
  const std::string link = office.link();
  const Browser browser(office.sign_in(right));
  const std::string token = browser.cookie.substr(browser.cookie.find('=') + 1);
  const auto searched = [&] {
    std::size_t bytes = 0;
    for (const auto& entry : std::filesystem::directory_iterator{office.folder.path()}) {
      if (entry.path().filename().string().starts_with(database_name)) {
        const std::string file = read_file(entry.path().string(), 64 << 20).value();
        bytes += file.size();
        CHECK(file.find(right) == std::string::npos);
        CHECK(file.find(link) == std::string::npos);
        CHECK(file.find(token) == std::string::npos);
      }
    }
    return bytes;
  };
  CHECK(searched() > 0);
  REQUIRE(office.service->close());
  CHECK(searched() > 0);
}
