// What lies in the collector's data folder besides the database: the admin key and a note of where
// the server that holds the folder can be reached. Both are readable by their owner only (0600).
#pragma once

#include <string>

#include "shared/core/result.h"

namespace lintel::collector {

inline constexpr const char* database_name = "collector.db";

// The credential of the collector's own commands and of scripts: "Authorization: Bearer <key>".
// Made at the first call, then always the same. Browsers sign in instead (sign_in_desk.h). invalid:
// the file holds none.
Result<std::string> admin_key(const std::string& folder);
// For the server as it starts: a file that holds none is renamed and kept, and a new key made;
// `notice` says so.
Result<std::string> admin_key(const std::string& folder, std::string& notice);

// serve.json. not_found when no server has left one.
struct ServeNote {
  std::string url;
  std::string pin{};  // of its certificate's key; empty without TLS
};
Status write_serve_note(const std::string& folder, const ServeNote& note);
Result<ServeNote> read_serve_note(const std::string& folder);
void remove_serve_note(const std::string& folder);

// As store::read_whole_file and store::write_whole_file.
Result<std::string> read_file(const std::string& path, std::size_t bytes_max);
Status write_private_file(const std::string& path, const std::string& bytes);

// A text with its own SHA-256 in a line behind it, so that a letter the disk has changed is seen.
// corrupt: it does not agree. One without such a line, as Lintel once wrote them, is believed.
Result<std::string> read_checked_file(const std::string& path, std::size_t bytes_max);
Status write_checked_file(const std::string& path, const std::string& text);

// $XDG_DATA_HOME/lintel-collector, or ~/.local/share/lintel-collector.
Result<std::string> default_data_folder();

}  // namespace lintel::collector
