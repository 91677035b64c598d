#include "sync/net/curl_transport.h"

#include <curl/curl.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <utility>

#include "shared/core/limits.h"
#include "shared/core/text.h"
#include "sync/trust/certificate.h"

namespace lintel {
namespace {

// Longest wait in one poll; wake-ups come through curl_multi_wakeup, this is only a floor.
constexpr int poll_ms_max = 1000;
// A certificate replaced on the server should be seen within the hour.
constexpr long connection_life_s = 3600;

// Every record is as long as a multiple of this, whatever was answered and however long a note is.
constexpr std::size_t record_padding_bytes = 4096;

// X509_V_ERR_* of OpenSSL's x509_vfy.h, as CURLINFO_SSL_VERIFYRESULT gives them.
constexpr long certificate_not_yet_valid = 9;
constexpr long certificate_has_expired = 10;

struct CurlFree {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, CurlFree>;
using HeaderList = std::unique_ptr<curl_slist, CurlFree>;

struct MultiFree {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
using Multi = std::unique_ptr<CURLM, MultiFree>;

bool curl_is_ready() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  return code == CURLE_OK;
}

// Padding is asked of OpenSSL itself: libcurl has no option for it.
bool curl_speaks_openssl() {
  const curl_version_info_data* const built = curl_version_info(CURLVERSION_NOW);
  return built->ssl_version != nullptr &&
         std::string_view(built->ssl_version).starts_with("OpenSSL/");
}

CURLcode on_tls_context(CURL* /*easy*/, void* context, void* /*user*/) {
  return SSL_CTX_set_block_padding(static_cast<SSL_CTX*>(context), record_padding_bytes) == 1
             ? CURLE_OK
             : CURLE_SSL_CONNECT_ERROR;
}

// What one exchange collects, within its bounds.
struct Collected {
  Reply reply;
  std::size_t header_bytes = 0;
  std::size_t body_bytes_max = 0;
};

std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* user) {
  Collected& collected = *static_cast<Collected*>(user);
  const std::size_t length = size * count;
  if (length > collected.body_bytes_max - collected.reply.body.size()) {
    collected.reply.too_long = true;
    return 0;  // makes libcurl stop with CURLE_WRITE_ERROR
  }
  collected.reply.body.append(bytes, length);
  return length;
}

void add_header(Reply& reply, std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) {
    return;
  }
  std::string& value = reply.headers[ascii_lower(trim(line.substr(0, colon)))];
  if (!value.empty()) {
    value += ", ";  // RFC 9110 section 5.3: repeated fields are one list
  }
  value += trim(line.substr(colon + 1));
}

std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* user) {
  Collected& collected = *static_cast<Collected*>(user);
  const std::string_view line(bytes, size * count);
  collected.header_bytes += line.size();
  if (collected.header_bytes > reply_header_bytes_max) {
    collected.reply.too_long = true;
    return 0;
  }
  if (line.starts_with("HTTP/")) {
    collected.reply.headers.clear();  // an interim 1xx reply came before this one
  } else {
    add_header(collected.reply, line);
  }
  return line.size();
}

TransportFailure failure_of_connect(long system_error) {
  switch (system_error) {
    case ECONNREFUSED:
      return TransportFailure::refused;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EADDRNOTAVAIL:
      return TransportFailure::no_network;
    default:
      return TransportFailure::refused;
  }
}

TransportFailure failure_of(CURLcode code, CURL* easy) {
  long detail = 0;
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return TransportFailure::no_network;
    case CURLE_COULDNT_CONNECT:
      curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &detail);
      return failure_of_connect(detail);
    case CURLE_OPERATION_TIMEDOUT:
      return TransportFailure::timeout;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return TransportFailure::cut;
    case CURLE_PEER_FAILED_VERIFICATION:
      curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &detail);
      return detail == certificate_not_yet_valid || detail == certificate_has_expired
                 ? TransportFailure::certificate_dates
                 : TransportFailure::intercepted;
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return TransportFailure::intercepted;
    default:
      return TransportFailure::other;
  }
}

// The pin of the certificate a server showed; empty without TLS.
std::string pin_shown(CURL* easy) {
  constexpr std::string_view label = "Cert:";
  curl_certinfo* chain = nullptr;
  if (curl_easy_getinfo(easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == nullptr ||
      chain->num_of_certs == 0) {
    return {};
  }
  for (const curl_slist* line = chain->certinfo[0]; line != nullptr; line = line->next) {
    const std::string_view text(line->data);
    if (text.starts_with(label)) {
      const auto pin = pin_of(text.substr(label.size()));
      return pin ? *pin : std::string{};
    }
  }
  return {};
}

}  // namespace

