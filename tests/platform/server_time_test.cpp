#include "kiosk/platform/server_time.h"

#include <catch2/catch_test_macros.hpp>

using namespace lintel;
using kiosk::ServerTime;

namespace {
MonoTime at(int ms) {
  return {milliseconds{ms}};
}
}  // namespace

TEST_CASE("Events keep the server's distances, however late they are read", "[server-time]") {
  ServerTime server;
  CHECK(server.of(5000, at(100)) == at(100));
  CHECK(server.of(5030, at(190)) == at(130));
  CHECK(server.of(5080, at(190)) == at(180));
}

TEST_CASE("An event that is read sooner shows how late the first was", "[server-time]") {
  ServerTime server;
  server.of(5000, at(180));
  CHECK(server.of(5100, at(210)) == at(210));
  CHECK(server.of(5110, at(250)) == at(220));
}

TEST_CASE("The server's milliseconds may start again", "[server-time]") {
  ServerTime server;
  CHECK(server.of(0xFFFFFFF0, at(1000)) == at(1000));
  CHECK(server.of(0x00000010, at(1100)) == at(1032));
}

TEST_CASE("After the machine slept times are those of reading", "[server-time]") {
  ServerTime server;
  server.of(5000, at(1000));
  CHECK(server.of(5010, at(9000)) == at(9000));
}
