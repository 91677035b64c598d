#include "sync/client/followed_clock.h"

#include <charconv>
#include <fstream>
#include <vector>

#include "shared/core/text.h"

namespace lintel {
namespace {

// A reply that took longer says too little about when it was written.
constexpr milliseconds reply_slowest{60'000};
// Two readings this near to each other are the same: the Date header counts whole seconds.
constexpr milliseconds reading_error{1'500};

// Empty where the system does not tell its boots apart.
std::string boot_id() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string id;
  std::getline(file, id);
  return id;
}

struct Parts {
  std::string boot;
  long long start = 0;
  long long ahead = 0;
};

std::optional<Parts> parts_of(std::string_view kept) {
  const std::vector<std::string> words = split(kept, ' ');
  Parts parts;
  const auto number = [](const std::string& text, long long& value) {
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    return read.ec == std::errc{} && read.ptr == end;
  };
  if (words.size() != 3 || !number(words[1], parts.start) || !number(words[2], parts.ahead)) {
    return std::nullopt;
  }
  parts.boot = words[0];
  return parts;
}

}  // namespace

UtcTime FollowedClock::now() const {
  const long long start = utc_at_start_.load();
  return start == unknown ? own_.now() : UtcTime{milliseconds{start} + mono().since_start};
}

milliseconds FollowedClock::collector_says(UtcTime theirs, MonoTime asked, MonoTime came) {
  const milliseconds took = came - asked;
  if (took < milliseconds{0} || took > reply_slowest) {
    return milliseconds{0};
  }
  // Written in the middle of a second, half way between.
  const milliseconds at = asked.since_start + took / 2;
  const UtcTime known{is_following() ? UtcTime{milliseconds{utc_at_start_.load()} + at}
                                     : own_.now() - (mono().since_start - at)};
  const milliseconds forward = theirs + milliseconds{500} - known;
  if (is_following() && std::chrono::abs(forward) <= took / 2 + reading_error) {
    return milliseconds{0};
  }
  utc_at_start_ = (theirs + milliseconds{500}).time_since_epoch().count() - at.count();
  return forward;
}

std::optional<milliseconds> FollowedClock::own_ahead() const {
  return is_following() ? std::optional{own_.now() - now()} : std::nullopt;
}

std::string FollowedClock::kept() const {
  const auto ahead = own_ahead();
  return ahead ? boot_id() + " " + std::to_string(utc_at_start_.load()) + " " +
                     std::to_string(ahead->count())
               : std::string{};
}

bool FollowedClock::restore(std::string_view kept) {
  const auto parts = parts_of(kept);
  if (!parts || parts->boot.empty() || parts->boot != boot_id()) {
    return false;
  }
  utc_at_start_ = parts->start;
  return true;
}

std::optional<milliseconds> FollowedClock::ahead_of(std::string_view kept) {
  const auto parts = parts_of(kept);
  return parts ? std::optional{milliseconds{parts->ahead}} : std::nullopt;
}

}  // namespace lintel
