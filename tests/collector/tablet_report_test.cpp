// One sentence over all tablets, and each one's standing: what the page and the ledger command say.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "sync/collector/closing.h"
#include "sync/collector/reports.h"
#include "tests/collector/day.h"

using namespace lintel;
using namespace lintel::collector;
using nlohmann::json;

namespace {

// The small day: "late" (204) and "phones" (206) 10:00-10:45, both close at 11:05 ("late" too: ten
// minutes into "names" is 11:10); "names" (204) 11:00-11:45 closes at 12:05. UTC is 6 h ahead.
UtcTime at(int hour, int minute) {
  return UtcTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} +
                 std::chrono::hours{hour + 6} + minutes{minute}};
}

Topic topic(const std::string& session) {
  return {{"pd-2026"}, Purpose::exit, {session}};
}

struct Day {
  Books books = books_with_day();
  Day() { books.paired = {{device_number(1), {"204"}}, {device_number(2), {"206"}}}; }

  Ledger& ledger(int device, UtcTime when) {
    Tablet& tablet = books.tablets[device_number(device)];
    if (!tablet.ledger) {
      tablet.ledger.emplace();
      tablet.ledger->device = device_number(device);
    }
    tablet.ledger->as_of = when;
    tablet.ledger->closed = {when, {}, {}};
    tablet.seen = when;
    return *tablet.ledger;
  }
  void took(int device, const std::string& session, int taken, int came) {
    books.tablets[device_number(device)].ledger->topics[topic(session)].answers.taken = taken;
    if (came > 0) {
      books.tablets[device_number(device)].received[topic(session)].answers.taken = came;
    }
  }
  void closed(int device, const std::string& session, UtcTime closes) {
    TopicLedger& entry = books.tablets[device_number(device)].ledger->topics[topic(session)];
    entry.closed = true;
    entry.closes = closes;
  }
  std::string sentence(UtcTime now) const { return report_tablets(books, now).sentence; }
};

}  // namespace

TEST_CASE("The sentence of a whole day", "[collector][tablets]") {
  Day day;
  CHECK(day.sentence(at(8, 0)) == "Nothing is due yet; the first window closes at 11:05 am.");
  day.ledger(1, at(10, 50));
  day.took(1, "late", 5, 5);
  day.ledger(2, at(10, 50));
  CHECK(day.sentence(at(10, 50)) == "0 of 2 tablets in; 204 and 206 wait until 11:05 am.");
  CHECK(day.sentence(at(11, 6)) ==
        "0 of 2 tablets in; 204 waits until 12:05 pm; what 206 took is on its way.");
  day.ledger(2, at(11, 6));
  CHECK(day.sentence(at(11, 6)) == "1 of 2 tablets in; 204 waits until 12:05 pm.");
  CHECK(day.sentence(at(11, 9)) ==
        "1 of 2 tablets in; 204 overdue since 11:05 am, may hold answers.");
  day.ledger(1, at(11, 10));
  day.closed(1, "late", at(11, 5));
  CHECK(day.sentence(at(11, 10)) == "1 of 2 tablets in; 204 waits until 12:05 pm.");
  CHECK_FALSE(report_tablets(day.books, at(11, 10)).complete);
  day.ledger(1, at(12, 6));
  day.ledger(2, at(12, 6));
  CHECK(day.sentence(at(12, 6)) == "2 of 2 tablets in, 5 taken = 5 received, nothing missing");
  CHECK(report_tablets(day.books, at(23, 0)).complete);
}

TEST_CASE("An offline tablet with seven answers is not green for one minute",
          "[collector][tablets]") {
  Day day;
  day.ledger(1, at(10, 46));
  day.took(1, "late", 10, 10);  // and seven more, of which nobody here knows
  for (int minute = 0; minute < 24 * 60; ++minute) {
    const UtcTime now = at(10, 46) + minutes{minute};
    day.ledger(2, now);
    const TabletReport report = report_tablets(day.books, now);
    REQUIRE_FALSE(report.complete);
    REQUIRE(report.sentence.find("nothing missing") == std::string::npos);
    REQUIRE(report.rows[0].status.state != TabletState::in);
  }
}

TEST_CASE("Rooms without a tablet, lost tablets and shared identities are said, and never green",
          "[collector][tablets]") {
  Day day;
  day.ledger(1, at(12, 6));
  SECTION("a room without a tablet") {
    day.books.paired.erase(device_number(2));
    CHECK(day.sentence(at(12, 10)) == "1 of 1 tablet in; 206 has no tablet.");
    CHECK(json::parse(tablets_json(day.books, at(12, 10)))["rooms_without_tablet"] ==
          json::parse(R"(["206"])"));
  }
  SECTION("written off") {
    day.books.written_off[device_number(2)] = at(10, 31);
    CHECK(day.sentence(at(12, 10)) == "1 of 2 tablets in; 206 written off, lost since 10:31 am.");
  }
  SECTION("never heard of") {
    CHECK(day.sentence(at(12, 10)) ==
          "1 of 2 tablets in; 206 overdue since 11:05 am, has not called in yet.");
  }
  SECTION("one identity twice") {
    day.ledger(2, at(12, 6));
    REQUIRE(report_tablets(day.books, at(12, 10)).complete);
    day.books.identity_shared[device_number(1)] = {"204", "206"};
    CHECK(day.sentence(at(12, 10)) ==
          "1 of 2 tablets in; two tablets use one identity: 204 and 206.");
  }
  CHECK_FALSE(report_tablets(day.books, at(12, 10)).complete);
}

