// Sums of numbers as rows, and what can be made of them by adding and subtracting: linear algebra
// modulo a prime.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lintel::days {

using Row = std::vector<std::uint32_t>;  // a number for each answer, mod prime
inline constexpr std::uint64_t prime = 1'000'003;

// To the reduced row-echelon form, in place; the rows that are left.
void reduce(std::vector<Row>& rows, std::size_t columns);

}  // namespace lintel::days
