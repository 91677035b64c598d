// What may be shown, in the database and in shown.json beside it; declared in collector_store.h. A
// backup of the database that is put back must not show less or other than was seen already: the
// file is not part of it and wins by the larger number of answers, a topic at a time.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "sync/collector/collector_settings.h"
#include "sync/collector/collector_store.h"
#include "sync/collector/data_folder.h"
#include "sync/store/blobs.h"

namespace lintel::collector {
namespace {

using store::blob_of;
using store::Loan;
using store::Transaction;
using store::uuid_of;

constexpr std::size_t shown_file_bytes_max = 64 * 1024 * 1024;
constexpr int set_aside_max = 1000;
constexpr std::string_view file_written = "shown_file_written";
constexpr std::string_view forgot_before = "forgot_before_ms";

std::string shown_path(const std::string& database_path) {
  return std::filesystem::path(database_path).replace_filename("shown.json").string();
}

// Of another collector, or unreadable: kept under another name.
Status put_away(const std::string& path) {
  const std::filesystem::path original(path);
  for (int number = 1; number <= set_aside_max; ++number) {
    std::filesystem::path kept = original;
    kept.replace_filename("shown-other-" + std::to_string(number) + ".json");
    std::error_code failure;
    if (!std::filesystem::exists(kept, failure)) {
      std::filesystem::rename(original, kept, failure);
      return failure ? Status(Error{ErrorCode::io, path + " could not be renamed: move it away."})
                     : ok();
    }
  }
  return Error{ErrorCode::io, path + " could not be renamed: move it away."};
}

Result<Topic> read_topic(Loan& read) {
  Topic topic;
  topic.event.value = read->column_text(0);
  TRY(topic.purpose, parse_purpose(read->column_text(1)));
  topic.session.value = read->column_text(2);
  return topic;
}

template <class Each>
Status each_row(Loan read, Each&& each) {
  for (;;) {
    TRY(const bool more, read->step());
    if (!more) {
      return ok();
    }
    TRY_DO(each(read));
  }
}

}  // namespace

Result<wire::ShownFile> CollectorStore::read_shown_file(const std::string& database_path) {
  TRY(const std::string bytes, read_checked_file(shown_path(database_path), shown_file_bytes_max));
  return wire::decode_shown_file(bytes);
}

Status CollectorStore::write_shown_file(const Disclosures& topics,
                                        const std::map<EventId, Pool>& pools) {
  TRY_DO(recover());
  TRY_DO(write_checked_file(shown_path(database_->path()),
                            wire::encode(wire::ShownFile{collector_, topics, pools})));
  TRY(const std::string written, setting(*database_, file_written));
  return written.empty() ? set_setting(*database_, file_written, "yes") : ok();
}

Status CollectorStore::put_disclosure(const Topic& topic, const Disclosure& disclosure) {
  TRY(Loan write, database_->cached("INSERT INTO disclosure(event, purpose, session, state, sum) "
                                    "VALUES(?1, ?2, ?3, ?4, "
                                    "lintel_sum('disclosure', ?1, ?2, ?3, ?4)) "
                                    "ON CONFLICT(event, purpose, session) "
                                    "DO UPDATE SET state=excluded.state, sum=excluded.sum"));
  write->bind_text(1, topic.event.value).bind_text(2, to_text(topic.purpose));
  write->bind_text(3, topic.session.value).bind_text(4, wire::encode(disclosure));
  return write->run();
}

// Within a transaction.
Status CollectorStore::write_shown(const Shown& shown) {
  for (const auto& [topic, disclosure] : shown.topics) {
    TRY_DO(put_disclosure(topic, disclosure));
  }
  for (const Topic& topic : shown.notes_listed) {
    TRY(Loan write, database_->cached("UPDATE note SET listed=1 WHERE listed=0 AND event=?1 AND "
                                      "purpose=?2 AND session=?3"));
    write->bind_text(1, topic.event.value).bind_text(2, to_text(topic.purpose));
    write->bind_text(3, topic.session.value);
    TRY_DO(write->run());
  }
  if (shown.pool) {
    TRY(Loan write, database_->cached("INSERT INTO pool(event, state, sum) "
                                      "VALUES(?1, ?2, lintel_sum('pool', ?1, ?2))"));
    write->bind_text(1, shown.pool->first.value).bind_text(2, wire::encode(shown.pool->second));
    TRY_DO(write->run());
  }
  return ok();
}

Status CollectorStore::put_shown(const Shown& shown) {
  TRY(Transaction transaction, begin());
  TRY_DO(write_shown(shown));
  TRY_DO(transaction.commit());
  untidy_ = true;
  return ok();
}

Result<Disclosures> CollectorStore::disclosures() {
  TRY(Loan read, database_->cached("SELECT event, purpose, session, state FROM disclosure"));
  Disclosures all;
  TRY_DO(each_row(std::move(read), [&](Loan& row) -> Status {
    TRY(const Topic topic, read_topic(row));
    auto disclosure = wire::decode_disclosure(row->column_text(3));
    if (!disclosure) {
      // Nothing is shown anew that was shown in other steps before.
      disclosure = Disclosure{};
      disclosure->memory = Memory::lost;
    }
    all[topic] = std::move(disclosure).value();
    return ok();
  }));
  return all;
}

Result<std::map<EventId, Pool>> CollectorStore::pools() {
  TRY(Loan read, database_->cached("SELECT event, state FROM pool"));
  std::map<EventId, Pool> all;
  TRY_DO(each_row(std::move(read), [&](Loan& row) -> Status {
    if (auto pool = wire::decode_pool(row->column_text(1))) {
      all[EventId{row->column_text(0)}] = std::move(pool).value();
    }
    return ok();
  }));
  return all;
}

Status CollectorStore::join_shown_file(const Result<wire::ShownFile>& file, bool was_damaged,
                                       UtcTime now) {
  const std::string path = shown_path(database_->path());
  const bool is_ours = file && file->collector == collector_;
  TRY(Disclosures all, disclosures());
  TRY(auto all_pools, pools());
  TRY(Transaction transaction, begin());
  TRY(const std::string written, setting(*database_, file_written));
  if (is_ours) {
    file_ = *file;
    for (const auto& [topic, of_file] : file->topics) {
      const Disclosure before = std::exchange(all[topic], joined(all[topic], of_file));
      if (all[topic] != before) {
        TRY_DO(put_disclosure(topic, all[topic]));
      }
    }
    for (const auto& [event, pool] : file->pools) {
      if (all_pools.emplace(event, pool).second) {
        TRY_DO(write_shown({{}, {}, {{event, pool}}}));
      }
    }
  } else {
    if (file || file.error().code != ErrorCode::not_found) {
      TRY_DO(put_away(path));
    }
    if (!written.empty() || was_damaged) {
      // A clock that is behind would leave what was shown since to be shown once more.
      TRY(const std::int64_t latest,
          database_->integer("SELECT max(coalesce((SELECT max(seen_ms) FROM tablet), 0), "
                             "coalesce((SELECT max(loaded_ms) FROM version), 0))"));
      const UtcTime known = std::max(now, UtcTime{milliseconds{latest}});
      const milliseconds minute = std::chrono::floor<minutes>(known).time_since_epoch();
      TRY_DO(set_setting(*database_, forgot_before, std::to_string(minute.count())));
      const bool is_missing = !file && file.error().code == ErrorCode::not_found;
      notice_ += std::string(notice_.empty() ? "" : " ") + path +
                 (is_missing ? " is missing" : " cannot be used and is kept under another name") +
                 ", so it is not known what was shown before: sessions that began "
                 "before now show no more than they do, until an adult shows them at the event's "
                 "end.";
    }
  }
  TRY_DO(transaction.commit());
  // On a full disk readers see what the file holds already, and the writer tries again.
  if (write_shown_file(all, all_pools)) {
    file_ = {collector_, std::move(all), std::move(all_pools)};
  }
  return ok();
}

Status CollectorStore::read_shown(Books& books) {
  TRY(const Disclosures kept, disclosures());
  for (const auto& [topic, disclosure] : kept) {
    books.holdings[topic].kept = disclosure;
  }
  TRY(books.pools_kept, pools());
  const wire::ShownFile file = std::exchange(file_, {});
  books.pools = file.pools;
  TRY(const std::int64_t forgot, number_setting(*database_, forgot_before));
  if (forgot != 0) {
    books.forgot_before = UtcTime{milliseconds{forgot}};
  }
  for (auto& [topic, holding] : books.holdings) {
    if (books.forgot(topic)) {
      holding.kept.memory = Memory::lost;
    }
    if (const auto seen = file.topics.find(topic); seen != file.topics.end()) {
      holding.disclosure = seen->second;
    }
    books.steps_due.insert(topic);  // what came last before the end may not have been looked at
    books.shown_due = books.shown_due || holding.disclosure != holding.kept;
  }
  return ok();
}

Status CollectorStore::read_tablet_marks(Books& books) {
  TRY(Loan aside, database_->cached("SELECT device FROM set_aside"));
  TRY_DO(each_row(std::move(aside), [&](Loan& row) -> Status {
    books.set_aside.insert(uuid_of(row->column_blob(0)));
    return ok();
  }));
  TRY(Loan lost, database_->cached("SELECT device, since_minutes FROM written_off"));
  TRY_DO(each_row(std::move(lost), [&](Loan& row) -> Status {
    books.written_off[uuid_of(row->column_blob(0))] = UtcTime{minutes{row->column_integer(1)}};
    return ok();
  }));
  TRY(Loan shared, database_->cached("SELECT device, rooms FROM identity_shared"));
  return each_row(std::move(shared), [&](Loan& row) -> Status {
    const auto rooms = nlohmann::json::parse(row->column_text(1), nullptr, false);
    auto& known = books.identity_shared[uuid_of(row->column_blob(0))];
    for (const auto& room : rooms.is_array() ? rooms : nlohmann::json::array()) {
      known.push_back(room.is_string() ? room.get<std::string>() : std::string{});
    }
    return ok();
  });
}

Status CollectorStore::put_set_aside(const Uuid& device, bool set_aside) {
  TRY_DO(recover());
  TRY(Loan write,
      database_->cached(set_aside ? "INSERT INTO set_aside(device, sum) VALUES(?1, "
                                    "lintel_sum('set_aside', ?1)) ON CONFLICT DO NOTHING"
                                  : "DELETE FROM set_aside WHERE device=?1"));
  write->bind_blob(1, blob_of(device));
  return write->run();
}

Status CollectorStore::put_written_off(const Uuid& device, std::optional<UtcTime> since) {
  TRY_DO(recover());
  if (!since) {
    TRY(Loan found, database_->cached("DELETE FROM written_off WHERE device=?1"));
    found->bind_blob(1, blob_of(device));
    return found->run();
  }
  TRY(Loan write,
      database_->cached("INSERT INTO written_off(device, since_minutes, sum) "
                        "VALUES(?1, ?2, lintel_sum('written_off', ?1, ?2)) ON CONFLICT(device) "
                        "DO UPDATE SET since_minutes=excluded.since_minutes, sum=excluded.sum"));
  const auto minute = std::chrono::floor<minutes>(since->time_since_epoch());
  write->bind_blob(1, blob_of(device)).bind_integer(2, minute.count());
  return write->run();
}

Status CollectorStore::put_identity_shared(const Uuid& device,
                                           const std::vector<std::string>& rooms) {
  TRY_DO(recover());
  if (rooms.empty()) {
    TRY(Loan apart, database_->cached("DELETE FROM identity_shared WHERE device=?1"));
    apart->bind_blob(1, blob_of(device));
    return apart->run();
  }
  TRY(Loan write, database_->cached("INSERT INTO identity_shared(device, rooms, sum) "
                                    "VALUES(?1, ?2, lintel_sum('identity_shared', ?1, ?2)) "
                                    "ON CONFLICT(device) DO UPDATE SET rooms=excluded.rooms, "
                                    "sum=excluded.sum"));
  write->bind_blob(1, blob_of(device)).bind_text(2, nlohmann::json(rooms).dump());
  return write->run();
}

Status CollectorStore::put_day_over(const EventId& event, LocalDay day, UtcTime said) {
  TRY_DO(recover());
  TRY(Loan write, database_->cached("INSERT INTO day_over(event, day, said_minutes, sum) "
                                    "VALUES(?1, ?2, ?3, lintel_sum('day_over', ?1, ?2, ?3)) "
                                    "ON CONFLICT DO NOTHING"));
  const auto minute = std::chrono::floor<minutes>(said.time_since_epoch());
  write->bind_text(1, event.value)
      .bind_integer(2, day.time_since_epoch().count())
      .bind_integer(3, minute.count());
  return write->run();
}

Result<DaysOver> CollectorStore::days_over(const EventId& event) {
  TRY(Loan read,
      database_->cached("SELECT day, said_minutes FROM day_over WHERE event=?1 ORDER BY day"));
  read->bind_text(1, event.value);
  DaysOver days;
  TRY_DO(each_row(std::move(read), [&](Loan& row) -> Status {
    const LocalDay day{std::chrono::days{row->column_integer(0)}};
    days[day] = UtcTime{minutes{row->column_integer(1)}};
    return ok();
  }));
  return days;
}

}  // namespace lintel::collector
