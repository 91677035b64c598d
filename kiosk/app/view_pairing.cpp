#include "kiosk/app/place.h"
#include "kiosk/app/view_parts.h"
#include "kiosk/app/wording.h"

namespace lintel::kiosk {
namespace {

std::vector<std::string> split_words(const std::string& words) {
  std::vector<std::string> list;
  std::string word;
  for (const char c : words + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      list.push_back(std::move(word));
      word.clear();
    }
  }
  return list;
}

struct Standing {
  Tone tone = Tone::waiting;
  std::string_view key;
};

// What stands in the way, or whom to wait for.
Standing standing_of(const State& state) {
  switch (state.sending) {
    case Sending::intercepted:
      return {Tone::trouble, "pairing.intercepted"};
    case Sending::clock_wrong:
      return {Tone::trouble, "status.clock_wrong"};
    case Sending::certificate_dates:
      return {Tone::trouble, "status.certificate_dates"};
    case Sending::certificate_or_clock:
      return {Tone::trouble, "status.certificate_or_clock"};
    case Sending::sign_in:
      return {Tone::trouble, "status.sign_in"};
    case Sending::own_computer_only:
      return {Tone::trouble, "status.own_computer_only"};
    case Sending::no_network:
      return {Tone::waiting, "pairing.no_network"};
    case Sending::busy:
      return {Tone::waiting, "pairing.busy"};
    case Sending::unknown:
    case Sending::connected:
    case Sending::not_paired:
      break;
  }
  return state.pairing.waiting ? Standing{Tone::good, "pairing.waiting"}
                               : Standing{Tone::waiting, "pairing.looking"};
}

}  // namespace

PairingView make_pairing(const State& state, const Words& words) {
  const PairingState& pairing = state.pairing;
  PairingView view;
  if (pairing.refused) {
    view.kicker = words.text("pairing.kicker");
    view.title = words.text("pairing.refused_title");
    view.hint = words.text("pairing.refused_hint");
    view.standing = words.text("pairing.nothing_lost");
    view.again = words.text("pairing.again");
    return view;
  }
  view.kicker = words.text("pairing.kicker");
  view.title = words.text("pairing.title");
  view.hint = words.text("pairing.hint");
  view.code_label = words.text("pairing.code");
  view.code = pairing.code;
  view.words_label = words.text("pairing.words");
  view.words = split_words(pairing.words);
  if (view.words.empty()) {
    view.words_hint = words.text("pairing.words_wait");
  }
  const Standing standing = standing_of(state);
  view.standing_tone = standing.tone;
  view.standing = words.text(standing.key);
  return view;
}

}  // namespace lintel::kiosk
