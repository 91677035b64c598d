// lintel-collector: options to commands, nothing else.
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <string>
#include <vector>

#include "sync/collector/commands.h"
#include "sync/collector/data_folder.h"

namespace {

using namespace lintel::collector;

struct Arguments {
  std::string data_folder;
  ServeCommand serve;
  std::vector<std::string> files;
  std::string event_format = "json";
  std::string results_format = "csv";
  std::string output;
  bool as_json = false;
  std::string code;
  std::string room;
  std::string device;
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
  pair->add_subcommand("revoke", "Take a lost tablet's right to send away")
      ->add_option("device", arguments.device, "Its device id, from pair list")
      ->required();
}

int run_pair(const CLI::App& pair, const Arguments& arguments, const Streams& streams) {
  if (pair.got_subcommand("list")) {
    return pair_list(arguments.as_json ? PairFormat::json : PairFormat::text, arguments.data_folder,
                     streams);
  }
  if (pair.got_subcommand("approve")) {
    return pair_approve(arguments.code, arguments.room, arguments.data_folder, streams);
  }
  if (pair.got_subcommand("refuse")) {
    return pair_refuse(arguments.code, arguments.data_folder, streams);
  }
  return pair_revoke(arguments.device, arguments.data_folder, streams);
}

void add_files(CLI::App& command, Arguments& arguments) {
  command
      .add_option("files", arguments.files,
                  "The day's event.toml and sessions .csv files, or a folder that holds them")
      ->required();
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
  // For tests: tablets that are not paired may send. An empty group hides it from --help.
  serve->add_flag("--open", arguments.serve.open)->group("");
  serve->add_option("--admin-assets", arguments.serve.admin_files, "Folder of the admin page");

  CLI::App* event = app.add_subcommand("event", "The day's schedule")->require_subcommand(1);
  add_files(*event->add_subcommand("check", "Say what is wrong with a day's files"), arguments);
  add_files(*event->add_subcommand("load", "Make a day's files the schedule that is served"),
            arguments);
  CLI::App* export_event = event->add_subcommand("export", "Print the schedule being served");
  export_event->add_option("--format", arguments.event_format, "json")
      ->check(CLI::IsMember({"json"}))
      ->capture_default_str();
  export_event->add_option("--output", arguments.output, "Write here instead of printing");

  CLI::App* results = app.add_subcommand("results", "What teachers said")->require_subcommand(1);
  CLI::App* export_results =
      results->add_subcommand("export", "Print the results; groups too small to show stay hidden");
  export_results->add_option("--format", arguments.results_format, "csv or json")
      ->check(CLI::IsMember({"csv", "json"}))
      ->capture_default_str();
  export_results->add_option("--output", arguments.output, "Write here instead of printing");

  CLI::App* ledger =
      app.add_subcommand("ledger", "Compare what tablets took with what was received");
  ledger->add_flag("--json", arguments.as_json, "As JSON");
  add_pair_commands(app, arguments);
}

int run(const CLI::App& app, Arguments& arguments) {
  const Streams streams{std::cout, std::cerr};
  if (app.got_subcommand("serve")) {
    arguments.serve.data_folder = arguments.data_folder;
    return serve(arguments.serve, streams);
  }
  if (const CLI::App* event = app.get_subcommand("event"); event->parsed()) {
    if (event->got_subcommand("check")) {
      return event_check(arguments.files, streams);
    }
    if (event->got_subcommand("load")) {
      return event_load(arguments.files, arguments.data_folder, streams);
    }
    return event_export(arguments.data_folder, arguments.output, streams);
  }
  if (const CLI::App* pair = app.get_subcommand("pair"); pair->parsed()) {
    return run_pair(*pair, arguments, streams);
  }
  if (app.got_subcommand("results")) {
    const ResultsFormat format =
        arguments.results_format == "csv" ? ResultsFormat::csv : ResultsFormat::json;
    return results_export(format, arguments.data_folder, arguments.output, streams);
  }
  return ledger(arguments.as_json ? LedgerFormat::json : LedgerFormat::text, arguments.data_folder,
                streams);
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
    return app.exit(problem) == 0 ? exit_fine : exit_bad_input;
  }
  if (arguments.data_folder.empty()) {
    const auto folder = default_data_folder();
    if (!folder) {
      std::cerr << folder.error().message << std::endl;
      return exit_bad_input;
    }
    arguments.data_folder = *folder;
  }
  return run(app, arguments);
}
