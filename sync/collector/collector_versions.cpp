// The versions of the schedule; declared in collector_store.h.
#include <algorithm>
#include <string>
#include <utility>

#include "sync/collector/collector_settings.h"
#include "sync/collector/collector_store.h"

namespace lintel::collector {
namespace {

using store::Database;
using store::Loan;
using store::Transaction;

constexpr std::string_view served_key = "version";
constexpr std::string_view since_key = "version_since_ms";

Result<int> served_number(Database& database) {
  TRY(const std::int64_t number, number_setting(database, served_key));
  return static_cast<int>(number);
}

Status serve(Database& database, int number, UtcTime now) {
  TRY_DO(set_setting(database, served_key, std::to_string(number)));
  return set_setting(database, since_key, std::to_string(now.time_since_epoch().count()));
}

// When a version that is not served any more was last replaced: by one that says so; else, where it
// was undone, no later than the next one came.
std::optional<UtcTime> replaced_at(const std::vector<Version>& all, std::size_t at) {
  std::optional<UtcTime> last;
  for (const Version& other : all) {
    if (other.replaced == all[at].number && other.loaded) {
      last = std::max(last, other.loaded);
    }
  }
  return last || at + 1 == all.size() ? last : all[at + 1].loaded;
}

}  // namespace

Result<int> CollectorStore::put_schedule(const Schedule& schedule, std::string_view source,
                                         UtcTime now) {
  TRY(Transaction transaction, begin());
  TRY(const int served, served_number(*database_));
  int number = 0;
  {
    TRY(Loan last, database_->cached("SELECT coalesce(max(number), 0) FROM version"));
    TRY_DO(last->step());
    number = static_cast<int>(last->column_integer(0)) + 1;
  }
  {
    TRY(Loan write,
        database_->cached("INSERT INTO version(number, replaced, event, title, sessions, source, "
                          "loaded_ms, document, sum) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
                          "lintel_sum('version', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8))"));
    write->bind_integer(1, number).bind_integer(2, served);
    write->bind_text(3, schedule.event.id.value).bind_text(4, schedule.event.title);
    write->bind_integer(5, static_cast<std::int64_t>(schedule.event.sessions.size()));
    write->bind_text(6, source).bind_integer(7, now.time_since_epoch().count());
    write->bind_text(8, schedule.loaded);
    TRY_DO(write->run());
  }
  {
    TRY(Loan prune, database_->cached("DELETE FROM version WHERE number<=?1"));
    prune->bind_integer(1, number - versions_max);
    TRY_DO(prune->run());
  }
  TRY_DO(serve(*database_, number, now));
  TRY_DO(transaction.commit());
  return number;
}

Result<std::vector<Version>> CollectorStore::versions() {
  TRY(const int served, served_number(*database_));
  TRY(Loan read, database_->cached("SELECT number, replaced, event, title, sessions, source, "
                                   "loaded_ms FROM version ORDER BY number"));
  std::vector<Version> all;
  for (;;) {
    TRY(const bool more, read->step());
    if (!more) {
      return all;
    }
    Version version;
    version.number = static_cast<int>(read->column_integer(0));
    version.replaced = static_cast<int>(read->column_integer(1));
    version.event.value = read->column_text(2);
    version.title = read->column_text(3);
    version.sessions = static_cast<int>(read->column_integer(4));
    version.source = read->column_text(5);
    if (const std::int64_t loaded = read->column_integer(6); loaded > 0) {
      version.loaded = UtcTime{milliseconds{loaded}};
    }
    version.served = version.number == served;
    all.push_back(std::move(version));
  }
}

Result<Schedule> CollectorStore::schedule_of(int number) {
  TRY(Loan read, database_->cached("SELECT document, loaded_ms FROM version WHERE number=?1"));
  read->bind_integer(1, number);
  TRY(const bool found, read->step());
  if (!found) {
    return Error{ErrorCode::not_found, "There is no version " + std::to_string(number) +
                                           "; lintel-collector event list names those there are."};
  }
  TRY(Schedule schedule, make_schedule(read->column_text(0)));
  schedule.version = number;
  schedule.loaded_at = UtcTime{milliseconds{read->column_integer(1)}};
  return schedule;
}

Result<Schedule> CollectorStore::undo_schedule(UtcTime now) {
  TRY(Transaction transaction, begin());
  TRY(const int served, served_number(*database_));
  int replaced = 0;
  {
    TRY(Loan read, database_->cached("SELECT replaced FROM version WHERE number=?1"));
    read->bind_integer(1, served);
    TRY(const bool found, read->step());
    replaced = found ? static_cast<int>(read->column_integer(0)) : 0;
  }
  if (replaced == 0) {
    return Error{ErrorCode::not_found, "There is no version before this one to go back to."};
  }
  TRY(Schedule schedule, schedule_of(replaced));
  TRY_DO(serve(*database_, replaced, now));
  TRY_DO(transaction.commit());
  schedule.served_since = now;
  return schedule;
}

// The one that is served; where it is damaged or gone, or it is not known any more which it was,
// the newest that can be used, and that is said. not_found: none was ever loaded, or none can be
// used.
Result<Schedule> CollectorStore::version_to_serve(UtcTime& since) {
  TRY(const int served, served_number(*database_));
  TRY(const std::int64_t since_ms, number_setting(*database_, since_key));
  TRY(const std::vector<Version> all, versions());
  if (served == 0 && all.empty()) {
    return Error{ErrorCode::not_found, {}};
  }
  auto kept = served == 0 ? Result<Schedule>(Error{ErrorCode::not_found, {}}) : schedule_of(served);
  if (kept) {
    since = since_ms == 0 ? kept->loaded_at : UtcTime{milliseconds{since_ms}};
    return kept;
  }
  notice_ += notice_.empty() ? "" : " ";
  for (auto before = all.rbegin(); before != all.rend(); ++before) {
    auto usable = served == 0 || before->number < served ? schedule_of(before->number) : kept;
    if (!usable) {
      continue;
    }
    const std::string lost =
        served == 0
            ? std::string("It is not known any more which version of the schedule was served")
            : "Version " + std::to_string(served) + " of the schedule is damaged";
    notice_ += lost + ", so version " + std::to_string(before->number) +
               " is served: load the newest schedule again.";
    since = usable->loaded_at;
    TRY_DO(recover());
    TRY_DO(serve(*database_, usable->version, since));
    return usable;
  }
  notice_ += "No version of the schedule can be read any more: load it again.";
  return Error{ErrorCode::not_found, {}};
}

Status CollectorStore::read_schedule(Books& books) {
  UtcTime since{};
  auto kept = version_to_serve(since);
  if (!kept) {
    return kept.error().code == ErrorCode::not_found ? ok() : Status(kept.error());
  }
  books.served_with.notes_key = notes_key_.text();
  TRY(books.days_over, days_over(kept->event.id));
  for (const auto& [day, said] : books.days_over) {
    books.served_with.days_over.push_back(day);
  }
  TRY(Schedule schedule, make_schedule(std::move(kept->loaded), books.served_with));
  schedule.version = kept->version;
  schedule.loaded_at = kept->loaded_at;
  schedule.served_since = since;
  books.schedule = std::make_shared<const Schedule>(std::move(schedule));
  return read_plans(books);
}

// The newest; one that is damaged is no plan that anybody can be asked about.
Status CollectorStore::read_plans(Books& books) {
  TRY(const std::vector<Version> all, versions());
  const std::size_t read = std::min(all.size(), EarlierPlans::plans_max);
  for (std::size_t at = all.size() - read; at < all.size(); ++at) {
    if (const auto kept = schedule_of(all[at].number)) {
      books.plans.served(kept->plan);
      const auto until = all[at].served ? std::nullopt : replaced_at(all, at);
      if (until) {
        books.plans.replaced(kept->plan, *until);
      }
    }
  }
  books.plans.served(books.schedule->plan);
  return ok();
}

}  // namespace lintel::collector
