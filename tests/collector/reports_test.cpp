#include "sync/collector/reports.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/collector/day.h"

using namespace lintel;
using namespace lintel::collector;
using nlohmann::json;

namespace {

const UtcTime noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} +
                   std::chrono::hours{18}};

json results_of(const Books& books) {
  return json::parse(results_json(books, noon));
}

json session_of(const json& results, const std::string& id) {
  for (const json& session : results["sessions"]) {
    if (session["id"] == id) {
      return session;
    }
  }
  return nullptr;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A group too small to show is hidden in JSON and CSV alike", "[collector][reports]") {
  Books books = books_with_day();
  add_answers(books, 1, 4, "names", "yes-this-week");
  const json results = results_of(books);
  const json session = session_of(results, "names");
  REQUIRE(session["answers"] == 4);
  REQUIRE(session["hidden"] == "too-few");
  REQUIRE(session["use"].is_null());
  REQUIRE(session["ideas"].empty());
  REQUIRE(results["ideas"].empty());
  REQUIRE(results["cards"]["will_use"] == 0);
  REQUIRE(results["cards"]["shown"] == 0);
  REQUIRE(contains(results_csv(books), "4,no: fewer than 5 answers,,,,,,,,,,"));

  add_answers(books, 5, 1, "names", "yes-this-week");
  const json shown = results_of(books);
  REQUIRE(session_of(shown, "names")["use"]["yes-this-week"] == 5);
  REQUIRE(shown["ideas"][0]["count"] == 5);
  REQUIRE(contains(results_csv(books), "5,yes,5,0,0,0,"));
}

TEST_CASE("A hidden session takes its only neighbour with it", "[collector][reports]") {
  Books books = books_with_day();
  add_answers(books, 1, 4, "late", "not-sure");
  add_answers(books, 10, 9, "phones", "yes-with-help");
  const json results = results_of(books);
  REQUIRE(session_of(results, "phones")["hidden"] == "complement");
  REQUIRE(session_of(results, "phones")["use"].is_null());
  REQUIRE(results["cards"]["answers"] == 13);
  REQUIRE(results["cards"]["want_help"] == 0);
}

TEST_CASE("Answers about an unknown session are shown as kept, by number only",
          "[collector][reports]") {
  Books books = books_with_day();
  add_answers(books, 1, 7, "gone", "yes-this-week");
  const json results = results_of(books);
  REQUIRE(results["unknown_sessions"] == json::parse(R"([{"session":"gone","answers":7}])"));
  REQUIRE(contains(results_csv(books), "gone,unknown session,"));
}

TEST_CASE("Times are the event's own", "[collector][reports]") {
  const json results = results_of(books_with_day());
  REQUIRE(results["as_of"] == "2026-11-20T12:00:00-06:00");
  REQUIRE(session_of(results, "late")["start"] == "2026-11-20T10:00:00-06:00");
  REQUIRE(results["event"]["first_day"] == "2026-11-20");
}

TEST_CASE("Cells a spreadsheet would run are defused", "[collector][reports]") {
  for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"}) {
    CAPTURE(text);
    REQUIRE(contains(csv_cell(text), std::string("'") + text));
  }
  REQUIRE(csv_cell("plain") == "plain");
  REQUIRE(csv_cell("a,b") == "\"a,b\"");
  REQUIRE(csv_cell("say \"hi\"") == "\"say \"\"hi\"\"\"");
  REQUIRE(csv_cell("=HYPERLINK(\"x\")") == "\"'=HYPERLINK(\"\"x\"\")\"");
  REQUIRE(contains(results_csv(books_with_day()), "\"'=HYPERLINK("));
}

TEST_CASE("The CSV begins with a byte-order mark and every row has every column",
          "[collector][reports]") {
  Books books = books_with_day();
  add_answers(books, 1, 6, "late", "yes-this-week");
  add_answers(books, 10, 2, "gone", "not-sure");
  const std::string csv = results_csv(books);
  REQUIRE(csv.starts_with("\xEF\xBB\xBFsession,"));
  std::vector<std::size_t> widths;
  std::size_t commas = 0;
  bool quoted = false;
  for (const char byte : csv) {
    quoted = byte == '"' ? !quoted : quoted;
    commas += byte == ',' && !quoted ? 1 : 0;
    if (byte == '\n' && !quoted) {
      widths.push_back(std::exchange(commas, 0));
    }
  }
  REQUIRE(widths == std::vector<std::size_t>(5, widths.front()));
}

