#include "sync/collector/collector_salvage.h"

#include <array>
#include <map>
#include <vector>

#include "shared/core/counted.h"
#include "shared/core/digest.h"
#include "shared/wire/cloudevents.h"
#include "sync/collector/collector_schema.h"
#include "sync/collector/ingest.h"
#include "sync/store/blobs.h"
#include "sync/store/page_scan.h"
#include "sync/store/replacement.h"
#include "sync/store/row_sum.h"

namespace lintel::collector {
namespace {

using store::blob_of;
using store::Database;
using store::digest_of;
using store::PageRow;
using store::PageValue;
using store::Statement;
using store::Transaction;
using store::uuid_of;

// Neither has a sum of its own: the digest of their bytes stands for it.
constexpr SummedTable answers{"response", "device, id, sha256, bytes", "bbbt"};
constexpr SummedTable notes{"note", "device, id, sha256, event, purpose, session, listed, bytes",
                            "bbbtttit"};

std::string bytes_of(const PageValue& value) {
  if (const auto* const number = std::get_if<std::int64_t>(&value)) {
    return std::to_string(*number);
  }
  const auto* const bytes = std::get_if<std::string>(&value);
  return bytes == nullptr ? std::string{} : *bytes;
}

bool is_whole(const SummedTable& table, const PageRow& row) {
  if (row.size() != table.kinds.size() + 1) {
    return false;
  }
  std::vector<std::string> values{std::string(table.name)};
  for (std::size_t column = 0; column < table.kinds.size(); ++column) {
    values.push_back(bytes_of(row[column]));
  }
  return bytes_of(row.back()) == store::row_sum(values);
}

bool agrees_with_digest(const std::string& digest, const std::string& bytes) {
  return blob_of(sha256(bytes)) == digest;
}

// One of a type that is not known here has only its digest.
bool is_whole_answer(const PageRow& row) {
  if (row.size() != answers.kinds.size() ||
      !agrees_with_digest(bytes_of(row[2]), bytes_of(row[3]))) {
    return false;
  }
  const auto intake = read_batch("[" + bytes_of(row[3]) + "]");
  return !intake || intake->rows.size() != 1 ||
         (blob_of(intake->rows.front().device) == bytes_of(row[0]) &&
          blob_of(intake->rows.front().id) == bytes_of(row[1]));
}

bool is_whole_note(const PageRow& row) {
  if (row.size() != notes.kinds.size() || !agrees_with_digest(bytes_of(row[2]), bytes_of(row[7]))) {
    return false;
  }
  const auto decoded = wire::decode_note(bytes_of(row[7]));
  return decoded && blob_of(decoded->device) == bytes_of(row[0]) &&
         blob_of(decoded->note.id) == bytes_of(row[1]) &&
         decoded->note.topic.event.value == bytes_of(row[3]) &&
         to_text(decoded->note.topic.purpose) == bytes_of(row[4]) &&
         decoded->note.topic.session.value == bytes_of(row[5]);
}

// Brings whole rows into a fresh database; the first of a key is the newest.
class Salvage {
 public:
  explicit Salvage(Database& fresh) : fresh_(fresh) {}
  Status run(const std::string& damaged_path) {
    TRY(Transaction transaction, Transaction::begin(fresh_));
    Status taken = ok();
    store::scan_pages(damaged_path, [&](const PageRow& row) {
      if (taken) {
        taken = take(row);
      }
    });
    TRY_DO(taken);
    return transaction.commit();
  }
  int count(std::string_view table) const {
    const auto found = counts_.find(table);
    return found == counts_.end() ? 0 : found->second;
  }

 private:
  Status take(const PageRow& row) {
    if (is_whole_answer(row)) {
      return insert(answers, row);
    }
    if (is_whole_note(row)) {
      return insert(notes, row);
    }
    for (const SummedTable& table : summed_tables) {
      if (is_whole(table, row)) {
        return insert(table, row);
      }
    }
    return ok();
  }

  Result<Statement*> insert_into(const SummedTable& table, std::size_t columns) {
    const auto known = inserts_.find(table.name);
    if (known != inserts_.end()) {
      return &known->second;
    }
    std::string values = "?1";
    for (std::size_t column = 2; column <= columns; ++column) {
      values += ", ?" + std::to_string(column);
    }
    const bool has_sum = columns > table.kinds.size();
    TRY(Statement statement, fresh_.prepare("INSERT OR IGNORE INTO " + std::string(table.name) +
                                            "(" + std::string(table.columns) +
                                            (has_sum ? ", sum" : "") + ") VALUES(" + values + ")"));
    return &inserts_.emplace(table.name, std::move(statement)).first->second;
  }

  Status insert(const SummedTable& table, const PageRow& row) {
    TRY(Statement* const statement, insert_into(table, row.size()));
    statement->reset();
    for (std::size_t column = 0; column < row.size(); ++column) {
      const int parameter = static_cast<int>(column) + 1;
      const bool is_text = column < table.kinds.size() && table.kinds[column] == 't';
      if (const auto* const number = std::get_if<std::int64_t>(&row[column])) {
        statement->bind_integer(parameter, *number);
      } else if (std::holds_alternative<std::monostate>(row[column])) {
        statement->bind_null(parameter);
      } else if (is_text) {
        statement->bind_text(parameter, bytes_of(row[column]));
      } else {
        statement->bind_blob(parameter, bytes_of(row[column]));
      }
    }
    TRY_DO(statement->run());
    counts_[table.name] += static_cast<int>(fresh_.changed_rows());
    return ok();
  }

  Database& fresh_;
  std::map<std::string_view, Statement> inserts_;
  std::map<std::string_view, int> counts_;
};

}  // namespace

Result<std::string> replace_with_whole(const std::string& path) {
  std::string found;
  TRY(const auto replacement,
      store::replace_damaged(collector_database(path), [&](Database& fresh) -> Status {
        Salvage salvage(fresh);
        TRY_DO(salvage.run(path));
        found = counted(salvage.count("response"), "answer", "answers") + ", " +
                counted(salvage.count("note"), "note", "notes") + ", " +
                counted(salvage.count("pairing"), "tablet", "tablets") + " and " +
                counted(salvage.count("version"), "version", "versions") + " of the schedule";
        return ok();
      }));
  const std::string rest = replacement.kept_as +
                           " beside it, and tablets are asked to send everything again that they "
                           "still have.";
  if (!replacement.filled) {
    return "The database was damaged, and what is left of it could not be brought over (" +
           replacement.filled.error().message + "): it is kept as " + rest;
  }
  return "The database was damaged: " + found +
         " were whole and are here; the damaged file is kept as " + rest;
}

}  // namespace lintel::collector
