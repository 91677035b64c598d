#include "sync/collector/recording_draft.h"

#include "shared/core/limits.h"
#include "shared/event/form.h"

namespace lintel::collector {

Draft::Draft(const Books& books)
    : books_(books),
      set_aside_(books.set_aside),
      k_(group_size(books.min_answers())),
      notes_min_(group_size(books.min_notes())) {}

void Draft::set_aside(const Uuid& device) {
  set_aside_.insert(device);
}

void Draft::take_back(const Uuid& device) {
  set_aside_.erase(device);
}

Holding& Draft::of(const Topic& topic) {
  const auto known = topics_.find(topic);
  if (known != topics_.end()) {
    return known->second;
  }
  const auto found = books_.holdings.find(topic);
  return topics_[topic] = found == books_.holdings.end() ? Holding{} : found->second;
}

bool Draft::is_only_counted(const Row& row) {
  const Topic topic = row.topic();
  const auto known = books_.tablets.find(row.device);
  const Tablet* tablet = known == books_.tablets.end() ? nullptr : &known->second;
  if (books_.is_known(topic) || (tablet != nullptr && tablet->received.contains(topic))) {
    return false;
  }
  const auto [strange, is_new] = strange_.try_emplace(row.device);
  if (is_new && tablet != nullptr) {
    strange->second = tablet->strange;
  }
  return !strange->second.take(topic);
}

void Draft::add(const Row& row) {
  if (is_only_counted(row)) {
    return;
  }
  Holding& holding = of(row.topic());
  const Response* response = std::get_if<Response>(&row.record);
  holding.notes_came += response == nullptr || row.plain_note ? 1 : 0;
  if (response != nullptr && find_form(response->form) != nullptr) {
    holding.came[row.device].tally.add(*response);
  }
  if (response != nullptr) {
    const auto known = books_.tablets.find(row.device);
    const Tablet nothing;
    const Tablet& tablet = known == books_.tablets.end() ? nothing : known->second;
    LedgerEntry& here = here_of(row.device, row.topic(), tablet);
    ++here.taken;
    add_to_digest(here.digest, row.id);
    compare_with_ledger(holding.came[row.device], tablet, row.topic(), here);
  }
}

Shown Draft::finish(std::optional<TopicClose> how) {
  Shown shown;
  for (auto& [topic, holding] : topics_) {
    const auto found = books_.holdings.find(topic);
    const bool is_new = found == books_.holdings.end();
    if (is_new && books_.forgot(topic)) {
      holding.kept.memory = Memory::lost;
    }
    if (how) {
      close(holding.kept, holding.came, set_aside_, *how, k_);
    } else {
      advance(holding.kept, holding.came, set_aside_, k_);
    }
    const Disclosure before = is_new ? Disclosure{} : found->second.kept;
    if (holding.kept != before) {
      shown.topics[topic] = holding.kept;
    }
    const bool may_list = holding.kept.close != TopicClose::open &&
                          holding.notes_came - holding.notes_listed >= notes_min_;
    if (may_list) {
      shown.notes_listed.insert(topic);
    }
  }
  return shown;
}

LedgerEntry& Draft::here_of(const Uuid& device, const Topic& topic, const Tablet& tablet) {
  const auto [at, is_new] = here_.try_emplace({device, topic});
  const auto received = tablet.received.find(topic);
  if (is_new && received != tablet.received.end()) {
    at->second = received->second.answers;
  }
  return at->second;
}

void take_over(Books& books, const Shown& shown) {
  for (const auto& [topic, disclosure] : shown.topics) {
    books.holdings[topic].kept = disclosure;
    books.shown_due = true;
  }
  for (const Topic& topic : shown.notes_listed) {
    Holding& holding = books.holdings[topic];
    holding.notes_listed = holding.notes_came;
  }
}

}  // namespace lintel::collector
