// An Xvfb of our own on a free display. Owned; ends with the object. One thread.
#pragma once

#include <memory>
#include <string>

#include "tests/e2e/support/process.h"

namespace lintel::e2e {

class XServer {
 public:
  static Result<std::unique_ptr<XServer>> start(int width_px, int height_px,
                                                const std::vector<std::string>& more = {});
  const std::string& display() const { return display_; }  // ":7"

 private:
  XServer() = default;
  std::unique_ptr<Process> process_;
  std::string display_;
};

}  // namespace lintel::e2e
