#include "kiosk/platform/inherited.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <initializer_list>

namespace lintel::kiosk {
namespace {

// open() takes the lowest free descriptor, so in this order each closed one is filled by itself.
void fill_closed_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(descriptor, F_GETFD) < 0) {
      const int filled = open("/dev/null", O_RDWR);
      if (filled > STDERR_FILENO) {
        close(filled);
      }
    }
  }
}

}  // namespace

void put_inherited_in_order() {
  fill_closed_descriptors();
  // Their system calls fail with EPIPE and EFBIG instead, which everybody who writes looks at.
  for (const int number : {SIGPIPE, SIGXFSZ}) {
    struct sigaction ignored {};
    ignored.sa_handler = SIG_IGN;
    sigaction(number, &ignored, nullptr);
  }
}

}  // namespace lintel::kiosk
