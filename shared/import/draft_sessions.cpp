#include "shared/import/draft_sessions.h"

#include <algorithm>
#include <set>

#include "shared/core/text.h"
#include "shared/import/formats/folding.h"

namespace lintel::import {
namespace {

using formats::DraftEvent;
using formats::DraftLink;
using formats::DraftSession;
using formats::DraftStatus;

// What the door says besides the title. Conferences have no challenge; their short text is as near.
const std::string& challenge_of(const DraftSession& draft) {
  for (const std::string* text : {&draft.challenge, &draft.subtitle, &draft.abstract}) {
    if (!text->empty()) {
      return *text;
    }
  }
  return draft.description;
}

bool is_point(std::string_view line) {
  return line.starts_with("- ") || line.starts_with("* ") || line.starts_with("\u2022 ");
}

// A text that is, or ends in, a list of points: those are suggestions, and the text keeps the rest.
void take_points(DraftSession& draft) {
  std::vector<std::string> lines = split(draft.description, '\n');
  std::size_t first = lines.size();
  while (first > 0 && is_point(lines[first - 1])) {
    --first;
  }
  const std::size_t points = lines.size() - first;
  if (!draft.suggestions.empty() || points < 2 || points > limits::suggestions_max) {
    return;
  }
  for (std::size_t at = first; at < lines.size(); ++at) {
    const std::string_view point = trim(std::string_view{lines[at]}.substr(lines[at].find(' ')));
    draft.suggestions.push_back(formats::line_of(point, limits::suggestion_bytes_max));
  }
  std::string rest;
  for (std::size_t at = 0; at < first; ++at) {
    rest += lines[at] + "\n";
  }
  draft.description = clean_paragraph(rest);
}

// Of links, only addresses that an event takes: a QR code on a public screen leads there.
std::string slides_of(const DraftSession& draft) {
  if (!draft.slides_url.empty()) {
    return draft.slides_url;
  }
  for (const DraftLink& link : draft.links) {
    const std::string title = formats::fold(link.title);
    for (const std::string_view word : {"slides", "folien", "diapo"}) {
      if (title.find(word) != std::string::npos && link.url.starts_with("https://")) {
        return link.url;
      }
    }
  }
  return {};
}

class Converter {
 public:
  Converter(const DraftHome& home, Sink& sink) : home_(home), sink_(sink) {}

  std::vector<RawSession> run(DraftEvent event) {
    std::vector<RawSession> sessions;
    for (DraftSession& draft : event.sessions) {
      if (draft.all_day) {
        ++all_day_;
      } else if (is_too_long(draft)) {
        sink_.advise(origin_of(draft), "end",
                     quoted(draft) + "it lasts longer than a day and was left out.");
      } else {
        sessions.push_back(convert(draft));
      }
    }
    if (all_day_ > 0) {
      sink_.advise({home_.file, 0, ""}, "start",
                   std::to_string(all_day_) +
                       " entries last whole days and were left out: they are no sessions.");
    }
    return sessions;
  }

 private:
  Origin origin_of(const DraftSession& draft) const {
    return {home_.file, draft.line, draft.place.empty() ? "" : draft.place + "."};
  }
  static std::string quoted(const DraftSession& draft) {
    return "\"" + formats::line_excerpt(draft.title) + "\": ";
  }
  static bool is_too_long(const DraftSession& draft) {
    return draft.start && draft.end &&
           draft.end->civil - draft.start->civil > limits::session_length_max;
  }

  RawSession convert(DraftSession& draft) {
    RawSession session;
    session.origin = origin_of(draft);
    session.ids = home_.ids;
    take_points(draft);
    const auto set = [&](std::string_view key, const std::string& text) {
      if (!text.empty()) {
        session.fields.set(key, text, draft.line);
      }
    };
    set("id", draft.id);
    set("title", draft.title);
    set("room", draft.room.empty() ? home_.room : draft.room);
    set("moved_from", draft.moved_from);
    set("group", draft.group);
    set("guide", draft.guide);
    set("challenge", challenge_of(draft));
    set("slides", slides_of(draft));
    set("status", draft.status == DraftStatus::cancelled ? "cancelled" : "");
    set("show_names", draft.names_withheld ? "no" : "");
    session.suggestions = std::move(draft.suggestions);
    session.presenters = names_of(draft);
    if (draft.start && draft.end) {
      session.times = RawTimes{*draft.start, *draft.end};
    }
    return session;
  }

  std::vector<std::string> names_of(DraftSession& draft) {
    if (home_.names == PresenterNames::hidden) {
      return {};
    }
    std::vector<std::string> names = std::move(draft.presenters);
    if (names.size() > limits::presenters_max) {
      sink_.advise(origin_of(draft), "presenters",
                   quoted(draft) + "only the first " + std::to_string(limits::presenters_max) +
                       " presenters are kept.");
      names.resize(limits::presenters_max);
    }
    if (home_.names == PresenterNames::first_names) {
      for (std::string& name : names) {
        name.resize(std::min(name.find(' '), name.size()));
      }
    }
    return names;
  }

  const DraftHome& home_;
  Sink& sink_;
  int all_day_ = 0;
};

}  // namespace

std::vector<RawRoom> rooms_of(const DraftEvent& event, const std::string& file) {
  std::vector<RawRoom> rooms;
  std::set<std::string> seen;
  for (const std::string& name : event.rooms) {
    if (!name.empty() && seen.insert(formats::fold_bare_room(name)).second) {
      RawRoom room{{file, 0, ""}, {}};
      room.fields.set("name", name, 0);
      rooms.push_back(std::move(room));
    }
  }
  return rooms;
}

std::vector<RawSession> sessions_of(DraftEvent event, const DraftHome& home, Sink& sink) {
  return Converter{home, sink}.run(std::move(event));
}

}  // namespace lintel::import
