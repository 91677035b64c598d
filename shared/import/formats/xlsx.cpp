// Excel workbooks (ECMA-376): the first sheet that is not hidden, or the one asked for, -> Table.
// Cells become text the way a person sees them: dates and times by their number format, because a
// serial number alone says nothing. <dimension> is ignored: one real file claims a million rows.
#include <algorithm>
#include <charconv>
#include <optional>

#include "shared/core/text.h"
#include "shared/import/formats/folding.h"
#include "shared/import/formats/read.h"
#include "shared/import/formats/table_sessions.h"
#include "shared/import/formats/text_decoding.h"
#include "shared/import/formats/xlsx_number.h"
#include "shared/import/formats/xml_tree.h"
#include "shared/import/formats/zip_member.h"

namespace lintel::formats {
namespace {

// Unpacked sizes. With the tree of one part at a time and the table all stays below 64 MB.
constexpr std::size_t part_bytes_max = 12 * 1024 * 1024;
constexpr std::size_t tree_bytes_max = 26 * 1024 * 1024;
constexpr std::size_t strings_max = 200'000;
constexpr std::size_t styles_max = 64 * 1024;

Status parse_part(ZipArchive& archive, const std::string& name, XmlTree& tree) {
  TRY(std::string bytes, archive.read(name, part_bytes_max));
  if (!is_utf8(bytes)) {
    const DecodedText decoded{bytes};
    return tree.parse(std::string{decoded.text()}, tree_bytes_max);
  }
  return tree.parse(std::move(bytes), tree_bytes_max);
}

std::string_view attribute(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    std::string_view key = attribute.name();
    const std::size_t colon = key.find(':');
    key = colon == std::string_view::npos ? key : key.substr(colon + 1);
    if (key == name) {
      return attribute.value();
    }
  }
  return {};
}

std::optional<std::size_t> number(std::string_view text) {
  std::size_t value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && rest == text.data() + text.size() ? std::optional{value}
                                                                   : std::nullopt;
}

// "xl/workbook.xml" + "worksheets/sheet1.xml" or "/xl/worksheets/sheet1.xml".
std::string resolve(const std::string& base, std::string_view target) {
  if (target.starts_with("/")) {
    return std::string{target.substr(1)};
  }
  std::string folder = base.substr(0, base.rfind('/') + 1);
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    const std::size_t cut =
        folder.size() < 2 ? std::string::npos : folder.rfind('/', folder.size() - 2);
    folder.resize(cut == std::string::npos ? 0 : cut + 1);
  }
  return folder + std::string{target};
}

struct Relation {
  std::string id;
  std::string type;
  std::string target;
};

// Empty when the part has none.
std::vector<Relation> relations_of(ZipArchive& archive, const std::string& part) {
  const std::size_t cut = part.rfind('/') + 1;
  XmlTree tree;
  std::vector<Relation> relations;
  if (!parse_part(archive, part.substr(0, cut) + "_rels/" + part.substr(cut) + ".rels", tree)) {
    return relations;
  }
  for (const pugi::xml_node node : tree.root().children()) {
    const std::string_view type = attribute(node, "Type");
    relations.push_back({std::string{attribute(node, "Id")},
                         std::string{type.substr(type.rfind('/') + 1)},
                         resolve(part, attribute(node, "Target"))});
  }
  return relations;
}

// "_x000D_" and the like, which is how Excel writes control characters.
std::string without_escapes(std::string text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const bool escape =
        text[at] == '_' && at + 6 < text.size() && text[at + 1] == 'x' && text[at + 6] == '_';
    unsigned value = 0;
    if (escape && std::from_chars(&text[at + 2], &text[at + 6], value, 16).ptr == &text[at + 6] &&
        value < 0x20) {
      plain += value == '\r' ? '\0' : static_cast<char>(value);
      if (value == '\r') {
        plain.pop_back();
      }
      at += 7;
    } else {
      plain += text[at++];
    }
  }
  return plain;
}

// A shared or inline string: its runs without the pronunciation ("rPh") beside them.
std::string rich_text(pugi::xml_node node) {
  std::string text;
  for (const pugi::xml_node child : node.children()) {
    if (local_name(child) == "t") {
      text += text_of(child);
    } else if (local_name(child) == "r") {
      text += text_of(child_named(child, "t"));
    }
  }
  return without_escapes(std::move(text));
}

// Column letters of "AB12", from 0; nothing when there are none.
std::optional<std::size_t> column_of_reference(std::string_view reference) {
  std::size_t column = 0;
  std::size_t letters = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || letters == 3) {
      break;
    }
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
    ++letters;
  }
  return letters == 0 ? std::nullopt : std::optional{column - 1};
}

class Workbook {
 public:
  explicit Workbook(ZipArchive& archive) : archive_(archive) {}

  Result<Table> read(const std::string& sheet) {
    TRY(const std::string part, find_sheet(sheet));
    TRY_DO(read_strings());
    read_styles();
    TRY_DO(read_rows(part));
    return std::move(table_);
  }

 private:
  Result<std::string> find_sheet(const std::string& wanted) {
    std::string workbook = "xl/workbook.xml";
    for (const Relation& relation : relations_of(archive_, "")) {
      workbook = relation.type == "officeDocument" ? relation.target : workbook;
    }
    relations_ = relations_of(archive_, workbook);
    XmlTree tree;
    TRY_DO(parse_part(archive_, workbook, tree));
    date_1904_ = is_true(attribute(child_named(tree.root(), "workbookPr"), "date1904"));
    std::string names;
    for (const pugi::xml_node sheet : child_named(tree.root(), "sheets").children()) {
      const std::string_view name = attribute(sheet, "name");
      const bool visible =
          attribute(sheet, "state").empty() || attribute(sheet, "state") == "visible";
      names += (names.empty() ? "" : ", ") + line_excerpt(name);
      if (wanted.empty() ? visible : fold(name) == fold(wanted)) {
        return part_of(attribute(sheet, "id"));
      }
    }
    if (wanted.empty()) {
      return Error{ErrorCode::not_found, "The workbook has no sheet that is not hidden."};
    }
    return Error{ErrorCode::not_found, "There is no sheet \"" + line_excerpt(wanted) +
                                           "\"; the workbook has " + names + "."};
  }

