// A bad environment or file gives one clear sentence and a non-zero exit code, and loses nothing.
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/e2e/support/collector.h"
#include "tests/e2e/support/database_file.h"
#include "tests/e2e/support/need.h"
#include "tests/e2e/support/programs.h"
#include "tests/e2e/support/sentence.h"
#include "tests/e2e/support/temp_folder.h"

namespace lintel::e2e {
namespace {

constexpr unsigned nobody = 65534;

struct Office {
  TempFolder folder;
  std::string data() const { return folder / "collector"; }
  std::unique_ptr<Collector> serve() const {
    return need(Collector::serve(data(), folder.path().string()));
  }
};

Outcome collector(std::vector<std::string> arguments, std::optional<unsigned> user = {}) {
  arguments.insert(arguments.begin(), collector_program());
  return run(arguments, {}, user);
}

void check_refusal(const Outcome& outcome) {
  INFO(outcome.errors);
  REQUIRE(outcome.exit_code.has_value());
  CHECK(*outcome.exit_code != 0);
  CHECK(*outcome.exit_code < 126);
  CHECK(flaw_of_sentence(outcome.errors, "lintel-collector") == "");
}

}  // namespace

TEST_CASE("a collector whose port is taken says so", "[e2e][trouble]") {
  const Office office;
  const auto first = office.serve();
  check_refusal(collector({"serve", "--data", office.folder / "other", "--listen",
                           "127.0.0.1:" + std::to_string(first->port())}));
}

TEST_CASE("a collector is open, or without TLS, on this machine only", "[e2e][trouble]") {
  const Office office;
  check_refusal(collector({"serve", "--data", office.data(), "--listen", "0.0.0.0:0", "--plain"}));
  check_refusal(collector({"serve", "--data", office.data(), "--listen", "0.0.0.0:0", "--open"}));
}

TEST_CASE("a second collector on the same data says so, and the first goes on", "[e2e][trouble]") {
  const Office office;
  const auto first = office.serve();
  check_refusal(collector({"serve", "--data", office.data(), "--listen", "127.0.0.1:0"}));
  CHECK(first->process().running());
  need(first->stop());
}

TEST_CASE("a certificate renewed under a collector is taken at SIGHUP, a broken one is not",
          "[e2e][trouble][certificate]") {
  const Office office;
  // Collectors make themselves one: chain and key in one file.
  for (const char* name : {"one", "two"}) {
    need(need(Collector::serve(office.folder / name, office.folder.path().string()))->stop());
  }
  const std::string given = office.folder / "given.pem";
  write_text(given, read_text(office.folder / "one/tls.pem"));
  auto served =
      need(Process::start({{collector_program(), "serve", "--data", office.data(), "--listen",
                            "127.0.0.1:0", "--certificate", given, "--key", given},
                           {},
                           office.folder / "serve.out",
                           office.folder / "serve.err",
                           std::nullopt}));
  const auto says = [&](const std::string& text) {
    return eventually([&] { return served->errors().find(text) != std::string::npos; });
  };
  REQUIRE(eventually([&] { return served->output().find("Admin page: ") != std::string::npos; }));
  const auto before = need(Collector::ledger(office.data()));  // by the pin of its key
  const std::string renewed = read_text(office.folder / "two/tls.pem");
  write_text(given, renewed.substr(0, renewed.size() / 2));
  served->signal(SIGHUP);
  CHECK(says("The certificate before goes on being used"));
  need(Collector::ledger(office.data()));
  write_text(given, renewed);
  served->signal(SIGHUP);
  CHECK(says("is used from now on"));
  CHECK(need(Collector::ledger(office.data())).sentence == before.sentence);
  served->signal(SIGTERM);
  CHECK(served->wait() == 0);
}

TEST_CASE("a collector whose data folder cannot be used says so", "[e2e][trouble]") {
  const Office office;
  const std::vector<std::string> serve{"serve", "--data", office.data(), "--listen", "127.0.0.1:0"};
  SECTION("because it is a file") {
    write_text(office.data(), "a file");
    check_refusal(collector(serve));
    CHECK(read_text(office.data()) == "a file");
  }
  SECTION("because it is read-only") {
    REQUIRE(mkdir(office.data().c_str(), 0555) == 0);
    REQUIRE(chmod(office.folder.path().c_str(), 0755) == 0);
    const bool is_root = geteuid() == 0;
    if (is_root && run({"test", "-x", collector_program()}, {}, nobody).exit_code != 0) {
      SKIP("as root: another user cannot reach the build folder");
    }
    check_refusal(collector(serve, is_root ? std::optional{nobody} : std::nullopt));
  }
}

TEST_CASE("a collector leaves the database of a newer Lintel alone", "[e2e][trouble]") {
  const Office office;
  need(office.serve()->stop());
  const std::string database = database_in(office.data());
  REQUIRE(!database.empty());
  set_user_version(database, 9999);
  const std::string before = read_text(database);
  check_refusal(collector({"serve", "--data", office.data(), "--listen", "127.0.0.1:0"}));
  CHECK(read_text(database) == before);
}

TEST_CASE("a collector sets a corrupt database aside, says so and goes on", "[e2e][trouble]") {
  const Office office;
  need(office.serve()->stop());
  const std::string database = database_in(office.data());
  REQUIRE(!database.empty());
  overwrite_with_garbage(database);
  const auto again = office.serve();
  CHECK(again->process().errors().find("is kept as") != std::string::npos);
  CHECK(files_beginning_with(office.data(), "not a database") == 1);
}

TEST_CASE("a hostile event file is refused and the day that was loaded stays", "[e2e][trouble]") {
  const Office office;
  need(Collector::load_event(office.data(), {sample_day()}));
  const auto before = need(Collector::export_event(office.data()));
  const std::string file = office.folder / "hostile.toml";
  const auto is_refused = [&] {
    const Outcome outcome = collector({"event", "load", file, "--data", office.data()});
    INFO(outcome.errors + outcome.output);
    REQUIRE(outcome.exit_code.has_value());
    CHECK(*outcome.exit_code != 0);
    CHECK(*outcome.exit_code < 126);
    CHECK((outcome.errors + outcome.output).find("hostile") != std::string::npos);
    CHECK(need(Collector::export_event(office.data())) == before);
  };
  SECTION("zero bytes") {
    write_text(file, std::string(1000, '\0'));
  }
  SECTION("nothing") {
    write_text(file, "");
  }
  SECTION("a sign-in page") {
    write_text(file, "<!DOCTYPE html><html><body>Sign in</body></html>");
  }
  SECTION("bytes that are no text") {
    write_text(file, "[event]\ntitle = \"\xFF\xFE\xC0\x80\"\n");
  }
  SECTION("more than anybody's day") {
    write_text(file, std::string(20 << 20, 'x'));
  }
  SECTION("brackets without end") {
    write_text(file, "a = " + std::string(100000, '['));
  }
  SECTION("a missing file") {}
  is_refused();
}

TEST_CASE("a collector refuses options it cannot follow", "[e2e][trouble]") {
  const Office office;
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"serve", "--data", office.data(), "--listen", "nowhere"},
        {"serve", "--data", office.data(), "--listen", "127.0.0.1:99999"},
        {"serve", "--unheard-of"},
        {"serve", "--data", office.data(), "--certificate", office.folder / "none.pem"},
        {"serve", "--data", office.data(), "--plain", "--certificate", "a.pem", "--key", "a.pem"},
        {"pair", "approve", "BCDF-GHJK", "--data", office.folder / "none"},
        {"results", "export", "--format", "xml", "--data", office.data()},
        {"event", "load", "--map", "title", "nothing.csv", "--data", office.data()},
        {"event", "chek", "nothing.csv"},
        {"dance"}}) {
    CAPTURE(arguments);
    const Outcome outcome = collector(arguments);
    INFO(outcome.errors);
    CHECK(outcome.exit_code.value_or(0) != 0);
    CHECK(outcome.exit_code.value_or(126) < 126);
    // One line: whose, what is wrong, and what to do.
    CHECK(outcome.errors.starts_with("lintel-collector: "));
    CHECK(std::count(outcome.errors.begin(), outcome.errors.end(), '\n') == 1);
    CHECK(outcome.errors.find("; ") != std::string::npos);
  }
}

}  // namespace lintel::e2e
