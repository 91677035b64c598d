#include "shared/results/publish.h"

#include <algorithm>

#include "shared/core/limits.h"

namespace lintel {
namespace {

template <class Key>
PublishedQuestion<Key> question_of(const Counts<Key>& counts, int answers) {
  PublishedQuestion<Key> question;
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (answers < nearly_all_below && most != counts.end() && most->second >= answers - 1) {
    question.nearly_all = most->first;
    return question;
  }
  question.counts = counts;
  question.base = answers;
  return question;
}

template <class Key>
void add_to(PublishedQuestion<Key>& sum, const PublishedQuestion<Key>& part) {
  for (const auto& [key, count] : part.counts) {
    sum.counts[key] += count;
  }
  sum.base += part.base;
}

Showing showing_of(const PublishedSession& session, const Holding& holding,
                   const std::set<Uuid>& set_aside, int k) {
  if (is_dark(holding.disclosure, set_aside)) {
    return Showing::dark;
  }
  const int counted = session.answers - session.set_aside;
  if (session.shown > 0) {
    return session.shown == counted ? Showing::shown : Showing::waiting;
  }
  return counted < k ? Showing::too_few : Showing::waiting;
}

PublishedSession publish_one(const SessionId& id, const Holding& holding,
                             const std::set<Uuid>& set_aside, int k) {
  PublishedSession one;
  one.session = id;
  for (const auto& [device, contribution] : holding.came) {
    one.answers += contribution.tally.answers;
    one.set_aside += set_aside.contains(device) ? contribution.tally.answers : 0;
  }
  const Cut& cut = holding.disclosure.shown;
  one.closed = holding.disclosure.close != TopicClose::open;
  // A raised k hides what was cut under a smaller one.
  const bool is_shown = fresh_answers(cut, Cut{}) >= k && !is_dark(holding.disclosure, set_aside);
  if (is_shown) {
    one.shown = cut.tally.answers;
    one.use = question_of(cut.tally.use, one.shown);
    one.tried = question_of(cut.tally.tried, one.shown);
    one.help = question_of(cut.tally.help, one.shown);
  }
  one.showing = showing_of(one, holding, set_aside, k);
  if (holding.notes_listed > 0) {
    one.notes = holding.notes_listed;
  }
  return one;
}

bool wants_help(const PublishedSession& session) {
  const auto with_help = session.use.counts.find("yes-with-help");
  return !session.help.counts.empty() ||
         (with_help != session.use.counts.end() && with_help->second > 0);
}

void add_to(Published& sums, const PublishedSession& session) {
  sums.shown += session.shown;
  sums.sessions_with_answers += session.answers > 0 ? 1 : 0;
  sums.sessions_with_help_wanted += wants_help(session) ? 1 : 0;
  add_to(sums.use, session.use);
  add_to(sums.help, session.help);
  sums.notes += session.notes.value_or(0);
}

}  // namespace

Published publish(const Event& event, const Holdings& holdings, const std::set<Uuid>& set_aside,
                  const std::optional<Pool>& pool) {
  static const Holding nothing;
  const int k = group_size(event.rules.min_answers);
  Published published;
  published.pool = pool && pool->answers >= k ? pool : std::nullopt;
  if (published.pool && is_dark(*published.pool, set_aside)) {
    published.pool->use.clear();
  }
  for (const Session& session : event.sessions) {
    const auto found = holdings.find({event.id, Purpose::exit, session.id});
    const Holding& holding = found == holdings.end() ? nothing : found->second;
    published.sessions.push_back(publish_one(session.id, holding, set_aside, k));
    add_to(published, published.sessions.back());
  }
  // Also answers about sessions that are no longer in the schedule.
  for (auto at = holdings.lower_bound({event.id, Purpose::exit, {}});
       at != holdings.end() && at->first.event == event.id && at->first.purpose == Purpose::exit;
       ++at) {
    const PublishedSession one = publish_one(at->first.session, at->second, set_aside, k);
    published.answers += one.answers;
    published.set_aside += one.set_aside;
  }
  return published;
}

}  // namespace lintel
