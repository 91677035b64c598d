#include "sync/collector/system_log.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <ostream>

#include "shared/core/text.h"

namespace lintel::collector {
namespace {

constexpr std::size_t value_bytes_max = 200;
constexpr std::size_t seen_max = 300;
constexpr const char* journal_path = "/run/systemd/journal/socket";

std::string quoted(const std::string& value) {
  const bool plain = std::all_of(value.begin(), value.end(), [](char c) {
    return c != ' ' && c != '"' && c != '\\' && c != '=';
  });
  if (plain) {
    return value;
  }
  std::string text = "\"";
  for (const char c : value) {
    text += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
  }
  return text + "\"";
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c == '-' ? '_' : c;
  });
  return text;
}

// systemd names in JOURNAL_STREAM what it connected standard error to: that it is still so.
bool writes_to_journal() {
  const char* const stream = std::getenv("JOURNAL_STREAM");
  struct stat standard_error {};
  if (stream == nullptr || fstat(STDERR_FILENO, &standard_error) != 0) {
    return false;
  }
  return std::string(stream) ==
         std::to_string(standard_error.st_dev) + ":" + std::to_string(standard_error.st_ino);
}

class JournalSocket {
 public:
  JournalSocket() : descriptor_(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {}
  ~JournalSocket() {
    if (descriptor_ >= 0) {
      close(descriptor_);
    }
  }
  JournalSocket(const JournalSocket&) = delete;
  JournalSocket& operator=(const JournalSocket&) = delete;

  bool send(const std::string& datagram) const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, journal_path, sizeof address.sun_path - 1);
    return descriptor_ >= 0 &&
           sendto(descriptor_, datagram.data(), datagram.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                  reinterpret_cast<const sockaddr*>(&address), sizeof address) >= 0;
  }

 private:
  int descriptor_;
};

}  // namespace

LogEntry& LogEntry::with(const std::string& key, std::string_view value) {
  std::string clean{truncate_utf8(clean_line(value), value_bytes_max)};
  if (!clean.empty()) {
    fields_.emplace_back(key, std::move(clean));
  }
  return *this;
}

std::string LogEntry::value_of(const std::string& key) const {
  const auto found = std::find_if(fields_.begin(), fields_.end(),
                                  [&](const auto& field) { return field.first == key; });
  return found == fields_.end() ? std::string{} : found->second;
}

std::string LogEntry::line() const {
  std::string text = "event=" + event_;
  for (const auto& [key, value] : fields_) {
    text += " " + key + "=" + quoted(value);
  }
  return text;
}

std::string LogEntry::journal() const {
  std::string text = "MESSAGE=" + line() +
                     "\nPRIORITY=" + std::to_string(static_cast<int>(level_)) +
                     "\nSYSLOG_IDENTIFIER=lintel-collector\nLINTEL_EVENT=" + event_ + "\n";
  for (const auto& [key, value] : fields_) {
    text += "LINTEL_" + upper(key) + "=" + value + "\n";
  }
  return text;
}

Log system_log(std::ostream& err) {
  struct Sink {
    explicit Sink(std::ostream& stream) : err(stream) {}
    std::ostream& err;
    const bool in_journal = writes_to_journal();
    JournalSocket journal;
    std::mutex mutex;
  };
  const auto sink = std::make_shared<Sink>(err);
  return [sink](const LogEntry& entry) {
    if (sink->in_journal && sink->journal.send(entry.journal())) {
      return;
    }
    const std::lock_guard lock(sink->mutex);
    sink->err << "lintel-collector: " << entry.line() << std::endl;
  };
}

std::optional<int> LogThrottle::due(const std::string& what, MonoTime now) {
  const std::lock_guard lock(mutex_);
  auto seen = seen_.find(what);
  if (seen == seen_.end()) {
    if (seen_.size() >= seen_max) {
      std::erase_if(seen_, [&](const auto& one) { return now - one.second.told >= minutes{1}; });
    }
    if (seen_.size() >= seen_max) {
      return std::nullopt;
    }
    seen_[what] = {now, 0};
    return 1;
  }
  ++seen->second.times;
  if (now - seen->second.told < minutes{1}) {
    return std::nullopt;
  }
  const int times = std::exchange(seen->second.times, 0);
  seen->second.told = now;
  return times;
}

}  // namespace lintel::collector
