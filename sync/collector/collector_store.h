// The collector's database: answers and notes under their unique key (device, id), what was shown
// of each topic, schedules by version, the last ledger of each tablet. One owner thread (the
// writer), one connection in the process; no locks. Every function that returns success has made
// its change durable (WAL, FULL).
//
// Secrecy (DESIGN section 2.3): no record carries a time or a sequence; tables are WITHOUT ROWID
// and keyed by random ids, a batch is inserted in their order. Only a tablet's last call has a
// time, in whole minutes. A replaced ledger stays readable in the log until tidy(), in no case
// longer: two ledgers in a row could name the answers between them.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/result.h"
#include "shared/results/ledger.h"
#include "shared/trust/pairing_desk.h"
#include "shared/wire/cloudevents.h"
#include "shared/wire/disclosure_json.h"
#include "shared/wire/receipt.h"
#include "sync/collector/books.h"
#include "sync/collector/identity_file.h"
#include "sync/collector/ingest.h"
#include "sync/collector/sign_in_desk.h"
#include "sync/collector/version.h"
#include "sync/store/database.h"
#include "sync/trust/note_box.h"

namespace lintel::collector {

// What may be shown, as it is kept in the database and beside it.
using Disclosures = std::map<Topic, Disclosure>;

// What one commit changes besides the rows of answers and ledgers.
struct Shown {
  Disclosures topics;
  std::set<Topic> notes_listed;  // all their notes may be read from now on
  std::optional<std::pair<EventId, Pool>> pool;
};

class CollectorStore {
 public:
  // Opens or creates the file, migrates it, checks every page and row of it and joins it with
  // shown.json beside it. newer: another Lintel wrote it, it was not touched. A damaged or foreign
  // file is renamed beside itself (collector-corrupt-N.db, with its -wal) and never deleted; a
  // fresh one takes its place with every row that is whole (collector_salvage.h), under the same
  // name and with the tablets that identity.json knows, and notice() says so.
  struct Opening {
    std::string path;
    Uuid new_id;  // names a fresh database
    // What notes are sealed to, asked for when the database does not say it yet.
    std::function<Result<trust::NotesPublicKey>()> first_notes_key;
    UtcTime now{};
  };
  static Result<CollectorStore> open(const Opening& opening);

  const Uuid& collector() const { return collector_; }
  const trust::NotesPublicKey& notes_key() const { return notes_key_; }
  const std::string& notice() const { return notice_; }  // empty, or a sentence for a person

  // One commit for all of them; the statuses come back in the shape and order given. Uniqueness is
  // the database's: insert or ignore, then compare, never check-then-insert (Kobo kpi#5047).
  using Statuses = std::vector<std::vector<wire::ItemStatus>>;
  Result<Statuses> store(const std::vector<const Intake*>& intakes);

  Status put_ledger(const Ledger& ledger, UtcTime seen);
  Status put_shown(const Shown& shown);
  Status put_set_aside(const Uuid& device, bool set_aside);
  // The rooms that two tablets with one identity named; none: they are told apart again.
  Status put_identity_shared(const Uuid& device, const std::vector<std::string>& rooms);
  Status put_written_off(const Uuid& device, std::optional<UtcTime> since);
  // said: in whole minutes. What was said first stays.
  Status put_day_over(const EventId& event, LocalDay day, UtcTime said);
  Result<DaysOver> days_over(const EventId& event);

  // shown.json, atomically; before anything newer is shown.
  Status write_shown_file(const Disclosures& topics, const std::map<EventId, Pool>& pools);

  // Sealed notes that may be read, in the order of their random ids.
  Result<std::vector<SealedNote>> listed_notes(const Topic& topic);
  // At the event's end: those that never were enough to be listed with their session.
  Result<std::vector<SealedNote>> unlisted_notes(const EventId& event);

  // Since the last tidy() something was replaced that the log still shows.
  bool is_untidy() const { return untidy_; }
  Status tidy();
  // Rewrites the file in the order of its keys: at the end of a day and before a backup.
  Status rewrite();
  // Whether the notes' recovery code was printed once.
  Result<bool> recovery_code_told();
  Status put_recovery_code_told();
  // The day that was last rewritten after; see record_time().
  Result<std::optional<LocalDay>> rewritten_after();
  Status put_rewritten_after(LocalDay day);  // LocalDay{}: none

