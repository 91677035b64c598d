// Advice on presenters; declared in assemble.h.
#include <algorithm>
#include <map>
#include <set>

#include "shared/core/text.h"
#include "shared/import/assemble.h"
#include "shared/import/formats/folding.h"
#include "shared/import/words.h"

namespace lintel::import {
namespace {

// Adults sign with a title; students do not.
bool has_adult_title(const std::string& name) {
  static const std::set<std::string> titles{"mr",  "mrs", "ms",   "miss", "mx",   "dr",  "prof",
                                            "sr",  "sra", "srta", "herr", "frau", "mme", "coach",
                                            "sir", "m",   "mlle", "don",  "dona"};
  const std::string first = formats::fold_key(name.substr(0, name.find(' ')));
  return titles.contains(first);
}

// "Amara Johnson", "Mia de la Cruz"; not "Mia L.", not "Mia", not "Whole team 9".
bool looks_like_full_name(const std::string& name) {
  const std::vector<std::string> words = pieces(name, " ");
  if (words.size() < 2 || words.size() > 5 || has_adult_title(name) ||
      name.find_first_of("0123456789(,:&/") != std::string::npos) {
    return false;
  }
  const std::string& last = words.back();
  const bool initial = last.ends_with('.') || code_point_count(last) < 2;
  const auto begins_small = [](const std::string& word) {
    return word[0] >= 'a' && word[0] <= 'z';
  };
  return !initial && !begins_small(words.front()) && !begins_small(last);
}

void lint_full_names(const RawSession& raw, Advice& advice) {
  const auto found =
      std::find_if(raw.presenters.begin(), raw.presenters.end(), looks_like_full_name);
  if (found != raw.presenters.end() && parse_yes_no(raw.fields.text("show_names")) != false) {
    advice.add(raw.origin, "presenters",
               "\"" + formats::line_excerpt(*found) +
                   "\" looks like a full name; a public door shows students' first names only.",
               "name presenters who look like full names; a public door shows students' first "
               "names only (--names first cuts them).");
  }
}

// Withheld names that stand in what the door does show.
void lint_withheld(const Session& session, const RawSession& raw, Advice& advice) {
  if (parse_yes_no(raw.fields.text("show_names")) != false) {
    return;
  }
  const std::string shown = " " + formats::fold(session.title + " " + session.challenge) + " ";
  for (const std::string& name : raw.presenters) {
    const std::string wanted = formats::fold(name);
    if (wanted.size() > 2 && shown.find(wanted) != std::string::npos) {
      advice.add(
          raw.origin, "title",
          "It, or the challenge, holds a presenter's name although names are not to be "
          "shown; take it out.",
          "hold presenters' names in title or challenge although names are not to be shown.");
      return;
    }
  }
}

// One person in two rooms at once. A first name alone may be two people's, so the group is part of
// who it is; breaks and plenaries name nobody.
void lint_double_booked(const Event& draft, const std::vector<RawSession>& raw, Advice& advice) {
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> sessions_of;
  for (std::size_t i = 0; i < draft.sessions.size(); ++i) {
    if (draft.sessions[i].status != SessionStatus::scheduled) {
      continue;
    }
    const std::set<std::string> names(raw[i].presenters.begin(), raw[i].presenters.end());
    for (const std::string& name : names) {
      sessions_of[{formats::fold(name), formats::fold(draft.sessions[i].group)}].push_back(i);
    }
  }
  for (auto& [person, places] : sessions_of) {
    std::sort(places.begin(), places.end(), [&draft](std::size_t a, std::size_t b) {
      return draft.sessions[a].start < draft.sessions[b].start;
    });
    for (std::size_t at = 1; at < places.size(); ++at) {
      const Session& before = draft.sessions[places[at - 1]];
      const Session& session = draft.sessions[places[at]];
      if (session.start < before.end && session.room != before.room) {
        const std::string title = formats::line_excerpt(before.title);
        advice.add(raw[places[at]].origin, "presenters",
                   "A presenter of this session is in another room at the same time, in \"" +
                       title + "\"; move one of them, or tell two people apart by an initial.",
                   "have a presenter who is in another room at the same time.");
      }
    }
  }
}

}  // namespace

void lint_names(const Event& draft, const std::vector<RawSession>& raw, Advice& advice) {
  for (std::size_t i = 0; i < draft.sessions.size(); ++i) {
    lint_full_names(raw[i], advice);
    lint_withheld(draft.sessions[i], raw[i], advice);
  }
  lint_double_booked(draft, raw, advice);
}

}  // namespace lintel::import
