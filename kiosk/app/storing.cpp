#include "kiosk/app/storing.h"

#include <algorithm>

#include "kiosk/app/place.h"
#include "kiosk/app/rules.h"

namespace lintel::kiosk {
namespace {

enum class Outcome {
  writing,  // more has changed meanwhile: another write is out
  stored,   // the disk has the answer as the person has it
  kept,     // the change failed; the last stored version stands
  lost,     // the first write failed: the answer was not given
};

Outcome after_write(Step& step, OpenAnswer& answer, bool is_stored) {
  const Response written = std::move(*answer.writing);
  answer.writing.reset();
  if (is_stored) {
    answer.stored = written;
  }
  if (answer.response != written) {
    if (answer.stored && answer.response == *answer.stored) {
      answer.save = SaveStanding::saved;
      return Outcome::stored;
    }
    write(step, answer);
    return Outcome::writing;
  }
  if (is_stored) {
    answer.save = SaveStanding::saved;
    return Outcome::stored;
  }
  answer.save = SaveStanding::failed;
  answer.then.reset();
  if (!answer.stored) {
    return Outcome::lost;
  }
  answer.response = *answer.stored;
  return Outcome::kept;
}

// The first write failed: no trace of it may be left, and the next tap is a new try.
void lose(Step& step, const OpenAnswer& answer) {
  std::erase(step.state.recent_answers, answer.tapped_at);
  step.state.refused = step.state.screen == Screen::exit;
  discard(step, answer.response);
}

void answer_written(Step& step, bool is_stored) {
  State& state = step.state;
  switch (after_write(step, *state.answer, is_stored)) {
    case Outcome::writing:
    case Outcome::kept:
      return;
    case Outcome::stored:
      if (state.screen == Screen::exit && !state.answer->then) {
        state.banner_since = state.mono;
      }
      go_on_when_stored(state);
      return;
    case Outcome::lost: {
      const OpenAnswer lost = std::move(*state.answer);
      state.answer.reset();
      state.last_use.clear();
      lose(step, lost);
      return;
    }
  }
}

void leaving_written(Step& step, std::vector<OpenAnswer>::iterator place, bool is_stored) {
  const Outcome outcome = after_write(step, *place, is_stored);
  if (outcome == Outcome::writing) {
    return;
  }
  const OpenAnswer gone = std::move(*place);
  step.state.leaving.erase(place);
  if (outcome == Outcome::lost) {
    lose(step, gone);
  } else {
    seal(step, *gone.stored);
  }
}

// True when somebody waits for this write.
bool take_written(Step& step, const Uuid& id, bool is_stored) {
  State& state = step.state;
  if (state.answer && state.answer->response.id == id && state.answer->writing) {
    answer_written(step, is_stored);
    return true;
  }
  const auto left = std::ranges::find_if(state.leaving, [&](const OpenAnswer& answer) {
    return answer.response.id == id && answer.writing;
  });
  if (left == state.leaving.end()) {
    return false;
  }
  leaving_written(step, left, is_stored);
  return true;
}

void order(Step& step, const Parting& parting) {
  const State& state = step.state;
  if (parting.kind == Parting::Kind::discard) {
    step.effects.emplace_back(effect::Discard{parting.id});
    return;
  }
  const int group = state.event ? state.event->rules.release_group : limits::release_group_default;
  step.effects.emplace_back(effect::Seal{parting.id, group});
  // A late answer would wait for a group that never fills.
  if (state.released.contains(parting.session)) {
    step.effects.emplace_back(effect::Release{parting.session});
  }
}

void part(Step& step, Parting parting) {
  order(step, parting);
  step.state.partings.push_back(std::move(parting));
  if (step.state.partings.size() > partings_max) {
    step.state.partings.pop_front();
  }
}

// Storage works again: what failed before is said once more. Undone answers are never confirmed,
// so they are forgotten here.
void repeat_failed_partings(Step& step) {
  for (Parting& parting : step.state.partings) {
    if (parting.failed) {
      parting.failed = false;
      order(step, parting);
    }
  }
}

}  // namespace

void write(Step& step, OpenAnswer& answer) {
  answer.save = SaveStanding::saving;
  if (answer.writing) {
    return;
  }
  answer.writing = answer.response;
  step.effects.emplace_back(effect::PutOpen{answer.response});
}

void seal(Step& step, const Response& response) {
  part(step, {Parting::Kind::seal, response.id, response.session});
}

void discard(Step& step, const Response& response) {
  part(step, {Parting::Kind::discard, response.id, response.session});
}

void on_stored(Step& step, const Uuid& id) {
  step.state.storage = StorageStanding::ok;
  step.state.storage_sentence.clear();
  take_written(step, id, true);
  repeat_failed_partings(step);
}

void on_store_failed(Step& step, const Uuid& id, const Error& error) {
  State& state = step.state;
  state.storage = error.code == ErrorCode::full ? StorageStanding::full : StorageStanding::failing;
  state.storage_sentence = error.message;
  if (take_written(step, id, false)) {
    return;
  }
  const auto parting = std::ranges::find(state.partings, id, &Parting::id);
  if (parting != state.partings.end()) {
    parting->failed = true;
  }
}

void on_sealed(State& state, const Uuid& id) {
  std::erase_if(state.partings, [&](const Parting& parting) {
    return parting.kind == Parting::Kind::seal && parting.id == id;
  });
}

void go_on_when_stored(State& state) {
  OpenAnswer& answer = *state.answer;
  if (!answer.then || answer.writing) {
    return;
  }
  state.screen = *answer.then;
  state.overlay = OverlayKind::none;
  answer.then.reset();
  answer.last_touch = state.mono;
  state.note.reset();
  if (state.screen == Screen::thanks) {
    state.thanks_since = state.mono;
  }
}

void release_closed(Step& step) {
  State& state = step.state;
  if (!state.event) {
    return;
  }
  const LocalDay today = day_of(local_now(state));
  for (const Session& session : state.event->sessions) {
    // A window never closes before the end, so most sessions need no closer look.
    if (end_of(session, state.actual_ends) > state.now || state.released.contains(session.id)) {
      continue;
    }
    const bool concerns_us =
        day_of(session.start.local()) == today || state.counts.taken.contains(session.id);
    if (concerns_us && exit_window(*state.event, session, state.actual_ends).closes <= state.now) {
      state.released.insert(session.id);
      step.effects.emplace_back(effect::Release{session.id});
    }
  }
}

}  // namespace lintel::kiosk