  // Becomes the version that is served; returns its number. Earlier ones are kept.
  Result<int> put_schedule(const Schedule& schedule, std::string_view source, UtcTime now);
  Result<std::vector<Version>> versions();  // in their order
  // not_found: no such version, or it was too old to keep.
  Result<Schedule> schedule_of(int number);
  // Serves the version that the served one replaced, and returns it; not_found: there is none.
  Result<Schedule> undo_schedule(UtcTime now);

  // Paired or revoked, in place of what was known of the same device.
  Status put_tablet(const trust::KnownTablet& tablet);
  Result<std::vector<trust::KnownTablet>> read_tablets();

  // Password, link and sessions of the admin page, in place of what was stored before.
  Status put_sign_in(const SignInState& state);
  Result<SignInState> read_sign_in();

  // Everything, counted anew; what is shown is read, never counted anew. Records that do not agree
  // with their digest any more are kept apart and asked for again; of the schedule the version
  // before a damaged one is served. Either is said in notice().
  Result<Books> read_books();

  // Checkpoints and closes; nothing else may be called after it.
  Status close();

 private:
  CollectorStore(std::unique_ptr<store::Database> database, const trust::NotesPublicKey& notes_key,
                 Uuid collector, std::string notice)
      : database_(std::move(database)),
        notes_key_(notes_key),
        collector_(collector),
        notice_(std::move(notice)) {}
  Status recover();
  // Every write begins so, or with recover(): nothing is built on what a failed disk shows.
  Result<store::Transaction> begin();
  Status write_tablet(const trust::KnownTablet& tablet);
  // What identity.json knows and the database does not.
  Status join_identity_file(const IdentityFile& identity);
  // When it changed. On a full disk the file stays as it is until the next change or start.
  void keep_identity_file();
  Result<wire::ItemStatus> insert(const Row& row);
  Status insert_row(const Row& row);
  Status insert_note(const SealedNote& note, const Uuid& device, const Sha256& hash,
                     const std::string& bytes);
  Status keep_plain_note(const Response& response, const wire::PlainNote& plain);
  Result<Statuses> insert_all(const std::vector<const Intake*>& intakes);
  // collector_reading.cpp
  struct Unreadable {
    std::vector<std::pair<Uuid, Uuid>> answers;  // device and id
    std::vector<std::pair<Uuid, Uuid>> notes;
  };
  Status read_answers(Books& books, Unreadable& unreadable);
  Status read_notes(Books& books, Unreadable& unreadable);
  Status make_way(const Unreadable& unreadable);
  Status read_unreadable(Books& books);
  Status read_ledgers(Books& books);
  // collector_versions.cpp
  Status read_schedule(Books& books);
  Status read_plans(Books& books);
  Result<Schedule> version_to_serve(UtcTime& since);
  // collector_rewriting.cpp
  Status rewrite_answers();
  struct StoredAnswer {
    Uuid device;
    Uuid id;
    std::string bytes;
  };
  Result<std::vector<StoredAnswer>> answers_after(const StoredAnswer& last);
  Status rewrite_answer(const StoredAnswer& stored, Holdings& holdings);
  // collector_notes.cpp
  Result<std::vector<SealedNote>> notes_of(store::Loan read);
  // collector_shown.cpp
  static Result<wire::ShownFile> read_shown_file(const std::string& database_path);
  Status join_shown_file(const Result<wire::ShownFile>& file, bool was_damaged, UtcTime now);
  Status put_disclosure(const Topic& topic, const Disclosure& disclosure);
  Status write_shown(const Shown& shown);
  Result<Disclosures> disclosures();
  Result<std::map<EventId, Pool>> pools();
  Status read_shown(Books& books);
  Status read_tablet_marks(Books& books);

  std::unique_ptr<store::Database> database_;
  trust::NotesPublicKey notes_key_;
  Uuid collector_;
  std::string notice_;
  bool untidy_ = false;     // the log shows what was replaced
  bool unordered_ = false;  // pages show which answers came later
  // What shown.json held at the start, until read_books() has it.
  wire::ShownFile file_;
  std::string identity_text_;  // what identity.json holds
};

}  // namespace lintel::collector
