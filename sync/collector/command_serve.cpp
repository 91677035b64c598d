#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <ostream>

#include "sync/collector/admin_files.h"
#include "sync/collector/certificate_watch.h"
#include "sync/collector/commands.h"
#include "sync/collector/data_folder.h"
#include "sync/collector/identity.h"
#include "sync/collector/lan_addresses.h"
#include "sync/collector/service.h"
#include "sync/store/folder.h"

namespace lintel::collector {
namespace {

// 2,000 connections, the database, and some.
constexpr rlim_t descriptors_wanted = 4096;

void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < descriptors_wanted) {
    limit.rlim_cur = std::min(descriptors_wanted, limit.rlim_max);
    // When it cannot be raised, fewer connections fit and the accept loop waits for free ones.
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

// What one thread frees the others use again, and the system gets the rest back: in a storm that is
// a seventh of the memory, and no answer comes later for it (tests/bench, "storm").
void share_one_heap() {
  constexpr int kept_free_bytes_max = 64 * 1024;
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TRIM_THRESHOLD, kept_free_bytes_max);
}

// SIGTERM, SIGINT and SIGHUP, blocked in every thread started while it lives, so that wait() alone
// receives them.
class Signals {
 public:
  Signals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  }
  ~Signals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  enum class Said { nothing, reload, stop };
  // For a minute at most.
  Said wait() const {
    const timespec minute{60, 0};
    const int signal = sigtimedwait(&signals_, nullptr, &minute);
    return signal == SIGHUP ? Said::reload : signal > 0 ? Said::stop : Said::nothing;
  }

 private:
  sigset_t signals_{};
  sigset_t before_{};
};

int fail(const Error& error, Streams streams) {
  complain(streams, error.message);
  return exit_failed;
}

// Where programs of this computer reach a server on `address`.
std::string local_url(const ListenAddress& address, const std::string& url) {
  const std::string scheme = url.substr(0, url.find("//") + 2);
  const std::string port = url.substr(url.rfind(':'));
  if (address.host == "0.0.0.0") {
    return scheme + "127.0.0.1" + port;
  }
  return address.host == "::" ? scheme + "[::1]" + port : url;
}

UtcTime system_time() {
  return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

Result<HttpLimits> limits_of(const ServeCommand& command) {
  HttpLimits limits;
  for (const std::string& proxy : command.proxies) {
    TRY(std::string address, parse_client_address(proxy));
    limits.proxies.push_back(std::move(address));
  }
  return limits;
}

// How the collector shows who it is.
Status choose_identity(const ServeCommand& command, const ListenAddress& address,
                       ServiceOptions& options, std::string& notice) {
  const bool given = !command.certificate_file.empty() || !command.key_file.empty();
  if (command.plain && given) {
    return Error{ErrorCode::invalid,
                 "--plain and --certificate exclude each other; leave one out."};
  }
  if (command.plain) {
    return ok();
  }
  if (given) {
    options.vouching = Vouching::by_system;
    TRY(options.certificate, given_identity(command.certificate_file, command.key_file));
    return ok();
  }
  TRY_DO(store::prepare_folder(command.data_folder));
  TRY(options.certificate, own_identity(command.data_folder, address.host, system_time(), notice));
  return ok();
}

void tell_identity(const ServiceOptions& options, std::ostream& out) {
  if (!options.certificate) {
    return;
  }
  const auto fingerprint = browser_fingerprint(options.certificate->chain_pem);
  if (options.vouching == Vouching::by_pin && fingerprint) {
    out << "A browser asks once whether to trust this collector's own certificate; its SHA-256 "
           "fingerprint is "
        << *fingerprint << std::endl;
  }
}

// For the first one to come, as long as nobody has chosen a password.
void tell_first_link(Service& service, const std::string& url, Streams streams) {
  HttpRequest request;
  request.verb = Verb::post;
  request.target = "/v1/admin/link";
  request.authorization = "Bearer " + service.admin_token();
  const HttpReply link = service.ask(std::move(request));
  if (link.status == 200) {
    streams.out << "First sign-in, once and within an hour: " << url << link.body << std::endl;
  } else {
    complain(streams,
             "No link to sign in with could be kept on the disk; once there is room, "
             "lintel-collector admin link makes one.");
  }
}

// How the page is reached from elsewhere, and what a firewall has to let through.
void tell_others(const std::string& url, std::ostream& out) {
  const std::size_t host = url.find("//") + 2;
  const std::size_t colon = url.rfind(':');
  const std::vector<std::string> addresses = lan_addresses();
  if (addresses.empty()) {
    out << "From another computer, put this one's name in place of "
        << url.substr(host, colon - host) << "." << std::endl;
    return;
  }
  out << "From another computer:";
  for (const std::string& address : addresses) {
    out << " " << url.substr(0, host) << address << url.substr(colon) << "/admin/";
  }
  out << " (port " << url.substr(colon + 1) << " has to be open in this computer's firewall)"
      << std::endl;
}

void tell_admin_page(Service& service, const ListenAddress& address, const std::string& listening,
                     Streams streams) {
  const std::string url = local_url(address, listening);
  if (!service.router().has_password()) {
    tell_first_link(service, url, streams);
  }
  if (url != listening) {
    tell_others(url, streams.out);
  }
  streams.out << "Admin page: " << url << "/admin/" << std::endl;
}

// Until it is told to stop; once a minute, and when it is asked to, it looks at its certificate.
void run_until_stopped(const Signals& signals, const ServeCommand& command, Service& service,
                       const std::optional<Certificate>& certificate, const std::string& local,
                       Streams streams) {
  std::optional<CertificateWatch> watch;
  if (certificate) {
    watch.emplace(command.certificate_file, command.key_file, *certificate);
  }
  for (auto said = Signals::Said::nothing; said != Signals::Said::stop; said = signals.wait()) {
    if (!watch) {
      continue;
    }
    const auto because = said == Signals::Said::reload ? CertificateWatch::Because::asked
                                                       : CertificateWatch::Because::minute_passed;
    std::string trouble;
    if (auto renewed = watch->look(because, system_time(), trouble)) {
      const Status used = service.use_certificate(*renewed);
      // The commands of this computer find the server by the pin of its key.
      const Status noted =
          used ? write_serve_note(command.data_folder, ServeNote{local, renewed->pin}) : used;
      if (used) {
        streams.err << "The renewed certificate of " << command.certificate_file
                    << " is used from now on." << std::endl;
        watch->took(std::move(*renewed));
      }
      trouble = noted ? std::string{} : noted.error().message;
    }
    for (const std::string& sentence : {trouble, watch->news_of_end(system_time())}) {
      if (!sentence.empty()) {
        complain(streams, sentence);
      }
    }
  }
}

}  // namespace