struct CurlTransport::Inner {
  CollectorUrl url;
  CurlOptions options;
  std::string user_agent;
  Multi multi;
  Easy easy;
  std::atomic<bool> cancelled{false};

  Result<HeaderList> header_list(const Request& request) const;
  Status set_up(const Request& request, const std::string& address, curl_slist* headers,
                Collected& collected) const;
  Result<CURLcode> perform() const;
  Exchange outcome(CURLcode code, Collected collected) const;
};

Result<std::unique_ptr<CurlTransport>> CurlTransport::open(const std::string& collector_url,
                                                           const CurlOptions& options) {
  TRY(CollectorUrl url, parse_collector_url(collector_url));
  auto inner = std::make_unique<Inner>();
  if (curl_is_ready()) {
    inner->multi.reset(curl_multi_init());
    inner->easy.reset(curl_easy_init());
  }
  if (!inner->multi || !inner->easy) {
    return Error{ErrorCode::unavailable,
                 "The network library libcurl does not start: install "
                 "the system package libcurl4 again."};
  }
  if (!curl_speaks_openssl()) {
    return Error{ErrorCode::unavailable,
                 "This libcurl does not use OpenSSL, so the length of what is sent could tell what "
                 "was answered: install the system package libcurl4."};
  }
  inner->url = std::move(url);
  inner->options = options;
  inner->user_agent = "lintel-kiosk/" + options.version;
  return std::unique_ptr<CurlTransport>(new CurlTransport(std::move(inner)));
}

CurlTransport::CurlTransport(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
CurlTransport::~CurlTransport() = default;

void CurlTransport::cancel() {
  inner_->cancelled = true;
  curl_multi_wakeup(inner_->multi.get());
}

Result<HeaderList> CurlTransport::Inner::header_list(const Request& request) const {
  HeaderList list;
  const auto add = [&list](const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer != nullptr) {
      static_cast<void>(list.release());  // it is the head of the longer list
      list.reset(longer);
    }
    return longer != nullptr;
  };
  // Without a value libcurl leaves these out: no wait for 100-continue, nothing we did not choose.
  bool added = add("Expect:") && add("Accept: application/json, application/problem+json");
  for (const auto& [name, value] : request.headers) {
    const bool unsafe =
        (name + value).find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
    if (unsafe) {
      return Error{ErrorCode::invalid, "A request header may not contain a line break."};
    }
    added = added && add(name + ": " + value);
  }
  if (!added) {
    return Error{ErrorCode::unavailable, "There is no memory left for a request."};
  }
  return list;
}

