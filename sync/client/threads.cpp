#include "sync/client/threads.h"

#include <pthread.h>
#include <signal.h>

#include <initializer_list>

namespace lintel {

void begin_thread(const char* name) {
  sigset_t all;
  sigfillset(&all);
  // A fault of the thread itself cannot be left to anybody else.
  for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT}) {
    sigdelset(&all, fault);
  }
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  pthread_setname_np(pthread_self(), name);
}

}  // namespace lintel
