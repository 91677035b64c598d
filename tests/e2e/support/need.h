// For tests: a step that has to work, with its Error's sentence in the report when it does not.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "shared/core/result.h"

namespace lintel::e2e {

inline void need(const Status& status) {
  INFO((status ? std::string{} : status.error().message));
  REQUIRE(static_cast<bool>(status));
}

template <class T>
T need(Result<T> result) {
  INFO((result ? std::string{} : result.error().message));
  REQUIRE(static_cast<bool>(result));
  return std::move(result).value();
}

}  // namespace lintel::e2e
