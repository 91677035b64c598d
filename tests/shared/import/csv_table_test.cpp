#include <catch2/catch_test_macros.hpp>

#include "shared/import/sessions_csv.h"

using namespace lintel;
using Cells = std::vector<std::string>;

TEST_CASE("A record is known by the line it begins at, even after quoted line breaks", "[csv]") {
  const auto table = import::read_csv("a,b\n\"one\ntwo\n\nthree\",2\n\n\nx,y\n");
  REQUIRE(table.error.empty());
  REQUIRE(table.records.size() == 3);
  CHECK(table.records[0].line == 1);
  CHECK(table.records[1].line == 2);
  CHECK(table.records[1].cells == Cells{"one\ntwo\n\nthree", "2"});
  CHECK(table.records[2].line == 8);
}

TEST_CASE("Every line ending counts as one line", "[csv]") {
  for (const std::string& end : {std::string{"\n"}, std::string{"\r\n"}, std::string{"\r"}}) {
    const auto table = import::read_csv("a,b" + end + "1,\"x" + end + "y\"" + end + "3,4");
    REQUIRE(table.records.size() == 3);
    CHECK(table.records[1].line == 2);
    CHECK(table.records[2].line == 4);
    CHECK(table.records[2].cells == Cells{"3", "4"});
  }
}

TEST_CASE("The header tells the delimiter, Excel's sep line before it", "[csv]") {
  CHECK(import::read_csv("a;b,c;d\n1;2;3\n").records[1].cells == Cells{"1", "2", "3"});
  CHECK(import::read_csv("a\tb\n1\t2\n").records[1].cells == Cells{"1", "2"});
  CHECK(import::read_csv("\"a;;;\",b\n1,2\n").records[1].cells == Cells{"1", "2"});
  const auto table = import::read_csv("sep=;\r\na;b\r\n1;2\r\n");
  CHECK(table.records[0].line == 2);
  CHECK(table.records[1].cells == Cells{"1", "2"});
}

TEST_CASE("Quotes written twice are quotes", "[csv]") {
  CHECK(import::read_csv("a,b\n\"say \"\"hi\"\", please\",\n").records[1].cells ==
        Cells{"say \"hi\", please", ""});
}

TEST_CASE("Quotes that do not match are an error at the record they are in", "[csv]") {
  const auto open = import::read_csv("a,b\n1,2\n\"x,3\n4,5\n");
  CHECK_FALSE(open.error.empty());
  CHECK(open.error_line == 3);
  CHECK(open.records.size() == 2);
  CHECK(import::read_csv("a,b\n\"x\"y,3\n").error_line == 2);
}

TEST_CASE("Nothing at all is an empty table", "[csv]") {
  CHECK(import::read_csv("").records.empty());
  CHECK(import::read_csv("\n\n\r\n").records.empty());
}
