// Copies read as their owner would: tables, and texts of JSON wherever they stand.
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "shared/core/text.h"
#include "shared/wire/ledger_json.h"
#include "tests/contract/support.h"
#include "tests/secrecy/attacks.h"
#include "tests/secrecy/database_pages.h"

namespace lintel::secrecy {
namespace {

constexpr std::string_view event_head = "{\"specversion\"";
constexpr std::string_view ledger_head = "{\"device\"";
constexpr int random_column_bytes_min = 16;  // ids, digests, sums: they differ in every row

struct DatabaseFree {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, DatabaseFree>;
using Statement = std::unique_ptr<sqlite3_stmt, DatabaseFree>;

Statement prepare(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr);
  return Statement(statement);
}

std::string column(sqlite3_stmt* statement, int index) {
  const void* const bytes = sqlite3_column_blob(statement, index);
  const int size = sqlite3_column_bytes(statement, index);
  return bytes == nullptr
             ? std::string{}
             : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

// nullopt: no CloudEvent.
std::optional<Row> read_event(const std::string& bytes) {
  const auto event = nlohmann::json::parse(bytes, nullptr, false);
  const auto id = event.is_object() ? Uuid::parse(event.value("id", "")) : Result<Uuid>(Uuid{});
  if (!id || id->is_nil()) {
    return std::nullopt;
  }
  Row row;
  row.id = *id;
  const std::string source = event.value("source", "");
  const auto device = Uuid::parse(source.substr(source.rfind(':') + 1));
  row.device = device ? *device : Uuid{};
  row.type = event.value("type", "");
  row.subject = event.value("subject", "");
  row.bytes = bytes;
  return row;
}

// Everything but the event itself, and but what is random in every row: a `sum` is of all the rest.
std::string beside_of(sqlite3_stmt* statement, int event_column) {
  std::string text;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) {
    const bool is_random = sqlite3_column_type(statement, i) == SQLITE_BLOB &&
                           sqlite3_column_bytes(statement, i) >= random_column_bytes_min;
    const bool is_sum = std::string_view(sqlite3_column_name(statement, i)) == "sum";
    if (i != event_column && !is_random && !is_sum) {
      text += std::string(sqlite3_column_name(statement, i)) + "=" + column(statement, i) + " ";
    }
  }
  return text;
}

void read_table(sqlite3* database, const std::string& table, std::vector<Row>& rows) {
  const Statement statement = prepare(database, "SELECT * FROM \"" + table + "\"");
  while (statement && sqlite3_step(statement.get()) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) {
      const std::string value = column(statement.get(), i);
      auto row = value.starts_with(event_head) ? read_event(value) : std::nullopt;
      if (row) {
        row->table = table;
        row->beside = beside_of(statement.get(), i);
        rows.push_back(std::move(*row));
        break;
      }
    }
  }
}

std::vector<Row> rows_of_database(const Copy& copy, const std::string& name) {
  const test::TempFolder folder;
  for (const auto& [file, bytes] : copy.files) {
    if (file == name || file == name + "-wal") {
      test::write_file(folder.path(std::filesystem::path(file).filename()), bytes);
    }
  }
  sqlite3* opened = nullptr;
  sqlite3_open_v2(folder.path(std::filesystem::path(name).filename()).c_str(), &opened,
                  SQLITE_OPEN_READWRITE, nullptr);
  const Database database(opened);
  std::vector<std::string> tables;
  const Statement statement =
      prepare(database.get(), "SELECT name FROM sqlite_master WHERE type='table'");
  while (statement && sqlite3_step(statement.get()) == SQLITE_ROW) {
    tables.push_back(column(statement.get(), 0));
  }
  std::vector<Row> rows;
  for (const std::string& table : tables) {
    read_table(database.get(), table, rows);
  }
  return rows;
}

// The object that begins at `at`; empty: it has no end.
std::string object_at(std::string_view bytes, std::size_t at) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = at; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (quoted) {
      i += c == '\\' ? 1 : 0;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else {
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return std::string(bytes.substr(at, i + 1 - at));
      }
    }
  }
  return {};
}

std::vector<std::string> objects_in(std::string_view bytes, std::string_view head) {
  std::vector<std::string> objects;
  for (std::size_t at = bytes.find(head); at != std::string_view::npos;
       at = bytes.find(head, at + 1)) {
    std::string object = object_at(bytes, at);
    if (!object.empty()) {
      objects.push_back(std::move(object));
    }
  }
  return objects;
}

}  // namespace

std::vector<Row> rows_of(const Copy& copy) {
  std::vector<Row> rows;
  for (const auto& [name, bytes] : copy.files) {
    if (is_database(bytes)) {
      const std::vector<Row> found = rows_of_database(copy, name);
      rows.insert(rows.end(), found.begin(), found.end());
    } else if (!name.ends_with("-wal")) {
      for (const std::string& object : objects_in(bytes, event_head)) {
        if (auto row = read_event(object)) {
          row->table = name;
          rows.push_back(std::move(*row));
        }
      }
    }
  }
  return rows;
}

std::vector<LedgerSeen> ledgers_in(const Copy& copy) {
  std::vector<LedgerSeen> ledgers;
  for (const auto& [name, bytes] : copy.files) {
    for (const std::string& object : objects_in(bytes, ledger_head)) {
      const auto ledger = wire::decode_ledger(object);
      if (ledger) {
        ledgers.push_back({copy.at, *ledger});
      }
    }
  }
  return ledgers;
}

}  // namespace lintel::secrecy
