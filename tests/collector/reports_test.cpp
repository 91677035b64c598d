#include "sync/collector/reports.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "shared/import/formats/delimited.h"
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

std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
  const auto read = formats::read_delimited(csv);
  REQUIRE(read);
  const formats::Table& table = read->table;
  std::vector<std::vector<std::string>> rows(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t column = 0; column < table.columns(row); ++column) {
      rows[row].emplace_back(table.cell(row, column));
    }
  }
  return rows;
}

}  // namespace

TEST_CASE("A group too small to show is hidden in JSON and CSV alike", "[collector][reports]") {
  Books books = books_with_day();
  add_answers(books, 1, 4, "names", "yes-this-week");
  close_all(books);
  const json results = results_of(books);
  const json session = session_of(results, "names");
  CHECK(session["answers"] == 4);
  CHECK(session["showing"] == "too-few");
  CHECK(session["shown"] == 0);
  CHECK(session["use"].is_null());
  CHECK(session["help"].is_null());
  CHECK(session["ideas"].is_null());
  CHECK(results["ideas"].empty());
  CHECK(results["cards"]["will_use"] == 0);
  CHECK(results["cards"]["use"]["base"] == 0);
  CHECK(contains(results_csv(books), ",4,no: fewer than 5 answers,0,0,,,,,,,,,,,,,"));
}

TEST_CASE("Every figure is shown with its base", "[collector][reports]") {
  Books books = books_with_day();
  add_answers(books, 1, 8, "names", "yes-this-week");
  add_answers(books, 9, 4, "names", "not-sure");
  close_all(books);
  add_answers(books, 13, 3, "names", "not-sure");
  const json results = results_of(books);
  const json session = session_of(results, "names");
  CHECK(session["answers"] == 15);
  CHECK(session["showing"] == "waiting");
  CHECK(session["shown"] == 12);
  CHECK(session["closed"] == true);
  CHECK(session["use"]["counts"]["yes-this-week"] == 8);
  CHECK(session["use"]["base"] == 12);
  CHECK(session["ideas"]["counts"][0]["count"] == 8);
  CHECK(session["ideas"]["base"] == 12);
  CHECK(session["notes"].is_null());
  CHECK(results["ideas"][0]["base"] == 12);
  CHECK(results["cards"]["will_use"] == 8);
  CHECK(results["cards"]["use"]["base"] == 12);
  CHECK(contains(results_csv(books), ",15,12 of them,12,0,8,0,4,0,"));
}

TEST_CASE("A small group that nearly all agreed is told so, without figures",
          "[collector][reports]") {
  Books books = books_with_day();
  add_answers(books, 1, 6, "names", "yes-this-week");
  add_answers(books, 7, 1, "names", "not-sure");
  close_all(books);
  const json results = results_of(books);
  const json session = session_of(results, "names");
  CHECK(session["showing"] == "shown");
  CHECK(session["use"]["nearly_all"] == "yes-this-week");
  CHECK(session["use"]["counts"].empty());
  CHECK(session["ideas"]["nearly_all"] == "One free late pass a term");
  CHECK(results["cards"]["use"]["base"] == 0);
  CHECK(results["ideas"].empty());
  CHECK(contains(results_csv(books), ",7,yes,7,0,,,,,"));
  CHECK(contains(results_csv(books), "\"use: yes-this-week, idea 1\""));
}

TEST_CASE("What more may be shown waits until it is written down beside the database",
          "[collector][reports]") {
  Books books = books_with_day();
  add_answers(books, 1, 12, "names", "yes-this-week");
  Holding& holding = books.holdings.at(topic_of("names"));
  holding.came.begin()->second.complete = true;
  close(holding.kept, holding.came, {}, TopicClose::by_rule, 5);
  REQUIRE(holding.kept.shown.tally.answers == 12);
  CHECK(session_of(results_of(books), "names")["shown"] == 0);
}

TEST_CASE("Every report says which tablet's answers are set aside", "[collector][reports]") {
  Books books = books_with_day();
  add_answers(books, 1, 12, "names", "yes-this-week");
  close_all(books);
  books.set_ledger(ledger_of(1, 12, "names"), noon);
  books.set_aside.insert(device_number(1));
  const json results = results_of(books);
  CHECK(session_of(results, "names")["showing"] == "dark");
  CHECK(session_of(results, "names")["set_aside"] == 12);
  CHECK(results["cards"]["set_aside"] == 12);
  CHECK(results["set_aside"][0]["device"] == device_number(1).text());
  CHECK(results["set_aside"][0]["room"] == "204");
  CHECK(contains(results_csv(books), ",12,no: some of its answers were set aside,0,12,,"));
}

