// The addresses by which other computers reach this one.
#pragma once

#include <string>
#include <vector>

namespace lintel::collector {

// IPv4, of interfaces that are up, loopback left out; as the system lists them. Empty when it does
// not say.
std::vector<std::string> lan_addresses();

}  // namespace lintel::collector
