// What every thread of ours does first.
#pragma once

namespace lintel {

// Leaves signals to the main thread (SIGTERM must reach its handler, a SIGPIPE of a TLS library
// must not end the program) and gives the thread a name of at most 15 letters for ps and gdb.
void begin_thread(const char* name);

}  // namespace lintel
