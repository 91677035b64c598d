// What lintel-collector's subcommands do. Each prints for a person and returns the exit code:
// 0 fine, 1 failed (for `event check`: advice), 2 errors in the files given or bad usage. Every
// failure is one sentence on `err`.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace lintel::collector {

inline constexpr int exit_fine = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_bad_input = 2;

struct Streams {
  std::ostream& out;
  std::ostream& err;
};

struct ServeCommand {
  std::string data_folder;
  std::string listen;
  std::string admin_files{};  // empty: the default
  bool open = false;          // hidden: takes tablets that are not paired, for tests
  bool plain = false;         // no TLS
  // A given certificate and its key; empty: the collector's own, made at the first start.
  std::string certificate_file{};
  std::string key_file{};
};
// Runs until SIGTERM or SIGINT.
int serve(const ServeCommand& command, Streams streams);

// Folders stand for the .toml and .csv files in them.
int event_check(const std::vector<std::string>& files, Streams streams);
int event_load(const std::vector<std::string>& files, const std::string& data_folder,
               Streams streams);

enum class ResultsFormat { csv, json };
int event_export(const std::string& data_folder, const std::string& output, Streams streams);
int results_export(ResultsFormat format, const std::string& data_folder, const std::string& output,
                   Streams streams);

enum class PairFormat { text, json };
int pair_list(PairFormat format, const std::string& data_folder, Streams streams);
// room: empty for the one the tablet says it hangs at.
int pair_approve(const std::string& code, const std::string& room, const std::string& data_folder,
                 Streams streams);
int pair_refuse(const std::string& code, const std::string& data_folder, Streams streams);
int pair_revoke(const std::string& device, const std::string& data_folder, Streams streams);

enum class LedgerFormat { text, json };
int ledger(LedgerFormat format, const std::string& data_folder, Streams streams);

}  // namespace lintel::collector