int serve(const ServeCommand& command, Streams streams) {
  raise_descriptor_limit();
  share_one_heap();
  const Signals signals;
  std::signal(SIGPIPE, SIG_IGN);
  const Result<ListenAddress> address = parse_listen_address(command.listen);
  if (!address) {
    complain(streams, address.error().message);
    return exit_bad_input;
  }
  const Result<HttpLimits> limits = limits_of(command);
  if (!limits) {
    complain(streams, limits.error().message);
    return exit_bad_input;
  }
  auto page =
      load_admin_files(command.admin_files.empty() ? default_admin_files() : command.admin_files);
  if (!page) {
    return fail(page.error(), streams);
  }
  ServiceOptions options;
  options.data_folder = command.data_folder;
  options.tablets = command.open ? Tablets::unpaired_too : Tablets::paired_only;
  options.listening = address->reach;
  options.page = std::move(page).value();
  options.log = system_log(streams.err);
  options.public_schedule = command.public_schedule ? RouterOptions::PublicSchedule::shared
                                                    : RouterOptions::PublicSchedule::switched_off;
  std::string notice;
  const Status identity = choose_identity(command, *address, options, notice);
  if (!identity) {
    return fail(identity.error(), streams);
  }
  if (!notice.empty()) {
    complain(streams, notice);
  }
  Result<std::unique_ptr<Service>> service = Service::open(options);
  if (!service) {
    return fail(service.error(), streams);
  }
  const Result<std::string> url = (*service)->listen(*address, *limits);
  if (!url) {
    return fail(url.error(), streams);
  }
  const Status noted = write_serve_note(
      command.data_folder,
      ServeNote{local_url(*address, *url), options.certificate ? options.certificate->pin : ""});
  if (!noted) {
    return fail(noted.error(), streams);
  }
  if (!(*service)->notice().empty()) {
    complain(streams, (*service)->notice());
  }
  if (const std::string warning = store::forgets(command.data_folder); !warning.empty()) {
    complain(streams, warning);
  }
  streams.out << "Listening on " << *url << std::endl;
  tell_admin_page(**service, *address, *url, streams);
  tell_identity(options, streams.out);
  if (command.open) {
    streams.err << "ATTENTION: --open is on: any program on this computer can send answers, paired "
                   "or not. Use it for trying out, not on a real day."
                << std::endl;
  }
  if (const std::string code = (*service)->first_recovery_code(); !code.empty()) {
    streams.out << "Recovery code of the notes, printed this once: write it down and keep it "
                   "safe; whoever has it reads every note, and without it a lost notes.key means "
                   "lost notes: "
                << code << std::endl;
  }
  run_until_stopped(signals, command, **service, options.certificate, local_url(*address, *url),
                    streams);
  remove_serve_note(command.data_folder);
  const Status closed = (*service)->close();
  return closed ? exit_fine : fail(closed.error(), streams);
}

}  // namespace lintel::collector
