#include "sync/collector/service.h"

#include <sodium.h>
#include <time.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>
#include <utility>

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
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return {std::chrono::floor<milliseconds>(seconds{time.tv_sec} +
                                             std::chrono::nanoseconds{time.tv_nsec})};
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
        router_(std::move(router_options), books_, writer_, changes_, clock_of(options)),
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
  store::FolderLock lock_;
  std::optional<Certificate> certificate_;
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
  TRY(auto tablets, store.read_tablets());
  TRY(auto sign_in, store.read_sign_in());
  RouterOptions router;
  router.collector = store.collector();
  router.admin_token = std::move(token);
  router.sign_in = SignInDesk(std::move(sign_in));
  router.tablets = options.tablets;
  router.listening = options.listening;
  router.page = std::move(options.page);
  TRY(router.desk, trust::PairingDesk::restore(std::move(tablets)));
  if (options.certificate && options.vouching == Vouching::by_pin) {
    router.tls_pin = options.certificate->pin;
  }
  randombytes_buf(&router.seed, sizeof router.seed);
  return std::unique_ptr<Service>(new RunningService(
      std::move(lock), std::move(store), std::move(books), std::move(router), options, notice));
}

}  // namespace lintel::collector
