// A function on a stack of its own that can stop in the middle and go on later, so that one thread
// runs hundreds of tablets whose errands each wait for a reply.
#pragma once

#include <ucontext.h>

#include <functional>

namespace lintel::sim {

class Fiber {
 public:
  explicit Fiber(std::function<void()> body);
  ~Fiber();  // it has to be done
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  void resume();       // from outside: runs it until it waits or is done
  static void wait();  // from inside: back to whoever resumed it
  bool is_done() const { return done_; }

 private:
  static void enter();

  std::function<void()> body_;
  void* stack_;
  ucontext_t outside_{};
  ucontext_t inside_{};
  bool done_ = false;
};

}  // namespace lintel::sim
