#include "shared/import/import.h"

#include <algorithm>
#include <exception>
#include <iterator>

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/core/utf8.h"
#include "shared/import/assemble.h"
#include "shared/import/event_toml.h"
#include "shared/import/sessions_csv.h"

namespace lintel {
namespace {

using import::Origin;
using import::RawEvent;
using import::RawSession;
using import::Sink;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

enum class Kind { toml, csv };

bool ends_with_toml(const std::string& name) {
  return ascii_lower(name).ends_with(".toml");
}

// An [event] table on a line of its own makes it TOML, whatever the file is called.
Kind kind_of(const SourceFile& file) {
  std::string_view rest = file.bytes;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = trim(rest.substr(0, end));
    if (line.starts_with("[event]")) {
      return Kind::toml;
    }
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return ends_with_toml(file.name) ? Kind::toml : Kind::csv;
}

// The line of the first byte that is not UTF-8; 0 when there is none.
int line_of_broken_letter(std::string_view bytes) {
  int line = 1;
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint point = code_point_at(bytes, at);
    if (!point.well_formed) {
      return line;
    }
    line += point.value == '\n' ? 1 : 0;
    at += point.bytes;
  }
  return 0;
}

// What is wrong with the bytes as such; empty when they are text worth parsing.
std::string trouble_with(std::string_view bytes) {
  if (trim(bytes).empty()) {
    return "The file is empty.";
  }
  if (bytes.starts_with("PK\x03\x04")) {
    return "This is a spreadsheet or archive; save the sheet as \"CSV UTF-8\" and use that.";
  }
  if (bytes.find('\0') != std::string_view::npos) {
    return "This is no text in UTF-8 (it holds NUL bytes); save it as \"CSV UTF-8\".";
  }
  if (const int line = line_of_broken_letter(bytes); line > 0) {
    return "The letters in line " + std::to_string(line) +
           " are not UTF-8; save the file again as \"CSV UTF-8\".";
  }
  const std::string start = ascii_lower(trim(bytes).substr(0, 200));
  if (start.starts_with("<?xml")) {
    return "This is XML; give the sessions as TOML or CSV.";
  }
  if (start.starts_with("<!doctype") || start.starts_with("<html") || start.starts_with("<head")) {
    return "This is a web page, not a list of sessions; download the file itself once more.";
  }
  return {};
}

class Importer {
 public:
  Importer(const std::vector<SourceFile>& files, const ZoneOffsets& offsets)
      : files_(files), offsets_(offsets) {}

  ImportResult run() {
    std::optional<Event> event;
    if (is_within_limits()) {
      read_files();
      event = assemble_event();
    }
    ImportResult result{std::move(event), sink_.take()};
    sort_findings(result.findings);
    return result;
  }

 private:
  bool is_within_limits() {
    std::size_t bytes = 0;
    for (const SourceFile& file : files_) {
      bytes += file.bytes.size();
      if (bytes > limits::import_bytes_max) {
        sink_.error({file.name, 0, ""}, "",
                    "The files are larger than 16 MiB together; no schedule is, so check them.");
        return false;
      }
    }
    return true;
  }

  void read_files() {
    for (const SourceFile& original : files_) {
      SourceFile file = original;
      if (std::string_view{file.bytes}.starts_with(byte_order_mark)) {
        file.bytes.erase(0, byte_order_mark.size());
      }
      const std::string trouble = trouble_with(file.bytes);
      if (!trouble.empty()) {
        sink_.error({file.name, 0, ""}, "", trouble);
        unreadable_ = true;
      } else if (kind_of(file) == Kind::toml) {
        read_toml(file);
      } else {
        std::vector<RawSession> found = import::read_sessions_csv(file, sink_);
        std::move(found.begin(), found.end(), std::back_inserter(sessions_));
      }
    }
  }

  void read_toml(const SourceFile& file) {
    if (event_) {
      sink_.error({file.name, 0, ""}, "",
                  "There is an event already, in " + event_->origin.file + "; give one of them.");
      return;
    }
    event_ = import::read_event_toml(file, sink_);
    unreadable_ = unreadable_ || !event_;
  }

  std::optional<Event> assemble_event() {
    if (!event_) {
      if (!unreadable_) {
        sink_.error({files_.empty() ? "" : files_.front().name, 0, ""}, "",
                    "No file holds an [event] table; give an event.toml beside the sessions.");
      }
      return std::nullopt;
    }
    // With a file missing, everything it would have brought would be called wrong.
    if (unreadable_) {
      return std::nullopt;
    }
    std::vector<RawSession> all = event_->sessions;
    std::move(sessions_.begin(), sessions_.end(), std::back_inserter(all));
    return import::assemble(*event_, std::move(all), offsets_, sink_);
  }

  void sort_findings(Findings& findings) const {
    const auto place = [this](const Finding& finding) {
      return std::find_if(files_.begin(), files_.end(),
                          [&](const SourceFile& file) { return file.name == finding.file; });
    };
    std::stable_sort(findings.begin(), findings.end(), [&](const Finding& a, const Finding& b) {
      const auto file_a = place(a);
      const auto file_b = place(b);
      return file_a != file_b ? file_a < file_b : a.line < b.line;
    });
  }

  const std::vector<SourceFile>& files_;
  const ZoneOffsets& offsets_;
  Sink sink_;
  std::optional<RawEvent> event_;
  std::vector<RawSession> sessions_;
  bool unreadable_ = false;
};

}  // namespace

ImportResult import_event(const std::vector<SourceFile>& files, const ZoneOffsets& offsets) {
  try {
    return Importer{files, offsets}.run();
  } catch (const std::exception& error) {
    // Only the allocator can still throw here; the file stays untouched and the caller hears of it.
    return {std::nullopt,
            {{Severity::error, files.empty() ? "" : files.front().name, 0, "",
              "The files could not be read: " + std::string{error.what()} + "."}}};
  }
}

}  // namespace lintel
