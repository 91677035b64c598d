// Passwords as Argon2id hashes, by libsodium: 19 MiB, 2 passes, 1 lane, as OWASP's Password Storage
// Cheat Sheet has it for servers with little memory. Each call takes tens of milliseconds and those
// 19 MiB, so callers run one at a time, off the threads that serve tablets.
#pragma once

#include <string>

#include "shared/core/result.h"

namespace lintel::collector {

// "$argon2id$v=19$m=19456,t=2,p=1$…", with a salt of its own.
// invalid: too short or too long, in words for the person who chose it. unavailable: no memory.
Result<std::string> hash_password(const std::string& password);

// Takes as long when `hash` is empty, and is false then: nobody learns whether there is a password.
bool is_password(const std::string& hash, const std::string& password);

}  // namespace lintel::collector
