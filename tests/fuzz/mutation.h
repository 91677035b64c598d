// Bytes a little or quite different from others, by the same random numbers always the same.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace lintel::fuzz {

// corpus: where pieces of other files come from; may be empty.
std::string mutated(std::string bytes, const std::vector<std::string>& corpus,
                    std::mt19937& random);

}  // namespace lintel::fuzz
