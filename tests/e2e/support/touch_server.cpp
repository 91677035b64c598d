#include "tests/e2e/support/touch_server.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>

#include "tests/e2e/support/temp_folder.h"

namespace lintel::e2e {
namespace {

// The driver's protocol, version 1.0 (xserver's xf86-input-inputtest-protocol.h): structures in the
// machine's own byte order and alignment, each with its length and type first.
struct Header {
  std::uint32_t length = 0;
  std::uint32_t type = 0;
};
constexpr std::uint32_t client_version = 0;
constexpr std::uint32_t wait_for_sync = 1;
constexpr std::uint32_t touch_event = 6;
struct Version {
  Header header{sizeof(Version), client_version};
  std::uint16_t major = 1;
  std::uint16_t minor = 0;
};
struct Touch {
  Header header{sizeof(Touch), touch_event};
  std::uint32_t id = 0;
  std::uint32_t type = 0;  // the number of the XInput 2 event
  std::uint32_t has_unaccelerated = 0;
  std::array<std::uint8_t, 8> mask{};
  std::array<double, 64> valuators{};
  std::array<double, 64> unaccelerated{};
};
static_assert(sizeof(Version) == 12 && sizeof(Touch) == 1056);
constexpr int touch_begin = 18;
constexpr int touch_update = 19;
constexpr int touch_end = 20;
constexpr double axis_max = 0xFFFF;  // of both axes, over the whole screen

constexpr const char* configuration = R"(
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 65536
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 1-1000
  VertRefresh 1-500
  Modeline "size" 80 WIDTH WIDTH1 WIDTH2 WIDTH3 HEIGHT HEIGHT1 HEIGHT2 HEIGHT3
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "size"
    Virtual 2560 1920
  EndSubSection
EndSection
Section "InputDevice"
  Identifier "panel"
  Driver "inputtest"
  Option "SocketPath" "FOLDER/panel"
  Option "DeviceType" "Touch"
  Option "TouchCount" "10"
EndSection
Section "InputDevice"
  Identifier "keys"
  Driver "inputtest"
  Option "SocketPath" "FOLDER/keys"
  Option "DeviceType" "Keyboard"
EndSection
Section "ServerLayout"
  Identifier "layout"
  Screen "screen"
  InputDevice "panel" "CorePointer"
  InputDevice "keys" "CoreKeyboard"
EndSection
)";

std::string configured(Point size, const std::string& folder) {
  std::string text = configuration;
  const auto fill_in = [&text](const std::string& word, const std::string& value) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) {
      text.replace(at, word.size(), value);
    }
  };
  // The driver takes any timing: each edge of the sync pulse a little later than the one before.
  for (int edge = 3; edge >= 0; --edge) {
    const std::string which = edge > 0 ? std::to_string(edge) : "";
    fill_in("WIDTH" + which, std::to_string(size.x + 16 * edge));
    fill_in("HEIGHT" + which, std::to_string(size.y + 2 * edge));
  }
  fill_in("FOLDER", folder);
  return text;
}

Error broken(const std::string& what) {
  return {ErrorCode::io, "The touch panel's socket: " + what + ": " + std::strerror(errno) + "."};
}

}  // namespace

std::string TouchServer::missing() {
  for (const std::string folder : {"/usr/lib/xorg/modules", "/usr/lib64/xorg/modules"}) {
    if (!std::filesystem::exists(folder + "/input/inputtest_drv.so")) {
      continue;
    }
    return std::filesystem::exists(folder + "/drivers/dummy_drv.so") ? ""
                                                                     : "xserver-xorg-video-dummy";
  }
  return "xserver-xorg-core";
}

Result<std::unique_ptr<TouchServer>> TouchServer::start(int width_px, int height_px) {
  std::unique_ptr<TouchServer> self{new TouchServer};
  self->size_ = {width_px, height_px};
  const TempFolder folder;
  write_text(folder / "xorg.conf", configured(self->size_, folder.path().string()));
  TRY(self->process_,
      Process::start({{"Xorg", "-displayfd", "1", "-config", folder / "xorg.conf", "-configdir",
                       folder.path().string(), "-logfile", folder / "log", "-nolisten", "tcp",
                       "-noreset", "-novtswitch", "-sharevts"},
                      {},
                      folder / "display",
                      folder / "errors",
                      {}}));
  const bool told = eventually([&] {
    return read_text(folder / "display").find('\n') != std::string::npos ||
           !self->process_->running();
  });
  const std::string number = read_text(folder / "display");
  if (!told || number.empty()) {
    return Error{ErrorCode::unavailable, "Xorg did not start: " + read_text(folder / "errors")};
  }
  self->display_ = ":" + number.substr(0, number.find('\n'));
  TRY_DO(self->connect(folder / "panel"));
  return self;
}

TouchServer::~TouchServer() {
  if (socket_ >= 0) {
    close(socket_);
  }
  if (process_) {
    process_->end();
  }
}

Status TouchServer::connect(const std::string& path) {
  socket_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket_ < 0 || path.size() >= sizeof address.sun_path) {
    return broken(path);
  }
  std::memcpy(address.sun_path, path.c_str(), path.size());
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return broken("connect");
  }
  const Version ours;
  Version theirs;
  if (write(socket_, &ours, sizeof ours) != sizeof ours ||
      read(socket_, &theirs, sizeof theirs) != sizeof theirs) {
    return broken("version");
  }
  return ok();
}

Status TouchServer::down(int finger, Point at) {
  return send(finger, touch_begin, at);
}

Status TouchServer::move(int finger, Point to) {
  return send(finger, touch_update, to);
}

Status TouchServer::up(int finger) {
  return send(finger, touch_end, last_[finger]);
}

Status TouchServer::send(int finger, int type, Point at) {
  last_[finger] = at;
  Touch event;
  event.id = static_cast<std::uint32_t>(finger);
  event.type = static_cast<std::uint32_t>(type);
  event.mask[0] = 0b11;
  event.valuators[0] = (at.x + 0.5) * axis_max / size_.x;
  event.valuators[1] = (at.y + 0.5) * axis_max / size_.y;
  if (write(socket_, &event, sizeof event) != sizeof event) {
    return broken("touch");
  }
  return sync();
}

Status TouchServer::sync() {
  const Header ours{sizeof(Header), wait_for_sync};
  Header theirs;
  if (write(socket_, &ours, sizeof ours) != sizeof ours ||
      read(socket_, &theirs, sizeof theirs) != sizeof theirs) {
    return broken("sync");
  }
  return ok();
}

}  // namespace lintel::e2e
