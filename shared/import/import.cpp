#include "shared/import/import.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <set>

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "shared/import/assemble.h"
#include "shared/import/draft_sessions.h"
#include "shared/import/event_toml.h"
#include "shared/import/formats/read.h"
#include "shared/import/sidecar.h"

namespace lintel {
namespace {

using formats::Detected;
using formats::DraftEvent;
using formats::Format;
using import::RawEvent;
using import::RawSession;
using import::Sink;

Detected kind_of(const SourceFile& file) {
  Detected detected = formats::detect(file.bytes);
  const bool text = detected.format == Format::csv || detected.format == Format::refused;
  // A TOML file whose tables are mistyped is still one; its parser says where.
  if (text && ascii_lower(file.name).ends_with(".toml") && !trim(file.bytes).empty()) {
    return {Format::toml, ""};
  }
  return detected;
}

// "plan of 2026" of "days/plan_of_2026.xlsx".
std::string name_from_file(const std::string& path) {
  std::string name = path.substr(path.find_last_of('/') + 1);
  name = name.substr(0, name.find_last_of('.'));
  std::replace(name.begin(), name.end(), '_', ' ');
  return formats::line_of(name, limits::name_bytes_max);
}

// Where people read 2:30 PM rather than 14:30.
bool reads_half_days(const std::string& zone) {
  return zone.starts_with("America/") || zone.starts_with("US/") || zone.starts_with("Canada/") ||
         zone.starts_with("Australia/") || zone == "Pacific/Auckland" || zone == "Pacific/Honolulu";
}

class Importer {
 public:
  Importer(const std::vector<SourceFile>& files, const ImportOptions& options,
           const ZoneOffsets& offsets)
      : files_(files), options_(options), offsets_(offsets) {}

  ImportResult run() {
    std::optional<Event> event;
    if (is_within_limits()) {
      sort_files();
      if (can_go_on()) {
        event = assemble_event();
      }
    }
    ImportResult result{std::move(event), sink_.take()};
    sort_findings(result.findings);
    if (has_errors(result.findings)) {
      result.event.reset();
    }
    return result;
  }

 private:
  struct Schedule {
    const SourceFile* file;
    Format format;
    DraftEvent draft;
  };

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

  // TOML first, because its date is what other files' "Tuesday" is counted from.
  void sort_files() {
    std::vector<const SourceFile*> tables;
    for (const SourceFile& file : files_) {
      const Detected kind = kind_of(file);
      switch (kind.format) {
        case Format::refused:
          sink_.error({file.name, 0, ""}, "", kind.refusal);
          unreadable_ = true;
          break;
        case Format::toml:
          read_toml(file);
          break;
        case Format::csv:
          tables.push_back(&file);
          schedules_.push_back({&file, kind.format, {}});
          break;
        case Format::xlsx:
        case Format::icalendar:
        case Format::frab_xml:
        case Format::frab_json:
        case Format::hub_json:
          schedules_.push_back({&file, kind.format, {}});
          break;
      }
    }
    const std::size_t sidecars = static_cast<std::size_t>(
        std::count_if(tables.begin(), tables.end(),
                      [](const SourceFile* file) { return import::is_sidecar(file->bytes); }));
    // A lone table has nothing to add to: it is read as a schedule, and told what it lacks.
    if (sidecars < schedules_.size() || !toml_sessions_.empty()) {
      std::erase_if(schedules_, [this](const Schedule& schedule) {
        if (schedule.format != Format::csv || !import::is_sidecar(schedule.file->bytes)) {
          return false;
        }
        append(import::read_sidecar(*schedule.file, sink_), additions_);
        return true;
      });
    }
  }

  void read_toml(const SourceFile& file) {
    std::optional<RawEvent> read = import::read_event_toml(file, sink_);
    if (!read) {
      unreadable_ = true;
      return;
    }
    append(std::move(read->sessions), toml_sessions_);
    const bool has_event = read->origin.line > 0;
    if (has_event && event_) {
      sink_.error({file.name, 0, ""}, "",
                  "There is an event already, in " + event_->origin.file + "; give one of them.");
    } else if (has_event) {
      event_ = std::move(read);
    }
  }

  template <class Item>
  static void append(std::vector<Item> from, std::vector<Item>& into) {
    std::move(from.begin(), from.end(), std::back_inserter(into));
  }

  bool can_go_on() {
    // With a file missing, everything it would have brought would be called wrong.
    if (unreadable_) {
      return false;
    }
    if (files_.empty()) {
      sink_.error({}, "", "No file was given; give a sheet, a calendar or an event.toml.");
      return false;
    }
    return true;
  }

  std::optional<Event> assemble_event() {
    const bool converted = !schedules_.empty();
    read_schedules();
    complete_header();
    std::vector<RawSession> sessions;
    for (RawSession& session : toml_sessions_) {
      (converted && import::only_adds(session) ? additions_ : sessions)
          .push_back(std::move(session));
    }
    for (Schedule& schedule : schedules_) {
      append(import::sessions_of(std::move(schedule.draft), home_of(schedule), sink_), sessions);
    }
    import::add_to_sessions(additions_, sessions, sink_);
    return import::assemble(*event_, std::move(sessions), offsets_, sink_);
  }

