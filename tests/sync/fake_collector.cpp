#include "tests/sync/fake_collector.h"

#include <zlib.h>

#include <algorithm>
#include <chrono>

#include "shared/wire/cloudevents.h"
#include "shared/wire/ledger_json.h"
#include "shared/wire/protocol.h"
#include "shared/wire/receipt.h"
#include "tests/contract/support.h"

namespace lintel::test {
namespace {

constexpr std::chrono::seconds deadline{10};

}  // namespace

std::string gunzip(const std::string& packed) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) {
    return {};
  }
  std::string bytes(4 * 1024 * 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  const int code = inflate(&stream, Z_FINISH);
  bytes.resize(code == Z_STREAM_END ? stream.total_out : 0);
  inflateEnd(&stream);
  return bytes;
}

void FakeCollector::set_weather(Weather weather) {
  const std::lock_guard lock(mutex_);
  weather_ = weather;
}

void FakeCollector::set_schedule(const std::string& document, const std::string& etag) {
  const std::lock_guard lock(mutex_);
  schedule_ = document;
  etag_ = etag;
}

void FakeCollector::set_date(const std::string& date, const std::string& last_modified) {
  const std::lock_guard lock(mutex_);
  date_ = date;
  last_modified_ = last_modified;
}

void FakeCollector::set_name(const Uuid& name) {
  const std::lock_guard lock(mutex_);
  name_ = name;
}

void FakeCollector::refuse(const Uuid& id, const std::string& code) {
  const std::lock_guard lock(mutex_);
  refused_[id] = code;
}

void FakeCollector::choke_on(const Uuid& id) {
  const std::lock_guard lock(mutex_);
  choking_[id] = true;
}

void FakeCollector::take_gzip() {
  const std::lock_guard lock(mutex_);
  takes_gzip_ = true;
}

void FakeCollector::forget_and_ask_again(const Topic& topic) {
  const std::lock_guard lock(mutex_);
  stored_.clear();
  resend_ = {topic};
}

void FakeCollector::never_be_content_with(const Topic& topic) {
  const std::lock_guard lock(mutex_);
  never_content_ = {topic};
}

void FakeCollector::set_room(const std::string& header) {
  const std::lock_guard lock(mutex_);
  room_ = header;
}

void FakeCollector::say_identity_shared(bool shared) {
  const std::lock_guard lock(mutex_);
  identity_shared_ = shared;
}

std::vector<std::string> FakeCollector::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::vector<std::size_t> FakeCollector::body_sizes() const {
  const std::lock_guard lock(mutex_);
  return body_sizes_;
}

std::vector<Ledger> FakeCollector::ledgers() const {
  const std::lock_guard lock(mutex_);
  return ledgers_;
}

std::map<Uuid, std::string> FakeCollector::stored() const {
  const std::lock_guard lock(mutex_);
  return stored_;
}

int FakeCollector::duplicates() const {
  const std::lock_guard lock(mutex_);
  return duplicates_;
}

std::optional<Ledger> FakeCollector::ledger() const {
  const std::lock_guard lock(mutex_);
  return ledger_;
}

std::size_t FakeCollector::largest_batch() const {
  const std::lock_guard lock(mutex_);
  return largest_batch_;
}

int FakeCollector::schedule_requests() const {
  const std::lock_guard lock(mutex_);
  return schedule_requests_;
}

int FakeCollector::compressed_requests() const {
  const std::lock_guard lock(mutex_);
  return compressed_requests_;
}

Exchange FakeCollector::answer(const Request& request) {
  const std::lock_guard lock(mutex_);
  switch (weather_) {
    case Weather::fine:
      break;
    case Weather::unplugged:
      return MemoryTransport::failure(TransportFailure::no_network);
    case Weather::sign_in_page:
      return MemoryTransport::reply(200, {{"Content-Type", "text/html"}}, "<html>Sign in");
    case Weather::restarting:
      return reply(503, {});
    case Weather::not_paired:
      return reply(401, {});
    case Weather::certificate_ended:
      return MemoryTransport::failure(TransportFailure::certificate_dates);
    case Weather::full_of_errors:
      return MemoryTransport::reply(502, {}, "bad gateway");
  }
  const bool is_batch = request.path == wire::responses_path;
  const bool is_ledger = request.path == wire::ledger_path;
  requests_.emplace_back(is_batch ? "batch" : is_ledger ? "ledger" : "schedule");
  if (is_batch || is_ledger) {
    body_sizes_.push_back(request.body.size());
  }
  std::string body = request.body;
  if (request.headers.contains("Content-Encoding")) {
    ++compressed_requests_;
    body = gunzip(request.body);
  }
  if (is_batch) {
    return on_batch(body);
  }
  return is_ledger ? on_ledger(body) : on_schedule(request);
}

