// Which of the sealed answers of an open topic are released, and when (DESIGN 2.3): the rule that
// every Journal follows. Pure; randomness comes in as a function.
#pragma once

#include <cstddef>
#include <vector>

#include "shared/core/time.h"
#include "shared/ports/journal.h"

namespace lintel {

// How many of `held` answers go now, `held_bursts` of them having been given in a burst: a group
// and as many as those, once two groups are held beside them; otherwise none.
std::size_t release_size(std::size_t held, std::size_t held_bursts, int release_group);

// `count` of `ids`, every set of that size as likely, in id order. Nothing about an id but chance
// decides: neither its value nor when it came.
std::vector<Uuid> draw(std::vector<Uuid> ids, std::size_t count, const RandomBelow& random_below);

// `told` of the answers that were `taken`, and `held` that are told with the next release: never
// more than were released, the rest with those that are still held.
void tell_part(int& told, int& held, int taken);

// As a ledger tells the end of a window.
UtcTime whole_minute(UtcTime time);

}  // namespace lintel
