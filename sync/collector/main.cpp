// lintel-collector: options to commands, nothing else.
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <string>
#include <vector>

#include "sync/collector/commands.h"
#include "sync/collector/data_folder.h"
#include "sync/collector/terminal.h"

namespace {

using namespace lintel::collector;
using lintel::ImportOptions;

struct Arguments {
  std::string data_folder;
  ServeCommand serve;
  DayFiles day;
  std::vector<std::string> maps;  // "title=Session Name"
  std::string names = "as-written";
  std::vector<std::string> same;
  std::vector<std::string> fresh;
  int from_version = 0;
  int to_version = 0;
  std::string event_format = "json";
  std::string results_format = "csv";
  std::string output;
  bool as_json = false;
  std::string code;
  std::string room;
  std::string device;
  std::vector<std::string> bundles;
  FromFolder from_folder;
  std::string session;
  WriteOff write_off;
  std::string day_name;
  bool accept_unpaired = false;
};

void add_pair_commands(CLI::App& app, Arguments& arguments) {
  CLI::App* pair =
      app.add_subcommand("pair", "Which tablets may send answers")->require_subcommand(1);
  pair->add_subcommand("list", "Tablets that wait to be let in, and those that are")
      ->add_flag("--json", arguments.as_json, "As JSON");
  CLI::App* approve = pair->add_subcommand("approve", "Let a tablet in");
  approve->add_option("code", arguments.code, "The code on its screen: BCDF-GHJK")->required();
  approve->add_option("--room", arguments.room, "Its room (default: the one it says)");
  pair->add_subcommand("refuse", "Turn a tablet away")
      ->add_option("code", arguments.code, "The code on its screen")
      ->required();
  CLI::App* room = pair->add_subcommand("room", "Say which room a tablet hangs at");
  room->add_option("device", arguments.device, "Its device id, from pair list")->required();
  room->add_option("room", arguments.room, "The room's name or id")->required();
  pair->add_subcommand("revoke", "Take a lost tablet's right to send away")
      ->add_option("device", arguments.device, "Its device id, from pair list")
      ->required();
}

void add_admin_commands(CLI::App& app) {
  CLI::App* admin =
      app.add_subcommand("admin", "Who may open the admin page")->require_subcommand(1);
  admin->add_subcommand("link", "Print a link that signs a browser in once, within an hour");
  admin->add_subcommand("password",
                        "Choose the admin page's password, typed or from standard input; signs "
                        "every browser out");
}

int run_admin(const CLI::App& admin, const Arguments& arguments, const Streams& streams) {
  if (admin.got_subcommand("link")) {
    return admin_link(arguments.data_folder, streams);
  }
  const auto password = ask_new_password();
  if (!password) {
    complain(streams, password.error().message);
    return exit_failed;
  }
  return admin_password(*password, arguments.data_folder, streams);
}

int run_pair(const CLI::App& pair, const Arguments& arguments, const Streams& streams) {
  if (pair.got_subcommand("list")) {
    return pair_list(arguments.as_json ? PairFormat::json : PairFormat::text, arguments.data_folder,
                     streams);
  }
  if (pair.got_subcommand("approve")) {
    const WordsAgree agree = [](const std::string& words) {
      return ask_yes("The tablet's screen must show these words: " + words + ". Does it?");
    };
    return pair_approve(arguments.code, arguments.room, is_at_terminal() ? agree : nullptr,
                        arguments.data_folder, streams);
  }
  if (pair.got_subcommand("refuse")) {
    return pair_refuse(arguments.code, arguments.data_folder, streams);
  }
  if (pair.got_subcommand("room")) {
    return pair_room(arguments.device, arguments.room, arguments.data_folder, streams);
  }
  return pair_revoke(arguments.device, arguments.data_folder, streams);
}

void add_day_commands(CLI::App& app, Arguments& arguments) {
  app.add_subcommand("close", "Close a session's results now, for good; what comes after is late")
      ->add_option("session", arguments.session, "Its id or its title")
      ->required();
  CLI::App* lost =
      app.add_subcommand("write-off", "Wait no more for a tablet that is lost or broken");
  lost->add_option("tablet", arguments.write_off.tablet, "Its room, or its id as ledger shows it")
      ->required();
  lost->add_option("--since", arguments.write_off.since,
                   "Since when: 10:31 (default: when it was last heard of)");
  lost->add_flag("--found", arguments.write_off.found, "It is back: wait for it again");
  app.add_subcommand("day", "The day at the doors")
      ->require_subcommand(1)
      ->add_subcommand("over",
                       "Say that the day is over: doors ask no more and send what they hold")
      ->add_option("day", arguments.day_name, "Which day: 2026-11-20 (default: today)");
}

void add_bundle_commands(CLI::App& app, Arguments& arguments) {
  CLI::App* bundle =
      app.add_subcommand("bundle", "Answers that were carried here")->require_subcommand(1);
  CLI::App* import = bundle->add_subcommand("import", "Take in what tablets wrote to a stick");
  import->add_option("files", arguments.bundles, "Bundles (.lintel), or a folder that holds them")
      ->required();
  CLI::App* from = bundle->add_subcommand(
      "from-folder", "Take in a dead tablet's copied data folder, which is only read");
  from->add_option("folder", arguments.from_folder.folder, "The copy, with lintel.db")->required();
  from->add_option("--room", arguments.from_folder.room,
                   "Its room (default: the one it was given when it was paired)");
  from->add_option("--output", arguments.from_folder.output,
                   "Write a bundle into this folder instead of taking it in");
  for (CLI::App* command : {import, from}) {
    command->add_flag("--accept-unpaired", arguments.accept_unpaired,
                      "Also of tablets that are not paired or were revoked: only what you carried "
                      "from the door yourself");
  }
}

int run_bundle(const CLI::App& bundle, Arguments& arguments, const Streams& streams) {
  const BundleOf whose = arguments.accept_unpaired ? BundleOf::anybody : BundleOf::paired;
  if (bundle.got_subcommand("import")) {
    return bundle_import(arguments.bundles, whose, arguments.data_folder, streams);
  }
  arguments.from_folder.whose = whose;
  return bundle_from_folder(arguments.from_folder, arguments.data_folder, streams);
}

void add_files(CLI::App& command, Arguments& arguments) {
  ImportOptions& options = arguments.day.options;
  command
      .add_option("files", arguments.day.files,
                  "The day's files, or a folder that holds them: event.toml, sheets (.csv, .xlsx), "
                  "calendars (.ics), schedule.xml, schedule.json, and files that add to them")
      ->required();
  command
      .add_option("--map", arguments.maps,
                  "Which column is which: --map title=\"Session Name\" --map room=Track")
      ->allow_extra_args(false);
  command.add_option("--sheet", options.sheet, "The workbook's sheet; else the first");
  command.add_option("--title", options.title, "The event's title");
  command.add_option("--id", options.id, "The event's id, by which answers belong to it");
  command.add_option("--zone", options.time_zone, "Its time zone: America/Chicago");
  command.add_option("--date", options.first_day, "Its first day: 2026-11-20");
  command.add_option("--room", options.room, "The room of sessions that name none");
  command.add_option("--names", arguments.names, "Presenters: as-written, first (names) or hidden")
      ->check(CLI::IsMember({"as-written", "first", "hidden"}))
      ->capture_default_str();
}

// False when one of --map is no pair; it has been said.
bool read_day_options(Arguments& arguments, Streams streams) {
  ImportOptions& options = arguments.day.options;
  for (const std::string& map : arguments.maps) {
    const std::size_t equals = map.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == map.size()) {
      complain(streams, "--map " + map + " names no column; write --map title=\"Session Name\".");
      return false;
    }
    options.columns[map.substr(0, equals)] = map.substr(equals + 1);
  }
  options.names = arguments.names == "first"    ? lintel::PresenterNames::first_names
                  : arguments.names == "hidden" ? lintel::PresenterNames::hidden
                                                : lintel::PresenterNames::as_written;
  return true;
}

