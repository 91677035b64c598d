// The thread that talks to the collector: does what the Outbox says, with the Transport's help,
// and asks the storage thread for everything on disk.
//
// start() gives it a thread of its own, which sleeps between errands. Whoever brings a loop of
// their own (tests/sim: hundreds of tablets on one virtual clock) never calls start() but step().
//
// Thread-safety: on_counts(), on_link(), wake() and stop() may come from any thread and never block
// on an exchange; `tell` is called from the sync thread. stop() cancels the transport and joins.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "sync/client/day_count.h"
#include "sync/client/followed_clock.h"
#include "sync/client/link_watch.h"
#include "sync/client/membership.h"
#include "sync/client/outbox.h"
#include "sync/client/storage.h"
#include "sync/client/tablet.h"
#include "sync/net/collector_url.h"

namespace lintel {

struct SyncOptions {
  Uuid device;
  Uuid collector;  // whom the tablet is tied to; nil: nobody yet
  Reach reach = Reach::network;
  std::string room_name;
  std::string version;
  std::string etag;                    // of the cached schedule
  std::shared_ptr<const Event> event;  // the cached schedule; null: none
  Changes changes;                     // as kept beside it
  std::optional<UtcTime> confirmed;    // when the disk last heard that it is current
  minutes offset{0};                   // from UTC, for the day a row was sent
  std::optional<DayCount> days;        // as last counted, by a clock that could be believed
  Uuid run;                            // drawn at each start: the ledger's
  bool watched = false;
  std::uint64_t seed = 0;
  outbox::Outbox::Pace pace;
  const Clock* clock = nullptr;
  FollowedClock* followed = nullptr;  // `clock`, when the collector's time is to be followed
  std::function<void(TabletNews)> tell;
  std::function<ClockQuality()> clock_quality;  // of the tablet's own
  // Pairing: as begin() found it. Without a key requests go out unsigned.
  Scheme scheme = Scheme::http;
  std::shared_ptr<const trust::KeyPair> key{};
  std::optional<trust::Pairing> pairing{};
  trust::PairingClient::Standing standing = trust::PairingClient::Standing::unpaired;
};

// By a clock that nobody vouches for no day is counted (day_count.h). A full disk deletes what is
// confirmed without counting.
inline bool days_can_be_counted(const SyncOptions& options) {
  return (options.followed != nullptr && options.followed->is_following()) ||
         (options.clock_quality && options.clock_quality() == ClockQuality::network);
}

class SyncThread {
 public:
  SyncThread(SyncOptions options, std::unique_ptr<Transport> transport, Storage& storage);
  ~SyncThread();
  SyncThread(const SyncThread&) = delete;
  SyncThread& operator=(const SyncThread&) = delete;

  void start(const JournalCounts& first);
  void stop();
  void on_counts(const JournalCounts& counts);
  // A loopback collector needs no network, so it takes no notice of one.
  void on_link(LinkChange change);
  void wake();
  void ask_to_pair_again();

  // Does what is due, at most one exchange; nothing was due: until when there is nothing to do,
  // unless something is told before.
  std::optional<MonoTime> step();

 private:
  // What others told since the last look.
  struct Inbox {
    std::optional<int> pending;
    bool is_start = false;  // of `pending`: as found on disk
    bool ledger_changed = false;
    LinkChange link = LinkChange::none;
    bool pair_again = false;
  };
  struct Batch {
    std::vector<Uuid> ids;
    std::vector<std::string> events;
    bool has_notes = false;
  };

  void run();
  void take_news();
  void wait_until(MonoTime time);
  void tell_standing();

  void send_batch(const outbox::SendBatch& limits);
  outbox::Reading settle(const Batch& batch, const Exchange& exchange);
  void send_ledger();
  void prune();
  outbox::Reading follow_ledger_reply(outbox::Reading reading, const Exchange& exchange);
  outbox::Reading resend(outbox::Reading reading, const std::vector<Topic>& topics);

  // fetching.cpp
  void fetch_schedule();
  void take_schedule(const Reply& reply);
  void confirm_schedule();
  // Since when the collector serves this version, by our clock.
  std::optional<UtcTime> served_since(const Reply& reply) const;

  void take_room(const Reply& reply);

  // joining.cpp
  bool join(MonoTime now);
  void follow_outbox(MonoTime now);
  void keep_pairing();
  void keep_standing();
  void tell_pairing();

  Request request(Method method, std::string_view path) const;
  // Gives the request its body, compressed when that tells nothing.
  enum class Content { text, sealed };
  void pack(Request& request, std::string body, Content content) const;
  static void log_failure(const char* errand, const outbox::Reading& reading,
                          const Exchange& exchange);
  // nullopt: stopped.
  std::optional<Exchange> exchange(Request request);
  Result<Exchange> exchange_once(const Request& request);
  void follow_time(const Reply& reply, MonoTime asked);
  void learn_from(const Exchange& exchange);
  void remember(const outbox::Reading& reading);
  // Whose fault dates are that do not agree, as far as can be known.
  outbox::Standing judged(outbox::Standing standing) const;
  outbox::Reading stuck(const Error& error, const char* what) const;
  LocalDay sent_day() const;

  SyncOptions options_;
  std::unique_ptr<Transport> transport_;
  Storage& storage_;
  outbox::Outbox outbox_;
  Membership membership_;
  outbox::Standing joining_ = outbox::Standing::unknown;  // while nobody has been met yet
  std::optional<PairingShown> shown_;                     // as told
  std::optional<LinkWatch> links_;                        // once started
  outbox::Standing told_ = outbox::Standing::unknown;
  bool gzip_ = false;  // our collector said that it takes gzip
  bool told_shared_ = false;
  bool clock_moved_ = false;  // by the exchange under way
  RoomId told_room_;
  std::optional<MonoTime> resent_;

  std::mutex mutex_;
  Inbox inbox_;                        // guarded by mutex_
  std::optional<JournalCounts> last_;  // guarded by mutex_: to see what changed
  int wake_descriptor_ = -1;           // once started
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace lintel
