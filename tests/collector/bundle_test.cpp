// Answers that a person carries here: whose are taken, how often, and what is said of the others.
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "shared/trust/bundle.h"
#include "sync/client/device_key.h"
#include "sync/client/storage.h"
#include "sync/collector/bundle_intake.h"
#include "sync/collector/commands.h"
#include "tests/collector/signed_tablet.h"

using namespace lintel;
using namespace lintel::collector;

namespace {

// What tablet 1 took: answers first..last to "late".
trust::Bundle bundle_of(int first, int last) {
  trust::Bundle bundle;
  bundle.event = small_day().id;
  bundle.ledger = ledger_of(first, last);
  for (int number = first; number <= last; ++number) {
    bundle.answers.push_back(event_bytes(number));
  }
  return bundle;
}

std::string file_of(const trust::Bundle& bundle, const SignedTablet& tablet) {
  return trust::seal_bundle(bundle, tablet.key());
}

struct Desk {
  TempFolder folder;
  Running collector{folder, {}, Tablets::paired_only};
  SignedTablet tablet{1};

  WireReply import(const std::string& file, const std::string& query = "") {
    SocketClient admin(collector.port());
    return admin.ask(send_body("POST", std::string(bundle_path) + query,
                               std::string(bundle_content_type), file, {collector.bearer()}));
  }
  nlohmann::json imported(const std::string& file, const std::string& query = "") {
    const WireReply reply = import(file, query);
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    return nlohmann::json::parse(reply.body);
  }
  std::string refused(const std::string& file, const std::string& query = "") {
    const WireReply reply = import(file, query);
    INFO(reply.body);
    CHECK(reply.status == 422);
    return nlohmann::json::parse(reply.body).value("detail", "");
  }
};

bool says(const std::string& sentence, const std::string& part) {
  UNSCOPED_INFO(sentence);
  return sentence.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A paired tablet's bundle is taken in once, however often it is imported",
          "[collector][bundle]") {
  Desk desk;
  pair(desk.collector, desk.tablet, "204");
  const std::string file = file_of(bundle_of(1, 250), desk.tablet);
  auto report = desk.imported(file);
  CHECK(report["stored"] == 250);
  CHECK(report["duplicate"] == 0);
  CHECK(report["refused"] == 0);
  CHECK(report["taken"] == 250);
  CHECK(report["received"] == 250);
  CHECK(report["meets"] == true);
  report = desk.imported(file);
  CHECK(report["stored"] == 0);
  CHECK(report["duplicate"] == 250);
  CHECK(report["received"] == 250);
  CHECK(report["meets"] == true);
}

TEST_CASE("What came over the network and what is carried are one", "[collector][bundle]") {
  Desk desk;
  pair(desk.collector, desk.tablet, "204");
  SocketClient client(desk.collector.port());
  REQUIRE(client.ask(desk.tablet.post(batch(1, 60))).status == 201);
  const auto report = desk.imported(file_of(bundle_of(1, 100), desk.tablet));
  CHECK(report["stored"] == 40);
  CHECK(report["duplicate"] == 60);
  CHECK(report["meets"] == true);
  // And the tablet, back on the network, hears that all of it is here.
  const WireReply again = client.ask(desk.tablet.post(batch(61, 100)));
  REQUIRE(again.status == 201);
  CHECK(again.body.find("stored") == std::string::npos);
}

TEST_CASE("An older bundle adds nothing and takes nothing back", "[collector][bundle]") {
  Desk desk;
  pair(desk.collector, desk.tablet, "204");
  desk.imported(file_of(bundle_of(1, 9), desk.tablet));
  const auto report = desk.imported(file_of(bundle_of(1, 4), desk.tablet));
  CHECK(report["duplicate"] == 4);
  CHECK(report["taken"] == 9);
  CHECK(report["meets"] == true);
}

TEST_CASE("A bundle changed in one place is not taken in", "[collector][bundle]") {
  Desk desk;
  pair(desk.collector, desk.tablet, "204");
  std::string file = file_of(bundle_of(1, 5), desk.tablet);
  file.replace(file.find("not-sure"), 8, "not-s0re");
  CHECK(says(desk.refused(file), "changed or damaged"));
  CHECK(desk.imported(file_of(bundle_of(1, 5), desk.tablet))["stored"] == 5);
}

TEST_CASE("Strangers' and revoked tablets' bundles are refused until an adult vouches for them",
          "[collector][bundle]") {
  Desk desk;
  const std::string file = file_of(bundle_of(1, 5), desk.tablet);
  CHECK(says(desk.refused(file), "is not paired with this collector"));
  pair(desk.collector, desk.tablet, "204");
  REQUIRE(decide(desk.collector, "revoke", R"({"device":")" + desk.tablet.device().text() + "\"}")
              .status == 200);
  CHECK(says(desk.refused(file), "was revoked (room 204)"));
  CHECK(desk.imported(file, "?accept=unpaired")["stored"] == 5);
  // It may bring answers, not send them.
  SocketClient client(desk.collector.port());
  CHECK(client.ask(desk.tablet.post(batch(6, 7))).status == 401);
}

