#include "sync/store/salvage.h"

#include <algorithm>
#include <deque>
#include <functional>

#include "shared/results/ledger.h"
#include "sync/store/blobs.h"
#include "sync/store/page_scan.h"
#include "sync/store/row_sum.h"

namespace lintel::store {
namespace {

// Every probe of a damaged range costs a few page reads; so many are done within a second or two.
constexpr int probes_max = 20'000;
// Of the newest schema, `sum` the last of them. A row of another table with as many has no such
// sum.
constexpr std::size_t held_columns = 5;
constexpr std::size_t outgoing_columns = 7;
constexpr std::size_t ledger_columns = 4;
constexpr std::size_t setting_columns = 3;
constexpr const char* device_key = "device";
constexpr std::string_view device_urn = "urn:lintel:device:";
constexpr std::size_t uuid_letters = 36;

// Ids by their first eight bytes, both ends belonging to it.
struct Range {
  std::uint64_t low = 0;
  std::uint64_t high = UINT64_MAX;
};

std::string bound(std::uint64_t front, char rest) {
  std::string id(16, rest);
  for (std::size_t index = 0; index < 8; ++index) {
    id[index] = static_cast<char>(front >> (56U - 8U * index));
  }
  return id;
}

using TakeRow = std::function<void(const Statement&)>;

// Takes rows up to the first that cannot be read: false.
bool take_rows(Statement& statement, const TakeRow& take) {
  for (;;) {
    const auto row = statement.step();
    if (!row) {
      return false;
    }
    if (!*row) {
      return true;
    }
    take(statement);
  }
}

// `sql` asks for the rows with ids from ?1 to ?2.
void take_by_ranges(Database& database, std::string_view sql, const TakeRow& take) {
  auto statement = database.prepare(sql);
  if (!statement) {
    return;
  }
  // The widest first, so that what is whole is found before the budget is spent on what is not.
  std::deque<Range> ranges{Range{}};
  for (int probe = 0; probe < probes_max && !ranges.empty(); ++probe) {
    const Range range = ranges.front();
    ranges.pop_front();
    statement->reset();
    statement->bind_blob(1, bound(range.low, '\x00')).bind_blob(2, bound(range.high, '\xff'));
    if (take_rows(*statement, take) || range.low == range.high) {
      continue;
    }
    const std::uint64_t middle = range.low + (range.high - range.low) / 2;
    ranges.push_back({range.low, middle});
    ranges.push_back({middle + 1, range.high});
  }
}

// A small table from both of its ends.
void take_both_ways(Database& database, const std::string& sql, const std::string& key,
                    const TakeRow& take) {
  for (const char* direction : {" ASC", " DESC"}) {
    auto statement = database.prepare(sql + " ORDER BY " + key + direction);
    if (statement && take_rows(*statement, take)) {
      return;
    }
  }
}

SalvagedAnswer::Place place_of_outgoing(std::int64_t state) {
  return state == 2 ? SalvagedAnswer::Place::quarantined : SalvagedAnswer::Place::waiting;
}

bool counts(const SalvagedAnswer& answer) {
  return answer.place != SalvagedAnswer::Place::open;
}

Status insert_answer(Database& fresh, const std::string& id, const SalvagedAnswer& answer) {
  const bool is_held =
      answer.place == SalvagedAnswer::Place::open || answer.place == SalvagedAnswer::Place::sealed;
  if (is_held) {
    TRY(Loan insert, fresh.cached("INSERT INTO held(id, state, session, bytes, sum) "
                                  "VALUES(?1, ?4, ?2, ?3, lintel_sum(?1, ?2, ?3))"));
    insert->bind_blob(1, id).bind_text(2, answer.session).bind_blob(3, answer.bytes);
    insert->bind_integer(4, counts(answer) ? 1 : 0);
    return insert->run();
  }
  const bool is_quarantined = answer.place == SalvagedAnswer::Place::quarantined;
  TRY(Loan insert, fresh.cached("INSERT INTO outgoing(id, state, session, bytes, code, sum) "
                                "VALUES(?1, ?4, ?2, ?3, ?5, lintel_sum(?1, ?2, ?3))"));
  insert->bind_blob(1, id).bind_text(2, answer.session).bind_blob(3, answer.bytes);
  insert->bind_integer(4, is_quarantined ? 2 : 0);
  if (is_quarantined) {
    insert->bind_text(5, answer.code);
  } else {
    insert->bind_null(5);
  }
  return insert->run();
}

// What the ledger said, and for sessions it says nothing about any more, what the answers say.
std::map<std::string, SalvagedCount> whole_ledger(const Salvage& salvage) {
  std::map<std::string, LedgerEntry> counted;
  for (const auto& [id, answer] : salvage.answers) {
    if (counts(answer)) {
      LedgerEntry& entry = counted[answer.session];
      ++entry.taken;
      add_to_digest(entry.digest, uuid_of(id));
    }
  }
  std::map<std::string, SalvagedCount> ledger = salvage.ledger;
  for (const auto& [session, entry] : counted) {
    ledger.try_emplace(session, SalvagedCount{entry.taken, blob_of(entry.digest)});
  }
  return ledger;
}

}  // namespace

std::optional<Uuid> Salvage::device() const {
  const auto known = settings.find(device_key);
  if (known != settings.end()) {
    const auto device = Uuid::parse(known->second);
    return device ? std::optional(*device) : std::nullopt;
  }
  for (const auto& [id, answer] : answers) {
    const std::size_t at = answer.bytes.find(device_urn);
    if (at != std::string::npos) {
      const auto device = Uuid::parse(answer.bytes.substr(at + device_urn.size(), uuid_letters));
      return device ? std::optional(*device) : std::nullopt;
    }
  }
  return std::nullopt;
}

namespace {

void read_through_tables(Database& database, Salvage& salvage) {
  take_by_ranges(database,
                 "SELECT id, state, session, bytes FROM held WHERE id BETWEEN ?1 AND ?2 "
                 "AND sum = lintel_sum(id, session, bytes)",
                 [&](const Statement& row) {
                   const bool is_open = row.column_integer(1) == 0;
                   salvage.answers[row.column_blob(0)] = {
                       is_open ? SalvagedAnswer::Place::open : SalvagedAnswer::Place::sealed,
                       row.column_text(2),
                       row.column_blob(3),
                       {}};
                 });
  take_by_ranges(database,
                 "SELECT id, state, session, bytes, code FROM outgoing WHERE id BETWEEN ?1 AND ?2 "
                 "AND sum = lintel_sum(id, session, bytes)",
                 [&](const Statement& row) {
                   salvage.answers[row.column_blob(0)] = {place_of_outgoing(row.column_integer(1)),
                                                          row.column_text(2), row.column_blob(3),
                                                          row.column_text(4)};
                 });
  take_both_ways(database,
                 "SELECT session, taken, digest FROM ledger "
                 "WHERE sum = lintel_sum(session, taken, digest)",
                 "session", [&](const Statement& row) {
                   salvage.ledger[row.column_text(0)] = {row.column_integer(1), row.column_blob(2)};
                 });
  take_both_ways(
      database, "SELECT key, value FROM setting WHERE sum = lintel_sum(key, value)", "key",
      [&](const Statement& row) { salvage.settings[row.column_text(0)] = row.column_text(1); });
}

// --- without the tables ----------------------------------------------------------------------

const std::string* text(const PageRow& row, std::size_t column) {
  return std::get_if<std::string>(&row[column]);
}

// held(id, state, session, bytes, sum), outgoing(id, state, session, bytes, code, sent_day, sum)
void take_answer(const PageRow& row, Salvage& salvage) {
  const std::string* const id = text(row, 0);
  const auto* const state = std::get_if<std::int64_t>(&row[1]);
  const std::string* const session = text(row, 2);
  const std::string* const bytes = text(row, 3);
  const std::string* const sum = text(row, row.size() - 1);
  const bool whole = id != nullptr && state != nullptr && session != nullptr && bytes != nullptr &&
                     sum != nullptr && *sum == row_sum({*id, *session, *bytes});
  if (!whole) {
    return;
  }
  SalvagedAnswer answer{SalvagedAnswer::Place::sealed, *session, *bytes, {}};
  if (row.size() == outgoing_columns) {
    answer.place = place_of_outgoing(*state);
    answer.code = text(row, 4) == nullptr ? std::string{} : *text(row, 4);
  } else if (*state == 0) {
    answer.place = SalvagedAnswer::Place::open;
  }
  salvage.answers.try_emplace(*id, std::move(answer));
}

void take_ledger(const PageRow& row, Salvage& salvage) {
  const std::string* const session = text(row, 0);
  const auto* const taken = std::get_if<std::int64_t>(&row[1]);
  const std::string* const digest = text(row, 2);
  const std::string* const sum = text(row, 3);
  if (session != nullptr && taken != nullptr && digest != nullptr && sum != nullptr &&
      *sum == row_sum({*session, std::to_string(*taken), *digest})) {
    salvage.ledger.try_emplace(*session, SalvagedCount{*taken, *digest});
  }
}

void take_setting(const PageRow& row, Salvage& salvage) {
  const std::string* const key = text(row, 0);
  const std::string* const value = text(row, 1);
  const std::string* const sum = text(row, 2);
  if (key != nullptr && value != nullptr && sum != nullptr && *sum == row_sum({*key, *value})) {
    salvage.settings.try_emplace(*key, *value);
  }
}

void take_by_its_columns(const PageRow& row, Salvage& salvage) {
  switch (row.size()) {
    case outgoing_columns:
    case held_columns:
      take_answer(row, salvage);
      break;
    case ledger_columns:
      take_ledger(row, salvage);
      break;
    case setting_columns:
      take_setting(row, salvage);
      break;
    default:
      break;  // of another table, or an index
  }
}

}  // namespace

Salvage read_salvage(const DatabaseOptions& options) {
  Salvage salvage;
  // First as the tables say; then whatever a damaged page of theirs hides.
  if (const auto opened = Database::open_to_salvage(options)) {
    read_through_tables(**opened, salvage);
  }
  scan_pages(options.path, [&](const PageRow& row) { take_by_its_columns(row, salvage); });
  return salvage;
}

Status bring_in(Database& fresh, const Salvage& salvage) {
  TRY(Transaction transaction, Transaction::begin(fresh));
  std::map<std::string, std::string> settings = salvage.settings;
  if (const auto device = salvage.device()) {
    settings[device_key] = device->text();
  }
  for (const auto& [key, value] : settings) {
    TRY(Loan insert, fresh.cached("INSERT OR REPLACE INTO setting(key, value, sum) "
                                  "VALUES(?1, ?2, lintel_sum(?1, ?2))"));
    insert->bind_text(1, key).bind_text(2, value);
    TRY_DO(insert->run());
  }
  for (const auto& [id, answer] : salvage.answers) {
    TRY_DO(insert_answer(fresh, id, answer));
  }
  for (const auto& [session, count] : whole_ledger(salvage)) {
    TRY(Loan insert, fresh.cached("INSERT INTO ledger(session, taken, digest, sum) "
                                  "VALUES(?1, ?2, ?3, lintel_sum(?1, ?2, ?3))"));
    insert->bind_text(1, session).bind_integer(2, count.taken).bind_blob(3, count.digest);
    TRY_DO(insert->run());
  }
  return transaction.commit();
}

}  // namespace lintel::store
