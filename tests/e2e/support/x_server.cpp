#include "tests/e2e/support/x_server.h"

#include "tests/e2e/support/temp_folder.h"

namespace lintel::e2e {

Result<std::unique_ptr<XServer>> XServer::start(int width_px, int height_px,
                                                const std::vector<std::string>& more) {
  std::unique_ptr<XServer> self{new XServer};
  const TempFolder folder;
  const std::string size = std::to_string(width_px) + "x" + std::to_string(height_px) + "x24";
  // -displayfd: the server picks a free number itself and tells it on standard output.
  std::vector<std::string> arguments{"Xvfb", "-displayfd", "1",   "-screen", "0",
                                     size,   "-nolisten",  "tcp", "-noreset"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  TRY(self->process_, Process::start({arguments, {}, folder / "display", folder / "errors", {}}));
  const bool told = eventually([&] {
    return read_text(folder / "display").find('\n') != std::string::npos ||
           !self->process_->running();
  });
  const std::string number = read_text(folder / "display");
  if (!told || number.empty()) {
    return Error{ErrorCode::unavailable, "Xvfb did not start (packaging/bootstrap installs it): " +
                                             read_text(folder / "errors")};
  }
  self->display_ = ":" + number.substr(0, number.find('\n'));
  return self;
}

}  // namespace lintel::e2e
