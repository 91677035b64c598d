// Forgetting the order in which things came, and what went with what.
#include <optional>

#include "sync/store/sqlite_journal.h"

namespace lintel::store {
namespace {

// A B-tree page keeps its cells where they happened to be put, which is the order of the taps.
// Emptying a table and filling it again in the order of its keys leaves nothing of that.
// `columns`: id, state, event, purpose, session, bytes, sum.
struct HeldRow {
  std::string id;
  std::int64_t state;
  std::string event;
  std::string purpose;
  std::string session;
  std::string bytes;
  std::string sum;
};

struct HeldTable {
  std::string_view read;
  std::string_view clear;
  std::string_view insert;
};
constexpr HeldTable answers_table = {
    "SELECT id, state, event, purpose, session, bytes, sum FROM held ORDER BY id",
    "DELETE FROM held",
    "INSERT INTO held(id, state, event, purpose, session, bytes, sum) VALUES(?, ?, ?, ?, ?, ?, ?)"};
constexpr HeldTable notes_table = {
    "SELECT id, state, event, purpose, session, bytes, sum FROM note ORDER BY id",
    "DELETE FROM note",
    "INSERT INTO note(id, state, event, purpose, session, bytes, sum) VALUES(?, ?, ?, ?, ?, ?, ?)"};

HeldRow held_row(const Statement& row) {
  return {row.column_blob(0), row.column_integer(1), row.column_text(2), row.column_text(3),
          row.column_text(4), row.column_blob(5),    row.column_blob(6)};
}

void bind_row(Statement& insert, const HeldRow& row) {
  insert.bind_blob(1, row.id)
      .bind_integer(2, row.state)
      .bind_text(3, row.event)
      .bind_text(4, row.purpose)
      .bind_text(5, row.session)
      .bind_blob(6, row.bytes)
      .bind_blob(7, row.sum);
}

Result<std::vector<HeldRow>> read_all(Database& database, const HeldTable& table) {
  std::vector<HeldRow> rows;
  TRY(Loan all, database.cached(table.read));
  for (;;) {
    TRY(const bool row, all->step());
    if (!row) {
      return rows;
    }
    rows.push_back(held_row(*all));
  }
}

Status rewrite_in_id_order(Database& database, const HeldTable& table) {
  TRY(const std::vector<HeldRow> rows, read_all(database, table));
  {
    TRY(Loan clear, database.cached(table.clear));
    TRY_DO(clear->run());
  }
  for (const HeldRow& row : rows) {
    TRY(Loan insert, database.cached(table.insert));
    bind_row(*insert, row);
    TRY_DO(insert->run());
  }
  return ok();
}

struct OutgoingRow {
  HeldRow row;
  std::int64_t kind;
  std::optional<std::string> code;
  std::optional<std::int64_t> sent_day;
};

Result<std::vector<OutgoingRow>> read_outgoing(Database& database) {
  std::vector<OutgoingRow> rows;
  TRY(Loan all,
      database.cached("SELECT id, state, event, purpose, session, bytes, sum, kind, code, "
                      "sent_day FROM outgoing ORDER BY id"));
  for (;;) {
    TRY(const bool is_there, all->step());
    if (!is_there) {
      return rows;
    }
    OutgoingRow row{held_row(*all), all->column_integer(7), std::nullopt, std::nullopt};
    if (!all->column_is_null(8)) {
      row.code = all->column_text(8);
    }
    if (!all->column_is_null(9)) {
      row.sent_day = all->column_integer(9);
    }
    rows.push_back(std::move(row));
  }
}

// Each release, and each batch, put its rows where there was room: who went with whom.
Status rewrite_outgoing(Database& database) {
  TRY(const std::vector<OutgoingRow> rows, read_outgoing(database));
  {
    TRY(Loan clear, database.cached("DELETE FROM outgoing"));
    TRY_DO(clear->run());
  }
  for (const OutgoingRow& row : rows) {
    TRY(Loan insert,
        database.cached(
            "INSERT INTO outgoing(id, state, event, purpose, session, bytes, sum, kind, "
            "code, sent_day) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    bind_row(*insert, row.row);
    insert->bind_integer(8, row.kind);
    row.code ? insert->bind_text(9, *row.code) : insert->bind_null(9);
    row.sent_day ? insert->bind_integer(10, *row.sent_day) : insert->bind_null(10);
    TRY_DO(insert->run());
  }
  return ok();
}

Status rewrite_topics(Database& database) {
  TRY(const std::vector<TopicRow> rows, read_topics(database));
  {
    TRY(Loan clear, database.cached("DELETE FROM topic"));
    TRY_DO(clear->run());
  }
  for (const TopicRow& row : rows) {
    TRY_DO(write_topic(database, row));
  }
  return ok();
}

}  // namespace

Status SqliteJournal::tidy_once() {
  TRY(Transaction transaction, Transaction::begin(database()));
  TRY_DO(rewrite_in_id_order(database(), answers_table));
  TRY_DO(rewrite_in_id_order(database(), notes_table));
  if (is_outgoing_untidy_) {
    TRY_DO(rewrite_outgoing(database()));
  }
  TRY_DO(rewrite_topics(database()));
  return transaction.commit();
}

// The WAL is a diary of commits, so it is emptied into the database and cut to nothing.
Status SqliteJournal::tidy() {
  if (!is_untidy_) {
    return ok();
  }
  TRY_DO(tidy_once());
  TRY_DO(database().checkpoint_truncate());
  is_untidy_ = false;
  is_outgoing_untidy_ = false;
  return ok();
}

}  // namespace lintel::store
