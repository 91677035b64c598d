#include "sync/store/salvage.h"

#include <algorithm>
#include <array>

#include "sync/store/blobs.h"
#include "sync/store/page_scan.h"
#include "sync/store/row_sum.h"
#include "sync/store/sqlite_schedule.h"

namespace lintel::store {
namespace {

// Of the newest schema, `sum` the last of them. A row of another table with as many has no such
// sum.
constexpr std::size_t held_columns = 7;  // notes too
constexpr std::size_t outgoing_columns = 10;
constexpr std::size_t plain_note_columns = 8;
constexpr std::size_t topic_columns = 16;
constexpr std::size_t topic_columns_before = 14;  // until schema 5: without what was early
constexpr std::size_t setting_columns = 3;
constexpr std::size_t schedule_columns = 6;
constexpr const char* device_key = "device";
constexpr std::string_view device_urn = "urn:lintel:device:";
constexpr std::size_t uuid_letters = 36;

using Place = SalvagedRow::Place;

Place place_of_outgoing(std::int64_t state) {
  return state == 2 ? Place::quarantined : Place::waiting;
}

RecordKind kind_of(std::int64_t kind) {
  return kind == 1 ? RecordKind::note : RecordKind::answer;
}

Status insert_held(Database& fresh, const std::string& id, const SalvagedRow& row) {
  TRY(Loan insert,
      row.kind == RecordKind::note
          ? fresh.cached("INSERT INTO note(id, state, event, purpose, session, bytes, sum) VALUES("
                         "?1, ?6, ?2, ?3, ?4, ?5, lintel_sum('note', ?1, ?2, ?3, ?4, ?5))")
          : fresh.cached("INSERT INTO held(id, state, event, purpose, session, bytes, sum) VALUES("
                         "?1, ?6, ?2, ?3, ?4, ?5, lintel_sum(?1, ?2, ?3, ?4, ?5))"));
  insert->bind_blob(1, id);
  bind_topic(*insert, 2, row.topic);
  insert->bind_blob(5, row.bytes).bind_integer(6, row.place == Place::open ? 0 : 1);
  return insert->run();
}

Status insert_row(Database& fresh, const std::string& id, const SalvagedRow& row) {
  if (row.place == Place::open || row.place == Place::sealed) {
    return insert_held(fresh, id, row);
  }
  const bool is_quarantined = row.place == Place::quarantined;
  const bool is_note = row.kind == RecordKind::note;
  TRY(Loan insert,
      is_note ? fresh.cached("INSERT INTO outgoing(id, state, kind, event, purpose, session, "
                             "bytes, code, sum) VALUES(?1, ?6, 1, ?2, ?3, ?4, ?5, ?7, "
                             "lintel_sum('note', ?1, ?2, ?3, ?4, ?5))")
              : fresh.cached("INSERT INTO outgoing(id, state, kind, event, purpose, session, "
                             "bytes, code, sum) VALUES(?1, ?6, 0, ?2, ?3, ?4, ?5, ?7, "
                             "lintel_sum(?1, ?2, ?3, ?4, ?5))"));
  insert->bind_blob(1, id);
  bind_topic(*insert, 2, row.topic);
  insert->bind_blob(5, row.bytes).bind_integer(6, is_quarantined ? 2 : 0);
  if (is_quarantined) {
    insert->bind_text(7, row.code);
  } else {
    insert->bind_null(7);
  }
  return insert->run();
}

// What the table said; of topics it says nothing about any more, or less than is here of them, what
// was released.
std::map<Topic, TopicRow> whole_topics(const Salvage& salvage) {
  std::map<Topic, TopicRow> counted;
  for (const auto& [id, row] : salvage.rows) {
    if (row.place == Place::waiting || row.place == Place::quarantined) {
      TopicRow& topic = counted[row.topic];
      topic.topic = row.topic;
      LedgerEntry& entry = row.kind == RecordKind::note ? topic.told.notes : topic.told.answers;
      ++entry.taken;
      add_to_digest(entry.digest, uuid_of(id));
    }
  }
  std::map<Topic, TopicRow> topics = salvage.topics;
  for (const auto& [topic, released] : counted) {
    TopicRow& row = topics.try_emplace(topic, released).first->second;
    if (released.told.answers.taken > row.told.answers.taken) {
      row.told.answers = released.told.answers;
    }
    if (released.told.notes.taken > row.told.notes.taken) {
      row.told.notes = released.told.notes;
    }
  }
  return topics;
}

}  // namespace

int Salvage::answers() const {
  return static_cast<int>(std::count_if(rows.begin(), rows.end(), [](const auto& row) {
    return row.second.kind == RecordKind::answer;
  }));
}

std::optional<Uuid> Salvage::device() const {
  const auto known = settings.find(device_key);
  if (known != settings.end()) {
    const auto device = Uuid::parse(known->second);
    return device ? std::optional(*device) : std::nullopt;
  }
  for (const auto& [id, row] : rows) {
    const std::size_t at = row.bytes.find(device_urn);
    if (at != std::string::npos) {
      const auto device = Uuid::parse(row.bytes.substr(at + device_urn.size(), uuid_letters));
      return device ? std::optional(*device) : std::nullopt;
    }
  }
  return std::nullopt;
}

namespace {

const std::string* text(const PageRow& row, std::size_t column) {
  return std::get_if<std::string>(&row[column]);
}

std::optional<std::int64_t> integer(const PageRow& row, std::size_t column) {
  const auto* const value = std::get_if<std::int64_t>(&row[column]);
  return value == nullptr ? std::nullopt : std::optional{*value};
}

std::optional<Topic> topic_in(const PageRow& row, std::size_t first) {
  const std::string* const event = text(row, first);
  const std::string* const purpose = text(row, first + 1);
  const std::string* const session = text(row, first + 2);
  if (event == nullptr || purpose == nullptr || session == nullptr) {
    return std::nullopt;
  }
  const auto known = parse_purpose(*purpose);
  return Topic{EventId{*event}, known ? *known : Purpose::exit, SessionId{*session}};
}

// As lintel_sum() takes a column: NULL counts as nothing.
std::string summed(const PageValue& value) {
  if (const auto* const number = std::get_if<std::int64_t>(&value)) {
    return std::to_string(*number);
  }
  const auto* const bytes = std::get_if<std::string>(&value);
  return bytes == nullptr ? std::string{} : *bytes;
}

// Does the row's last column agree with those from `first` to `last`, and with what its table puts
// before them?
bool is_whole(const PageRow& row, std::string_view id, std::size_t first, std::size_t last,
              RecordKind kind) {
  std::vector<std::string> values;
  if (kind == RecordKind::note) {
    values.emplace_back("note");
  }
  if (!id.empty()) {
    values.emplace_back(id);
  }
  for (std::size_t column = first; column <= last; ++column) {
    values.push_back(summed(row[column]));
  }
  const std::string* const sum = text(row, row.size() - 1);
  return sum != nullptr && *sum == row_sum(values);
}

// A row may be met twice where a damaged frame of the log has hidden that it went on.
void keep_further_on(Salvage& salvage, const std::string& id, SalvagedRow row) {
  const auto [known, is_new] = salvage.rows.try_emplace(id, row);
  if (!is_new && known->second.place < row.place) {
    known->second = std::move(row);
  }
}

// held and note (id, state, event, purpose, session, bytes, sum).
void take_held(const PageRow& row, Salvage& salvage) {
  const std::string* const id = text(row, 0);
  const auto state = integer(row, 1);
  const auto topic = topic_in(row, 2);
  const std::string* const bytes = text(row, 5);
  if (id == nullptr || !state || !topic || bytes == nullptr) {
    return;
  }
  for (const RecordKind kind : {RecordKind::answer, RecordKind::note}) {
    if (is_whole(row, *id, 2, 5, kind)) {
      const Place place = *state == 0 ? Place::open : Place::sealed;
      keep_further_on(salvage, *id, {place, kind, *topic, *bytes, {}});
    }
  }
}

// outgoing (id, state, kind, event, purpose, session, bytes, code, sent_day, sum).
void take_outgoing(const PageRow& row, Salvage& salvage) {
  const std::string* const id = text(row, 0);
  const auto state = integer(row, 1);
  const auto kind = integer(row, 2);
  const auto topic = topic_in(row, 3);
  const std::string* const bytes = text(row, 6);
  if (id == nullptr || !state || !kind || !topic || bytes == nullptr ||
      !is_whole(row, *id, 3, 6, kind_of(*kind))) {
    return;
  }
  const std::string* const code = text(row, 7);
  keep_further_on(salvage, *id,
                  {place_of_outgoing(*state), kind_of(*kind), *topic, *bytes,
                   code == nullptr ? std::string{} : *code});
}

void take_plain_note(const PageRow& row, Salvage& salvage) {
  const std::string* const id = text(row, 0);
  const auto topic = topic_in(row, 1);
  if (id != nullptr && topic && is_whole(row, *id, 1, 6, RecordKind::answer)) {
    salvage.plain_notes.try_emplace(
        *id, SalvagedPlainNote{*topic, summed(row[4]), summed(row[5]), summed(row[6])});
  }
}

std::optional<UtcTime> time_in(const PageRow& row, std::size_t column) {
  const auto value = integer(row, column);
  return value ? std::optional{UtcTime{milliseconds{*value}}} : std::nullopt;
}

// The columns of `topic` as topic_table.cpp writes them.
void take_topic(const PageRow& row, Salvage& salvage) {
  const auto topic = topic_in(row, 0);
  if (!topic || !is_whole(row, {}, 0, row.size() - 2, RecordKind::answer)) {
    return;
  }
  const auto number = [&](std::size_t column) {
    return static_cast<int>(integer(row, column).value_or(0));
  };
  TopicRow found;
  found.topic = *topic;
  found.told.answers = {number(3), digest_of(summed(row[4]))};
  found.told.notes = {number(5), digest_of(summed(row[6]))};
  found.told.bursts = number(7);
  found.told.late = number(8);
  found.told.closes = time_in(row, 9);
  found.held_bursts = number(10);
  found.closes = time_in(row, 11);
  found.told.closed = number(12) == 1;
  if (row.size() == topic_columns) {
    found.told.early = number(13);
    found.held_early = number(14);
  }
  salvage.topics.try_emplace(*topic, found);
}

void take_setting(const PageRow& row, Salvage& salvage) {
  const std::string* const key = text(row, 0);
  const std::string* const value = text(row, 1);
  const std::string* const sum = text(row, 2);
  if (key != nullptr && value != nullptr && sum != nullptr &&
      *sum == row_sum(std::vector{*key, *value})) {
    salvage.settings.try_emplace(*key, *value);
  }
}

// schedule (one, document, etag, fetched_ms, changes, sum).
void take_schedule(const PageRow& row, Salvage& salvage) {
  const auto fetched = time_in(row, 3);
  if (fetched && !salvage.schedule && is_whole(row, {}, 1, 4, RecordKind::answer)) {
    salvage.schedule = CachedSchedule{summed(row[1]), summed(row[2]), *fetched, summed(row[4])};
  }
}

void take_by_its_columns(const PageRow& row, Salvage& salvage) {
  switch (row.size()) {
    case held_columns:
      take_held(row, salvage);
      break;
    case outgoing_columns:
      take_outgoing(row, salvage);
      break;
    case plain_note_columns:
      take_plain_note(row, salvage);
      break;
    case topic_columns:
    case topic_columns_before:
      take_topic(row, salvage);
      break;
    case setting_columns:
      take_setting(row, salvage);
      break;
    case schedule_columns:
      take_schedule(row, salvage);
      break;
    default:
      break;  // of another table, or an index
  }
}

}  // namespace

Salvage read_salvage(const std::string& path) {
  Salvage salvage;
  scan_pages(path, [&](const PageRow& row) { take_by_its_columns(row, salvage); });
  return salvage;
}

Result<Integrity> check_rows(Database& database) {
  // As the journal and the migrations write them.
  constexpr std::array<std::string_view, 7> damaged_rows{
      "SELECT count(*) FROM held WHERE sum IS NOT "
      "lintel_sum(id, event, purpose, session, bytes)",
      "SELECT count(*) FROM note WHERE sum IS NOT "
      "lintel_sum('note', id, event, purpose, session, bytes)",
      "SELECT count(*) FROM outgoing WHERE sum IS NOT CASE kind "
      "WHEN 1 THEN lintel_sum('note', id, event, purpose, session, bytes) "
      "ELSE lintel_sum(id, event, purpose, session, bytes) END",
      "SELECT count(*) FROM plain_note WHERE sum IS NOT "
      "lintel_sum(id, event, purpose, session, form, prompt, text)",
      "SELECT count(*) FROM topic WHERE sum IS NOT "
      "lintel_sum(event, purpose, session, taken, digest, notes, notes_digest, bursts, late, "
      "told_closes_ms, held_bursts, closes_ms, closed, early, held_early)",
      "SELECT count(*) FROM schedule WHERE sum IS NOT "
      "lintel_sum(document, etag, fetched_ms, changes)",
      "SELECT count(*) FROM setting WHERE sum IS NOT lintel_sum(key, value)"};
  for (const std::string_view query : damaged_rows) {
    TRY(const std::int64_t damaged, database.integer(query));
    if (damaged > 0) {
      return Integrity::damaged;
    }
  }
  return Integrity::sound;
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
  if (salvage.schedule) {
    TRY_DO(SqliteSchedule(fresh).save(*salvage.schedule));
  }
  for (const auto& [id, row] : salvage.rows) {
    TRY_DO(insert_row(fresh, id, row));
  }
  for (const auto& [id, note] : salvage.plain_notes) {
    TRY(Loan insert, fresh.cached("INSERT INTO plain_note(id, event, purpose, session, form, "
                                  "prompt, text, sum) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                                  "lintel_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7))"));
    insert->bind_blob(1, id);
    bind_topic(*insert, 2, note.topic);
    insert->bind_text(5, note.form).bind_text(6, note.prompt).bind_text(7, note.text);
    TRY_DO(insert->run());
  }
  for (const auto& [topic, row] : whole_topics(salvage)) {
    TRY_DO(write_topic(fresh, row));
  }
  return transaction.commit();
}

}  // namespace lintel::store
