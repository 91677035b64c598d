// A bundle that a person carried here: the admin's way in for answers that found no network.
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "sync/collector/bundle_intake.h"
#include "sync/collector/recording.h"
#include "sync/collector/router.h"

namespace lintel::collector {
namespace {

using Json = nlohmann::ordered_json;

// Answers in one commit. Tablets that send meanwhile wait for one such commit and no longer.
constexpr std::size_t commit_batches = 10;

// What comes next of the batches, in one commit.
Status store_some(std::vector<Intake>& batches, BundleTally& tally, CollectorStore& store,
                  SharedBooks& books, const Uuid& collector) {
  const std::size_t left = batches.size() - std::min(batches.size(), commit_batches);
  std::vector<const Intake*> group;
  for (std::size_t index = left; index < batches.size(); ++index) {
    group.push_back(&batches[index]);
  }
  TRY(const auto statuses, record_answers(store, books, group));
  for (std::size_t index = 0; index < group.size(); ++index) {
    tally.count(settle(*group[index], statuses[index], collector));
  }
  batches.resize(left);
  return ok();
}

std::string report(const Uuid& device, const BundleTally& tally, const Books& books) {
  const Tablet& tablet = books.tablets.at(device);
  const TabletStanding standing = reconcile(*tablet.ledger, tablet.received);
  const Room* room =
      books.schedule ? books.schedule->event.find_room_by_name(tablet.ledger->room) : nullptr;
  Json reasons = Json::object();
  for (const auto& [reason, count] : tally.reasons) {
    reasons[reason] = count;
  }
  return Json{
      {"device", device.text()},  {"room", room != nullptr ? room->name : tablet.ledger->room},
      {"stored", tally.stored},   {"duplicate", tally.duplicate},
      {"refused", tally.refused}, {"reasons", std::move(reasons)},
      {"taken", standing.taken},  {"received", standing.received},
      {"meets", standing.meets}}
      .dump();
}

// It was made later; or the clock was wrong, and it counts what the other does not.
bool tells_more(const Ledger& carried, const Ledger& known) {
  return carried.as_of > known.as_of ||
         std::any_of(carried.topics.begin(), carried.topics.end(), [&](const auto& entry) {
           const auto& [topic, counted] = entry;
           const auto before = known.topics.find(topic);
           const TopicLedger none;
           const TopicLedger& other = before == known.topics.end() ? none : before->second;
           return counted.answers.taken > other.answers.taken ||
                  counted.notes.taken > other.notes.taken;
         });
}

}  // namespace

struct Router::CarriedBundle {
  Ledger ledger;
  std::vector<Intake> batches;  // still to be stored
  BundleTally tally;
  Answer answer;
};

void Router::take_bundle(const HttpRequest& request, Answer answer) {
  const auto refuse = [&](const Error& error) {
    answer(finished(problem(422, "bad-bundle", error.message)));
  };
  auto opened = trust::open_bundle(request.body);
  if (!opened) {
    refuse(opened.error());
    return;
  }
  const trust::Bundle& bundle = opened->bundle;
  const bool anybody = request.target.ends_with(accept_unpaired);
  const Status vouched =
      gate_.vouches_for(bundle.ledger.device, opened->key,
                        anybody ? Gate::Carried::from_anybody : Gate::Carried::from_paired);
  if (!vouched) {
    refuse(vouched.error());
    return;
  }
  const bool known = bundle.event.empty() ||
                     books_.read([&](const Books& books) { return books.knows(bundle.event); });
  if (!known) {
    refuse({ErrorCode::refused, "It is of the event \"" + bundle.event.value +
                                    "\", which this collector does not have: load that event "
                                    "first, or import it into that event's collector."});
    return;
  }
  const auto carried = std::make_shared<CarriedBundle>();
  carried->ledger = bundle.ledger;
  const auto suggestions = books_.read([](const Books& books) { return books.suggestions; });
  carried->batches = read_answers(bundle, carried->tally, suggestions.get());
  carried->answer = std::move(answer);
  store_bundle(carried);
}

// An older bundle leaves the ledger that is here. What was carried is as old as it says: its age on
// the stick is no news of the tablet.
Status Router::keep_carried_ledger(CollectorStore& store, const Ledger& ledger) {
  const bool is_news = books_.read([&](const Books& books) {
    const auto tablet = books.tablets.find(ledger.device);
    return tablet == books.tablets.end() || !tablet->second.ledger ||
           tells_more(ledger, *tablet->second.ledger);
  });
  if (!is_news) {
    return ok();
  }
  const auto kept = keep_ledger(store, ledger, std::min(ledger.as_of, clock_.now()));
  return kept ? ok() : Status{kept.error()};
}

// One commit at a time, each a job of its own, so that tablets get their turn in between. Cut short
// by a failure, the next import of the same bundle finishes it.
void Router::store_bundle(const std::shared_ptr<CarriedBundle>& bundle) {
  const Status queued = writer_.post([this, bundle](CollectorStore& store) {
    const bool is_last = bundle->batches.empty();
    const Status stored =
        is_last ? keep_carried_ledger(store, bundle->ledger)
                : store_some(bundle->batches, bundle->tally, store, books_, options_.collector);
    if (!stored) {
      bundle->answer(finished(busy(stored.error())));
      return;
    }
    changes_.report();
    if (!is_last) {
      store_bundle(bundle);
      return;
    }
    bundle->answer(finished(json_reply(200, books_.read([&](const Books& books) {
      return report(bundle->ledger.device, bundle->tally, books);
    }))));
  });
  if (!queued) {
    bundle->answer(finished(busy(queued.error())));
  }
}

}  // namespace lintel::collector
