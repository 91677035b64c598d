#include "shared/import/formats/read.h"

#include <exception>

#include "shared/import/formats/delimited.h"
#include "shared/import/formats/table_sessions.h"
#include "shared/import/formats/text_decoding.h"

namespace lintel::formats {
namespace {

void read_known(Format format, std::string_view bytes, const ReadOptions& options,
                DraftEvent& event, Report& report) {
  switch (format) {
    case Format::csv:
      read_csv(bytes, options, event, report);
      return;
    case Format::xlsx:
      read_xlsx(bytes, options, event, report);
      return;
    case Format::icalendar:
      read_icalendar(bytes, options, event, report);
      return;
    case Format::frab_xml:
      read_frab_xml(bytes, options, event, report);
      return;
    case Format::frab_json:
    case Format::hub_json:
      read_frab_json(bytes, options, event, report);
      return;
    case Format::toml:
      report.error(0, "", "This is a Lintel event file; it is loaded as it is, not converted.");
      return;
    case Format::refused:
      return;
  }
}

}  // namespace

Reading read_schedule(const SourceFile& file, const ReadOptions& options) {
  Reading reading;
  Report report{file.name};
  const Detected detected = detect(file.bytes);
  if (detected.format == Format::refused) {
    report.error(0, "", detected.refusal);
  }
  // The libraries below report by value but for memory, which the standard library throws.
  try {
    read_known(detected.format, file.bytes, options, reading.event, report);
  } catch (const std::exception&) {
    reading.event = {};
    report.error(0, "", "There is not enough memory to read this file; make it smaller.");
  }
  reading.findings = report.take();
  return reading;
}

void read_csv(std::string_view bytes, const ReadOptions& options, DraftEvent& event,
              Report& report) {
  const DecodedText decoded{bytes};
  if (decoded.damaged()) {
    report.advise(0, "", "Some characters of this file are damaged; save it again as UTF-8.");
  }
  if (decoded.encoding() == Encoding::windows_1252) {
    report.advise(0, "", "The text is not UTF-8; it was read as Windows-1252. Check accents.");
  }
  if (decoded.text().size() > limits::import_bytes_max) {
    report.error(0, "", "The text is too long; keep only the sessions.");
    return;
  }
  const auto table = read_delimited(decoded.text());
  if (!table) {
    report.error(0, "", table.error().message);
    return;
  }
  add_table_sessions(table->table, options, event, report);
}

}  // namespace lintel::formats
