// A bad environment gives one clear sentence and a non-zero exit code, and loses nothing.
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "tests/e2e/support/database_file.h"
#include "tests/e2e/support/kiosk.h"
#include "tests/e2e/support/need.h"
#include "tests/e2e/support/programs.h"
#include "tests/e2e/support/sentence.h"
#include "tests/e2e/support/temp_folder.h"
#include "tests/e2e/support/x_server.h"

namespace lintel::e2e {
namespace {

constexpr unsigned nobody = 65534;

struct Desk {
  TempFolder folder;
  std::unique_ptr<XServer> server;
  explicit Desk(const std::vector<std::string>& server_arguments = {})
      : server(need(XServer::start(1280, 1280, server_arguments))) {}

  std::string data() const { return folder / "tablet"; }
  KioskOptions options() const {
    KioskOptions options;
    options.display = server->display();
    options.folder = folder.path().string();
    options.data = data();
    return options;
  }
  Outcome run_kiosk(const std::string& data_folder,
                    std::map<std::string, std::string> environment = {},
                    std::optional<unsigned> user = {}) const {
    environment.try_emplace("DISPLAY", server->display());
    return run({kiosk_program(), "--room", "204", "--windowed", "1280x800", "--data", data_folder},
               environment, user);
  }
};

void check_refusal(const Outcome& outcome) {
  INFO(outcome.errors);
  REQUIRE(outcome.exit_code.has_value());
  CHECK(*outcome.exit_code != 0);
  CHECK(*outcome.exit_code < 126);  // by itself, not by a signal
  CHECK(flaw_of_sentence(outcome.errors, "lintel-kiosk") == "");
}

}  // namespace

TEST_CASE("a kiosk without a display says so", "[e2e][trouble]") {
  const Desk desk;
  check_refusal(desk.run_kiosk(desk.data(), {{"DISPLAY", ""}}));
  check_refusal(desk.run_kiosk(desk.data(), {{"DISPLAY", ":9999"}}));
}

TEST_CASE("a kiosk without OpenGL says so", "[e2e][trouble]") {
  const Desk desk{{"-extension", "GLX"}};
  check_refusal(desk.run_kiosk(desk.data(), {{"__EGL_VENDOR_LIBRARY_DIRS", "/nonexistent"}}));
}

TEST_CASE("a kiosk without fonts says so", "[e2e][trouble]") {
  const Desk desk;
  write_text(desk.folder / "fonts.conf",
             "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">"
             "<fontconfig></fontconfig>");
  check_refusal(desk.run_kiosk(desk.data(), {{"FONTCONFIG_FILE", desk.folder / "fonts.conf"}}));
}

TEST_CASE("a kiosk whose data folder is a file says so and leaves the file", "[e2e][trouble]") {
  const Desk desk;
  write_text(desk.data(), "a file");
  check_refusal(desk.run_kiosk(desk.data()));
  check_refusal(desk.run_kiosk(desk.data() + "/below"));
  CHECK(read_text(desk.data()) == "a file");
}

TEST_CASE("a kiosk with a read-only data folder says so", "[e2e][trouble]") {
  const Desk desk;
  REQUIRE(mkdir(desk.data().c_str(), 0555) == 0);
  REQUIRE(chmod(desk.folder.path().c_str(), 0755) == 0);
  const bool is_root = geteuid() == 0;
  if (is_root && run({"test", "-x", kiosk_program()}, {}, nobody).exit_code != 0) {
    SKIP("as root: another user cannot reach the build folder");
  }
  check_refusal(desk.run_kiosk(desk.data(), {{"HOME", "/nonexistent"}},
                               is_root ? std::optional{nobody} : std::nullopt));
}

TEST_CASE("a second kiosk on the same data says so, and the first goes on", "[e2e][trouble]") {
  const Desk desk;
  const auto first = need(Kiosk::start(desk.options()));
  check_refusal(desk.run_kiosk(desk.data()));
  CHECK(first->process().running());
  need(first->stop());
}

TEST_CASE("a kiosk leaves the database of a newer Lintel alone", "[e2e][trouble]") {
  const Desk desk;
  need(need(Kiosk::start(desk.options()))->stop());
  const std::string database = database_in(desk.data());
  REQUIRE(!database.empty());
  set_user_version(database, 9999);
  const std::string before = read_text(database);
  check_refusal(desk.run_kiosk(desk.data()));
  CHECK(read_text(database) == before);
}

TEST_CASE("a kiosk sets a corrupt database aside, says so and goes on", "[e2e][trouble]") {
  const Desk desk;
  need(need(Kiosk::start(desk.options()))->stop());
  const std::string database = database_in(desk.data());
  REQUIRE(!database.empty());
  overwrite_with_garbage(database);
  const auto kiosk = need(Kiosk::start(desk.options()));
  CHECK(flaw_of_sentence(kiosk->process().errors(), "lintel-kiosk") == "");
  CHECK(files_beginning_with(desk.data(), "not a database") == 1);
  need(kiosk->stop());
}

TEST_CASE("a kiosk refuses options it cannot follow", "[e2e][trouble]") {
  const Desk desk;
  for (const std::vector<std::string>& options :
       {std::vector<std::string>{"--room", "204", "--windowed", "huge"},
        {"--room", "204", "--now", "noon"},
        {"--room", "204", "--windowed", "1280x800", "--collector", "http://example.org"},
        {"--room", "204", "--windowed", "1280x800", "--semantics", "/nonexistent/file"},
        {"--config", "/nonexistent.toml", "--room", "204"},
        {"--room", "204", "--unheard-of"}}) {
    std::vector<std::string> arguments{kiosk_program(), "--data", desk.data()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    CAPTURE(options);
    check_refusal(run(arguments, {{"DISPLAY", desk.server->display()}}));
  }
}

TEST_CASE("a kiosk told to end closes cleanly, and so does a closed window", "[e2e]") {
  const Desk desk;
  need(need(Kiosk::start(desk.options()))->stop());
  const auto kiosk = need(Kiosk::start(desk.options()));
  kiosk->screen().close_window();
  CHECK(kiosk->process().wait() == 0);
  CHECK(read_text(kiosk->stats_file()).find("first_frame_ms") != std::string::npos);
}

TEST_CASE("a kiosk lives on when nobody reads what it says", "[e2e][trouble]") {
  const Desk desk;
  KioskOptions options = desk.options();
  // Standard error is a pipe whose reader has gone before the kiosk says its first sentence.
  options.starter = {"bash", "-c", R"(exec 2> >(exec true); wait $!; exec "$0" "$@")"};
  options.more = {"--language", "xx"};
  const auto kiosk = need(Kiosk::start(options));
  need(kiosk->stop());
}

TEST_CASE("a kiosk opens no file as its standard input, output or error", "[e2e][trouble]") {
  const Desk desk;
  KioskOptions options = desk.options();
  options.starter = {"bash", "-c", R"(exec "$0" "$@" <&- >&- 2>&-)"};
  options.more = {"--language", "xx"};
  const auto kiosk = need(Kiosk::start(options));
  for (const char* descriptor : {"0", "1", "2"}) {
    const std::string link =
        "/proc/" + std::to_string(kiosk->process().pid()) + "/fd/" + descriptor;
    CHECK(std::filesystem::read_symlink(link) == "/dev/null");
  }
  need(kiosk->stop());
}

TEST_CASE("a kiosk that may write no file ends by itself", "[e2e][trouble]") {
  const Desk desk;
  const Outcome outcome = run({"bash", "-c", R"(ulimit -f 0; exec "$0" "$@")", kiosk_program(),
                               "--room", "204", "--windowed", "1280x800", "--data", desk.data()},
                              {{"DISPLAY", desk.server->display()}});
  CHECK(outcome.exit_code == 1);
}

TEST_CASE("a kiosk whose X server ends says so", "[e2e][trouble]") {
  Desk desk;
  KioskOptions options = desk.options();
  options.played = false;
  const auto kiosk = need(Kiosk::start(options));
  desk.server.reset();
  CHECK(kiosk->process().wait() == 1);
  CHECK(flaw_of_sentence(kiosk->process().errors(), "lintel-kiosk") == "");
}

TEST_CASE("a kiosk ends in order with the terminal that started it, unless that was meant to go",
          "[e2e][trouble]") {
  const Desk desk;
  {
    const auto kiosk = need(Kiosk::start(desk.options()));
    kiosk->process().signal(SIGHUP);
    CHECK(kiosk->process().wait() == 0);
  }
  KioskOptions options = desk.options();
  options.starter = {"bash", "-c", R"(trap '' HUP; exec "$0" "$@")"};
  const auto kiosk = need(Kiosk::start(options));
  kiosk->process().signal(SIGHUP);
  kiosk->process().signal(SIGUSR2);  // from anybody: nothing of ours
  need(kiosk->tap("large-text"));
  need(kiosk->stop());
}

}  // namespace lintel::e2e