  void read_schedules() {
    formats::ReadOptions options;
    options.columns = options_.columns;
    options.sheet = options_.sheet;
    options.offsets = offsets_;
    const std::string day = first_day();
    if (const auto first = parse_day(day)) {
      options.first_day = *first;
    } else if (!day.empty()) {
      // assemble says that it is no date; the rest is read for its own slips.
      options.first_day = LocalDay{};
    }
    for (Schedule& schedule : schedules_) {
      formats::Reading reading = formats::read_schedule(*schedule.file, options);
      schedule.draft = std::move(reading.event);
      for (Finding& finding : reading.findings) {
        sink_.add(std::move(finding));
      }
    }
  }

  std::string first_day() const {
    return !options_.first_day.empty() ? options_.first_day
           : event_                    ? event_->fields.text("date")
                                       : std::string{};
  }

  import::DraftHome home_of(const Schedule& schedule) const {
      const bool one_of_several = schedules_.size() > 1 && schedule.format == Format::icalendar;
  const bool table = schedule.format == Format::csv || schedule.format == Format::xlsx;
  return {schedule.file->name,
          options_.room.empty() && one_of_several ? schedule.draft.title : options_.room,
          options_.names, table ? import::Ids::distinct : import::Ids::may_repeat};
}

  // --- what the event TOML says, or else the options and the schedules ---

  void complete_header() {
  if (!event_) {
    event_.emplace();
    event_->origin = {files_.front().name, 0, ""};
  }
  event_->rooms_are_all = !event_->rooms.empty();
  override_with("id", options_.id);
  override_with("title", options_.title);
  override_with("time_zone", options_.time_zone);
  override_with("date", options_.first_day);
  if (schedules_.empty()) {
    return;  // an event TOML alone is told what it lacks
  }
  if (event_->rooms.empty()) {
    for (const Schedule& schedule : schedules_) {
      append(import::rooms_of(schedule.draft, schedule.file->name), event_->rooms);
    }
  }
  if (event_->origin.line == 0) {
    find_title();
    find_zone();
    find_clock();
  }
}

void override_with(std::string_view key, const std::string& text) {
  if (!text.empty()) {
    event_->fields.set(key, text, 0);
  }
}

void find_title() {
  for (const Schedule& schedule : schedules_) {
    if (!event_->fields.has("title")) {
      event_->fields.set("title", formats::line_of(schedule.draft.title, limits::title_bytes_max),
                         0);
    }
  }
  if (!event_->fields.has("title")) {
    const std::string name = name_from_file(files_.front().name);
    event_->fields.set("title", name, 0);
    sink_.advise(event_->origin, "title",
                 "The file gives the event no title, so it is \"" + name +
                     "\"; name it with --title or in an event.toml.");
  }
}

// The file's, or the only one that its sessions name, or this computer's.
void find_zone() {
  if (event_->fields.has("time_zone")) {
    return;
  }
  std::set<std::string> named;
  for (const Schedule& schedule : schedules_) {
    if (!schedule.draft.time_zone.empty()) {
      event_->fields.set("time_zone", schedule.draft.time_zone, 0);
      return;
    }
    for (const formats::DraftSession& session : schedule.draft.sessions) {
      if (session.start && !session.start->zone.empty()) {
        named.insert(session.start->zone);
      }
    }
  }
  if (named.size() == 1) {
    event_->fields.set("time_zone", *named.begin(), 0);
  } else if (!options_.fallback_zone.empty()) {
    event_->fields.set("time_zone", options_.fallback_zone, 0);
    sink_.advise(event_->origin, "time_zone",
                 "The files name no time zone, so times are read in this computer's, " +
                     options_.fallback_zone + "; name another with --zone or in an event.toml.");
  } else {
    sink_.error(event_->origin, "time_zone",
                "The files name no time zone; give one with --zone America/Chicago or in an "
                "event.toml.");
  }
}

void find_clock() {
  event_->fields.set("clock", reads_half_days(event_->fields.text("time_zone")) ? "12" : "24", 0);
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
const ImportOptions& options_;
const ZoneOffsets& offsets_;
Sink sink_;
std::optional<RawEvent> event_;
std::vector<RawSession> toml_sessions_;
std::vector<RawSession> additions_;
std::vector<Schedule> schedules_;
bool unreadable_ = false;
};  // namespace

}  // namespace lintel

ImportResult import_schedule(const std::vector<SourceFile>& files, const ImportOptions& options,
                             const ZoneOffsets& offsets) {
  try {
    return Importer{files, options, offsets}.run();
  } catch (const std::exception& error) {
    // Only the allocator can still throw here; the file stays untouched and the caller hears of it.
    return {std::nullopt,
            {{Severity::error, files.empty() ? "" : files.front().name, 0, "",
              "The files could not be read: " + std::string{error.what()} + "."}}};
  }
}

}  // namespace lintel