TEST_CASE("No report crosses an answer with ideas or help", "[collector][reports]") {
  Books books = books_with_day();
  add_answers(books, 1, 12, "names", "yes-this-week");
  close_all(books);
  const json session = session_of(results_of(books), "names");
  for (const auto& [key, value] : session.items()) {
    CHECK((!value.is_object() || value.contains("base")));
  }
}

TEST_CASE("Answers about an unknown session are shown as kept, by number only",
          "[collector][reports]") {
  Books books = books_with_day();
  add_answers(books, 1, 7, "gone", "yes-this-week");
  const json results = results_of(books);
  REQUIRE(results["unknown_sessions"] == json::parse(R"([{"session":"gone","answers":7}])"));
  REQUIRE(contains(results_csv(books), "gone,unknown session,"));
}

TEST_CASE("Of sessions that a tablet made up a page lists twenty, and the number of the rest",
          "[collector][reports]") {
  Books books = books_with_day();
  for (int number = 0; number < 300; ++number) {
    add_answers(books, 10 + number, 1, "x" + std::to_string(number), "not-sure");
  }
  add_answers(books, 1, 2, "gone", "not-sure");
  const json results = results_of(books);
  CHECK(results["unknown_sessions"].size() == unknown_listed_max);
  CHECK(results["unknown_more"]["sessions"] == 80);
  CHECK(results["unknown_more"]["answers"] == 282);
  CHECK(contains(results_csv(books), "more unknown sessions"));
  const json tablets = json::parse(tablets_json(books, noon));
  CHECK(tablets["rows"][0]["sessions"].size() == unknown_listed_max);
  CHECK(tablets["rows"][0]["more_sessions"] == 80);
  CHECK(tablets["rows"][0]["beyond"] == 202);
}

TEST_CASE("Times are the event's own", "[collector][reports]") {
  const json results = results_of(books_with_day());
  REQUIRE(results["as_of"] == "2026-11-20T12:00:00-06:00");
  REQUIRE(session_of(results, "late")["start"] == "2026-11-20T10:00:00-06:00");
  REQUIRE(results["event"]["first_day"] == "2026-11-20");
}

TEST_CASE("Cells a spreadsheet would run are defused", "[collector][reports]") {
  for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\uFF1D1+1", "\u22121"}) {
    CAPTURE(text);
    REQUIRE(contains(csv_cell(text), std::string("'") + text));
  }
  REQUIRE(csv_cell("plain") == "plain");
  REQUIRE(csv_cell("a,b") == "\"a,b\"");
  REQUIRE(csv_cell("plain;=1+1") == "\"plain;=1+1\"");
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

TEST_CASE("The CSV has the sessions that are shown together, with their base",
          "[collector][reports]") {
  Books books = books_with_day();
  add_answers(books, 1, 3, "late", "yes-this-week");
  add_answers(books, 4, 3, "phones", "not-sure");
  close_all(books);
  CHECK_FALSE(contains(results_csv(books), "together"));
  const auto pool = pool_rest(small_day().id, books.holdings, {}, 5);
  REQUIRE(pool);
  books.pools[small_day().id] = *pool;
  const std::string csv = results_csv(books);
  CHECK(contains(csv,
                 ",other sessions together,,,,,,,"
                 "yes: 2 sessions too small to be shown alone,6,,3,0,3,0,"));
  CHECK(contains(csv, ",3,no: fewer than 5 answers,0,0,,"));
  // Every row has every column, as a reader of the file finds them.
  const auto rows = rows_of(csv);
  REQUIRE(rows.size() == 5);
  for (const auto& row : rows) {
    CHECK(row.size() == rows.front().size());
  }
  const auto cell = [&](std::size_t row, const std::string& heading) {
    const auto at = std::ranges::find(rows.front(), heading);
    REQUIRE(at != rows.front().end());
    return rows[row][static_cast<std::size_t>(at - rows.front().begin())];
  };
  CHECK(cell(4, "answers shown") == "6");
  CHECK(cell(4, "use: yes-this-week") == "3");
  CHECK(cell(4, "use: not-sure") == "3");
  CHECK(cell(4, "answers").empty());
  CHECK(cell(4, "notes").empty());
  CHECK(cell(4, "will try 1").empty());
  // Some of it is set aside now: no figures.
  books.set_aside = pool->tablets;
  const auto dark = rows_of(results_csv(books));
  REQUIRE(dark.size() == 5);
  CHECK(dark[4].size() == dark.front().size());
  CHECK(contains(results_csv(books),
                 ",other sessions together,,,,,,,no: some of them were set aside,,"));
}

TEST_CASE("Without an event the reports say so", "[collector][reports]") {
  Books books;
  REQUIRE(results_of(books)["event"].is_null());
  REQUIRE(contains(results_csv(books), "No event is loaded."));
  REQUIRE(json::parse(tablets_json(books, noon))["rows"].empty());
}
