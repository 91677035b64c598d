// The tablet's tables. The n-th text takes user_version n to n + 1; published ones never change.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace lintel::store {

inline constexpr std::uint32_t tablet_application_id = 0x4c4e544c;  // "LNTL"

// Columns of `state`, also used in the journal's SQL.
//   held: 0 open, 1 sealed      note: 0 draft, 1 kept
//   outgoing: 0 released, 1 sent, 2 quarantined; its `kind`: 0 answer, 1 note
//
// No time, no sequence, no rowid anywhere (DESIGN 2.3). `sent_day` counts days since 1970 and is
// set only once the collector has confirmed the row. Of `topic`, taken, digest, notes, bursts,
// late, early and told_closes_ms are what a ledger says: they change with a release and at the
// close only; held_bursts and held_early are told then. A digest is order-free by nature.
// `plain_note` is what Lintel 0.1 kept in the answers' rows, until it can be sealed; it is never
// sent. `sum` is lintel_sum() (row_sum.h) of what a row says, so that salvage.h can tell whole rows
// of a damaged file; a row's state is not in it, a note's begins with 'note'.
inline constexpr std::array<std::string_view, 6> tablet_migrations = {R"sql(
CREATE TABLE held(
  id BLOB NOT NULL PRIMARY KEY CHECK(length(id) = 16),
  state INTEGER NOT NULL CHECK(state IN (0, 1)),
  session TEXT NOT NULL CHECK(length(session) > 0),
  bytes BLOB NOT NULL CHECK(length(bytes) BETWEEN 1 AND 16384)
) STRICT, WITHOUT ROWID;
CREATE TABLE outgoing(
  id BLOB NOT NULL PRIMARY KEY CHECK(length(id) = 16),
  state INTEGER NOT NULL CHECK(state IN (0, 1, 2)),
  session TEXT NOT NULL CHECK(length(session) > 0),
  bytes BLOB NOT NULL CHECK(length(bytes) BETWEEN 1 AND 16384),
  code TEXT CHECK((code IS NOT NULL) = (state = 2)),
  sent_day INTEGER CHECK((sent_day IS NOT NULL) = (state = 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX outgoing_by_state ON outgoing(state);
CREATE TABLE ledger(
  session TEXT NOT NULL PRIMARY KEY CHECK(length(session) > 0),
  taken INTEGER NOT NULL CHECK(taken > 0),
  digest BLOB NOT NULL CHECK(length(digest) = 32)
) STRICT, WITHOUT ROWID;
CREATE TABLE schedule(
  one INTEGER NOT NULL PRIMARY KEY CHECK(one = 1),
  document BLOB NOT NULL,
  etag TEXT NOT NULL,
  fetched_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE setting(
  key TEXT NOT NULL PRIMARY KEY CHECK(length(key) > 0),
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql",
                                                                      R"sql(
ALTER TABLE held ADD COLUMN sum BLOB;
UPDATE held SET sum = lintel_sum(id, session, bytes);
ALTER TABLE outgoing ADD COLUMN sum BLOB;
UPDATE outgoing SET sum = lintel_sum(id, session, bytes);
ALTER TABLE ledger ADD COLUMN sum BLOB;
UPDATE ledger SET sum = lintel_sum(session, taken, digest);
ALTER TABLE setting ADD COLUMN sum BLOB;
UPDATE setting SET sum = lintel_sum(key, value);
)sql",
                                                                      R"sql(
ALTER TABLE schedule ADD COLUMN changes BLOB NOT NULL DEFAULT x'';
)sql",
                                                                      // topic_migration.h fills
                                                                      // these and drops the old.
                                                                      R"sql(
DROP INDEX outgoing_by_state;
ALTER TABLE held RENAME TO old_held;
ALTER TABLE outgoing RENAME TO old_outgoing;
ALTER TABLE ledger RENAME TO old_ledger;
CREATE TABLE held(
  id BLOB NOT NULL PRIMARY KEY CHECK(length(id) = 16),
  state INTEGER NOT NULL CHECK(state IN (0, 1)),
  event TEXT NOT NULL,
  purpose TEXT NOT NULL,
  session TEXT NOT NULL,
  bytes BLOB NOT NULL CHECK(length(bytes) BETWEEN 1 AND 16384),
  sum BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE note(
  id BLOB NOT NULL PRIMARY KEY CHECK(length(id) = 16),
  state INTEGER NOT NULL CHECK(state IN (0, 1)),
  event TEXT NOT NULL,
  purpose TEXT NOT NULL,
  session TEXT NOT NULL,
  bytes BLOB NOT NULL CHECK(length(bytes) BETWEEN 1 AND 16384),
  sum BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE plain_note(
  id BLOB NOT NULL PRIMARY KEY CHECK(length(id) = 16),
  event TEXT NOT NULL,
  purpose TEXT NOT NULL,
  session TEXT NOT NULL,
  form TEXT NOT NULL,
  prompt TEXT NOT NULL,
  text TEXT NOT NULL,
  sum BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE outgoing(
  id BLOB NOT NULL PRIMARY KEY CHECK(length(id) = 16),
  state INTEGER NOT NULL CHECK(state IN (0, 1, 2)),
  kind INTEGER NOT NULL CHECK(kind IN (0, 1)),
  event TEXT NOT NULL,
  purpose TEXT NOT NULL,
  session TEXT NOT NULL,
  bytes BLOB NOT NULL CHECK(length(bytes) BETWEEN 1 AND 16384),
  code TEXT CHECK((code IS NOT NULL) = (state = 2)),
  sent_day INTEGER CHECK((sent_day IS NOT NULL) = (state = 1)),
  sum BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX outgoing_by_state ON outgoing(state);
CREATE TABLE topic(
  event TEXT NOT NULL,
  purpose TEXT NOT NULL,
  session TEXT NOT NULL,
  taken INTEGER NOT NULL CHECK(taken >= 0),
  digest BLOB NOT NULL CHECK(length(digest) = 32),
  notes INTEGER NOT NULL CHECK(notes >= 0),
  notes_digest BLOB NOT NULL CHECK(length(notes_digest) = 32),
  bursts INTEGER NOT NULL,
  late INTEGER NOT NULL,
  told_closes_ms INTEGER,
  held_bursts INTEGER NOT NULL,
  closes_ms INTEGER,
  closed INTEGER NOT NULL CHECK(closed IN (0, 1)),
  sum BLOB NOT NULL,
  PRIMARY KEY(event, purpose, session)
) STRICT, WITHOUT ROWID;
)sql",
                                                                      R"sql(
ALTER TABLE schedule ADD COLUMN sum BLOB;
UPDATE schedule SET sum = lintel_sum(document, etag, fetched_ms, changes);
)sql",
                                                                      // `sum` stays the last
                                                                      // column of each table.
                                                                      R"sql(
ALTER TABLE topic RENAME TO old_topic;
CREATE TABLE topic(
  event TEXT NOT NULL,
  purpose TEXT NOT NULL,
  session TEXT NOT NULL,
  taken INTEGER NOT NULL CHECK(taken >= 0),
  digest BLOB NOT NULL CHECK(length(digest) = 32),
  notes INTEGER NOT NULL CHECK(notes >= 0),
  notes_digest BLOB NOT NULL CHECK(length(notes_digest) = 32),
  bursts INTEGER NOT NULL,
  late INTEGER NOT NULL,
  told_closes_ms INTEGER,
  held_bursts INTEGER NOT NULL,
  closes_ms INTEGER,
  closed INTEGER NOT NULL CHECK(closed IN (0, 1)),
  early INTEGER NOT NULL,
  held_early INTEGER NOT NULL,
  sum BLOB NOT NULL,
  PRIMARY KEY(event, purpose, session)
) STRICT, WITHOUT ROWID;
INSERT INTO topic SELECT event, purpose, session, taken, digest, notes, notes_digest, bursts, late,
  told_closes_ms, held_bursts, closes_ms, closed, 0, 0,
  lintel_sum(event, purpose, session, taken, digest, notes, notes_digest, bursts, late,
  told_closes_ms, held_bursts, closes_ms, closed, 0, 0) FROM old_topic;
DROP TABLE old_topic;
)sql"};

}  // namespace lintel::store
