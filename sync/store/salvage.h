// What can still be read of a damaged tablet's database, row by row: those whose own checksum
// (column `sum`) agrees. Nothing is written to the damaged file.
//
// A damaged page of a B-tree hides its rows only, but a scan stops at it. So the ids are asked for
// in ranges, and a range that fails is halved again and again: all that is left out lies between
// two ids that are neighbours of a damaged page.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "shared/core/ids.h"
#include "shared/core/result.h"
#include "shared/ports/journal.h"
#include "sync/store/database.h"
#include "sync/store/topic_table.h"

namespace lintel::store {

// An answer or a note.
struct SalvagedRow {
  // open: of a note, a draft. sealed: of a note, kept. A confirmed one waits again: the collector
  // knows it already.
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

  bool is_worth_it() const { return !rows.empty() || !topics.empty() || !plain_notes.empty(); }
  int answers() const;
  // Answers carry the name of their tablet in their bytes; under another they would count twice.
  std::optional<Uuid> device() const;
};

// Reads `options.path`, which no other connection has open. Nothing readable gives an empty one.
Salvage read_salvage(const DatabaseOptions& options);

// Into a fresh database of the newest schema, all or nothing. Topics whose count could not be read
// are counted anew from what was released of them.
Status bring_in(Database& fresh, const Salvage& salvage);

}  // namespace lintel::store
