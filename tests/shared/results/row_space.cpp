#include "tests/shared/results/row_space.h"

#include <utility>

namespace lintel::days {
namespace {

std::uint64_t power(std::uint64_t base, std::uint64_t exponent) {
  std::uint64_t result = 1;
  for (; exponent > 0; exponent >>= 1) {
    result = (exponent & 1) != 0 ? result * base % prime : result;
    base = base * base % prime;
  }
  return result;
}

}  // namespace

void reduce(std::vector<Row>& rows, std::size_t columns) {
  std::size_t done = 0;
  for (std::size_t column = 0; column < columns && done < rows.size(); ++column) {
    std::size_t pivot = done;
    while (pivot < rows.size() && rows[pivot][column] == 0) {
      ++pivot;
    }
    if (pivot == rows.size()) {
      continue;
    }
    std::swap(rows[done], rows[pivot]);
    const std::uint64_t inverse = power(rows[done][column], prime - 2);
    for (std::uint32_t& value : rows[done]) {
      value = static_cast<std::uint32_t>(value * inverse % prime);
    }
    for (std::size_t other = 0; other < rows.size(); ++other) {
      const std::uint64_t factor = rows[other][column];
      if (other == done || factor == 0) {
        continue;
      }
      for (std::size_t at = 0; at < columns; ++at) {
        rows[other][at] = static_cast<std::uint32_t>(
            (rows[other][at] + (prime - factor) * rows[done][at]) % prime);
      }
    }
    ++done;
  }
  rows.resize(done);
}

}  // namespace lintel::days
