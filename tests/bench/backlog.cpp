#include <span>

#include "shared/wire/cloudevents.h"
#include "shared/wire/receipt.h"
#include "shared/wire/schedule.h"
#include "tests/bench/answers.h"
#include "tests/bench/http_load.h"
#include "tests/bench/paired_tablets.h"
#include "tests/bench/parts.h"
#include "tests/bench/raw_sqlite.h"
#include "tests/e2e/support/collector.h"
#include "tests/e2e/support/programs.h"

namespace lintel::bench {
namespace {

constexpr int responses = 20'000;
constexpr int batch = 100;
constexpr int connections = 64;
constexpr int rounds = 5;
constexpr double budget_per_second = 20'000;

struct Backlog {
  std::vector<std::string> requests;
  std::string sample;  // one answer's bytes, of middling length
};

// Each batch from a device of its own: one of `tablets`, which signs it, or an unknown one.
Backlog make_backlog(Answers& answers, std::span<const PairedTablet> tablets = {}) {
  Backlog backlog;
  for (int done = 0; done < responses; done += batch) {
    const PairedTablet* tablet =
        tablets.empty() ? nullptr : &tablets[static_cast<std::size_t>(done / batch)];
    const Uuid device = tablet == nullptr ? answers.id() : tablet->device;
    std::vector<std::string> events;
    for (int i = 0; i < batch; ++i) {
      events.push_back(wire::encode(answers.next(), device));
    }
    backlog.sample = events[batch / 2];
    const std::string body = wire::join_batch(events);
    backlog.requests.push_back(tablet == nullptr ? responses_request(body, device)
                                                 : signed_responses(body, *tablet));
  }
  return backlog;
}

// Only a receipt that names an answer as stored counts it.
Result<int> count_stored(const std::vector<std::string>& replies) {
  int stored = 0;
  for (const std::string& reply : replies) {
    TRY(const auto receipt, wire::decode_receipt(reply.substr(reply.find("\r\n\r\n") + 4)));
    for (const auto& item : receipt.results) {
      stored += item.status == wire::ItemStatus::stored ? 1 : 0;
    }
  }
  return stored;
}

// One backlog sent and confirmed: answers per second.
Result<double> send_backlog(const e2e::Collector& collector, const Backlog& backlog,
                            Secured secured) {
  TRY(const auto load, send_all(collector.port(), connections, backlog.requests, secured));
  TRY(const int stored, count_stored(load.replies));
  if (stored != responses) {
    return Error{ErrorCode::corrupt, "Of " + std::to_string(responses) +
                                         " answers the collector's receipts name " +
                                         std::to_string(stored) + " as stored."};
  }
  return responses / load.seconds;
}

// As on the day: every request signed and checked, over TLS.
Status measure_signed(const Setting& setting, const Event& event, double base, Figures& figures) {
  const std::string books = setting.folder + "/backlog-signed";
  TRY_DO(e2e::Collector::load_event(books, {e2e::sample_day()}));
  constexpr std::size_t in_a_round = responses / batch;
  TRY(const auto tablets, pair_tablets(books, rounds * static_cast<int>(in_a_round)));
  TRY(const auto collector, e2e::Collector::serve(books, setting.folder));
  Answers answers{event};
  std::vector<double> rates;
  for (int round = 0; round < rounds; ++round) {
    TRY(const double rate, send_backlog(*collector, make_backlog(answers, tablets), Secured::tls));
    rates.push_back(rate);
  }
  TRY_DO(collector->stop());
  figures.push_back({"the same, signed and over TLS", "/s", median(rates), base,
                     "raw SQLite, 100 rows a commit, FULL", "", true});
  return ok();
}

}  // namespace

Status measure_backlog(const Setting& setting, Figures& figures) {
  const std::string books = setting.folder + "/backlog";
  TRY_DO(e2e::Collector::load_event(books, {e2e::sample_day()}));
  TRY(const auto document, e2e::Collector::export_event(books));
  TRY(const Event event, wire::decode_schedule(document));
  Answers answers{event};
  std::vector<double> ours;
  std::vector<double> raw;
  TRY(const auto collector,
      e2e::Collector::serve(books, setting.folder, 0, e2e::Serving::open_and_plain));
  for (int round = 0; round < rounds; ++round) {
    const Backlog backlog = make_backlog(answers);
    TRY(const double rate, send_backlog(*collector, backlog, Secured::plain));
    ours.push_back(rate);
    TRY(const double rows,
        raw_rows_per_second(setting.folder + "/raw.db", responses, batch, backlog.sample));
    raw.push_back(rows);
  }
  TRY_DO(collector->stop());
  const double rate = median(ours);
  figures.push_back({"durable responses through HTTP", "/s", rate, median(raw),
                     "raw SQLite, 100 rows a commit, FULL", ">= 20,000/s",
                     rate >= budget_per_second});
  return measure_signed(setting, event, median(raw), figures);
}

}  // namespace lintel::bench
