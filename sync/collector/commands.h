// What lintel-collector's subcommands do. Each prints for a person and returns the exit code:
// 0 fine, 1 failed (for `event check`: advice), 2 errors in the files given or bad usage. Every
// failure is one line on `err`, "lintel-collector: what is wrong; what to do."
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "shared/import/import.h"

namespace lintel::collector {

inline constexpr int exit_fine = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_bad_input = 2;

struct Streams {
  std::ostream& out;
  std::ostream& err;
};

// The one line of a failure.
void complain(Streams streams, const std::string& message);

struct ServeCommand {
  std::string data_folder;
  std::string listen;
  std::string admin_files{};  // empty: the default
  bool open = false;          // hidden: takes tablets that are not paired, for tests
  bool plain = false;         // no TLS
  // A given certificate and its key; empty: the collector's own, made at the first start.
  std::string certificate_file{};
  std::string key_file{};
  // Reverse proxies in front: literal addresses, believed about whom they speak for.
  std::vector<std::string> proxies{};
  bool public_schedule = true;
};
// Runs until SIGTERM or SIGINT.
int serve(const ServeCommand& command, Streams streams);

// A day's files as they were named, and how to read them. Folders stand for the files of a day in
// them, by their extensions.
struct DayFiles {
  std::vector<std::string> files;
  ImportOptions options;
};
Result<ImportResult> import_day(const DayFiles& day);

enum class CheckOutput { text, json };
int event_check(const DayFiles& day, CheckOutput output, Streams streams);

// "\"PD Day\": 4 rooms, 14 sessions, 2026-11-20", for people.
std::string summary_of(const Event& event);

struct LoadCommand {
  DayFiles day;
  std::string data_folder;
  std::vector<std::string> same;   // "new-id=old-id": the same session
  std::vector<std::string> fresh;  // ids of sessions that are others; "all"
};
int event_load(const LoadCommand& command, Streams streams);

enum class ResultsFormat { csv, json };
// lintel: the schedule document as tablets get it; csv: with guides, to be loaded again.
enum class EventFormat { schedule_json, schedule_xml, icalendar, csv, lintel };
int event_export(EventFormat format, const std::string& data_folder, const std::string& output,
                 Streams streams);
int results_export(ResultsFormat format, const std::string& data_folder, const std::string& output,
                   Streams streams);

// Prints a link that signs a browser in once; a server must be running.
int admin_link(const std::string& data_folder, Streams streams);
// Chooses the admin page's password; every browser is signed out.
int admin_password(const std::string& password, const std::string& data_folder, Streams streams);

enum class PairFormat { text, json };
int pair_list(PairFormat format, const std::string& data_folder, Streams streams);
// Whether the tablet's screen shows these four words; asked before it is let in.
using WordsAgree = std::function<bool(const std::string& words)>;
// room: empty for the one the tablet says it hangs at. agree: empty when nobody can be asked; the
// words are printed afterwards, with how to take it back.
int pair_approve(const std::string& code, const std::string& room, const WordsAgree& agree,
                 const std::string& data_folder, Streams streams);
int pair_refuse(const std::string& code, const std::string& data_folder, Streams streams);
// It hangs at another room from now on.
int pair_room(const std::string& device, const std::string& room, const std::string& data_folder,
              Streams streams);
int pair_revoke(const std::string& device, const std::string& data_folder, Streams streams);

// Which tablets' bundles are taken: an adult may vouch for one that is not paired.
enum class BundleOf { paired, anybody };
// Folders stand for the bundles in them.
int bundle_import(const std::vector<std::string>& files, BundleOf whose,
                  const std::string& data_folder, Streams streams);
// A dead tablet's copied data folder, which is only read: imports what is in it, or, when `output`
// names a folder, writes it there as a bundle.
struct FromFolder {
  std::string folder;
  std::string room;  // when the tablet does not know it
  std::string output;
  BundleOf whose = BundleOf::paired;
};
int bundle_from_folder(const FromFolder& command, const std::string& data_folder, Streams streams);

// Notes of a session, by id or title, opened with the folder's key or with a code from paper, which
// also puts a lost key back. Without a session: of the event's end.
enum class NotesFormat { text, json };
struct NotesCommand {
  std::string session;
  std::string recovery_code;  // empty: the folder's key
  NotesFormat format = NotesFormat::text;
  std::string data_folder;
};
int notes(const NotesCommand& command, Streams streams);
int notes_recovery_code(const std::string& data_folder, Streams streams);

// By room, id or the letters of it that the ledger shows.
int tablet_set_aside(const std::string& tablet, const std::string& data_folder, Streams streams);
int tablet_take_back(const std::string& tablet, const std::string& data_folder, Streams streams);
// At the event's end, once and for good.
int results_show_anyway(const std::string& session, const std::string& data_folder,
                        Streams streams);
int results_pool(const std::string& data_folder, Streams streams);

// A session, by id or title: what still comes is late.
int close_results(const std::string& session, const std::string& data_folder, Streams streams);
// A tablet, by room or id, that will not come any more, or that was found again.
struct WriteOff {
  std::string tablet;
  std::string since;  // "10:31"; empty: when it was last heard of
  bool found = false;
};
int write_off(const WriteOff& command, const std::string& data_folder, Streams streams);
// day: "2026-11-20"; empty: today.
int day_over(const std::string& day, const std::string& data_folder, Streams streams);

enum class LedgerFormat { text, json };
// The versions that were loaded.
int event_list(const std::string& data_folder, LedgerFormat format, Streams streams);
// 0 for `from` and `to`: what the last load changed.
int event_diff(const std::string& data_folder, int from, int to, Streams streams);
int event_undo(const std::string& data_folder, Streams streams);
int ledger(LedgerFormat format, const std::string& data_folder, Streams streams);

}  // namespace lintel::collector
