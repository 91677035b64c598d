// event load: a day's files become a version; sessions keep the ids that answers know.
#include <algorithm>
#include <optional>
#include <ostream>

#include "shared/import/identity.h"
#include "shared/wire/schedule.h"
#include "sync/collector/commands.h"
#include "sync/collector/desk.h"
#include "sync/collector/event_diff.h"
#include "sync/collector/load_note.h"
#include "sync/collector/version_list.h"

namespace lintel::collector {
namespace {

struct Before {
  int served = 0;              // the version being served; 0: none
  std::optional<Event> event;  // the newest version of the same event
  SessionAliases aliases;
};

// The version of `event` that is served, or else the newest there is.
Result<Before> find_before(Desk& desk, const EventId& event) {
  TRY(const std::string text, desk.get("/v1/admin/versions"));
  TRY(const std::vector<ListedVersion> versions, read_version_list(text));
  Before before;
  int number = 0;
  for (const ListedVersion& version : versions) {
    const bool same_event = version.event == event.value;
    before.served = version.served ? version.number : before.served;
    number = same_event ? version.number : number;
    if (version.served && same_event) {
      break;
    }
  }
  // A break leaves later ones out, of which none is served.
  if (number > 0) {
    TRY(const std::string document, desk.get("/v1/admin/version?number=" + std::to_string(number)));
    TRY(before.event, wire::decode_schedule(document));
    before.aliases = read_load_note(document).aliases;
  }
  return before;
}

Result<SameDecisions> decisions_of(const LoadCommand& command) {
  SameDecisions decisions;
  for (const std::string& same : command.same) {
    const std::size_t equals = same.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == same.size()) {
      return Error{ErrorCode::invalid,
                   "--same " + same + " names no two sessions; write --same new-id=old-id."};
    }
    decisions.same[same.substr(0, equals)] = same.substr(equals + 1);
  }
  for (const std::string& fresh : command.fresh) {
    if (fresh == "all") {
      decisions.all_fresh = true;
    } else {
      decisions.fresh.insert(fresh);
    }
  }
  return decisions;
}

std::string described(const Event& event, const SessionId& id) {
  const Session& session = *event.find_session(id);
  return "\"" + session.title + "\" (" + event.find_room(session.room)->name + ", " +
         to_rfc3339(session.start).substr(0, 16) + ")";
}

void ask(const Event& before, const Event& now, const std::vector<Doubt>& doubts, Streams streams) {
  for (const Doubt& doubt : doubts) {
    streams.err << "Is " << described(now, doubt.now) << " one that was loaded before?\n";
    for (const SessionId& id : doubt.before) {
      streams.err << "  --same '" << doubt.now.value << "=" << id.value << "' if it is "
                  << described(before, id) << "\n";
    }
    streams.err << "  --new '" << doubt.now.value << "' if it is another session\n";
  }
  complain(streams,
           "Nothing was loaded, because answers could end at the wrong session; say which is which "
           "with the options above (--new all: none of them was loaded before), and load again.");
}

// True when the event may be loaded. Its sessions have the ids that answers know then.
Result<bool> keep_known(const Before& before, const LoadCommand& command, Event& event,
                        LoadNote& note, Streams streams) {
  TRY(const SameDecisions decisions, decisions_of(command));
  if (!before.event) {
    return true;
  }
  Event named = event;  // with the ids of the files, which the questions use
  TRY(const Matching matching, keep_identities(*before.event, before.aliases, decisions, event));
  if (!matching.unknown.empty()) {
    return Error{ErrorCode::not_found, "No session is called \"" + matching.unknown.front() +
                                           "\" in --same or --new; copy it from the question."};
  }
  if (!matching.doubts.empty()) {
    ask(*before.event, named, matching.doubts, streams);
    return false;
  }
  note.aliases = matching.aliases;
  return true;
}

std::string names_of(const std::vector<std::string>& files) {
  std::string names;
  for (const std::string& file : files) {
    names += (names.empty() ? "" : ", ") + file.substr(file.find_last_of('/') + 1);
  }
  return names;
}

Result<int> load(Desk& desk, const LoadCommand& command, Event event, Streams streams) {
  TRY(const Before before, find_before(desk, event.id));
  LoadNote note{names_of(command.day.files), before.aliases};
  TRY(const bool fine, keep_known(before, command, event, note, streams));
  if (!fine) {
    return exit_bad_input;
  }
  const std::string document = with_load_note(wire::encode(event, wire::Guides::kept), note);
  TRY(const std::string reply,
      desk.post_json("/v1/admin/event?replaces=" + std::to_string(before.served), document));
  TRY(const int version, read_version_number(reply));
  if (version == before.served) {
    streams.out << "Nothing changed: " << summary_of(event) << " is version " << version
                << " already." << std::endl;
    return exit_fine;
  }
  streams.out << "Loaded " << summary_of(event) << ", as version " << version << "." << std::endl;
  if (before.event) {
    streams.out << diff_text(*before.event, event) << std::flush;
  }
  return exit_fine;
}

}  // namespace

int event_load(const LoadCommand& command, Streams streams) {
  Result<ImportResult> imported = import_day(command.day);
  if (!imported) {
    complain(streams, imported.error().message);
    return exit_bad_input;
  }
  streams.err << to_text(imported->findings);
  if (!imported->event) {
    complain(streams, "Nothing was loaded: correct what is named above and load again.");
    return exit_bad_input;
  }
  Result<Desk> desk = Desk::open(command.data_folder, Desk::Folder::may_be_new);
  if (!desk) {
    complain(streams, desk.error().message);
    return exit_failed;
  }
  if (!desk->notice().empty()) {
    complain(streams, desk->notice());
  }
  const Result<int> code = load(*desk, command, std::move(*imported->event), streams);
  if (!code) {
    complain(streams, code.error().message);
    return code.error().code == ErrorCode::invalid ? exit_bad_input : exit_failed;
  }
  return *code;
}

}  // namespace lintel::collector
