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
#include "sync/store/database.h"

namespace lintel::store {

struct SalvagedAnswer {
  enum class Place { open, sealed, waiting, quarantined };
  Place place = Place::waiting;  // a confirmed one waits again: the collector knows it already
  std::string session;
  std::string bytes;
  std::string code;  // of a quarantined one
};
struct SalvagedCount {
  std::int64_t taken = 0;
  std::string digest;
};
struct Salvage {
  std::map<std::string, SalvagedAnswer> answers;  // by id, the blob
  std::map<std::string, SalvagedCount> ledger;    // by session
  std::map<std::string, std::string> settings;    // the tablet's name, its collector, its keys

  bool is_worth_it() const { return !answers.empty() || !ledger.empty(); }
  // Answers carry the name of their tablet in their bytes; under another they would count twice.
  std::optional<Uuid> device() const;
};

// Reads `options.path`, which no other connection has open. Nothing readable gives an empty one.
Salvage read_salvage(const DatabaseOptions& options);

// Into a fresh database of the newest schema, all or nothing. Sessions whose count could not be
// read are counted anew from the answers.
Status bring_in(Database& fresh, const Salvage& salvage);

}  // namespace lintel::store
