#include "shared/import/words.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/import/raw.h"

using namespace lintel;
using namespace std::chrono_literals;

TEST_CASE("A clock time is read as people write it", "[import]") {
  CHECK(import::parse_clock("10:00") == 600min);
  CHECK(import::parse_clock("9:05") == 545min);
  CHECK(import::parse_clock("10:00 AM") == 600min);
  CHECK(import::parse_clock("1:45pm") == 825min);
  CHECK(import::parse_clock("1 p.m.") == 780min);
  CHECK(import::parse_clock("12:00 AM") == 0min);
  CHECK(import::parse_clock("12:30 PM") == 750min);
  CHECK(import::parse_clock("13.05") == 785min);
  CHECK(import::parse_clock("07h00") == 420min);
  CHECK(import::parse_clock("15:00:00") == 900min);
  CHECK(import::parse_clock("24:00") == 1440min);
}

TEST_CASE("What could mean two things is no clock time", "[import]") {
  for (const char* text : {"", "16", "24:01", "25:00", "10:60", "13:00 PM", "0:30 AM", "10:0",
                           "9:30-10:45am", "All evening", "10:00:30", "-1:00", "TBA"}) {
    CAPTURE(text);
    CHECK_FALSE(import::parse_clock(text));
  }
}

TEST_CASE("Keys are known whatever their case, spaces and underscores", "[import]") {
  CHECK(import::same_key("Moved From", import::session_keys) == "moved_from");
  CHECK(import::same_key(" SHOW-NAMES ", import::session_keys) == "show_names");
  CHECK(import::same_key("track", import::session_keys).empty());
}

TEST_CASE("A slip of the pen is recognized, another word is not", "[import]") {
  CHECK(import::nearest_key("tilte", import::session_keys) == "title");
  CHECK(import::nearest_key("presenter", import::session_keys) == "presenters");
  CHECK(import::nearest_key("photographer", import::session_keys).empty());
  CHECK(import::unknown_key("presenter", import::session_keys).ends_with("\"presenters\"?"));
}

TEST_CASE("A slug keeps every script and drops punctuation", "[import]") {
  CHECK(import::slug("Greet us: the first 2 minutes!") == "greet-us-the-first-2-minutes");
  CHECK(import::slug("教室 二〇四") == "教室-二〇四");
  CHECK(import::slug("Amélie’s room") == "amélie-s-room");
  CHECK(import::slug(" -- ").empty());
}
