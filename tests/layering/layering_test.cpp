// DESIGN section 3: shared <- sync <- kiosk/main, shared <- kiosk/app <- kiosk/ui <- kiosk/screens.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_vector.hpp>
#include <cstdlib>

#include "tests/layering/sources.h"

namespace lintel::layering {
namespace {

using Lines = std::vector<std::string>;

const Lines window_and_gl{"GLFW", "GL/", "GLES", "EGL", "X11/", "imgui_impl"};
const Lines imgui{"imgui"};
const Lines database{"sqlite3"};
const Lines network{"curl", "boost/asio", "boost/beast", "sys/socket", "netinet", "netdb"};
const Lines log{"spdlog"};

Lines all_of(std::initializer_list<Lines> lists) {
  Lines all;
  for (const auto& list : lists) {
    all.insert(all.end(), list.begin(), list.end());
  }
  return all;
}

}  // namespace

TEST_CASE("the search itself sees an include in every spelling", "[layering]") {
  const auto found = includes_of("#include <sqlite3.h>\n  #  include \"kiosk/ui/ui.h\"\nint x;\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].header == "sqlite3.h");
  CHECK(found[1].header == "kiosk/ui/ui.h");
  CHECK(found[1].line == 2);
  CHECK(offences({{"shared/a.h", "", found}}, {"sqlite3"}) ==
        Lines{"shared/a.h:1 includes sqlite3.h"});
  CHECK(strays({{"kiosk/app/a.h", "", found}}, {"kiosk/app/", "sqlite3"}) ==
        Lines{"kiosk/app/a.h:2 includes kiosk/ui/ui.h"});
  CHECK(sources_below({"shared"}).size() > 10);
}

TEST_CASE("shared does no I/O, starts no thread and knows nobody else", "[layering]") {
  const auto sources = sources_below({"shared"});
  const Lines io{"fstream", "filesystem", "iostream", "thread", "mutex",     "condition_variable",
                 "future",  "unistd.h",   "fcntl.h",  "sys/",   "pthread.h", "random"};
  // Of Boost its containers only.
  const Lines others{"kiosk/",       "sync/",    "tests/",   "boost/asio",        "boost/beast",
                     "boost/locale", "openssl/", "sodium.h", "sodium/randombytes"};
  CHECK(offences(sources, all_of({io, others, window_and_gl, imgui, database, network, log})) ==
        Lines{});
}

TEST_CASE("shared reads no clock", "[layering]") {
  Lines readers;
  for (const auto& source : sources_below({"shared"})) {
    for (const char* clock : {"_clock::now", "clock_gettime", "gettimeofday", "std::time("}) {
      if (source.text.find(clock) != std::string::npos) {
        readers.push_back(source.path + " calls " + clock);
      }
    }
  }
  CHECK(readers == Lines{});
}

TEST_CASE("sync knows nothing of the kiosk", "[layering]") {
  CHECK(offences(sources_below({"sync"}), all_of({{"kiosk/", "tests/"}, window_and_gl, imgui})) ==
        Lines{});
}

TEST_CASE("only the stores see SQLite", "[layering]") {
  const auto all = sources_below({"shared", "sync", "kiosk"});
  CHECK(offences(without(all, {"sync/store/", "sync/collector/"}), database) == Lines{});
  // In headers it would reach everybody who includes them.
  Lines in_headers;
  for (const auto& found : offences(all, database)) {
    if (found.find(".h:") != std::string::npos) {
      in_headers.push_back(found);
    }
  }
  CHECK(in_headers == Lines{});
}

TEST_CASE("only net sees libcurl", "[layering]") {
  CHECK(offences(without(sources_below({"shared", "sync", "kiosk"}), {"sync/net/"}), {"curl/"}) ==
        Lines{});
}

TEST_CASE("Boost stays inside the collector's HTTP server", "[layering]") {
  const auto all = sources_below({"shared", "sync", "kiosk"});
  CHECK(offences(without(all, {"sync/collector/http_session.cpp", "sync/collector/http_message."}),
                 {"boost/beast"}) == Lines{});
  // Asio's headers take seconds to read: whoever includes http.h must not see them.
  CHECK(offences(without(all, {"sync/collector/http.cpp", "sync/collector/http_"}),
                 {"boost/asio", "sync/collector/http_"}) == Lines{});
}

TEST_CASE("the kiosk's app is pure: shared and itself, nothing else", "[layering]") {
  CHECK(strays(sources_below({"kiosk/app"}), {"shared/", "kiosk/app/"}) == Lines{});
  CHECK(offences(sources_below({"kiosk/app"}),
                 {"fstream", "filesystem", "iostream", "thread", "mutex", "random"}) == Lines{});
}

TEST_CASE("the kiosk's ui draws with ImGui's core alone", "[layering]") {
  const auto sources = sources_below({"kiosk/ui"});
  CHECK(offences(sources, all_of({{"kiosk/screens/", "kiosk/platform/", "sync/"},
                                  window_and_gl,
                                  database,
                                  network,
                                  log})) == Lines{});
}

TEST_CASE("screens see ui and views, never the machine", "[layering]") {
  const auto sources = sources_below({"kiosk/screens"});
  CHECK(strays(sources, {"kiosk/screens/", "kiosk/ui/", "kiosk/app/", "shared/", "imgui.h",
                         "imgui_internal.h", "qrencode.h"}) == Lines{});
  CHECK(offences(sources, {"fstream", "filesystem", "thread", "mutex", "chrono"}) == Lines{});
}

TEST_CASE("the window's platform does not know screens, storage or network", "[layering]") {
  CHECK(offences(sources_below({"kiosk/platform"}),
                 all_of({{"kiosk/screens/", "sync/"}, database, network})) == Lines{});
}

TEST_CASE("no file of the tree names a machine's own folder", "[layering]") {
  const std::string folder = LINTEL_ROOT;
  if (folder.find('/', 1) == std::string::npos) {
    SKIP("the clone lies directly below /, where its path cannot be told from other text");
  }
  CHECK(files_naming(folder + "/") == Lines{});
}

}  // namespace lintel::layering
