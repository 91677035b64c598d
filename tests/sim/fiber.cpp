#include "tests/sim/fiber.h"

#include <sys/mman.h>

#include <cassert>
#include <utility>
#include <vector>

namespace lintel::sim {
namespace {

constexpr std::size_t guard_bytes = 4096;
constexpr std::size_t stack_bytes = 512 * 1024;  // SQLite and JSON; only touched pages cost

Fiber* running = nullptr;

std::vector<void*>& unused_stacks() {
  static std::vector<void*> stacks;
  return stacks;
}

void* take_stack() {
  if (!unused_stacks().empty()) {
    void* const stack = unused_stacks().back();
    unused_stacks().pop_back();
    return stack;
  }
  void* const stack = ::mmap(nullptr, guard_bytes + stack_bytes, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  assert(stack != MAP_FAILED);
  ::mprotect(stack, guard_bytes, PROT_NONE);
  return stack;
}

}  // namespace

Fiber::Fiber(std::function<void()> body) : body_(std::move(body)), stack_(take_stack()) {
  ::getcontext(&inside_);
  inside_.uc_stack.ss_sp = static_cast<char*>(stack_) + guard_bytes;
  inside_.uc_stack.ss_size = stack_bytes;
  inside_.uc_link = nullptr;
  ::makecontext(&inside_, &Fiber::enter, 0);
}

Fiber::~Fiber() {
  assert(done_);
  unused_stacks().push_back(stack_);
}

void Fiber::enter() {
  Fiber* const self = running;
  self->body_();
  self->done_ = true;
  wait();
}

void Fiber::resume() {
  assert(running == nullptr && !done_);
  running = this;
  ::swapcontext(&outside_, &inside_);
}

void Fiber::wait() {
  Fiber* const self = std::exchange(running, nullptr);
  ::swapcontext(&self->inside_, &self->outside_);
}

}  // namespace lintel::sim
