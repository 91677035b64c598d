// A given certificate is renewed under a collector that runs.
#include "sync/collector/certificate_watch.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "shared/wire/protocol.h"
#include "sync/net/curl_transport.h"
#include "tests/collector/day.h"

using namespace lintel;
using namespace lintel::collector;
using Because = CertificateWatch::Because;

namespace {

UtcTime today() {
  return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

// Two files as a school's renewal job writes them, one after the other.
struct Files {
  TempFolder folder;
  std::string chain = folder.file("fullchain.pem");
  std::string key = folder.file("privkey.pem");
  Certificate first = make_certificate({"127.0.0.1"}, today()).value();
  CertificateWatch watch{chain, key, first};
  std::string trouble;

  Files() { write(first); }
  static void put(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::trunc) << text;
  }
  void write(const Certificate& certificate) const {
    put(chain, certificate.chain_pem);
    put(key, certificate.key_pem);
  }
  std::optional<Certificate> look(Because because = Because::minute_passed) {
    return watch.look(because, today(), trouble);
  }
};

}  // namespace

TEST_CASE("A renewed certificate is found at the next look, once", "[collector][certificate]") {
  Files files;
  CHECK_FALSE(files.look());
  const Certificate second = make_certificate({"127.0.0.1"}, today()).value();
  files.write(second);
  const auto found = files.look();
  REQUIRE(found);
  CHECK(found->pin == second.pin);
  CHECK(files.trouble.empty());
  files.watch.took(*found);
  CHECK_FALSE(files.look());
}

TEST_CASE("A file that is half written, of another key, or gone changes nothing and is said once",
          "[collector][certificate]") {
  Files files;
  const Certificate second = make_certificate({"127.0.0.1"}, today()).value();
  SECTION("cut off") {
    files.put(files.chain, second.chain_pem.substr(0, second.chain_pem.size() / 2));
  }
  SECTION("the chain is there, its key not yet") {
    files.put(files.chain, second.chain_pem);
  }
  SECTION("gone") {
    std::filesystem::remove(files.key);
  }
  CHECK_FALSE(files.look());
  CHECK(files.trouble.empty());  // somebody may be writing just now
  CHECK_FALSE(files.look());
  CHECK(files.trouble.starts_with("The certificate before goes on being used: "));
  CHECK(files.trouble.find(files.folder.path()) != std::string::npos);
  CHECK_FALSE(files.look());
  CHECK(files.trouble.empty());
  CHECK_FALSE(files.look(Because::asked));
  CHECK_FALSE(files.trouble.empty());
  files.write(second);
  REQUIRE(files.look());
  CHECK(files.trouble.empty());
}

TEST_CASE("A new certificate that is not valid today does not take the place of one that is",
          "[collector][certificate]") {
  Files files;
  const auto made_at = [](std::chrono::days from_today) {
    return make_certificate({"127.0.0.1"}, today() + from_today).value();
  };
  for (const Certificate& bad :
       {made_at(-certificate_life - std::chrono::days{5}), made_at(std::chrono::days{5})}) {
    files.write(bad);
    CHECK_FALSE(files.look(Because::asked));
    CHECK(files.trouble.find("is valid from") != std::string::npos);
  }
}

TEST_CASE("The end of a certificate is said weeks before, and when it has come, once each",
          "[collector][certificate]") {
  Files files;
  const UtcTime end = files.first.not_after;
  CHECK(files.watch.news_of_end(end - std::chrono::days{31}).empty());
  CHECK(files.watch.news_of_end(end - std::chrono::days{29}).find("ends on") != std::string::npos);
  CHECK(files.watch.news_of_end(end - std::chrono::days{28}).empty());
  CHECK(files.watch.news_of_end(end).find("ended on") != std::string::npos);
  CHECK(files.watch.news_of_end(end + std::chrono::days{1}).empty());
}

TEST_CASE(
    "A collector takes a renewed certificate for connections to come, and its page says when "
    "it ends",
    "[collector][certificate][tls]") {
  const TempFolder folder;
  ManualClock clock{today()};
  const Certificate first = make_certificate({"127.0.0.1"}, today()).value();
  ServiceOptions options;
  options.data_folder = folder.path();
  options.certificate = first;
  options.clock = &clock;
  auto service = Service::open(std::move(options)).value();
  const std::string url = service->listen({"127.0.0.1", 0, Listening::loopback}, {}).value();
  const auto hello = [&](CurlTransport& transport, const std::string& pin) {
    Request request;
    request.path = std::string(wire::hello_path) + "?nonce=abc";
    request.peer = {TlsPeer::Known::by_key, pin};
    return transport.exchange(request).value();
  };
  const auto open = CurlTransport::open(url).value();
  REQUIRE(hello(*open, first.pin).replied);

  const Certificate second = make_certificate({"127.0.0.1"}, today()).value();
  Certificate broken = second;
  broken.key_pem = first.key_pem;
  CHECK_FALSE(service->use_certificate(broken));
  CHECK(hello(*CurlTransport::open(url).value(), first.pin).replied);
  REQUIRE(service->use_certificate(second));
  CHECK(hello(*CurlTransport::open(url).value(), second.pin).replied);
  CHECK(hello(*CurlTransport::open(url).value(), first.pin).failure ==
        TransportFailure::intercepted);
  CHECK(hello(*open, first.pin).replied);  // its connection goes on

  const auto warning = [&] {
    HttpRequest request;
    request.target = "/v1/admin/tablets";
    return service->ask(std::move(request)).body;
  };
  CHECK(warning().find(R"("warning":"")") != std::string::npos);
  clock.advance(certificate_life - std::chrono::days{20});
  CHECK(warning().find("The TLS certificate ends on") != std::string::npos);
}
