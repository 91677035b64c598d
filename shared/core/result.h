// Result<T>: a value or an Error, for every failure that is expected to happen.
//
// Errors carry one sentence for a person: what is wrong and what to do. Exceptions of libraries
// stop inside the wrapper that calls them and become an Error there. Reading value() of a failed
// Result is a programmer's error and asserts. Results are plain values: no thread-safety of their
// own, no ownership beyond T's.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace lintel {

enum class ErrorCode {
  invalid,      // input that cannot be understood
  not_found,    // the thing asked for is not there
  io,           // a file or device said no
  full,         // no room left on the disk or in a quota
  corrupt,      // data on disk that does not check out; it was kept
  newer,        // data written by a newer Lintel; it was kept
  busy,         // another process holds it
  unavailable,  // a service, display or font that is missing
  refused,      // understood, and not allowed
  limit,        // a bound of limits.h was exceeded
  cancelled,    // asked to stop
};

struct Error {
  ErrorCode code = ErrorCode::invalid;
  std::string message;  // one sentence: what is wrong and what to do
};

struct Done {};  // the value of a Result that only says "it worked"

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return state_.index() == 0; }
  T& value() & {
    assert(state_.index() == 0);
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    assert(state_.index() == 0);
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(state_.index() == 0);
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const& {
    assert(state_.index() == 1);
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    assert(state_.index() == 1);
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

using Status = Result<Done>;
inline Status ok() { return Done{}; }

}  // namespace lintel

#define LINTEL_JOIN_2(a, b) a##b
#define LINTEL_JOIN(a, b) LINTEL_JOIN_2(a, b)

// TRY(auto x, expression): x is the value, or the enclosing function returns the Error.
#define TRY(declaration, expression)                                         \
  auto LINTEL_JOIN(try_, __LINE__) = (expression);                           \
  if (!LINTEL_JOIN(try_, __LINE__)) {                                        \
    return std::move(LINTEL_JOIN(try_, __LINE__)).error();                   \
  }                                                                          \
  declaration = std::move(LINTEL_JOIN(try_, __LINE__)).value()

// TRY_DO(expression): for a Status; returns its Error from the enclosing function.
#define TRY_DO(expression)                                                   \
  do {                                                                       \
    auto try_status = (expression);                                          \
    if (!try_status) {                                                       \
      return std::move(try_status).error();                                  \
    }                                                                        \
  } while (false)
