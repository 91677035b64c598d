// Bounded polling, the only waiting in the end-to-end code: real programs tell nobody when a file
// of theirs has changed. Any thread.
#pragma once

#include <chrono>
#include <functional>

namespace lintel::e2e {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Long enough for a sanitized build on a busy machine; a healthy run waits milliseconds.
inline constexpr seconds patience{30};

// True as soon as `holds` does, false when it still does not after `at_most` or give_up() came.
bool eventually(const std::function<bool()>& holds, milliseconds at_most = patience);

// For signal handlers: every running and later eventually() returns false.
void give_up();
bool given_up();

}  // namespace lintel::e2e