Status CurlTransport::Inner::set_up(const Request& request, const std::string& address,
                                    curl_slist* headers, Collected& collected) const {
  CURL* handle = easy.get();
  curl_easy_reset(handle);  // keeps the connection
  bool set = true;
  const auto option = [handle, &set](CURLoption name, auto value) {
    set = set && curl_easy_setopt(handle, name, value) == CURLE_OK;
  };
  option(CURLOPT_URL, address.c_str());
  option(CURLOPT_PROTOCOLS_STR, url.reach == Reach::loopback ? "http,https" : "https");
  option(CURLOPT_REDIR_PROTOCOLS_STR, "https");
  option(CURLOPT_FOLLOWLOCATION, 0L);
  option(CURLOPT_PROXY, "");
  option(CURLOPT_NOSIGNAL, 1L);
  option(CURLOPT_QUICK_EXIT, 1L);
  option(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  // Only records of TLS 1.3 can be padded (RFC 8446 section 5.4).
  option(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_3));
  option(CURLOPT_SSL_CTX_FUNCTION, &on_tls_context);
  // A pinned key is all the trust there is: a collector's own certificate is signed by nobody and
  // made for whatever it was called then, and its dates would tie answers to a tablet's clock.
  const bool by_system = request.peer.known == TlsPeer::Known::by_system;
  option(CURLOPT_SSL_VERIFYPEER, by_system ? 1L : 0L);
  option(CURLOPT_SSL_VERIFYHOST, by_system ? 2L : 0L);
  if (request.peer.known == TlsPeer::Known::by_key) {
    option(CURLOPT_PINNEDPUBLICKEY, request.peer.pin.c_str());
  }
  if (request.peer.known == TlsPeer::Known::not_yet) {
    // The certificate is seen in the handshake only, and nothing else may use such a connection.
    option(CURLOPT_CERTINFO, 1L);
    option(CURLOPT_FRESH_CONNECT, 1L);
    option(CURLOPT_FORBID_REUSE, 1L);
  }
  option(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
  option(CURLOPT_TIMEOUT_MS, static_cast<long>(options.total_timeout.count()));
  option(CURLOPT_LOW_SPEED_LIMIT, options.low_speed_bytes_per_s);
  option(CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.low_speed_span.count()));
  option(CURLOPT_MAXLIFETIME_CONN, connection_life_s);
  option(CURLOPT_USERAGENT, user_agent.c_str());
  option(CURLOPT_HTTPHEADER, headers);
  option(CURLOPT_WRITEFUNCTION, &on_body);
  option(CURLOPT_WRITEDATA, static_cast<void*>(&collected));
  option(CURLOPT_HEADERFUNCTION, &on_header);
  option(CURLOPT_HEADERDATA, static_cast<void*>(&collected));
  if (!options.ca_file.empty()) {
    option(CURLOPT_CAINFO, options.ca_file.c_str());
  }
  if (request.method == Method::get) {
    option(CURLOPT_HTTPGET, 1L);
  } else {
    option(CURLOPT_POST, 1L);
    option(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    option(CURLOPT_POSTFIELDS, request.body.data());
    if (request.method == Method::put) {
      option(CURLOPT_CUSTOMREQUEST, "PUT");
    }
  }
  return set ? ok()
             : Status(Error{ErrorCode::invalid, "libcurl does not accept a request to " + address +
                                                    ": check the collector's address."});
}

// Runs the exchange to its end, or to cancel().
Result<CURLcode> CurlTransport::Inner::perform() const {
  for (;;) {
    if (cancelled) {
      return Error{ErrorCode::cancelled, "Sending was stopped."};
    }
    int running = 0;
    if (curl_multi_perform(multi.get(), &running) != CURLM_OK) {
      return CURLE_FAILED_INIT;
    }
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
      if (message->msg == CURLMSG_DONE) {
        return message->data.result;
      }
    }
    if (curl_multi_poll(multi.get(), nullptr, 0, poll_ms_max, nullptr) != CURLM_OK) {
      return CURLE_FAILED_INIT;
    }
  }
}

Exchange CurlTransport::Inner::outcome(CURLcode code, Collected collected) const {
  Exchange exchange;
  exchange.tls_pin = pin_shown(easy.get());
  // libcurl gives up on a header line of 100 KiB by itself and calls it lack of memory.
  const bool endless = code == CURLE_OUT_OF_MEMORY;
  if (code == CURLE_OK || collected.reply.too_long || endless) {
    long status = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    exchange.replied = true;
    exchange.reply = std::move(collected.reply);
    exchange.reply.status = static_cast<int>(status);
    exchange.reply.too_long = exchange.reply.too_long || endless;
    if (exchange.reply.too_long) {
      exchange.reply.body.clear();
      exchange.detail = "the reply is longer than anything our collector sends";
    }
    return exchange;
  }
  exchange.failure = failure_of(code, easy.get());
  exchange.detail = curl_easy_strerror(code);
  return exchange;
}

Result<Exchange> CurlTransport::exchange(const Request& request) {
  Inner& inner = *inner_;
  if (inner.cancelled) {
    return Error{ErrorCode::cancelled, "Sending was stopped."};
  }
  const bool path_is_safe =
      request.path.starts_with('/') && std::none_of(request.path.begin(), request.path.end(),
                                                    [](char c) { return c <= ' ' || c == '\x7f'; });
  if (!path_is_safe) {
    return Error{ErrorCode::invalid, "A request's path begins with / and holds no spaces."};
  }
  TRY(const HeaderList headers, inner.header_list(request));
  Collected collected;
  collected.body_bytes_max =
      request.reply_bytes_max == 0 ? limits::reply_bytes_max : request.reply_bytes_max;
  const std::string address = inner.url.base + request.path;
  TRY_DO(inner.set_up(request, address, headers.get(), collected));
  if (curl_multi_add_handle(inner.multi.get(), inner.easy.get()) != CURLM_OK) {
    return Error{ErrorCode::unavailable, "There is no memory left for a request."};
  }
  const Result<CURLcode> code = inner.perform();
  // Read before the handle leaves: afterwards errno and verify results may be gone.
  Result<Exchange> exchange =
      code ? Result<Exchange>(inner.outcome(*code, std::move(collected))) : code.error();
  curl_multi_remove_handle(inner.multi.get(), inner.easy.get());
  return exchange;
}

}  // namespace lintel