void add_notes_commands(CLI::App& app, Arguments& arguments) {
  CLI::App* notes = app.add_subcommand(
      "notes", "What teachers wrote: of a closed session, or at the event's end the rest");
  notes->add_option("session", arguments.session, "Its id or title");
  notes
      ->add_option("--recovery-code", arguments.code,
                   "Alone: print the code to write down. With a code: open the notes with it, and "
                   "put a lost notes.key back")
      ->expected(0, 1);
  notes->add_flag("--json", arguments.as_json, "As JSON");
  CLI::App* tablet =
      app.add_subcommand("tablet", "Whether a tablet's answers count")->require_subcommand(1);
  for (CLI::App* command :
       {tablet->add_subcommand("set-aside", "Leave a tablet's answers out of every result"),
        tablet->add_subcommand("take-back", "Let them count again")}) {
    command->add_option("tablet", arguments.device, "Its room, or its id as the ledger shows it")
        ->required();
  }
}

void add_commands(CLI::App& app, Arguments& arguments) {
  CLI::App* serve = app.add_subcommand("serve", "Receive answers and show the admin page");
  serve->add_option("--listen", arguments.serve.listen, "Address and port; port 0 takes a free one")
      ->capture_default_str();
  serve->add_option("--certificate", arguments.serve.certificate_file,
                    "A certificate (PEM, with its chain) that tablets' systems trust; without "
                    "one the collector makes its own, which tablets learn when they are paired");
  serve->add_option("--key", arguments.serve.key_file, "Its private key (PEM)");
  serve->add_flag("--plain", arguments.serve.plain, "No TLS (loopback addresses only)");
  serve
      ->add_option("--behind-proxy", arguments.serve.proxies,
                   "Address of a reverse proxy in front, more than once for several: what it says "
                   "in X-Forwarded-For or Forwarded is believed")
      ->allow_extra_args(false);
  serve
      ->add_flag("--public-schedule,!--no-public-schedule", arguments.serve.public_schedule,
                 "Whether anybody may read /schedule.ics and /schedule.json (default: yes)")
      ->default_str("true");
  // For tests: tablets that are not paired may send. An empty group hides it from --help.
  serve->add_flag("--open", arguments.serve.open)->group("");
  serve->add_option("--admin-assets", arguments.serve.admin_files, "Folder of the admin page");

  CLI::App* event = app.add_subcommand("event", "The day's schedule")->require_subcommand(1);
  CLI::App* check =
      event->add_subcommand("check", "Show the plan in a day's files, and what is wrong with it");
  add_files(*check, arguments);
  check->add_flag("--json", arguments.as_json, "As JSON");
  CLI::App* load = event->add_subcommand("load", "Make a day's files the schedule that is served");
  add_files(*load, arguments);
  load->add_option("--same", arguments.same,
                   "new-id=old-id: the same session, answers stay with it")
      ->allow_extra_args(false);
  load->add_option("--new", arguments.fresh, "The id of a session that is another one, or all")
      ->allow_extra_args(false);
  event->add_subcommand("list", "The versions that were loaded")
      ->add_flag("--json", arguments.as_json, "As JSON");
  CLI::App* diff = event->add_subcommand("diff", "What changed between two versions");
  diff->add_option("from", arguments.from_version,
                   "The earlier; else the one before the last load");
  diff->add_option("to", arguments.to_version, "The later; else the one that is served");
  event->add_subcommand("undo", "Serve the version before the last load again");
  CLI::App* export_event = event->add_subcommand("export", "Print the schedule being served");
  export_event
      ->add_option(
          "--format", arguments.event_format,
          "json (schedule.json), xml (schedule.xml), ics, csv, or lintel (as tablets get it)")
      ->check(CLI::IsMember({"json", "xml", "ics", "csv", "lintel"}))
      ->capture_default_str();
  export_event->add_option("--output", arguments.output, "Write here instead of printing");

  CLI::App* results = app.add_subcommand("results", "What teachers said")->require_subcommand(1);
  CLI::App* export_results =
      results->add_subcommand("export", "Print the results; groups too small to show stay hidden");
  export_results->add_option("--format", arguments.results_format, "csv or json")
      ->check(CLI::IsMember({"csv", "json"}))
      ->capture_default_str();
  export_results->add_option("--output", arguments.output, "Write here instead of printing");

  results
      ->add_subcommand("show-anyway",
                       "After the event: show a session whose figures are hidden because answers "
                       "of it were set aside, or because this collector was restored from a "
                       "backup. It cannot be taken back. The risk: whoever noted what was shown "
                       "before can work out what the other answers said")
      ->add_option("session", arguments.session, "Its id or title")
      ->required();
  results->add_subcommand("pool",
                          "After the event, once: show the sessions that had too few answers as "
                          "one group, the first question only. It cannot be taken back, and none "
                          "of them is ever shown by itself. The risk: whoever knows how most of "
                          "these people answered learns what the others said");

  CLI::App* ledger =
      app.add_subcommand("ledger", "Compare what tablets took with what was received");
  ledger->add_flag("--json", arguments.as_json, "As JSON");
  add_admin_commands(app);
  add_pair_commands(app, arguments);
  add_day_commands(app, arguments);
  add_bundle_commands(app, arguments);
  add_notes_commands(app, arguments);
}

