#include "tests/joining/school.h"

#include <catch2/catch_test_macros.hpp>

#include "sync/net/curl_transport.h"

namespace lintel::test {

using collector::HttpReply;
using collector::HttpRequest;
using collector::Verb;
using nlohmann::json;

Office::Office() {
  auto made = make_certificate({"127.0.0.1"}, clock.now());
  REQUIRE(made);
  certificate = std::move(made).value();
}

void Office::open(collector::Vouching vouching) {
  collector::ServiceOptions options;
  options.data_folder = folder.path("collector");
  options.clock = &clock;
  options.certificate = certificate;
  options.vouching = vouching;
  auto opened = collector::Service::open(std::move(options));
  REQUIRE(opened);
  service = std::move(opened).value();
  const auto listening = service->listen(
      {"127.0.0.1", static_cast<unsigned short>(port), collector::Listening::loopback}, {});
  REQUIRE(listening);
  REQUIRE(listening->starts_with("https://"));
  port = std::stoi(listening->substr(listening->rfind(':') + 1));
}

void Office::close() {
  service.reset();
}

json Office::get(const std::string& path) const {
  HttpRequest request;
  request.target = path;
  return json::parse(service->ask(std::move(request)).body);
}

int Office::load(const std::string& document) const {
  HttpRequest request;
  request.verb = Verb::post;
  request.target = "/v1/admin/event";
  request.body = document;
  return service->ask(std::move(request)).status;
}

int Office::decide(const std::string& decision, const json& what) const {
  HttpRequest request;
  request.verb = Verb::post;
  request.target = "/v1/admin/pairings/" + decision;
  request.body = what.dump();
  return service->ask(std::move(request)).status;
}

void Door::switch_on(const std::string& url, TabletOptions::Collector whose) {
  box = std::make_shared<NewsBox>();
  CurlOptions curl;
  curl.ca_file = ca_file;
  auto transport = CurlTransport::open(url, curl);
  REQUIRE(transport);
  TabletOptions options;
  options.data_folder = folder.path("tablet");
  options.collector_url = url;
  options.room_name = room;
  options.version = "0.1.0";
  options.clock = &clock;
  options.tell = [told = box](TabletNews news) { told->put(std::move(news)); };
  options.seed = 1;
  options.send_minute = std::chrono::seconds{1};
  options.collector = whose;
  options.time = time;
  auto opened = Tablet::open(std::move(options), std::move(transport).value());
  REQUIRE(opened);
  tablet = std::move(opened).value();
}

void Door::answer(std::uint64_t from, std::uint64_t to) const {
  for (std::uint64_t number = from; number < to; ++number) {
    tablet->put_open(test_response(number));
    tablet->seal(test_id(number), {5, Burst::no, {}});
  }
  tablet->end_day({});
}

PairingShown Door::shown() const {
  const auto all = box->all();
  for (auto news = all.rbegin(); news != all.rend(); ++news) {
    if (const auto* changed = std::get_if<PairingChanged>(&*news)) {
      return changed->shown;
    }
  }
  return {};
}

bool Door::becomes(const std::function<bool()>& condition) {
  return box->wait_until([&] {
    clock.advance(milliseconds{1000});
    tablet->wake();
    return condition();
  });
}

bool Door::tells(const std::function<bool(const JournalCounts&)>& condition) {
  return becomes([&] {
    const auto counts = box->counts();
    return counts && condition(*counts);
  });
}

bool Door::has_standing(outbox::Standing standing) {
  return becomes([&] { return box->standing() == standing; });
}

}  // namespace lintel::test
