// Version 4 of the tablet's database: everything is keyed by topic, answers carry no mark any more
// and notes are records of their own. What SQL cannot say of that step.
//
// An answer of Lintel 0.1 is written anew in today's shape, under its id. Its phase and flags are
// forgotten; its note, if the collector has not confirmed it yet, waits in `plain_note` until it
// can be sealed. The old ledger counted what was sealed, by session; the new one counts what was
// released, by topic: the old count and digest, less what is still held.
#pragma once

#include <cstdint>
#include <string>

#include "sync/store/database.h"

namespace lintel::store {

// The tablet's database with all of its migrations. bytes_max 0: no quota.
DatabaseOptions tablet_database(const std::string& path, std::int64_t bytes_max = 0);

}  // namespace lintel::store