TEST_CASE("What differs is told by session, and whether it waits, was refused or was lost here",
          "[collector][tablets]") {
  Day day;
  day.ledger(2, at(12, 6));
  day.ledger(1, at(12, 6)).pending = 9;
  day.took(1, "late", 12, 8);
  day.closed(1, "late", at(11, 5));
  const auto words = [&] { return report_tablets(day.books, at(12, 10)).rows[0].words; };
  const std::string title = "\"What late work is really about\"";
  CHECK(words() == "Overdue since 11:05 am: still holds 4 of " + title);
  day.ledger(1, at(12, 6)).pending = 0;
  CHECK(words() == "Overdue since 11:05 am: is asked again for 4 of " + title);
  day.ledger(1, at(12, 6)).topics[topic("late")].quarantined = 4;
  CHECK(words() ==
        "Overdue since 11:05 am: has set aside, because they could not be accepted, 4 of " + title);
  day.took(1, "late", 8, 12);
  CHECK(words() ==
        "Overdue since 11:05 am: sent more than it counts as taken, like a tablet put back to an "
        "older state: 4 of " +
            title);
}

TEST_CASE("The room given on the page wins, and what the tablet says is a hint",
          "[collector][tablets]") {
  Day day;
  day.ledger(1, at(8, 0)).room = "206";
  day.ledger(2, at(8, 0)).room = "Room 206";
  const json rows = json::parse(tablets_json(day.books, at(8, 12)))["rows"];
  CHECK(rows[0]["room"] == "204");
  CHECK(rows[0]["says_room"] == "206");
  CHECK(rows[1]["says_room"] == "");
  CHECK(rows[0]["last_seen_minutes"] == 12);
  CHECK(rows[0]["last_seen"] == "2026-11-20T08:00:00-06:00");
}

TEST_CASE("A tablet that was revoked is not forgotten: nobody knows what it holds",
          "[collector][tablets]") {
  Day day;
  day.ledger(3, at(7, 0));
  REQUIRE(report_tablets(day.books, at(8, 0)).rows.size() == 3);
  const TabletReport after = report_tablets(day.books, at(20, 0));
  CHECK_FALSE(after.complete);
  CHECK(std::ranges::count(after.rows, false, &TabletRow::may_send) == 1);
}

TEST_CASE("A topic closes by rule once its window is over and every ledger has come",
          "[collector][tablets]") {
  Day day;
  day.books.holdings[topic("late")];
  day.ledger(1, at(11, 4));
  day.took(1, "late", 5, 5);
  day.ledger(2, at(11, 6));
  CHECK(topics_to_close(day.books, at(11, 4)).empty());
  CHECK(topics_to_close(day.books, at(11, 30)).empty());  // its own tablet has not closed it
  day.ledger(1, at(11, 6));
  day.closed(1, "late", at(11, 5));
  CHECK(topics_to_close(day.books, at(11, 6)) == std::vector<Topic>{topic("late")});
  day.books.holdings[topic("late")].kept.close = TopicClose::by_rule;
  CHECK(topics_to_close(day.books, at(11, 7)).empty());
}

TEST_CASE("A tablet whose storage forgets is named", "[collector][tablets]") {
  Day day;
  day.ledger(1, at(11, 6)).volatile_storage = true;
  day.ledger(2, at(11, 6));
  const json report = json::parse(tablets_json(day.books, at(11, 10)));
  CHECK(report["rows"][0]["volatile_storage"] == true);
  CHECK(report["rows"][1]["volatile_storage"] == false);
}

TEST_CASE("Without an event the tablets' report says what it can", "[collector][tablets]") {
  Books books;
  CHECK(json::parse(tablets_json(books, at(8, 0)))["rows"].empty());
  CHECK(report_tablets(books, at(8, 0)).sentence == "No tablet has called in yet.");
}

TEST_CASE("What a wrong clock led to is said: how far it is off, and how many answers were early",
          "[collector][tablets][clock]") {
  Day day;
  Ledger& ledger = day.ledger(1, at(10, 41));
  ledger.clock = ClockQuality::collector;
  const auto words = [&](int ahead, ClockQuality quality) {
    ledger.clock_ahead = minutes{ahead};
    ledger.clock = quality;
    return report_tablets(day.books, at(10, 41)).rows[0].clock_words;
  };
  CHECK(words(1, ClockQuality::collector).empty());
  CHECK(words(45, ClockQuality::collector) ==
        "Its own clock is 45 min ahead of this computer's; its door goes by this computer's.");
  CHECK(words(-180, ClockQuality::collector).starts_with("Its own clock is 3 h behind this"));
  CHECK(words(-5'000'000, ClockQuality::unknown).starts_with("Its own clock is 3472 days behind"));
  CHECK(
      words(10, ClockQuality::network).starts_with("A time service keeps its clock, which is 10"));
  ledger.topics[topic("names")].answers.taken = 5;
  ledger.topics[topic("names")].early = 4;
  ledger.topics[topic("late")].early = 1;
  const json row = json::parse(tablets_json(day.books, at(10, 41)))["rows"][0];
  CHECK(row["early"] == 5);
  CHECK(row["clock_ahead_minutes"] == 10);
  CHECK(row["clock"] == "network");
  const auto names = std::ranges::find_if(
      row["sessions"], [](const json& session) { return session["session"] == "names"; });
  REQUIRE(names != row["sessions"].end());
  CHECK((*names)["early"] == 4);
}
