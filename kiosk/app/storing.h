// What the flow asks of storage and what storage answers. Every order is answered in order; an
// answer that is not durable is never called saved, and nothing is sealed before its last write
// was answered.
#pragma once

#include "kiosk/app/reduce.h"

namespace lintel::kiosk {

// Asks for the answer as it stands to be made durable; while a write is out, after that one.
void write(Step& step, OpenAnswer& answer);
void seal(Step& step, const Response& response);
void discard(Step& step, const Response& response);

void on_stored(Step& step, const Uuid& id);
void on_store_failed(Step& step, const Uuid& id, const Error& error);
void on_sealed(State& state, const Uuid& id);

// Goes where the person wants to go, once the disk has what was said here.
void go_on_when_stored(State& state);

// Releases sessions whose exit window has closed, each once a run (DESIGN section 2.3).
void release_closed(Step& step);

}  // namespace lintel::kiosk
