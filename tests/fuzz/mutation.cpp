#include "tests/fuzz/mutation.h"

#include <array>
#include <string_view>

namespace lintel::fuzz {
namespace {

// What the formats' grammars turn on.
constexpr std::array<std::string_view, 36> words{"\"",
                                                 "\r\n",
                                                 ",",
                                                 ";",
                                                 "\t",
                                                 "\n ",
                                                 "]]>",
                                                 "&amp;",
                                                 "<![CDATA[",
                                                 "<event>",
                                                 "</event>",
                                                 "BEGIN:VEVENT",
                                                 "END:VEVENT",
                                                 "RRULE:FREQ=SECONDLY\r\n",
                                                 "COUNT=99999",
                                                 "UNTIL=99991231T235959Z",
                                                 "EXDATE:",
                                                 "TZID=",
                                                 "DTSTART:",
                                                 "99999999999999",
                                                 "-1",
                                                 "1e308",
                                                 "\xEF\xBB\xBF",
                                                 "\xFF\xFE",
                                                 "\xC3",
                                                 "{",
                                                 "}",
                                                 "[[",
                                                 "null",
                                                 "\"days\":",
                                                 "[[sessions]]",
                                                 "[event]",
                                                 "24:00",
                                                 "2026-02-30",
                                                 "12:60 PM",
                                                 "PT99999999H"};

class Mutator {
 public:
  Mutator(std::string bytes, const std::vector<std::string>& corpus, std::mt19937& random)
      : bytes_(std::move(bytes)), corpus_(corpus), random_(random) {}

  std::string run() {
    const std::size_t changes = 1 + below(8);
    for (std::size_t i = 0; i < changes; ++i) {
      change(below(bytes_.size() + 1));
    }
    constexpr std::size_t bytes_max = 64 * 1024;  // small files make many rounds
    bytes_.resize(std::min(bytes_.size(), bytes_max));
    return std::move(bytes_);
  }

 private:
  std::size_t below(std::size_t limit) {
    return limit == 0 ? 0 : static_cast<std::size_t>(random_()) % limit;
  }

  std::string piece_of(const std::string& other) {
    return other.substr(below(other.size() + 1), below(200));
  }

  void change(std::size_t at) {
    switch (below(8)) {
      case 0:
        if (at < bytes_.size()) {
          bytes_[at] = static_cast<char>(below(256));
        }
        return;
      case 1:
        bytes_.erase(at, 1 + below(40));
        return;
      case 2:
        bytes_.insert(at, piece_of(bytes_));
        return;
      case 3:
        bytes_.insert(at, words[below(words.size())]);
        return;
      case 4:
        if (!corpus_.empty()) {
          bytes_.insert(at, piece_of(corpus_[below(corpus_.size())]));
        }
        return;
      case 5: {
        const std::string piece = piece_of(bytes_);
        for (std::size_t times = below(30); times > 0; --times) {
          bytes_.insert(at, piece);
        }
        return;
      }
      case 6:
        for (std::size_t digit = bytes_.find_first_of("0123456789", at), count = below(4);
             digit < bytes_.size() && count > 0; ++digit, --count) {
          bytes_[digit] = static_cast<char>('0' + below(10));
        }
        return;
      default:
        bytes_.resize(at);
        return;
    }
  }

  std::string bytes_;
  const std::vector<std::string>& corpus_;
  std::mt19937& random_;
};

}  // namespace

std::string mutated(std::string bytes, const std::vector<std::string>& corpus,
                    std::mt19937& random) {
  return Mutator{std::move(bytes), corpus, random}.run();
}

}  // namespace lintel::fuzz
