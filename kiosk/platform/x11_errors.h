// What Xlib does about trouble, changed: its own way is to end the program, over a request that
// came too late as over a server that has gone. UI thread only: the handlers are the process's.
#pragma once

#include <memory>

// Xlib's own name for its connection; its headers, and their macros, are seen by .cpp files only.
struct _XDisplay;

namespace lintel::kiosk {

// Call before the first connection is opened. From then on a request that the server refuses is
// no more than not done (GLFW asks for windows of others, which may be gone meanwhile). A server
// that goes before survive_loss() ends the program with a sentence and code 1. GLFW 3.3 puts
// Xlib's own handler back while it opens a window: call it again after that.
void take_x11_errors();

// The loss of this connection sets `lost`, which must live as long as the connection, and no more.
// Every call of Xlib on it then returns with nothing done; what it should have filled in is as it
// was.
void survive_loss(_XDisplay* display, bool& lost);

// Counts the errors of the requests made while it is alive. One at a time.
class X11ErrorCount {
 public:
  explicit X11ErrorCount(_XDisplay* display);
  ~X11ErrorCount();
  X11ErrorCount(const X11ErrorCount&) = delete;
  X11ErrorCount& operator=(const X11ErrorCount&) = delete;

  bool any() const;  // asks the server for those that are still to come

 private:
  _XDisplay* display_;
  struct Handler;  // Xlib's type of it has no name that could stand here
  std::unique_ptr<Handler> before_;
};

}  // namespace lintel::kiosk
