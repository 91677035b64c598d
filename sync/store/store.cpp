#include "sync/store/store.h"

#include <filesystem>
#include <optional>
#include <utility>

#include "shared/core/counted.h"
#include "sync/store/database.h"
#include "sync/store/folder.h"
#include "sync/store/plain_notes.h"
#include "sync/store/random.h"
#include "sync/store/replacement.h"
#include "sync/store/salvage.h"
#include "sync/store/sqlite_journal.h"
#include "sync/store/sqlite_schedule.h"
#include "sync/store/topic_migration.h"

namespace lintel::store {
namespace {

constexpr const char* database_name = "lintel.db";
constexpr const char* unclean_key = "unclean";  // "1" while open
constexpr const char* device_key = "device";

// This tablet's name, made at the first start and kept. A database that was set aside with nothing
// in it to salvage takes its name with it: the fresh one is a new device, so the collector sees
// what is missing of the old.
Result<Uuid> device_of(SqliteSchedule& settings) {
  TRY(const std::optional<std::string> known, settings.setting(device_key));
  if (known) {
    return Uuid::parse(*known);
  }
  TRY(const Uuid fresh, random_uuid());
  TRY_DO(settings.set_setting(device_key, fresh.text()));
  return fresh;
}

class TabletStore final : public Store, private Relief {
 public:
  TabletStore(std::string folder, FolderLock lock, Reserve reserve,
              std::unique_ptr<Database> database, const Uuid& device, RandomBelow random_below,
              std::string notice, std::int64_t answers_bytes_max)
      : folder_(std::move(folder)),
        lock_(std::move(lock)),
        reserve_(std::move(reserve)),
        database_(std::move(database)),
        journal_(*database_, device, std::move(random_below), *this, answers_bytes_max),
        schedule_(*database_),
        device_(device),
        notice_(std::move(notice)) {}

  ~TabletStore() override { close(); }

  Journal& journal() override { return journal_; }
  ScheduleStore& schedule() override { return schedule_; }
  const Uuid& device() const override { return device_; }
  const std::string& notice() const override { return notice_; }
  bool is_volatile() const override { return !forgets(folder_).empty(); }
  Status reopen() override {
    TRY_DO(database_->reopen());
    // In another folder, if the old one is gone.
    TRY_DO(lock_.renew(folder_));
    has_reserve_ = reserve_.fill();
    return ok();
  }

  Result<int> seal_plain_notes(const trust::NotesPublicKey& key) override {
    TRY(const int sealed, store::seal_plain_notes(*database_, device_, key));
    if (sealed > 0) {
      journal_.call_untidy();
      TRY_DO(journal_.tidy());
    }
    return sealed;
  }

  // The log as it is found, and room for bad days.
  void start_clean() {
    static_cast<void>(database_->checkpoint_truncate());
    has_reserve_ = reserve_.fill();
  }

  // What an unclean stop left is in the order it happened. A disk without room keeps it for later.
  void forget_order() {
    journal_.call_untidy();
    static_cast<void>(journal_.tidy());
  }

 private:
  void lend_reserve() override {
    reserve_.give_up();
    has_reserve_ = false;
    static_cast<void>(database_->checkpoint_truncate());
  }

  void take_reserve_back() override {
    // The WAL first: it holds what the reserve made room for.
    static_cast<void>(database_->checkpoint_truncate());
    has_reserve_ = reserve_.fill();
  }

  bool has_reserve() override {
    has_reserve_ = has_reserve_ || reserve_.fill();
    return has_reserve_;
  }

  // Leaves the flag up when anything is doubtful, so that the next start looks closely.
  void close() {
    if (database_->has_moved()) {
      static_cast<void>(reopen());  // everything into a new file, or it is left as it is
    }
    if (database_->suspect()) {
      database_->leave_as_is();
      return;
    }
    static_cast<void>(journal_.tidy());
    const auto pages = database_->integer("PRAGMA page_count");
    if (pages && *pages * 4096 <= compact_bytes_max) {
      static_cast<void>(database_->rewrite());
    }
    if (!database_->suspect()) {
      static_cast<void>(schedule_.set_setting(unclean_key, "0"));
    }
    static_cast<void>(database_->checkpoint_truncate());
  }

