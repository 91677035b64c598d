// What a client that packs its bodies sends.
#pragma once

#include <string>

namespace lintel {

std::string gzip(const std::string& bytes);  // as small as zlib can; aborts when it cannot

}  // namespace lintel
