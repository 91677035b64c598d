#include "sync/collector/service.h"

#include <sodium.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>
#include <utility>

#include "sync/collector/boot_clock.h"
#include "sync/collector/data_folder.h"
#include "sync/collector/notes_key.h"
#include "sync/collector/secret.h"
#include "sync/store/folder.h"

namespace lintel::collector {
namespace {

class SystemClock final : public Clock {
 public:
  UtcTime now() const override {
    return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
  }
  MonoTime mono() const override {
    return {std::chrono::floor<milliseconds>(BootClock::now().time_since_epoch())};
  }
};

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

const Clock& clock_of(const ServiceOptions& options) {
  return options.clock == nullptr ? system_clock() : *options.clock;
}

std::string joined(const std::string& one, const std::string& other) {
  return one + (one.empty() || other.empty() ? "" : " ") + other;
}

class RunningService final : public Service {
 public:
  RunningService(store::FolderLock lock, CollectorStore store, Books books,
                 RouterOptions router_options, const ServiceOptions& options,
                 const std::string& notice)
      : lock_(std::move(lock)),
        certificate_(options.certificate),
        notice_(
            joined(joined(store.notice(), notes_key_notice(options.data_folder, store.notes_key())),
                   notice)),
        token_(router_options.admin_token),
        books_(std::move(books)),
        writer_(std::move(store), books_, changes_, clock_of(options), options.writer),
        router_(with_warnings(std::move(router_options)), books_, writer_, changes_,
                clock_of(options)),
        folder_(options.data_folder) {}
  ~RunningService() override {
    // Destroying without close() is for tests and errors on the way up: what was answered is
    // durable already, only the checkpoint's outcome is not looked at.
    static_cast<void>(close());
  }

  const std::string& notice() const override { return notice_; }
  const std::string& admin_token() const override { return token_; }
  Router& router() override { return router_; }

  HttpReply ask(HttpRequest request) override {
    std::mutex mutex;
    std::condition_variable answered;
    ReplyMaker maker;
    router_.answer(std::move(request), [&](ReplyMaker made) {
      // Notified under the lock: the waiter owns both and may leave as soon as it sees the maker.
      const std::lock_guard lock(mutex);
      maker = std::move(made);
      answered.notify_one();
    });
    std::unique_lock lock(mutex);
    answered.wait(lock, [&] { return static_cast<bool>(maker); });
    return maker();
  }

  std::string first_recovery_code() override {
    std::promise<bool> told;
    const Status posted = writer_.post([&told](CollectorStore& store) {
      const auto before = store.recovery_code_told();
      told.set_value(!before || *before || !store.put_recovery_code_told());
    });
    if (!posted || told.get_future().get()) {
      return {};
    }
    const auto key = read_notes_key(folder_);
    return key ? key->recovery_code() : std::string{};
  }

  Result<std::string> listen(const ListenAddress& address, const HttpLimits& limits) override {
    TRY(server_,
        HttpServer::start(address, router_, limits, certificate_ ? &*certificate_ : nullptr));
    return server_->url();
  }

  Status use_certificate(Certificate certificate) override {
    if (server_) {
      TRY_DO(server_->use_certificate(certificate));
    }
    const std::lock_guard lock(certificate_mutex_);
    certificate_ = std::move(certificate);
    return ok();
  }

  Status close() override {
    if (closed_) {
      return ok();
    }
    closed_ = true;
    if (server_) {
      server_->stop();
    }
    router_.stop();
    Status stopped = writer_.stop();
    server_.reset();
    return stopped;
  }

 private:
  RouterOptions with_warnings(RouterOptions options) {
    options.certificate_warning = [this](UtcTime now) {
      const std::lock_guard lock(certificate_mutex_);
      return certificate_ ? expiry_warning(*certificate_, now) : std::string{};
    };
    return options;
  }

  store::FolderLock lock_;
  std::mutex certificate_mutex_;
  std::optional<Certificate> certificate_;  // guarded by certificate_mutex_ once it listens
  std::string notice_;
  std::string token_;
  Changes changes_;
  SharedBooks books_;
  Writer writer_;
  Router router_;
  std::string folder_;
  std::unique_ptr<HttpServer> server_;
  bool closed_ = false;
};

}  // namespace

namespace {

// Of the versions that a door may still show.
std::shared_ptr<const SuggestionCounts> suggestions_of(CollectorStore& store, const Books& books) {
  constexpr std::size_t versions_read_max = 20;
  const auto versions = store.versions();
  if (!books.schedule || !versions) {
    return nullptr;
  }
  SuggestionCounts suggestions;
  suggestions.join(books.schedule->event);
  std::size_t read = 0;
  for (auto version = versions->rbegin(); version != versions->rend() && read < versions_read_max;
       ++version) {
    if (version->event != suggestions.event || version->served) {
      continue;
    }
    ++read;
    // One that cannot be read is said where it is asked for.
    if (const auto earlier = store.schedule_of(version->number)) {
      suggestions.join(earlier->event);
    }
  }
  return std::make_shared<const SuggestionCounts>(std::move(suggestions));
}

}  // namespace

Result<std::unique_ptr<Service>> Service::open(ServiceOptions options) {
  if (sodium_init() < 0) {
    return Error{ErrorCode::unavailable, "The system's random source does not answer."};
  }
  if (options.tablets == Tablets::unpaired_too && options.listening == Listening::network) {
    return Error{ErrorCode::refused,
                 "--open accepts tablets that are not paired, so it is only allowed on a loopback "
                 "address such as 127.0.0.1:0; change --listen or leave --open away."};
  }
  if (!options.certificate && options.listening == Listening::network) {
    return Error{ErrorCode::refused,
                 "--plain sends everything unprotected, so it is only allowed on a loopback "
                 "address such as 127.0.0.1:0; change --listen or leave --plain away."};
  }
  const std::string& folder = options.data_folder;
  TRY_DO(store::prepare_folder(folder));
  TRY(auto lock, store::FolderLock::take(folder));
  std::string notice;
  TRY(std::string token, admin_key(folder, notice));
  const auto first_key = [&folder]() -> Result<trust::NotesPublicKey> {
    TRY(const trust::NotesKeyPair key, first_notes_key(folder));
    return key.public_key();
  };
  TRY(auto store, CollectorStore::open({folder + "/" + database_name, random_id(), first_key,
                                        clock_of(options).now()}));
  TRY(auto books, store.read_books());
  books.suggestions = suggestions_of(store, books);
  TRY(auto tablets, store.read_tablets());
  TRY(auto sign_in, store.read_sign_in());
  RouterOptions router;
  router.collector = store.collector();
  router.admin_token = std::move(token);
  router.sign_in = SignInDesk(std::move(sign_in));
  router.tablets = options.tablets;
  router.listening = options.listening;
  router.page = std::move(options.page);
  router.log = options.log;
  router.public_schedule = options.public_schedule;
  TRY(router.desk, trust::PairingDesk::restore(std::move(tablets)));
  if (options.certificate && options.vouching == Vouching::by_pin) {
    router.tls_pin = options.certificate->pin;
  }
  randombytes_buf(&router.seed, sizeof router.seed);
  return std::unique_ptr<Service>(new RunningService(
      std::move(lock), std::move(store), std::move(books), std::move(router), options, notice));
}

}  // namespace lintel::collector