  Result<std::string> part_of(std::string_view id) const {
    for (const Relation& relation : relations_) {
      if (relation.id == id) {
        return relation.target;
      }
    }
    return std::string{"xl/worksheets/sheet1.xml"};
  }

  static bool is_true(std::string_view text) { return text == "1" || text == "true"; }

  Status read_strings() {
    const auto part =
        std::find_if(relations_.begin(), relations_.end(),
                     [](const Relation& relation) { return relation.type == "sharedStrings"; });
    if (part == relations_.end()) {
      return ok();
    }
    XmlTree tree;
    TRY_DO(parse_part(archive_, part->target, tree));
    for (const pugi::xml_node item : tree.root().children()) {
      if (local_name(item) == "si" && strings_.size() < strings_max) {
        TRY(const Table::Span span, table_.keep(rich_text(item)));
        strings_.push_back(span);
      }
    }
    return ok();
  }

  // Without styles every number is a number; then the columns' meaning still finds the dates.
  void read_styles() {
    const auto part =
        std::find_if(relations_.begin(), relations_.end(),
                     [](const Relation& relation) { return relation.type == "styles"; });
    XmlTree tree;
    if (part == relations_.end() || !parse_part(archive_, part->target, tree)) {
      return;
    }
    std::map<std::size_t, NumberKind> custom;
    for (const pugi::xml_node format : child_named(tree.root(), "numFmts").children()) {
      if (const auto id = number(attribute(format, "numFmtId"))) {
        custom[*id] = kind_of_format(attribute(format, "formatCode"));
      }
    }
    for (const pugi::xml_node style : child_named(tree.root(), "cellXfs").children()) {
      const auto id = number(attribute(style, "numFmtId"));
      const auto found = id ? custom.find(*id) : custom.end();
      if (styles_.size() < styles_max) {
        styles_.push_back(found != custom.end() ? found->second : kind_of_builtin(id.value_or(0)));
      }
    }
  }

  Status read_rows(const std::string& part) {
    XmlTree tree;
    TRY_DO(parse_part(archive_, part, tree));
    std::size_t row_number = 0;
    for (const pugi::xml_node row : child_named(tree.root(), "sheetData").children()) {
      if (local_name(row) != "row") {
        continue;
      }
      row_number =
          std::min<std::size_t>(number(attribute(row, "r")).value_or(row_number + 1), 1'048'576);
      if (has_content(row)) {
        TRY_DO(table_.begin_row(static_cast<int>(row_number)));
        TRY_DO(read_cells(row));
      }
    }
    return ok();
  }

  static bool has_content(pugi::xml_node row) {
    return std::any_of(row.begin(), row.end(), [](pugi::xml_node cell) {
      return child_named(cell, "v") || child_named(cell, "is");
    });
  }

  Status read_cells(pugi::xml_node row) {
    std::size_t column = 0;
    for (const pugi::xml_node cell : row.children()) {
      if (local_name(cell) != "c") {
        continue;
      }
      column = std::max(column_of_reference(attribute(cell, "r")).value_or(column), column);
      if (column >= Table::columns_max) {
        break;
      }
      TRY_DO(table_.skip_to(column));
      TRY(const Table::Span span, span_of(cell));
      TRY_DO(table_.add_cell(span));
      ++column;
    }
    return ok();
  }

  Result<Table::Span> span_of(pugi::xml_node cell) {
    const std::string_view type = attribute(cell, "t");
    if (type == "inlineStr") {
      return table_.keep(rich_text(child_named(cell, "is")));
    }
    const std::string value = text_of(child_named(cell, "v"));
    if (type == "s") {
      const auto index = number(value);
      return index && *index < strings_.size() ? strings_[*index] : Table::Span{};
    }
    if (type == "b") {
      return table_.keep(value.empty() ? "" : is_true(value) ? "yes" : "no");
    }
    if (type == "e") {
      return Table::Span{};  // "#N/A": nothing anybody meant to say
    }
    if (type == "str" || type == "d") {
      return table_.keep(without_escapes(value));
    }
    const auto style = number(attribute(cell, "s")).value_or(0);
    const NumberKind kind = style < styles_.size() ? styles_[style] : NumberKind::number;
    return table_.keep(number_text(value, kind, date_1904_ ? Epoch::year_1904 : Epoch::year_1900));
  }

  ZipArchive& archive_;
  std::vector<Relation> relations_;
  std::vector<Table::Span> strings_;
  std::vector<NumberKind> styles_;
  Table table_;
  bool date_1904_ = false;
};

Result<Table> read_workbook(std::string_view bytes, const std::string& sheet) {
  TRY(ZipArchive archive, ZipArchive::open(bytes));
  return Workbook{archive}.read(sheet);
}

}  // namespace

void read_xlsx(std::string_view bytes, const ReadOptions& options, DraftEvent& event,
               Report& report) {
  const auto table = read_workbook(bytes, options.sheet);
  if (!table) {
    report.error(0, "", table.error().message);
    return;
  }
  add_table_sessions(*table, options, event, report);
}

}  // namespace lintel::formats