TEST_CASE("One sentence says that counts meet, or exactly what is missing",
          "[collector][reports]") {
  Books books = books_with_day();
  REQUIRE(report_tablets(books).sentence == "No tablet has called in yet.");
  REQUIRE(report_tablets(books).silent_rooms == std::vector<std::string>{"204", "206"});

  add_answers(books, 1, 12, "late", "not-sure");
  const std::string tablet = "(tablet " + device_number(1).text().substr(0, 8) + ")";
  REQUIRE(report_tablets(books).sentence ==
          "0 of 1 tablets in, 0 taken and 12 received: a tablet without a room " + tablet +
              " sent 12 answers but not yet its own count.");

  books.set_ledger(ledger_of(1, 12), noon);
  REQUIRE(report_tablets(books).sentence ==
          "1 of 1 tablets in, 12 taken = 12 received, nothing missing");
  REQUIRE(report_tablets(books).meets);
  REQUIRE(report_tablets(books).silent_rooms == std::vector<std::string>{"206"});

  Ledger ledger = ledger_of(1, 15);
  ledger.pending = 3;
  books.set_ledger(ledger, noon);
  REQUIRE(report_tablets(books).sentence ==
          "0 of 1 tablets in, 15 taken and 12 received: 204 " + tablet +
              " still holds 3 of \"What late work is really about\".");

  books.set_ledger(ledger_of(2, 13), noon);
  REQUIRE(report_tablets(books).sentence == "0 of 1 tablets in, 12 taken and 12 received: 204 " +
                                                tablet +
                                                " counts as many, but not the same answers.");
}

TEST_CASE("What is missing is told by session, and whether it waits, was refused or was lost here",
          "[collector][reports]") {
  Books books = books_with_day();
  Ledger ledger = ledger_of(1, 12);
  ledger.sessions[SessionId{"phones"}] = ledger_of(21, 25, "phones").sessions.begin()->second;
  add_answers(books, 1, 8, "late", "not-sure");
  const auto said = [&] {
    books.set_ledger(ledger, noon);
    const std::string text = report_tablets(books).sentence;
    return text.substr(text.find(") ") + 2);
  };
  ledger.pending = 9;
  CHECK(said() == "still holds 4 of \"What late work is really about\", 5 of \"A phone deal\".");
  ledger.pending = 0;
  CHECK(said().starts_with("is asked again for 4 of"));
  ledger.pending = 5;
  CHECK(said().starts_with("still holds or is asked again for 4 of"));
  ledger.quarantined = 9;
  ledger.quarantined_by_session = {{SessionId{"late"}, 4}, {SessionId{"phones"}, 5}};
  CHECK(said().starts_with("has set aside, because they could not be accepted, 4 of"));
  const json row = json::parse(tablets_json(books))["rows"][0];
  CHECK(row["waiting"] == 0);
  REQUIRE(row["sessions"].size() == 2);
  CHECK(row["sessions"][0] ==
        json::parse(R"({"session":"late","title":"What late work is really about","taken":12,
                        "received":8,"waiting":0,"quarantined":4,"meets":false})"));
}

TEST_CASE("After a bundle nothing waits, though the tablet does not know it yet",
          "[collector][reports]") {
  Books books = books_with_day();
  Ledger ledger = ledger_of(1, 12);
  ledger.pending = 12;
  books.set_ledger(ledger, noon);
  add_answers(books, 1, 12, "late", "not-sure");
  const json row = json::parse(tablets_json(books))["rows"][0];
  CHECK(row["waiting"] == 0);
  CHECK(row["meets"] == true);
}

TEST_CASE("A paired tablet that never called is missing", "[collector][reports]") {
  Books books = books_with_day();
  books.set_ledger(ledger_of(1, 12), noon);
  add_answers(books, 1, 12, "late", "not-sure");
  const PairedRooms paired{{device_number(1), RoomId{"204"}}, {device_number(2), RoomId{"206"}}};
  const TabletReport report = report_tablets(books, paired);
  CHECK_FALSE(report.meets);
  CHECK(report.sentence == "1 of 2 tablets in, 12 taken and 12 received: 206 (tablet " +
                               device_number(2).text().substr(0, 8) +
                               ") is paired and has not called in yet.");
  CHECK(report.silent_rooms.empty());
}

TEST_CASE("Without an event the reports say so", "[collector][reports]") {
  Books books;
  REQUIRE(results_of(books)["event"].is_null());
  REQUIRE(contains(results_csv(books), "No event is loaded."));
  REQUIRE(json::parse(tablets_json(books))["rows"].empty());
}
