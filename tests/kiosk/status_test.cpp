#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

Chrome chrome_of(Sending sending, int waiting, int quarantined = 0) {
  Door door;
  JournalCounts counts;
  counts.waiting = waiting;
  counts.quarantined = quarantined;
  door.take(event::Counted{counts});
  door.take(event::SendingChanged{sending});
  return door.view().chrome;
}

}  // namespace

TEST_CASE("The status line counts what waits to be sent", "[status]") {
  const auto chrome = chrome_of(Sending::no_network, 12);
  CHECK(chrome.status == "Saved on this tablet · 12 waiting to send");
  CHECK(chrome.status_short == "Saved on this tablet · 12 waiting");
  CHECK(chrome.status_tone == Tone::waiting);
  CHECK(chrome_of(Sending::connected, 3).status == "Saved on this tablet · 3 waiting to send");
}

TEST_CASE("With nothing waiting the status line says why all is well", "[status]") {
  CHECK(chrome_of(Sending::connected, 0).status == "All sent");
  CHECK(chrome_of(Sending::connected, 0).status_tone == Tone::good);
  CHECK(chrome_of(Sending::no_network, 0).status == "Working offline · nothing is lost");
  CHECK(chrome_of(Sending::no_network, 0).status_tone == Tone::normal);
  CHECK(chrome_of(Sending::unknown, 0).status == "Ready");
  CHECK(chrome_of(Sending::busy, 0).status == "Ready");
}

TEST_CASE("What only a person can mend is said as trouble", "[status]") {
  CHECK(chrome_of(Sending::sign_in, 12).status ==
        "This network asks for a sign-in · 12 saved here");
  CHECK(chrome_of(Sending::sign_in, 0).status == "This network asks for a sign-in");
  CHECK(chrome_of(Sending::sign_in, 12).status_tone == Tone::trouble);
  CHECK(chrome_of(Sending::clock_wrong, 0).status ==
        "This tablet’s clock is wrong · please tell staff");
  CHECK(chrome_of(Sending::not_paired, 2).status ==
        "This tablet needs pairing by staff · 2 saved here");
  CHECK(chrome_of(Sending::intercepted, 0).status_tone == Tone::trouble);
  CHECK(chrome_of(Sending::connected, 0, 2).status == "2 answers need a look by staff");
  CHECK(chrome_of(Sending::connected, 0, 1).status == "1 answer needs a look by staff");
}

TEST_CASE("Storage trouble outranks every other", "[status]") {
  Door door;
  door.at("10:46");
  door.take(event::SendingChanged{Sending::sign_in});
  door.tap("not-sure");
  door.fails(ErrorCode::io);
  CHECK(door.view().chrome.status == "This tablet cannot save right now · please tell staff");
  CHECK(door.view().chrome.status_short == "This tablet cannot save");
}

TEST_CASE("A damaged file that was set aside stays said until the tablet starts again",
          "[status]") {
  Door door;
  door.take(event::DamageSetAside{});
  CHECK(door.view().chrome.status == "A damaged file was set aside and kept · please tell staff");
  CHECK(door.view().chrome.status_tone == Tone::trouble);
  door.take(event::SendingChanged{Sending::connected});
  CHECK(door.view().chrome.status_short == "A damaged file was kept aside");
}
