#include "shared/import/formats/delimited.h"

#include <catch2/catch_test_macros.hpp>

using namespace lintel;
using namespace lintel::formats;
using Rows = std::vector<std::vector<std::string>>;

namespace {

Rows rows_of(const Table& table) {
  Rows rows;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    rows.emplace_back();
    for (std::size_t column = 0; column < table.columns(row); ++column) {
      rows.back().emplace_back(table.cell(row, column));
    }
  }
  return rows;
}

Rows rows_of(const std::string& text) {
  const auto read = read_delimited(text);
  REQUIRE(read);
  return rows_of(read->table);
}

}  // namespace

TEST_CASE("quotes keep separators, quotes and line breaks inside a cell", "[import][csv]") {
  CHECK(rows_of("a,b\n1,\"ha \"\"ha\"\" ha\"\n") == Rows{{"a", "b"}, {"1", "ha \"ha\" ha"}});
  CHECK(rows_of("a,b\r\n\"x\r\ny\",\"1,2\"\r\n") == Rows{{"a", "b"}, {"x\r\ny", "1,2"}});
  CHECK(rows_of("a,b,c\n1,\"\",\"\"\n") == Rows{{"a", "b", "c"}, {"1", "", ""}});
}

TEST_CASE("the separator is the one that makes a table", "[import][csv]") {
  CHECK(read_delimited("Title;Start\nA, B, C;10:00\n")->separator == ';');
  CHECK(read_delimited("Title\tStart\nA, B\t10:00\n")->separator == '\t');
  CHECK(read_delimited("Title|Start\nA|10:00\n")->separator == '|');
  CHECK(read_delimited("x,y;z\n1,2;3\n4,5;6\n")->separator == ',');
  CHECK(read_delimited("sep=;\nTitle,Start;x\n1;2\n")->separator == ';');
}

TEST_CASE("rows know the line they begin at", "[import][csv]") {
  const auto read = read_delimited("sep=,\r\na,b\r\n\r\n\"1\r\n2\r\n3\",x\r\nlast,y");
  REQUIRE(read);
  const Table& table = read->table;
  REQUIRE(table.rows() == 3);
  CHECK(table.line(0) == 2);
  CHECK(table.line(1) == 4);
  CHECK(table.line(2) == 7);
  CHECK(table.cell(2, 0) == "last");
}

TEST_CASE("a quote that is never closed is named by its line", "[import][csv]") {
  const auto read = read_delimited("a,b\n1,\"2\n" + std::string(2 * cell_bytes_max, 'x'));
  REQUIRE_FALSE(read);
  CHECK(read.error().message.find("line 2") != std::string::npos);
}

TEST_CASE("a table has bounds", "[import][csv]") {
  std::string many_rows;
  for (std::size_t i = 0; i <= Table::rows_max; ++i) {
    many_rows += "a,b\n";
  }
  CHECK(read_delimited(many_rows).error().code == ErrorCode::limit);
  const auto wide = read_delimited(std::string(1000, ','));
  REQUIRE(wide);
  CHECK(wide->table.columns(0) == Table::columns_max);
  CHECK(wide->table.left_columns_out());
}
