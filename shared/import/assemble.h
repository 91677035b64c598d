// Private to shared/import: raw texts -> Event. Decides what every text means and names everything
// that is wrong, not only the first. Pure.
#pragma once

#include <optional>

#include "shared/import/raw.h"
#include "shared/import/source.h"

namespace lintel::import {

// sessions: those of the event file and of every CSV. Empty when the sink heard an error.
std::optional<Event> assemble(const RawEvent& raw, std::vector<RawSession> sessions,
                              const ZoneOffsets& offsets, Sink& sink);

// Advice on what is allowed and still looks like a slip. draft.sessions[i] stems from raw[i]. What
// most sessions of a file share is said once for the file.
void lint(const Event& draft, const std::vector<RawSession>& raw, Sink& sink);

// Private to lint: advice of one kind, said session by session while it is little.
class Advice {
 public:
  // summary: what is said of the file instead, after "12 sessions "; "have no challenge; …".
  void add(const Origin& origin, const std::string& field, std::string message,
           const std::string& summary);
  void tell(Sink& sink) const;

 private:
  struct One {
    Origin origin;
    std::string message;
  };
  struct Kind {
    std::string field;
    std::string summary;
    std::string file;
    std::vector<One> all;
  };
  std::vector<Kind> kinds_;
};

// Presenters who cannot be there, and names that say more than a door should.
void lint_names(const Event& draft, const std::vector<RawSession>& raw, Advice& advice);

}  // namespace lintel::import
