#include "shared/import/formats/detect.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/import/formats/draft.h"
#include "shared/import/formats/text_decoding.h"

namespace lintel::formats {
namespace {

constexpr std::size_t head_bytes_max = 16 * 1024;

Detected refuse(std::string sentence) {
  return {Format::refused, std::move(sentence)};
}

Detected detect_zip(std::string_view bytes) {
  const auto holds = [bytes](std::string_view name) {
    return bytes.find(name) != std::string_view::npos;
  };
  if (holds("xl/workbook.") || (holds("[Content_Types].xml") && holds("/worksheets/"))) {
    if (holds("xl/workbook.bin")) {
      return refuse("This is a binary Excel workbook (.xlsb); save it as .xlsx or CSV.");
    }
    return {Format::xlsx, ""};
  }
  if (holds("application/vnd.oasis.opendocument")) {
    return refuse("This is an OpenDocument file; save the sheet as .xlsx or CSV.");
  }
  if (holds("word/document.xml") || holds("ppt/presentation.xml")) {
    return refuse("This is a Word or PowerPoint file; put the sessions into a sheet, one a row.");
  }
  return refuse("This is a ZIP archive; unpack it and load the schedule inside.");
}

struct Signature {
  std::string_view begins;
  std::string_view sentence;
};
constexpr std::array<Signature, 7> signatures{{
    {"%PDF", "This is a PDF; load the sheet, calendar or export that it was made from."},
    {"\xD0\xCF\x11\xE0", "This is an old Excel file (.xls); save it as .xlsx or CSV."},
    {"\x89PNG", "This is a picture; load the sheet or calendar that it shows."},
    {"\xFF\xD8\xFF", "This is a picture; load the sheet or calendar that it shows."},
    {"{\\rtf", "This is a text document; put the sessions into a sheet, one a row."},
    {"\x1F\x8B", "This file is compressed (gzip); unpack it first."},
    {"SQLite format 3", "This is a database, not a schedule; load the file it was made from."},
}};

bool contains_ignoring_case(std::string_view text, std::string_view lower) {
  return ascii_lower(text).find(lower) != std::string::npos;
}

Detected detect_markup(std::string_view head) {
  const std::string lower = ascii_lower(head);
  if (lower.find("<html") != std::string::npos || lower.starts_with("<!doctype html")) {
    return refuse(
        "This is a web page, not a schedule; perhaps the download asked for a sign-in. "
        "Download the file again.");
  }
  for (std::string_view root :
       {"<schedule>", "<schedule ", "<schedule\n", "<schedule\t", "<schedule\r", "<schedule/"}) {
    if (lower.find(root) != std::string::npos) {
      return {Format::frab_xml, ""};
    }
  }
  return refuse("This XML is no conference schedule: it has no <schedule>.");
}

Detected detect_json(std::string_view bytes, Encoding encoding, std::string_view head) {
  // All keys are ASCII, and so alike in every encoding but UTF-16, which no JSON should have.
  const bool wide = encoding == Encoding::utf16_le || encoding == Encoding::utf16_be;
  const DecodedText decoded{wide ? bytes : std::string_view{}};
  const std::string_view text = wide ? decoded.text() : bytes;
  const auto has = [](std::string_view where, std::string_view key) {
    return where.find(key) != std::string_view::npos;
  };
  if (!has(head, "\"schedule\"") && !has(text, "\"schedule\"")) {
    return refuse("This JSON is no conference schedule: it has no \"schedule\".");
  }
  // Version 2 has one list of events beside the conference; version 1 has none by that name.
  const bool flat = has(text, "\"events\"") && !has(text, "\"day_start\"");
  const bool says_2 = has(head, "schema2.json");
  return {flat || says_2 ? Format::hub_json : Format::frab_json, ""};
}

// A line "[event]" or "[[sessions]]" by itself: no CSV has one.
bool has_toml_table(std::string_view head) {
  for (const std::string& line : split(head, '\n')) {
    if (line.starts_with("[event]") || line.starts_with("[[sessions]]") ||
        line.starts_with("[[rooms]]")) {
      return true;
    }
  }
  return false;
}

bool is_binary(std::string_view head) {
  const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
  });
  return controls * 20 > static_cast<std::ptrdiff_t>(head.size());
}

Detected detect_table(std::string_view head) {
  const std::string_view text = trim(head);
  if (text.find_first_of("\n\r") == std::string_view::npos) {
    if (contains_ignoring_case(text.substr(0, 40), "err") ||
        contains_ignoring_case(text.substr(0, 200), "failed")) {
      return refuse("This is an error message, not a schedule: \"" + line_excerpt(text) +
                    "\". Download the file again.");
    }
  }
  if (text.find_first_of(",;\t|") == std::string_view::npos) {
    return refuse("This is text without columns; load a CSV, XLSX, iCalendar or schedule file.");
  }
  return {Format::csv, ""};
}

}  // namespace

Detected detect(std::string_view bytes) {
  if (bytes.size() > limits::import_bytes_max) {
    return refuse("The file is larger than " +
                  std::to_string(limits::import_bytes_max / (1024 * 1024)) +
                  " MB; export only the schedule, without pictures.");
  }
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) {
    return detect_zip(bytes);
  }
  for (const Signature& signature : signatures) {
    if (bytes.starts_with(signature.begins)) {
      return refuse(std::string{signature.sentence});
    }
  }
  const DecodedText decoded{bytes.substr(0, 2 * head_bytes_max)};
  const std::string_view head = trim(decoded.text().substr(0, head_bytes_max));
  if (head.empty()) {
    return refuse("The file is empty.");
  }
  if (is_binary(head)) {
    return refuse("This is no text; load a CSV, XLSX, iCalendar or schedule file.");
  }
  if (ascii_lower(head.substr(0, 15)) == "begin:vcalendar") {
    return {Format::icalendar, ""};
  }
  if (head.front() == '<') {
    return detect_markup(head);
  }
  if (head.front() == '{') {
    return detect_json(bytes, decoded.encoding(), head);
  }
  if (has_toml_table(head)) {
    return {Format::toml, ""};
  }
  if (contains_ignoring_case(head, "begin:vcalendar")) {
    return {Format::icalendar, ""};
  }
  return detect_table(head);
}

std::string_view name_of(Format format) {
  switch (format) {
    case Format::csv:
      return "CSV";
    case Format::xlsx:
      return "Excel";
    case Format::icalendar:
      return "iCalendar";
    case Format::frab_xml:
      return "schedule.xml";
    case Format::frab_json:
      return "schedule.json";
    case Format::hub_json:
      return "schedule.json (version 2)";
    case Format::toml:
      return "Lintel TOML";
    case Format::refused:
      return "unknown";
  }
  return "unknown";
}

}  // namespace lintel::formats
