#include "sync/store/topic_table.h"

#include <string>

#include "sync/store/blobs.h"

namespace lintel::store {
namespace {

std::optional<UtcTime> time_of(const Statement& row, int column) {
  if (row.column_is_null(column)) {
    return std::nullopt;
  }
  return UtcTime{milliseconds{row.column_integer(column)}};
}

void bind_time(Statement& statement, int parameter, const std::optional<UtcTime>& time) {
  if (time) {
    statement.bind_integer(parameter, time->time_since_epoch().count());
  } else {
    statement.bind_null(parameter);
  }
}

}  // namespace

Topic topic_of(const Statement& row, int first) {
  const auto purpose = parse_purpose(row.column_text(first + 1));
  return {EventId{row.column_text(first)}, purpose ? *purpose : Purpose::exit,
          SessionId{row.column_text(first + 2)}};
}

void bind_topic(Statement& statement, int first, const Topic& topic) {
  statement.bind_text(first, topic.event.value)
      .bind_text(first + 1, to_text(topic.purpose))
      .bind_text(first + 2, topic.session.value);
}

TopicRow topic_row_of(const Statement& row) {
  TopicRow found;
  found.topic = topic_of(row, 0);
  found.told.answers = {static_cast<int>(row.column_integer(3)), digest_of(row.column_blob(4))};
  found.told.notes = {static_cast<int>(row.column_integer(5)), digest_of(row.column_blob(6))};
  found.told.bursts = static_cast<int>(row.column_integer(7));
  found.told.late = static_cast<int>(row.column_integer(8));
  found.told.closes = time_of(row, 9);
  found.held_bursts = static_cast<int>(row.column_integer(10));
  found.closes = time_of(row, 11);
  found.told.closed = row.column_integer(12) == 1;
  found.told.early = static_cast<int>(row.column_integer(13));
  found.held_early = static_cast<int>(row.column_integer(14));
  return found;
}

Result<TopicRow> read_topic(Database& database, const Topic& topic) {
  TRY(Loan find, database.cached("SELECT event, purpose, session, taken, digest, notes, "
                                 "notes_digest, bursts, late, told_closes_ms, held_bursts, "
                                 "closes_ms, closed, early, held_early FROM topic "
                                 "WHERE event = ? AND purpose = ? AND session = ?"));
  bind_topic(*find, 1, topic);
  TRY(const bool is_there, find->step());
  if (is_there) {
    return topic_row_of(*find);
  }
  TopicRow fresh;
  fresh.topic = topic;
  return fresh;
}

Result<std::vector<TopicRow>> read_topics(Database& database) {
  TRY(Loan all, database.cached("SELECT event, purpose, session, taken, digest, notes, "
                                "notes_digest, bursts, late, told_closes_ms, held_bursts, "
                                "closes_ms, closed, early, held_early FROM topic "
                                "ORDER BY event, purpose, session"));
  std::vector<TopicRow> rows;
  for (;;) {
    TRY(const bool is_there, all->step());
    if (!is_there) {
      return rows;
    }
    rows.push_back(topic_row_of(*all));
  }
}

Status write_topic(Database& database, const TopicRow& row) {
  TRY(Loan save,
      database.cached(
          "INSERT OR REPLACE INTO topic(event, purpose, session, taken, digest, notes, "
          "notes_digest, bursts, late, told_closes_ms, held_bursts, closes_ms, closed, "
          "early, held_early, sum) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
          "?13, ?14, ?15, lintel_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
          "?12, ?13, ?14, ?15))"));
  bind_topic(*save, 1, row.topic);
  save->bind_integer(4, row.told.answers.taken)
      .bind_blob(5, blob_of(row.told.answers.digest))
      .bind_integer(6, row.told.notes.taken)
      .bind_blob(7, blob_of(row.told.notes.digest))
      .bind_integer(8, row.told.bursts)
      .bind_integer(9, row.told.late);
  bind_time(*save, 10, row.told.closes);
  save->bind_integer(11, row.held_bursts);
  bind_time(*save, 12, row.closes);
  save->bind_integer(13, row.told.closed ? 1 : 0)
      .bind_integer(14, row.told.early)
      .bind_integer(15, row.held_early);
  return save->run();
}

}  // namespace lintel::store
