#include "tests/e2e/support/pairing.h"

#include "tests/e2e/support/collector.h"

namespace lintel::e2e {
namespace {

PairingSeen on_screen(const Sight& sight) {
  PairingSeen seen;
  if (const Node* code = sight.find("pairing.code")) {
    seen.code = code->label;
  }
  for (int number = 1; number <= 4; ++number) {
    const Node* word = sight.find("pairing.word." + std::to_string(number));
    if (word == nullptr) {
      return {};
    }
    seen.words += (seen.words.empty() ? "" : " ") + word->label;
  }
  return seen;
}

}  // namespace

Result<PairingSeen> read_pairing(Kiosk& kiosk) {
  TRY_DO(kiosk.wait_until("a code and four words", [](const Sight& sight) {
    const PairingSeen seen = on_screen(sight);
    return !seen.code.empty() && !seen.words.empty();
  }));
  return on_screen(kiosk.see());
}

Status let_in(Kiosk& kiosk, const std::string& collector_data) {
  TRY(const PairingSeen seen, read_pairing(kiosk));
  TRY(const std::string at_desk, Collector::words_for(collector_data, seen.code));
  if (at_desk != seen.words) {
    return Error{ErrorCode::refused,
                 "The tablet shows \"" + seen.words + "\" and the collector \"" + at_desk + "\"."};
  }
  TRY_DO(Collector::approve(collector_data, seen.code));
  return kiosk.wait_until("to be let in", [](const Sight& sight) {
    return sight.find("pairing.code") == nullptr && sight.find("pairing") == nullptr;
  });
}

}  // namespace lintel::e2e
