#include <catch2/catch_test_macros.hpp>

#include "look_alike.h"
#include "shared/import/formats/xlsx_number.h"
#include "workbook.h"

using namespace lintel;
using namespace lintel::formats;
using Strings = std::vector<std::string>;

namespace {

std::string cell(const std::string& reference, const std::string& attributes,
                 const std::string& value) {
  return "<c r=\"" + reference + "\"" + attributes + "><v>" + value + "</v></c>";
}

// Header in row 2, one session in row 3; a claim of a million rows, and formatted empty ones.
Sheet plan() {
  Sheet sheet;
  sheet.before = "<dimension ref=\"A1:AMK1048576\"/>";
  sheet.formats = {"yyyy\\-mm\\-dd", "[$-409]h:mm\\ AM/PM;@", "ddd"};
  sheet.strings = {
      "<t>Titel</t>",
      "<t>Datum</t>",
      "<t>Uhrzeit</t>",
      "<t>Raum</t>",
      "<r><t>Be</t></r><r><t xml:space=\"preserve\">grüßung </t></r><rPh><t>x</t></rPh>",
      "<t>Vortragende</t>"};
  sheet.rows = "<row r=\"1\">" + cell("F1", " t=\"s\"", "5") + "</row><row r=\"2\">" +
               cell("A2", " t=\"s\"", "0") + cell("B2", " t=\"s\"", "1") +
               cell("D2", " t=\"s\"", "2") + cell("E2", " t=\"s\"", "3") + cell("F2", "", "1") +
               cell("G2", "", "2") + "</row><row r=\"3\">" + cell("A3", " t=\"s\"", "4") +
               cell("B3", " s=\"1\"", "46346") + cell("C3", " s=\"3\"", "46346") +
               cell("D3", " s=\"2\"", "0.38888888888888901") + cell("E3", "", "13") +
               cell("F3", " t=\"str\"", "Ida") + cell("G3", " t=\"str\"", "Ben") +
               "</row><row r=\"4\"><c r=\"A4\" s=\"1\"/></row><row r=\"1048576\"/>";
  return sheet;
}

}  // namespace

TEST_CASE("a workbook is read as a person sees it", "[import][xlsx]") {
  const Reading reading = read_bytes(workbook(plan()));
  INFO(to_text(reading.findings));
  CHECK(errors(reading) == 0);
  REQUIRE(titles(reading) == Strings{"Begrüßung"});
  const DraftSession& session = reading.event.sessions.front();
  CHECK(when(session) == "2026-11-20 09:20-10:05");
  CHECK(session.room == "13");
  CHECK(session.presenters == Strings{"Ida", "Ben"});
  CHECK(session.line == 3);
}

TEST_CASE("a workbook that counts from 1904 has the same dates", "[import][xlsx]") {
  Sheet sheet = plan();
  sheet.workbook_properties = "date1904=\"1\"";
  std::size_t at = 0;
  while ((at = sheet.rows.find("46346", at)) != std::string::npos) {
    sheet.rows.replace(at, 5, "44884");
  }
  CHECK(whens(read_bytes(workbook(sheet))) == Strings{"2026-11-20 09:20-10:05"});
}

TEST_CASE("a sheet is chosen by name, hidden ones only so", "[import][xlsx]") {
  ReadOptions options = options_for(FirstDay::unknown);
  options.sheet = "hidden";
  CHECK(titles(read_schedule({"a.xlsx", workbook(plan())}, options)) == Strings{"Secret"});
  options.sheet = "Friday";
  CHECK(says(read_schedule({"a.xlsx", workbook(plan())}, options),
             "There is no sheet \"Friday\"; the workbook has Hidden, Plan."));
}

TEST_CASE("number formats tell dates and times from numbers", "[import][xlsx]") {
  CHECK(kind_of_builtin(14) == NumberKind::date);
  CHECK(kind_of_builtin(20) == NumberKind::time);
  CHECK(kind_of_builtin(22) == NumberKind::date_time);
  CHECK(kind_of_builtin(4) == NumberKind::number);
  CHECK(kind_of_format("mmm d") == NumberKind::date);
  CHECK(kind_of_format("[h]:mm") == NumberKind::time);
  CHECK(kind_of_format("mm:ss") == NumberKind::time);
  CHECK(kind_of_format("d/m/yyyy h:mm") == NumberKind::date_time);
  CHECK(kind_of_format("0.00 \"days\"") == NumberKind::number);
  CHECK(kind_of_format("General") == NumberKind::number);
  CHECK(kind_of_format("\\d0") == NumberKind::number);
  CHECK(number_text("42670", NumberKind::date, Epoch::year_1900) == "2016-10-27");
  CHECK(number_text("1", NumberKind::time, Epoch::year_1900) == "24:00:00");
  CHECK(number_text("42670.999999999", NumberKind::date_time, Epoch::year_1900) ==
        "2016-10-28 00:00:00");
  CHECK(number_text("13.000000000000002", NumberKind::number, Epoch::year_1900) == "13");
  CHECK(number_text("1e300", NumberKind::date, Epoch::year_1900) == "1e300");
  CHECK(number_text("-5", NumberKind::date, Epoch::year_1900) == "-5");
  CHECK(number_text("abc", NumberKind::date, Epoch::year_1900) == "abc");
}

TEST_CASE("a bomb of a workbook is refused, not unpacked", "[import][xlsx]") {
  Sheet bomb = plan();
  bomb.rows = std::string(40'000'000, ' ');
  const std::string bytes = workbook(bomb);
  CHECK(bytes.size() < 200'000);
  CHECK(says(read_bytes(bytes), "unpacks to more than"));
}

TEST_CASE("a damaged workbook is said to be one", "[import][xlsx]") {
  const std::string whole = workbook(plan());
  CHECK(errors(read_bytes(whole.substr(0, whole.size() / 2))) == 1);
  std::string flipped = whole;
  for (std::size_t at = 60; at < 400; at += 7) {
    flipped[at] = static_cast<char>(flipped[at] ^ 0x55);
  }
  CHECK(errors(read_bytes(flipped)) >= 1);
  CHECK(errors(read_bytes(zip({{"xl/workbook.xml", "<a"}}))) == 1);
}

TEST_CASE("a laugh repeated a billion times stays one laugh", "[import][xlsx]") {
  std::string laughs = "<!DOCTYPE lolz [<!ENTITY lol \"lol\">";
  for (char c = 'a'; c < 'j'; ++c) {
    laughs += std::string{"<!ENTITY "} + c + " \"";
    for (int i = 0; i < 10; ++i) {
      laughs += c == 'a' ? "&lol;" : std::string{"&"} + static_cast<char>(c - 1) + ";";
    }
    laughs += "\">";
  }
  const Reading reading =
      read_bytes("<?xml version=\"1.0\"?>" + laughs +
                 "]><schedule><conference><title>&i;</title></conference></schedule>");
  CHECK(reading.event.title.size() < 10);
}
