// A collector in memory behind a MemoryTransport, with everything that can go wrong in front of
// it, and a box that collects a tablet's news. Thread-safe: the tablet calls from its threads.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "shared/ports/memory_transport.h"
#include "shared/results/ledger.h"
#include "sync/client/tablet.h"

namespace lintel::test {

enum class Weather {
  fine,
  unplugged,
  sign_in_page,
  restarting,
  not_paired,
  full_of_errors,
  certificate_ended
};

class FakeCollector {
 public:
  Exchange answer(const Request& request);

  void set_weather(Weather weather);
  void set_schedule(const std::string& document, const std::string& etag);
  void set_name(const Uuid& name);
  // Of every reply, and since when it serves the schedule; empty: not said.
  void set_date(const std::string& date, const std::string& last_modified = "");
  void refuse(const Uuid& id, const std::string& code);  // named invalid in every receipt
  void choke_on(const Uuid& id);                         // 400 for every batch that holds it
  void take_gzip();                                      // advertises it, and wants it from then on
  void forget_and_ask_again(const Topic& topic);
  void never_be_content_with(const Topic& topic);  // asks again at every ledger

  void set_room(const std::string& header);  // Lintel-Room of the schedule's replies
  void say_identity_shared(bool shared);

  std::map<Uuid, std::string> stored() const;  // id -> bytes
  int duplicates() const;
  std::optional<Ledger> ledger() const;
  std::size_t largest_batch() const;
  int schedule_requests() const;
  int compressed_requests() const;
  // Which requests came, in their order: "schedule", "ledger", "batch".
  std::vector<std::string> requests() const;
  std::vector<std::size_t> body_sizes() const;  // of ledgers and batches, as sent
  std::vector<Ledger> ledgers() const;          // all of them

 private:
  Exchange reply(int status, std::string body);
  Exchange on_batch(const std::string& body);
  Exchange on_ledger(const std::string& body);
  Exchange on_schedule(const Request& request);

  mutable std::mutex mutex_;
  Weather weather_ = Weather::fine;
  Uuid name_;
  std::string schedule_;
  std::string etag_;
  std::string date_;
  std::string last_modified_;
  std::map<Uuid, std::string> stored_;
  std::map<Uuid, std::string> refused_;
  std::map<Uuid, bool> choking_;
  std::vector<Topic> resend_;
  std::vector<Topic> never_content_;
  std::optional<Ledger> ledger_;
  std::size_t largest_batch_ = 0;
  int duplicates_ = 0;
  int schedule_requests_ = 0;
  int compressed_requests_ = 0;
  bool takes_gzip_ = false;
  std::string room_;
  bool identity_shared_ = false;
  std::vector<std::string> requests_;
  std::vector<std::size_t> body_sizes_;
  std::vector<Ledger> ledgers_;
};

// What a tablet told, waited for with a deadline that only a broken test reaches.
class NewsBox {
 public:
  void put(TabletNews news);
  // true when some news so far, or to come in time, satisfies the question.
  bool saw(const std::function<bool(const TabletNews&)>& question);
  bool wait_until(const std::function<bool()>& condition);  // looked at after every news

  template <class T>
  bool saw_any() {
    return saw([](const TabletNews& news) { return std::holds_alternative<T>(news); });
  }
  template <class T>
  bool saw_any_yet() const {
    const auto news = all();
    return std::any_of(news.begin(), news.end(),
                       [](const TabletNews& one) { return std::holds_alternative<T>(one); });
  }
  std::optional<JournalCounts> counts() const;  // the last told
  std::optional<outbox::Standing> standing() const;
  std::vector<TabletNews> all() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable came_;
  std::vector<TabletNews> news_;
};

// gzip back to bytes; empty when it is none.
std::string gunzip(const std::string& packed);

}  // namespace lintel::test