Exchange FakeCollector::reply(int status, std::string body) {
  std::map<std::string, std::string> headers = {
      {std::string(wire::protocol_header), std::string(wire::protocol_version)},
      {std::string(wire::collector_header), name_.is_nil() ? test_id(5000).text() : name_.text()}};
  if (takes_gzip_) {
    headers["Accept-Encoding"] = "gzip";
  }
  if (!date_.empty()) {
    headers["Date"] = date_;
  }
  if (!last_modified_.empty()) {
    headers["Last-Modified"] = last_modified_;
  }
  return MemoryTransport::reply(status, headers, std::move(body));
}

Exchange FakeCollector::on_batch(const std::string& body) {
  const auto items = wire::decode_batch(body);
  if (!items) {
    return reply(400, {});
  }
  largest_batch_ = std::max(largest_batch_, items->size());
  const bool chokes = std::any_of(items->begin(), items->end(),
                                  [this](const auto& item) { return choking_.contains(item.id); });
  if (chokes) {
    return reply(422, {});
  }
  wire::Receipt receipt;
  receipt.collector = name_.is_nil() ? test_id(5000) : name_;
  for (const wire::BatchItem& item : *items) {
    wire::ReceiptItem line{item.id, wire::ItemStatus::stored, {}};
    if (const auto refused = refused_.find(item.id); refused != refused_.end()) {
      line.status = wire::ItemStatus::invalid;
      line.code = refused->second;
    } else if (!stored_.emplace(item.id, item.bytes).second) {
      line.status = wire::ItemStatus::duplicate;
      ++duplicates_;
    }
    receipt.results.push_back(line);
  }
  return reply(201, wire::encode(receipt));
}

Exchange FakeCollector::on_ledger(const std::string& body) {
  auto decoded = wire::decode_ledger(body);
  if (!decoded) {
    return reply(400, {});
  }
  ledger_ = std::move(*decoded);
  ledgers_.push_back(*ledger_);
  wire::LedgerReply answer;
  answer.resend = never_content_;
  answer.resend.insert(answer.resend.end(), resend_.begin(), resend_.end());
  resend_.clear();
  answer.identity_shared = identity_shared_;
  return reply(200, wire::encode(answer));
}

Exchange FakeCollector::on_schedule(const Request& request) {
  ++schedule_requests_;
  if (schedule_.empty()) {
    return reply(404, {});
  }
  const auto known = request.headers.find("If-None-Match");
  Exchange exchange = known != request.headers.end() && known->second == etag_
                          ? reply(304, {})
                          : reply(200, schedule_);
  exchange.reply.headers["ETag"] = etag_;
  if (!room_.empty()) {
    exchange.reply.headers["Lintel-Room"] = room_;
  }
  return exchange;
}

// --- news ------------------------------------------------------------------------------------

void NewsBox::put(TabletNews news) {
  {
    const std::lock_guard lock(mutex_);
    news_.push_back(std::move(news));
  }
  came_.notify_all();
}

bool NewsBox::saw(const std::function<bool(const TabletNews&)>& question) {
  std::unique_lock lock(mutex_);
  return came_.wait_for(lock, deadline,
                        [&] { return std::any_of(news_.begin(), news_.end(), question); });
}

bool NewsBox::wait_until(const std::function<bool()>& condition) {
  const auto give_up = std::chrono::steady_clock::now() + deadline;
  std::size_t seen = 0;
  while (!condition()) {
    std::unique_lock lock(mutex_);
    // A condition about the collector may come true without news, so look again now and then.
    came_.wait_for(lock, std::chrono::milliseconds{5}, [&] { return news_.size() > seen; });
    seen = news_.size();
    if (std::chrono::steady_clock::now() > give_up) {
      return false;
    }
  }
  return true;
}

std::optional<JournalCounts> NewsBox::counts() const {
  const std::lock_guard lock(mutex_);
  for (auto news = news_.rbegin(); news != news_.rend(); ++news) {
    if (const auto* counted = std::get_if<Counted>(&*news)) {
      return counted->counts;
    }
  }
  return std::nullopt;
}

std::optional<outbox::Standing> NewsBox::standing() const {
  const std::lock_guard lock(mutex_);
  for (auto news = news_.rbegin(); news != news_.rend(); ++news) {
    if (const auto* changed = std::get_if<StandingChanged>(&*news)) {
      return changed->standing;
    }
  }
  return std::nullopt;
}

std::vector<TabletNews> NewsBox::all() const {
  const std::lock_guard lock(mutex_);
  return news_;
}

}  // namespace lintel::test
