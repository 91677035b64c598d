// What the flow asks of storage and what storage answers. Every order is answered in order; an
// answer that is not durable is never called saved, and nothing is sealed before its last write
// was answered.
#pragma once

#include "kiosk/app/reduce.h"

namespace lintel::kiosk {

// Asks for the answer as it stands to be made durable; while a write is out, after that one.
void write(Step& step, OpenAnswer& answer);
void seal(Step& step, const OpenAnswer& answer);
void discard(Step& step, const Response& response);
// A note's last words, once nobody looks at it any more.
void keep_for_good(Step& step, const Note& note);
void discard_note(Step& step, const Uuid& id);

void on_stored(Step& step, const Uuid& id);
void on_store_failed(Step& step, const Uuid& id, const Error& error);
void on_sealed(State& state, const Uuid& id);

}  // namespace lintel::kiosk
