#include "tests/secrecy/parts.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <condition_variable>
#include <filesystem>
#include <set>
#include <thread>

#include "shared/wire/ledger_json.h"
#include "shared/wire/protocol.h"
#include "shared/wire/schedule.h"
#include "sync/net/curl_transport.h"

namespace lintel::secrecy {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::chrono::seconds patience{20};
// Two threads and a round trip on loopback; what they had to do at this second is done by then.
constexpr std::chrono::milliseconds a_moment{4};

}  // namespace

Desk::Desk(const ManualClock& clock) : clock_(clock) {
  auto made = make_certificate({"127.0.0.1"}, clock.now());
  REQUIRE(made);
  certificate_ = std::move(made).value();
  open();
}

void Desk::open() {
  collector::ServiceOptions options;
  options.data_folder = folder();
  options.clock = &clock_;
  options.certificate = certificate_;
  auto opened = collector::Service::open(std::move(options));
  REQUIRE(opened);
  service_ = std::move(opened).value();
  const auto listening = service_->listen(
      {"127.0.0.1", static_cast<unsigned short>(port_), collector::Listening::loopback}, {});
  REQUIRE(listening);
  port_ = std::stoi(listening->substr(listening->rfind(':') + 1));
}

void Desk::close() {
  if (service_) {
    const Status closed = service_->close();
    CHECK(closed);
    service_.reset();
  }
}

collector::HttpReply Desk::ask(collector::HttpRequest request) const {
  return service_->ask(std::move(request));
}

std::string Desk::get(const std::string& path) const {
  collector::HttpRequest request;
  request.target = path;
  return ask(std::move(request)).body;
}

int Desk::post(const std::string& path, const std::string& body, const std::string& type) const {
  collector::HttpRequest request;
  request.verb = collector::Verb::post;
  request.target = path;
  request.content_type = type;
  request.body = body;
  return ask(std::move(request)).status;
}

void Desk::load(const Event& event) {
  REQUIRE(post("/v1/admin/event", wire::encode(event, wire::Guides::kept), "application/json") <
          300);
}

void Desk::back_up() {
  close();
  fs::remove_all(folder_.path("backup"));
  fs::copy(folder(), folder_.path("backup"), fs::copy_options::recursive);
  open();
}

void Desk::restore() {
  close();
  for (const auto& entry : fs::directory_iterator(folder_.path("backup"))) {
    if (entry.path().filename() != "shown.json") {
      fs::copy(entry.path(), folder() + "/" + entry.path().filename().string(),
               fs::copy_options::overwrite_existing | fs::copy_options::recursive);
    }
  }
  open();
}

// What a tablet says and hears, and its news.
struct Door::Ear {
  std::mutex mutex;
  std::condition_variable heard;
  std::set<Uuid> answered;  // by the disk
  std::string code;         // to be approved
  bool takes_notes = false;
  std::vector<LedgerSeen> ledgers;
  std::vector<Copy> requests;

  void hear(const TabletNews& news) {
    const std::lock_guard lock(mutex);
    if (const auto* stored = std::get_if<Stored>(&news)) {
      answered.insert(stored->id);
    } else if (const auto* sealed = std::get_if<SealedNews>(&news)) {
      answered.insert(sealed->id);
    } else if (const auto* failed = std::get_if<StoreFailed>(&news)) {
      answered.insert(failed->id);
    } else if (const auto* pairing = std::get_if<PairingChanged>(&news)) {
      code = pairing->shown.waiting ? pairing->shown.code : "";
    } else if (const auto* key = std::get_if<NotesKeyKnown>(&news)) {
      takes_notes = key->known;
    }
    heard.notify_all();
  }
};

namespace {

// Somebody who ends TLS between tablet and collector, and writes down what is asked.
template <class Ear>
class Overhearing final : public Transport {
 public:
  Overhearing(std::unique_ptr<Transport> inner, std::shared_ptr<Ear> ear, const ManualClock& clock)
      : inner_(std::move(inner)), ear_(std::move(ear)), clock_(clock) {}

  Result<Exchange> exchange(const Request& request) override {
    {
      const std::lock_guard lock(ear_->mutex);
      if (request.path == wire::ledger_path) {
        if (const auto ledger = wire::decode_ledger(request.body)) {
          ear_->ledgers.push_back({clock_.now(), *ledger});
        }
      } else if (request.path == wire::responses_path) {
        ear_->requests.push_back({clock_.now(), Medium::stick, {}, {{"request", request.body}}});
      }
    }
    return inner_->exchange(request);
  }
  void cancel() override { inner_->cancel(); }

 private:
  std::unique_ptr<Transport> inner_;
  std::shared_ptr<Ear> ear_;
  const ManualClock& clock_;
};

}  // namespace

Door::Door(std::string name, ManualClock& clock, const Desk& desk)
    : name_(std::move(name)),
      clock_(clock),
      ear_(std::make_shared<Ear>()),
      tap_(std::make_unique<WireTap>(desk.port(), [&clock] { return clock.now(); })) {
  fs::create_directories(stick());
}

void Door::switch_on() {
  auto transport = CurlTransport::open(tap_->url());
  REQUIRE(transport);
  TabletOptions options;
  options.data_folder = folder();
  options.collector_url = tap_->url();
  options.room_name = "204";
  options.version = "0.2.0";
  options.clock = &clock_;
  options.tell = [ear = ear_](const TabletNews& news) { ear->hear(news); };
  options.seed = std::hash<std::string>{}(name_);
  auto opened = Tablet::open(std::move(options), std::make_unique<Overhearing<Ear>>(
                                                     std::move(transport).value(), ear_, clock_));
  REQUIRE(opened);
  tablet_ = std::move(opened).value();
}

void Door::settle() {
  if (tablet_) {
    tablet_->wake();
  }
  std::this_thread::sleep_for(a_moment);
}

bool Door::wait_for(const Uuid& id) {
  std::unique_lock lock(ear_->mutex);
  const bool heard =
      ear_->heard.wait_for(lock, patience, [&] { return ear_->answered.count(id) > 0; });
  ear_->answered.erase(id);
  return heard;
}

void Door::pair(const Desk& desk, const std::string& room) {
  std::string code;
  for (int i = 0; i < 600 && code.empty(); ++i) {
    clock_.advance(milliseconds{1000});
    settle();
    const std::lock_guard lock(ear_->mutex);
    code = ear_->code;
  }
  REQUIRE_FALSE(code.empty());
  REQUIRE(desk.post("/v1/admin/pairings/approve", json{{"code", code}, {"room", room}}.dump(),
                    "application/json") == 200);
  // The schedule brings the key that notes are sealed to.
  bool ready = false;
  for (int i = 0; i < 600 && !ready; ++i) {
    clock_.advance(milliseconds{1000});
    settle();
    const std::lock_guard lock(ear_->mutex);
    ready = ear_->takes_notes;
  }
  REQUIRE(ready);
}

std::vector<LedgerSeen> Door::ledgers() const {
  const std::lock_guard lock(ear_->mutex);
  return ear_->ledgers;
}

std::vector<Copy> Door::requests() const {
  const std::lock_guard lock(ear_->mutex);
  return ear_->requests;
}

}  // namespace lintel::secrecy