TEST_CASE("Nobody can vouch for a bundle sealed with another key than the paired one",
          "[collector][bundle]") {
  Desk desk;
  pair(desk.collector, desk.tablet, "204");
  const std::string forged = file_of(bundle_of(1, 5), SignedTablet(2));
  CHECK(says(desk.refused(forged), "another key"));
  CHECK(says(desk.refused(forged, "?accept=unpaired"), "another key"));
}

TEST_CASE("An older stick takes nothing back of what a newer one told, also after a restart",
          "[collector][bundle]") {
  Desk desk;
  pair(desk.collector, desk.tablet, "204");
  const auto carried = [&](int answers, int run, int after) {
    trust::Bundle bundle = bundle_of(1, answers);
    bundle.ledger.run = id_number(run);
    bundle.ledger.as_of = UtcTime{std::chrono::days{20'000}} + minutes{after};
    return file_of(bundle, desk.tablet);
  };
  CHECK(desk.imported(carried(5, 1, 10))["received"] == 5);
  CHECK(desk.imported(carried(3, 2, 0))["taken"] == 5);
  CHECK(desk.imported(carried(3, 2, 0))["meets"] == true);
  // One that counts more is newer, whatever its clock says.
  CHECK(desk.imported(carried(6, 3, -20))["taken"] == 6);
}

TEST_CASE("A bundle of another event is refused with that event's name", "[collector][bundle]") {
  Desk desk;
  pair(desk.collector, desk.tablet, "204");
  trust::Bundle other = bundle_of(1, 5);
  other.event = EventId{"spring-2027"};
  CHECK(says(desk.refused(file_of(other, desk.tablet)), "\"spring-2027\""));
}

TEST_CASE("One bad answer in a bundle is named and holds up no other", "[collector][bundle]") {
  Desk desk;
  pair(desk.collector, desk.tablet, "204");
  trust::Bundle bundle = bundle_of(1, 5);
  bundle.answers[1] = event_bytes(2, "late", "for-lunch");
  bundle.answers[2] = "{\"id\":3}";
  bundle.answers[3].replace(bundle.answers[3].find(device_number(1).text()), 36,
                            device_number(2).text());
  const auto report = desk.imported(file_of(bundle, desk.tablet));
  CHECK(report["stored"] == 2);
  CHECK(report["refused"] == 3);
  CHECK(report["meets"] == false);
  CHECK(report["reasons"]["source: not the tablet that sends it"] == 1);
}

TEST_CASE("Only an admin imports", "[collector][bundle]") {
  Desk desk;
  pair(desk.collector, desk.tablet, "204");
  SocketClient client(desk.collector.port());
  CHECK(client
            .ask(send_body("POST", std::string(bundle_path), std::string(bundle_content_type),
                           file_of(bundle_of(1, 5), desk.tablet)))
            .status == 401);
}

namespace {

struct Run {
  int code = -1;
  std::string out;
  std::string err;
};

template <class Command>
Run run(Command&& command) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = command(Streams{out, err});
  return {code, out.str(), err.str()};
}

std::string bytes_of(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

// Every file of a folder with its bytes.
std::map<std::string, std::string> contents(const std::string& folder) {
  std::map<std::string, std::string> all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    all[entry.path().filename().string()] = bytes_of(entry.path().string());
  }
  return all;
}

// A collector's folder with the small day, nobody serving it.
void load_small_day(const TempFolder& folder) {
  ServiceOptions options;
  options.data_folder = folder.path();
  const auto service = Service::open(std::move(options)).value();
  HttpRequest request;
  request.verb = Verb::post;
  request.target = "/v1/admin/event";
  request.authorization = "Bearer " + service->admin_token();
  request.content_type = "application/json";
  request.body = small_day_document();
  REQUIRE(service->ask(std::move(request)).status == 200);
  REQUIRE(service->close());
}

// A tablet that stops as a power cut stops it: its log is not played back, an answer is open.
void take_and_die(const std::string& folder, int first, int last) {
  std::filesystem::create_directories(folder);
  const TempFolder live;
  const auto store = store::Store::open(live.path()).value();
  REQUIRE(device_key(store->schedule()));
  for (int number = first; number <= last; ++number) {
    REQUIRE(store->journal().put_open(answer(number, "late")));
    if (number < last) {
      REQUIRE(store->journal().seal(id_number(number), {5, Burst::no, {}}));
    }
  }
  for (const char* name : {"lintel.db", "lintel.db-wal"}) {
    std::filesystem::copy_file(live.file(name), folder + "/" + name);
  }
}

}  // namespace

TEST_CASE("A dead tablet's folder is taken in, log and open answer too, and not touched",
          "[collector][bundle]") {
  const TempFolder data;
  const TempFolder copy;
  load_small_day(data);
  take_and_die(copy.path(), 1, 8);
  const auto before = contents(copy.path());
  REQUIRE(before.at("lintel.db-wal").size() > 0);
  FromFolder command{copy.path(), "204", "", BundleOf::paired};
  const auto import = [&] {
    return run([&](Streams streams) { return bundle_from_folder(command, data.path(), streams); });
  };
  const Run refused = import();
  CHECK(refused.code == exit_bad_input);
  CHECK(says(refused.err, "not paired"));
  command.whose = BundleOf::anybody;
  const Run imported = import();
  INFO(imported.err);
  CHECK(imported.code == exit_fine);
  CHECK(says(imported.out, "8 stored, 0 were here already, 0 refused; 8 taken = 8 received"));
  CHECK(says(import().out, "0 stored, 8 were here already"));
  CHECK(contents(copy.path()) == before);
}

TEST_CASE("A dead tablet's folder becomes a bundle that can be carried on", "[collector][bundle]") {
  const TempFolder data;
  const TempFolder copy;
  const TempFolder stick;
  load_small_day(data);
  take_and_die(copy.path(), 1, 6);
  const Run written = run([&](Streams streams) {
    return bundle_from_folder({copy.path(), "204", stick.path(), BundleOf::paired}, data.path(),
                              streams);
  });
  INFO(written.err);
  REQUIRE(written.code == exit_fine);
  const Run imported = run([&](Streams streams) {
    return bundle_import({stick.path()}, BundleOf::anybody, data.path(), streams);
  });
  INFO(imported.err);
  CHECK(imported.code == exit_fine);
  CHECK(says(imported.out, "6 taken = 6 received"));
}

TEST_CASE("A folder that a kiosk uses, or that is no tablet's, is refused", "[collector][bundle]") {
  const TempFolder data;
  const TempFolder folder;
  load_small_day(data);
  const auto from = [&] {
    return run([&](Streams streams) {
      return bundle_from_folder({folder.path(), "", "", BundleOf::anybody}, data.path(), streams);
    });
  };
  CHECK(says(from().err, "no tablet's data"));
  CHECK(std::filesystem::is_empty(folder.path()));
  const auto running = store::Store::open(folder.path()).value();
  CHECK(says(from().err, "using"));
}

TEST_CASE("Importing goes on after a file that cannot be taken, and says so in its exit code",
          "[collector][bundle]") {
  const TempFolder data;
  const TempFolder stick;
  load_small_day(data);
  const SignedTablet tablet(1);
  const std::string whole = file_of(bundle_of(1, 5), tablet);
  std::ofstream(stick.file("a.lintel")) << whole.substr(0, whole.size() / 2);
  std::ofstream(stick.file("b.lintel")) << whole;
  std::ofstream(stick.file(".c.lintel.part")) << "left behind by a power cut";
  const Run imported = run([&](Streams streams) {
    return bundle_import({stick.path()}, BundleOf::anybody, data.path(), streams);
  });
  CHECK(imported.code == exit_bad_input);
  CHECK(says(imported.err, "a.lintel: The bundle is not whole"));
  CHECK_FALSE(says(imported.err, ".c.lintel"));
  CHECK(says(imported.out, "5 taken = 5 received"));
}
