#include "tests/support/scanned_code.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace lintel::test {
namespace {

struct PipeCloser {
  void operator()(std::FILE* pipe) const { pclose(pipe); }
};

std::string output_of(const std::string& command) {
  const std::unique_ptr<std::FILE, PipeCloser> pipe{popen(command.c_str(), "r")};
  std::string text;
  std::array<char, 1024> part{};
  while (pipe && std::fgets(part.data(), part.size(), pipe.get()) != nullptr) {
    text += part.data();
  }
  return text;
}

}  // namespace

bool has_code_reader() {
  return std::system("command -v zbarimg >/dev/null && command -v rsvg-convert >/dev/null") == 0;
}

std::optional<std::string> scanned_png(const std::string& path) {
  // It complains of missing message buses on standard error.
  const std::string text = output_of("zbarimg --raw --quiet '" + path + "' 2>/dev/null");
  const auto end = text.find('\n');
  if (end == std::string::npos || end + 1 != text.size()) {
    return std::nullopt;
  }
  return text.substr(0, end);
}

std::optional<std::string> scanned_svg(const std::string& path) {
  const std::string png = path + ".png";
  output_of("rsvg-convert --width 320 --output '" + png + "' '" + path + "'");
  return scanned_png(png);
}

}  // namespace lintel::test
