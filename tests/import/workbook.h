// Workbooks made on the spot, so that every odd thing about them is visible in the test.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace lintel::formats {

// A ZIP of these parts, by libzip.
std::string zip(const std::map<std::string, std::string>& parts);
// One sheet of inline strings.
std::string table_workbook(const std::vector<std::vector<std::string>>& rows);

struct Sheet {
  std::string rows;                  // the XML inside <sheetData>
  std::string before = "";           // and before it: <dimension …/>
  std::vector<std::string> formats;  // number formats of styles 1.. (style 0 is General)
  std::vector<std::string> strings;  // shared strings
  std::string workbook_properties;   // attributes of <workbookPr>: date1904="1"
};
std::string workbook(const Sheet& sheet);

}  // namespace lintel::formats
