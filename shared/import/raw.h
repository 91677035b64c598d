// Private to shared/import: what stands in people's files, before anything is believed of it.
// Texts are clean UTF-8 already; every one remembers its line. Formats differ only in how they
// fill these; what the texts mean is decided once, in assemble.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/event/event.h"
#include "shared/import/formats/draft.h"

namespace lintel::import {

// Where something stands, and what stands before a key's name there ("rooms[2].").
struct Origin {
  std::string file;
  int line = 0;
  std::string prefix;
};

// Collects findings up to limits::findings_max; after that only says that there are more.
class Sink {
 public:
  void error(const Origin& origin, const std::string& field, std::string message);
  void advise(const Origin& origin, const std::string& field, std::string message);
  void add(Finding finding);
  bool has_errors() const { return has_errors_; }
  Findings take() { return std::move(findings_); }

 private:
  Findings findings_;
  std::size_t errors_ = 0;
  std::size_t advice_ = 0;
  bool has_errors_ = false;
};

struct RawText {
  std::string text;
  int line = 0;
};

// Scalars by key. A key that is missing reads as empty text.
class RawFields {
 public:
  void set(std::string_view key, std::string text, int line);
  const std::string& text(std::string_view key) const;
  bool has(std::string_view key) const { return !text(key).empty(); }
  // The key's own line, or `otherwise` when it is missing.
  int line(std::string_view key, int otherwise) const;

 private:
  std::map<std::string, RawText, std::less<>> fields_;
};

struct RawRoom {
  Origin origin;
  RawFields fields;  // id, name
};

// Start and end that a reader of formats/ understood already; the fields hold none then.
struct RawTimes {
  formats::DraftTime start;
  formats::DraftTime end;
};

// Calendars and conferences give the sessions of a series one id; a table's ids are its own.
enum class Ids { distinct, may_repeat };

struct RawSession {
  Origin origin;
  RawFields fields;  // session_keys, but for presenters and suggestions
  std::vector<std::string> presenters;
  std::vector<std::string> suggestions;
  std::optional<RawTimes> times;
  Ids ids = Ids::distinct;
};

struct RawEvent {
  Origin origin;
  RawFields fields;   // event_keys, but for languages
  RawFields answers;  // answer_keys
  std::vector<std::string> languages;
  std::vector<RawRoom> rooms;
  std::vector<RawSession> sessions;
  bool rooms_are_all = false;  // somebody listed them: another one may be a slip
};

// The keys people may write; also the columns of a sessions CSV.
inline constexpr std::string_view event_keys[] = {"id",        "title", "theme",  "time_zone",
                                                  "languages", "clock", "accent", "date"};
inline constexpr std::string_view answer_keys[] = {"release_group", "min_answers", "min_notes"};
inline constexpr std::string_view room_keys[] = {"id", "name"};
inline constexpr std::string_view session_keys[] = {
    "id",    "room",      "date",        "start",  "end",    "title",      "presenters", "group",
    "guide", "challenge", "suggestions", "slides", "status", "moved_from", "show_names"};

}  // namespace lintel::import
