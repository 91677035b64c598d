#include "tests/e2e/demo/report.h"

#include <algorithm>
#include <map>
#include <vector>

namespace lintel::demo {
namespace {

using Row = std::vector<std::string>;

// RFC 4180.
std::vector<Row> parse_csv(std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.erase(0, 3);
  }
  std::vector<Row> rows;
  Row row;
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (quoted && letter == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      cell += text[++i];
    } else if (letter == '"') {
      quoted = !quoted;
    } else if (!quoted && (letter == ',' || letter == '\n')) {
      row.push_back(std::exchange(cell, {}));
      if (letter == '\n') {
        rows.push_back(std::exchange(row, {}));
      }
    } else if (quoted || letter != '\r') {
      cell += letter;
    }
  }
  return rows;
}

// Cut and padded by code points; a table for a terminal needs no more.
std::string fitted(const std::string& text, std::size_t width) {
  const auto starts_letter = [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  };
  const auto letters = static_cast<std::size_t>(std::ranges::count_if(text, starts_letter));
  if (letters <= width) {
    return text + std::string(width - letters, ' ');
  }
  std::size_t kept = 0;
  std::size_t bytes = 0;
  while (bytes < text.size() && (kept < width - 1 || !starts_letter(text[bytes]))) {
    kept += starts_letter(text[bytes++]) ? 1U : 0U;
  }
  return text.substr(0, bytes) + "…";
}

struct Column {
  const char* name;   // in the CSV
  const char* title;  // in the table
  std::size_t width;
};
constexpr Column columns[] = {
    {"room", "Room", 8},
    {"title", "Session", 40},
    {"answers", "Answers", 7},
    {"use: yes-this-week", "This week", 9},
    {"use: yes-with-help", "With help", 9},
    {"use: not-sure", "Not sure", 8},
    {"use: not-for-me", "Not for me", 10},
};

}  // namespace

std::string results_table(const std::string& csv) {
  const auto rows = parse_csv(csv);
  if (rows.empty()) {
    return "";
  }
  std::map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < rows[0].size(); ++i) {
    place[rows[0][i]] = i;
  }
  const auto cell = [&](const Row& row, const std::string& name) {
    const auto found = place.find(name);
    return found == place.end() || found->second >= row.size() ? "" : row[found->second];
  };
  std::string table;
  for (const Column& column : columns) {
    table += fitted(column.title, column.width) + "  ";
  }
  table += "\n";
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::string answers = cell(rows[i], "answers");
    if (answers.empty() || answers == "0") {
      continue;
    }
    const bool shown = cell(rows[i], "shown") == "yes";
    for (const Column& column : columns) {
      const bool is_distribution = std::string{column.name}.starts_with("use: ");
      table +=
          fitted(is_distribution && !shown ? "hidden" : cell(rows[i], column.name), column.width) +
          "  ";
    }
    table += shown ? "\n" : cell(rows[i], "shown").substr(2) + "\n";
  }
  return table;
}

Verdict compare(int given, const e2e::Books& books) {
  const std::string counts =
      std::to_string(books.taken) + " taken = " + std::to_string(books.received) + " received";
  if (books.meets && books.taken == given && books.received == given) {
    return {true, counts};
  }
  std::string sentence = std::to_string(given) + " teachers answered, the tablet took " +
                         std::to_string(books.taken) + ", the collector received " +
                         std::to_string(books.received);
  if (books.taken != given) {
    sentence += ": the tablet's count is wrong";
  } else if (books.received < books.taken) {
    sentence += ": the collector lacks " + std::to_string(books.taken - books.received);
  } else if (books.received > books.taken) {
    sentence += ": the collector has " + std::to_string(books.received - books.taken) + " too many";
  } else {
    sentence += ": as many, but not the same ones";
  }
  return {false, sentence + ". (" + books.sentence + ")"};
}

}  // namespace lintel::demo
