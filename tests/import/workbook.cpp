#include "workbook.h"

#include <zip.h>

#include <stdexcept>

namespace lintel::formats {

std::string zip(const std::map<std::string, std::string>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  if (archive == nullptr) {
    throw std::runtime_error(zip_error_strerror(&error));
  }
  for (const auto& [name, text] : parts) {
    zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
    zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  }
  if (zip_close(archive) != 0) {
    throw std::runtime_error("cannot write the ZIP");
  }
  zip_stat_t stat;
  zip_source_stat(target, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(target);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

std::string table_workbook(const std::vector<std::vector<std::string>>& rows) {
  Sheet sheet;
  for (const std::vector<std::string>& row : rows) {
    sheet.rows += "<row>";
    for (const std::string& cell : row) {
      sheet.rows += "<c t=\"inlineStr\"><is><t>" + cell + "</t></is></c>";
    }
    sheet.rows += "</row>";
  }
  return workbook(sheet);
}

std::string workbook(const Sheet& sheet) {
  const std::string main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  const std::string relationships =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  std::string styles = "<styleSheet " + main + "><numFmts>";
  std::string cells = "<cellXfs><xf numFmtId=\"0\"/>";
  for (std::size_t i = 0; i < sheet.formats.size(); ++i) {
    const std::string id = std::to_string(164 + i);
    styles += "<numFmt numFmtId=\"" + id + "\" formatCode=\"" + sheet.formats[i] + "\"/>";
    cells += "<xf numFmtId=\"" + id + "\"/>";
  }
  styles += "</numFmts>" + cells + "</cellXfs></styleSheet>";
  std::string strings = "<sst " + main + ">";
  for (const std::string& text : sheet.strings) {
    strings += "<si>" + text + "</si>";
  }
  strings += "</sst>";
  const auto relation = [&](const char* id, const char* type, const char* target) {
    return "<Relationship Id=\"" + std::string{id} + "\" Type=\"" + relationships + "/" + type +
           "\" Target=\"" + target + "\"/>";
  };
  return zip({
      {"[Content_Types].xml", "<Types/>"},
      {"_rels/.rels", "<Relationships>" + relation("r1", "officeDocument", "xl/workbook.xml") +
                          "</Relationships>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships>" + relation("r1", "worksheet", "worksheets/sheet1.xml") +
           relation("r2", "styles", "styles.xml") +
           relation("r3", "sharedStrings", "sharedStrings.xml") +
           relation("r4", "worksheet", "/xl/worksheets/sheet2.xml") + "</Relationships>"},
      {"xl/sharedStrings.xml", strings},
      {"xl/styles.xml", styles},
      {"xl/workbook.xml",
       "<workbook " + main + " xmlns:r=\"" + relationships + "\"><workbookPr " +
           sheet.workbook_properties +
           "/><sheets><sheet name=\"Hidden\" state=\"hidden\" sheetId=\"2\" r:id=\"r4\"/>"
           "<sheet name=\"Plan\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"},
      {"xl/worksheets/sheet1.xml", "<worksheet " + main + ">" + sheet.before + "<sheetData>" +
                                       sheet.rows + "</sheetData></worksheet>"},
      {"xl/worksheets/sheet2.xml",
       "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row><x:c t=\"str\"><x:v>Title</x:v></x:c>"
       "<x:c t=\"str\"><x:v>Start</x:v></x:c></x:row><x:row><x:c t=\"str\"><x:v>Secret</x:v></x:c>"
       "<x:c t=\"str\"><x:v>2026-11-20 10:00</x:v></x:c></x:row></x:sheetData></x:worksheet>"},
  });
}

}  // namespace lintel::formats