  std::string folder_;
  FolderLock lock_;
  Reserve reserve_;
  bool has_reserve_ = false;
  std::unique_ptr<Database> database_;
  SqliteJournal journal_;
  SqliteSchedule schedule_;
  Uuid device_;
  std::string notice_;
};

// A database that may be used: opened, and every page and row of it checked.
Result<std::unique_ptr<Database>> open_checked(const std::string& folder,
                                               const DatabaseOptions& options) {
  TRY_DO(finish_replacement(options.path));
  TRY_DO(make_private_file(folder, database_name));
  TRY(std::unique_ptr<Database> database, Database::open(options));
  auto integrity = database->check();
  if (integrity && *integrity == Integrity::sound) {
    integrity = check_rows(*database);
  }
  const bool is_damaged =
      integrity ? *integrity == Integrity::damaged : integrity.error().code == ErrorCode::corrupt;
  if (is_damaged) {
    database->leave_as_is();
    return Error{ErrorCode::corrupt, options.path + " is damaged."};
  }
  if (!integrity) {
    return integrity.error();
  }
  return database;
}

// Everything that is whole in the damaged database, in a fresh one in its place; what there is to
// tell about it.
Result<std::string> replace(const std::string& folder, const DatabaseOptions& options) {
  const Salvage salvage = read_salvage(options.path);
  TRY(const Replacement replacement,
      replace_damaged(options, [&](Database& fresh) { return bring_in(fresh, salvage); }));
  const std::string kept = " The damaged file was set aside as " + folder + "/" +
                           replacement.kept_as +
                           ": keep it and tell whoever looks after the tablets.";
  if (!replacement.filled) {
    return "This tablet's data was damaged, and what is left of it could not be brought over: " +
           replacement.filled.error().message + kept;
  }
  if (!salvage.is_worth_it()) {
    return "This tablet's data could not be read." + kept;
  }
  return "This tablet's data was damaged; " +
         counted(salvage.answers(), "answer was", "answers were") + " whole and kept." + kept;
}

}  // namespace

bool holds_store(const std::string& folder) {
  std::error_code failure;
  return std::filesystem::is_regular_file(folder + "/" + database_name, failure);
}

Result<std::unique_ptr<Store>> Store::open(const std::string& folder, const StoreLimits& limits,
                                           RandomBelow random_below) {
  TRY_DO(prepare_folder(folder));
  TRY(FolderLock lock, FolderLock::take(folder));
  if (!random_below) {
    TRY(random_below, system_random_below());
  }
  const DatabaseOptions options =
      tablet_database(folder + "/" + database_name, limits.database_bytes_max);
  const Reserve reserve(folder + "/lintel.reserve", limits.reserve_bytes);
  std::string notice;
  auto opened = open_checked(folder, options);
  if (!opened && opened.error().code == ErrorCode::full) {
    reserve.give_up();
    opened = open_checked(folder, options);
  }
  if (!opened && opened.error().code == ErrorCode::corrupt) {
    reserve.give_up();  // the copy needs the room
    TRY(notice, replace(folder, options));
    opened = open_checked(folder, options);
  }
  if (!opened) {
    return std::move(opened).error();
  }
  std::unique_ptr<Database> database = std::move(opened).value();
  SqliteSchedule settings(*database);
  TRY(const Uuid device, device_of(settings));
  const auto unclean = settings.setting(unclean_key);
  // On a full disk the flag cannot be raised; the door must open all the same.
  const Status flagged = settings.set_setting(unclean_key, "1");
  if (!flagged && flagged.error().code != ErrorCode::full) {
    return flagged.error();
  }
  if (!flagged) {
    notice += notice.empty() ? flagged.error().message : " " + flagged.error().message;
  }
  auto store = std::make_unique<TabletStore>(folder, std::move(lock), reserve, std::move(database),
                                             device, std::move(random_below), std::move(notice),
                                             limits.database_bytes_max / 8 * 7);
  if (unclean && *unclean == "1") {
    store->forget_order();
  }
  store->start_clean();
  return std::unique_ptr<Store>(std::move(store));
}

}  // namespace lintel::store