EventFormat event_format(const std::string& name) {
  return name == "xml"      ? EventFormat::schedule_xml
         : name == "ics"    ? EventFormat::icalendar
         : name == "csv"    ? EventFormat::csv
         : name == "lintel" ? EventFormat::lintel
                            : EventFormat::schedule_json;
}

int run_notes(const CLI::App& command, const Arguments& arguments, const Streams& streams) {
  if (command.count("--recovery-code") > 0 && arguments.code.empty()) {
    return notes_recovery_code(arguments.data_folder, streams);
  }
  return notes({arguments.session, arguments.code,
                arguments.as_json ? NotesFormat::json : NotesFormat::text, arguments.data_folder},
               streams);
}

int run_results(const CLI::App& results, const Arguments& arguments, const Streams& streams) {
  if (results.got_subcommand("show-anyway")) {
    return results_show_anyway(arguments.session, arguments.data_folder, streams);
  }
  if (results.got_subcommand("pool")) {
    return results_pool(arguments.data_folder, streams);
  }
  const ResultsFormat format =
      arguments.results_format == "csv" ? ResultsFormat::csv : ResultsFormat::json;
  return results_export(format, arguments.data_folder, arguments.output, streams);
}

int run(const CLI::App& app, Arguments& arguments) {
  const Streams streams{std::cout, std::cerr};
  if (app.got_subcommand("serve")) {
    arguments.serve.data_folder = arguments.data_folder;
    return serve(arguments.serve, streams);
  }
  if (const CLI::App* event = app.get_subcommand("event"); event->parsed()) {
    if (!read_day_options(arguments, streams)) {
      return exit_bad_input;
    }
    if (event->got_subcommand("check")) {
      const CheckOutput output = arguments.as_json ? CheckOutput::json : CheckOutput::text;
      return event_check(arguments.day, output, streams);
    }
    if (event->got_subcommand("load")) {
      return event_load({arguments.day, arguments.data_folder, arguments.same, arguments.fresh},
                        streams);
    }
    if (event->got_subcommand("list")) {
      return event_list(arguments.data_folder,
                        arguments.as_json ? LedgerFormat::json : LedgerFormat::text, streams);
    }
    if (event->got_subcommand("diff")) {
      return event_diff(arguments.data_folder, arguments.from_version, arguments.to_version,
                        streams);
    }
    if (event->got_subcommand("undo")) {
      return event_undo(arguments.data_folder, streams);
    }
    return event_export(event_format(arguments.event_format), arguments.data_folder,
                        arguments.output, streams);
  }
  if (const CLI::App* admin = app.get_subcommand("admin"); admin->parsed()) {
    return run_admin(*admin, arguments, streams);
  }
  if (const CLI::App* pair = app.get_subcommand("pair"); pair->parsed()) {
    return run_pair(*pair, arguments, streams);
  }
  if (const CLI::App* bundle = app.get_subcommand("bundle"); bundle->parsed()) {
    return run_bundle(*bundle, arguments, streams);
  }
  if (app.got_subcommand("close")) {
    return close_results(arguments.session, arguments.data_folder, streams);
  }
  if (app.got_subcommand("write-off")) {
    return write_off(arguments.write_off, arguments.data_folder, streams);
  }
  if (app.got_subcommand("day")) {
    return day_over(arguments.day_name, arguments.data_folder, streams);
  }
  if (const CLI::App* results = app.get_subcommand("results"); results->parsed()) {
    return run_results(*results, arguments, streams);
  }
  if (const CLI::App* notes_command = app.get_subcommand("notes"); notes_command->parsed()) {
    return run_notes(*notes_command, arguments, streams);
  }
  if (const CLI::App* tablet = app.get_subcommand("tablet"); tablet->parsed()) {
    return tablet->got_subcommand("set-aside")
               ? tablet_set_aside(arguments.device, arguments.data_folder, streams)
               : tablet_take_back(arguments.device, arguments.data_folder, streams);
  }
  return ledger(arguments.as_json ? LedgerFormat::json : LedgerFormat::text, arguments.data_folder,
                streams);
}

