#include "shared/import/formats/detect.h"

#include <catch2/catch_test_macros.hpp>

#include "look_alike.h"
#include "workbook.h"

using namespace lintel;
using namespace lintel::formats;

TEST_CASE("the kind of a file is told by its content", "[import][detect]") {
  CHECK(detect(look_alike("times.csv")).format == Format::csv);
  CHECK(detect(look_alike("excel_utf16.csv")).format == Format::csv);
  CHECK(detect(look_alike("utf16_be_bare.csv")).format == Format::csv);
  CHECK(detect(look_alike("ics_zones.ics")).format == Format::icalendar);
  CHECK(detect(look_alike("ics_text.ics")).format == Format::icalendar);
  CHECK(detect(look_alike("frab_utc_dates.xml")).format == Format::frab_xml);
  CHECK(detect(look_alike("frab_v1.json")).format == Format::frab_json);
  CHECK(detect(look_alike("hub_v2.json")).format == Format::hub_json);
  CHECK(detect("# our day\n[event]\ntitle = \"A day\"\n").format == Format::toml);
  CHECK(detect(table_workbook({{"Title", "Start"}})).format == Format::xlsx);
}

TEST_CASE("what is no schedule is refused with what it is and what to do", "[import][detect]") {
  const auto refusal = [](const std::string& bytes) {
    const Detected detected = detect(bytes);
    CHECK(detected.format == Format::refused);
    return detected.refusal;
  };
  CHECK(refusal("") == "The file is empty.");
  CHECK(refusal("\xEF\xBB\xBF \r\n") == "The file is empty.");
  CHECK(refusal(look_alike("error.csv")).starts_with("This is an error message, not a schedule"));
  CHECK(refusal("error: 403, forbidden").starts_with("This is an error message"));
  CHECK(refusal(look_alike("sign_in.xml")).starts_with("This is a web page"));
  CHECK(refusal("%PDF-1.7").starts_with("This is a PDF"));
  CHECK(refusal("\xD0\xCF\x11\xE0 old").starts_with("This is an old Excel file"));
  CHECK(refusal("<?xml version=\"1.0\"?><rss/>").starts_with("This XML is no conference"));
  CHECK(refusal("{\"a\":1}").starts_with("This JSON is no conference"));
  CHECK(refusal("PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
            .starts_with("This is an OpenDocument file"));
  CHECK(refusal(std::string(40, '\x01')).starts_with("This is no text"));
  CHECK(refusal("just some words").starts_with("This is text without columns"));
  CHECK(refusal(std::string(limits::import_bytes_max + 1, 'a')).starts_with("The file is larger"));
}

TEST_CASE("a refused file is one error and no sessions", "[import][detect]") {
  const Reading reading = read("error.csv");
  CHECK(reading.event.sessions.empty());
  REQUIRE(reading.findings.size() == 1);
  CHECK(reading.findings.front().file == "error.csv");
}
