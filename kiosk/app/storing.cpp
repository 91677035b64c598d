#include "kiosk/app/storing.h"

#include <algorithm>

#include "kiosk/app/note.h"
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
  if (!answer.stored) {
    return Outcome::lost;
  }
  answer.response = *answer.stored;
  return Outcome::kept;
}

void tell_tile(State& state, const Uuid& id, SaveStanding save) {
  if (state.tile_news && state.tile_news->id == id) {
    state.tile_news->save = save;
    state.tile_news->since = state.mono;
  }
}

// The first write failed: no trace of it may be left, and the next tap is a new try.
void lose(Step& step, const OpenAnswer& answer) {
  State& state = step.state;
  std::erase(state.recent_answers, answer.tapped_at);
  state.refused = state.screen == Screen::exit || shows_compact_exit(state);
  state.overlay = state.refused ? OverlayKind::none : state.overlay;  // it is said in that place
  state.last_use.clear();
  tell_tile(state, answer.response.id, SaveStanding::failed);
  discard(step, answer.response);
}

void answer_written(Step& step, bool is_stored) {
  State& state = step.state;
  if (after_write(step, *state.answer, is_stored) == Outcome::lost) {
    const OpenAnswer lost = std::move(*state.answer);
    state.answer.reset();
    lose(step, lost);
  }
}

void before_written(Step& step, bool is_stored) {
  State& state = step.state;
  if (after_write(step, state.handing_over->answer, is_stored) == Outcome::lost) {
    const OpenAnswer lost = std::move(state.handing_over->answer);
    state.handing_over.reset();
    lose(step, lost);
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
    tell_tile(step.state, gone.response.id, SaveStanding::saved);
    seal(step, gone);
  }
}

// True when somebody waits for this write.
bool take_written(Step& step, const Uuid& id, bool is_stored) {
  State& state = step.state;
  const auto waits = [&](const OpenAnswer& answer) {
    return answer.response.id == id && answer.writing;
  };
  if (state.answer && waits(*state.answer)) {
    answer_written(step, is_stored);
    return true;
  }
  if (state.handing_over && waits(state.handing_over->answer)) {
    before_written(step, is_stored);
    return true;
  }
  const auto left = std::ranges::find_if(state.leaving, waits);
  if (left == state.leaving.end()) {
    return note_written(step, id, is_stored);
  }
  leaving_written(step, left, is_stored);
  return true;
}

void part(Step& step, const Uuid& id, Effect order) {
  step.effects.push_back(order);
  step.state.partings.push_back({id, std::move(order)});
  if (step.state.partings.size() > partings_max) {
    step.state.partings.pop_front();
  }
}

// Storage works again: what failed before is said once more.
void repeat_failed_partings(Step& step) {
  for (Parting& parting : step.state.partings) {
    if (parting.failed) {
      parting.failed = false;
      step.effects.push_back(parting.order);
    }
  }
}

// The window as it is known now; a session that left the schedule keeps the one it had.
UtcTime closes_of(const State& state, const OpenAnswer& answer) {
  const Session* session =
      state.event ? state.event->find_session(answer.response.session) : nullptr;
  return session ? exit_window(*state.event, *session, state.actual_ends).closes : answer.closes;
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

void seal(Step& step, const OpenAnswer& answer) {
  const State& state = step.state;
  const int group = state.event ? state.event->rules.release_group : limits::release_group_default;
  part(step, answer.response.id,
       effect::Seal{answer.response.id, group, answer.burst, closes_of(state, answer)});
}

void discard(Step& step, const Response& response) {
  part(step, response.id, effect::Discard{response.id});
  step.state.in_burst = false;  // its count goes with it: the next of the burst begins it anew
}

void keep_for_good(Step& step, const Note& note) {
  part(step, note.id, effect::KeepNote{note, NoteState::kept});
}

void discard_note(Step& step, const Uuid& id) {
  part(step, id, effect::DiscardNote{id});
}

void on_stored(Step& step, const Uuid& id) {
  State& state = step.state;
  state.storage = StorageStanding::ok;
  state.storage_sentence.clear();
  if (!take_written(step, id, true)) {
    std::erase_if(state.partings, [&](const Parting& parting) {
      return parting.id == id && std::holds_alternative<effect::KeepNote>(parting.order);
    });
  }
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
    return parting.id == id && std::holds_alternative<effect::Seal>(parting.order);
  });
}

}  // namespace lintel::kiosk