// --help and --version print themselves; a mistake is one line that says what to do.
int tell(const CLI::App& app, const CLI::ParseError& problem) {
  if (problem.get_exit_code() == 0) {
    return app.exit(problem);
  }
  const CLI::App* asked = &app;
  while (!asked->get_subcommands().empty()) {
    asked = asked->get_subcommands().front();
  }
  std::string path;
  for (const CLI::App* at = asked; at != nullptr; at = at->get_parent()) {
    path = at->get_name() + (path.empty() ? "" : " " + path);
  }
  std::string message = problem.what();
  if (const std::vector<std::string> unknown = app.remaining(true);
      dynamic_cast<const CLI::RequiredError*>(&problem) != nullptr && !unknown.empty()) {
    message = "There is no \"" + unknown.front() + "\" in " + path;
  }
  message = message.substr(0, message.find('\n'));
  while (!message.empty() && (message.back() == '.' || message.back() == ' ')) {
    message.pop_back();
  }
  complain({std::cout, std::cerr}, message + "; " + path + " --help shows what there is.");
  return exit_bad_input;
}

}  // namespace

int main(int argc, char** argv) {
  // What is in the data folder is for its owner only, whatever the session's mask says.
  umask(S_IRWXG | S_IRWXO);
  Arguments arguments;
  arguments.serve.listen = "127.0.0.1:8480";
  CLI::App app("Lintel's collector: receives what tablets at the doors took, shows the results.",
               "lintel-collector");
  app.require_subcommand(1);
  app.fallthrough();
  app.set_config("--config", "", "A TOML file with these options; [serve] for a command's own");
  app.add_option("--data", arguments.data_folder,
                 "Data folder (default: $XDG_DATA_HOME/lintel-collector)");
  app.set_version_flag("--version", std::string("lintel-collector ") + LINTEL_VERSION);
  add_commands(app, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return tell(app, problem);
  }
  if (arguments.data_folder.empty()) {
    const auto folder = default_data_folder();
    if (!folder) {
      complain({std::cout, std::cerr}, folder.error().message);
      return exit_bad_input;
    }
    arguments.data_folder = *folder;
  }
  return run(app, arguments);
}
