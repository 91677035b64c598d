#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cctype>

#include "tests/kiosk/door.h"

using namespace lintel;
using namespace lintel::test;

namespace {

JournalCounts counts_of(int released, int sent = 0, int quarantined = 0) {
  JournalCounts counts;
  counts.released = released;
  counts.sent = sent;
  counts.quarantined = quarantined;
  return counts;
}

Chrome chrome_of(Sending sending, const JournalCounts& counts) {
  Door door;
  door.take(event::Counted{counts});
  door.take(event::SendingChanged{sending});
  return door.view().chrome;
}

}  // namespace

TEST_CASE("Before anything was ever given the tablet is ready, in grey, whatever the network",
          "[status]") {
  for (const Sending sending :
       {Sending::unknown, Sending::connected, Sending::no_network, Sending::busy}) {
    const auto chrome = chrome_of(sending, {});
    CHECK(chrome.status == "Ready");
    CHECK(chrome.status_tone == Tone::normal);
  }
}

TEST_CASE("What has been released and is not away is saved here", "[status]") {
  const auto offline = chrome_of(Sending::no_network, counts_of(12));
  CHECK(offline.status == "Saved on this tablet · sent when Wi-Fi is back");
  CHECK(offline.status_short == "Saved on this tablet");
  CHECK(offline.status_tone == Tone::waiting);
  CHECK(chrome_of(Sending::connected, counts_of(5)).status == "Saved on this tablet · being sent");
}

TEST_CASE("With nothing left to send the line says no more than is true of held answers",
          "[status]") {
  const auto connected = chrome_of(Sending::connected, counts_of(0, 10));
  CHECK(connected.status == "Connected · answers are sent in groups");
  CHECK(connected.status_tone == Tone::good);
  const auto offline = chrome_of(Sending::no_network, counts_of(0, 10));
  CHECK(offline.status == "Working offline · nothing is lost");
  CHECK(offline.status_tone == Tone::normal);
}

TEST_CASE("No status line counts, and none changes with one answer", "[status]") {
  for (const Sending sending :
       {Sending::unknown, Sending::connected, Sending::no_network, Sending::busy, Sending::sign_in,
        Sending::clock_wrong, Sending::certificate_dates, Sending::certificate_or_clock,
        Sending::intercepted, Sending::not_paired, Sending::own_computer_only}) {
    for (const JournalCounts& before :
         {counts_of(0), counts_of(5), counts_of(0, 5), counts_of(5, 5, 1)}) {
      const Chrome said = chrome_of(sending, before);
      CHECK(std::ranges::none_of(said.status, [](unsigned char c) { return std::isdigit(c); }));
      JournalCounts after = before;
      after.open = 1;
      CHECK(chrome_of(sending, after).status == said.status);
      after.open = 0;
      after.held = 4;
      after.topics[{EventId{"pd-2026"}, Purpose::exit, SessionId{"greet"}}].held = 4;
      CHECK(chrome_of(sending, after) == said);
    }
  }
}

TEST_CASE("What only a person can mend is said as trouble", "[status]") {
  CHECK(chrome_of(Sending::sign_in, counts_of(12)).status ==
        "This network asks for a sign-in · answers are safe here");
  CHECK(chrome_of(Sending::sign_in, {}).status == "This network asks for a sign-in");
  CHECK(chrome_of(Sending::sign_in, counts_of(12)).status_tone == Tone::trouble);
  CHECK(chrome_of(Sending::clock_wrong, {}).status ==
        "This tablet’s clock is wrong · please tell staff");
  CHECK(chrome_of(Sending::not_paired, counts_of(2)).status ==
        "This tablet needs pairing by staff · answers are safe here");
  CHECK(chrome_of(Sending::own_computer_only, {}).status ==
        "The collector is not open to tablets · please tell staff");
  CHECK(chrome_of(Sending::intercepted, {}).status_tone == Tone::trouble);
  CHECK(chrome_of(Sending::connected, counts_of(0, 0, 2)).status ==
        "Some answers need a look by staff");
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
