// What can still be read of a damaged tablet's database, row by row: those whose own checksum
// (column `sum`) agrees, whatever has become of the pages' ways to one another (page_scan.h).
// Nothing is written to the damaged file.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "shared/core/ids.h"
#include "shared/core/result.h"
#include "shared/ports/journal.h"
#include "shared/ports/schedule_store.h"
#include "sync/store/database.h"
#include "sync/store/topic_table.h"

namespace lintel::store {

// An answer or a note.
struct SalvagedRow {
  // In the order in which a row goes on. open: of a note, a draft. sealed: of a note, kept. A
  // confirmed one waits again: the collector knows it already.
  enum class Place { open, sealed, waiting, quarantined };
  Place place = Place::waiting;
  RecordKind kind = RecordKind::answer;
  Topic topic;
  std::string bytes;
  std::string code;  // of a quarantined one
};
// A note of Lintel 0.1 that waits to be sealed.
struct SalvagedPlainNote {
  Topic topic;
  std::string form;
  std::string prompt;
  std::string text;
};
struct Salvage {
  std::map<std::string, SalvagedRow> rows;  // by id, the blob
  std::map<std::string, SalvagedPlainNote> plain_notes;
  std::map<Topic, TopicRow> topics;
  std::map<std::string, std::string> settings;  // the tablet's name, its collector, its keys
  std::optional<CachedSchedule> schedule;       // so that the door shows the day without a network

  bool is_worth_it() const { return !rows.empty() || !topics.empty() || !plain_notes.empty(); }
  int answers() const;
  // Answers carry the name of their tablet in their bytes; under another they would count twice.
  std::optional<Uuid> device() const;
};

// Reads the file at `path`, which no connection has open. Nothing readable gives an empty one.
Salvage read_salvage(const std::string& path);

// Whether every row agrees with its checksum: a page may be sound and a letter in it wrong.
Result<Integrity> check_rows(Database& database);

// Into a fresh database of the newest schema, all or nothing. Topics whose count could not be read
// are counted anew from what was released of them.
Status bring_in(Database& fresh, const Salvage& salvage);

}  // namespace lintel::store
