#include "shared/results/tally.h"

#include <algorithm>

namespace lintel {
namespace {

template <class Key>
void add_counts(std::map<Key, int>& sum, const std::map<Key, int>& part) {
  for (const auto& [key, count] : part) {
    sum[key] += count;
  }
}

void add_tally(Tally& sum, const Tally& part) {
  sum.answers += part.answers;
  add_counts(sum.use, part.use);
  add_counts(sum.tried, part.tried);
  add_counts(sum.help, part.help);
}

bool is_shown(const PublishedSession& session) {
  return session.hidden == Hidden::no && session.answers > 0;
}

// [first, last): the sessions of one block. Hides the smallest shown one when exactly one is
// hidden, because a block's total minus what is shown would give that one away.
template <class Iterator>
void protect_block(Iterator first, Iterator last) {
  const auto hidden = std::count_if(
      first, last, [](const PublishedSession& one) { return one.hidden != Hidden::no; });
  if (hidden != 1) {
    return;
  }
  Iterator smallest = last;
  for (Iterator one = first; one != last; ++one) {
    if (is_shown(*one) && (smallest == last || one->answers < smallest->answers)) {
      smallest = one;
    }
  }
  if (smallest != last) {
    smallest->hidden = Hidden::complement;
  }
}

bool wants_help(const Tally& tally) {
  const auto with_help = tally.use.find("yes-with-help");
  return !tally.help.empty() || (with_help != tally.use.end() && with_help->second > 0);
}

void protect_blocks(const Event& event, std::vector<PublishedSession>& sessions) {
  for (std::size_t first = 0; first < sessions.size();) {
    std::size_t last = first + 1;
    while (last < sessions.size() && event.sessions[last].start == event.sessions[first].start) {
      ++last;
    }
    const auto begin = sessions.begin();
    protect_block(begin + static_cast<std::ptrdiff_t>(first),
                  begin + static_cast<std::ptrdiff_t>(last));
    first = last;
  }
}

}  // namespace

void Tally::add(const Response& response) {
  ++answers;
  ++use[response.use];
  for (const int number : response.tried) {
    ++tried[number];
  }
  for (const std::string& key : response.help) {
    ++help[key];
  }
}

Published publish(const Event& event, const Tallies& tallies) {
  Published published;
  for (const auto& [session, tally] : tallies) {
    published.answers += tally.answers;
  }
  for (const Session& session : event.sessions) {
    const auto found = tallies.find(session.id);
    const int answers = found == tallies.end() ? 0 : found->second.answers;
    PublishedSession one{session.id, answers, Hidden::no, {}};
    if (answers > 0 && answers < event.rules.min_answers) {
      one.hidden = Hidden::too_few;
    }
    published.sessions_with_answers += answers > 0 ? 1 : 0;
    published.sessions.push_back(std::move(one));
  }
  protect_blocks(event, published.sessions);
  for (PublishedSession& one : published.sessions) {
    one.tally.answers = one.answers;
    if (!is_shown(one)) {
      continue;
    }
    one.tally = tallies.at(one.session);
    add_tally(published.shown, one.tally);
    published.sessions_with_help_wanted += wants_help(one.tally) ? 1 : 0;
  }
  return published;
}

}  // namespace lintel
